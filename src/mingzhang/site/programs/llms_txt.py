"""/llms.txt (https://llmstxt.org): what is here, how to ask, and what the numbers do not mean.

The plugin datasette-llms-txt leaves out views, which most people should begin with, and cannot know what numbers do not mean.
"""

from typing import Any

from datasette.utils import add_cors_headers
from datasette.utils.asgi import Response

from mingzhang.dictionary.caveats import caveats_of
from mingzhang.dictionary.languages import in_language
from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.language import language_of, say_in
from mingzhang.site.queries import queries_of_checks


async def llms_txt(request: Any, datasette: Any) -> Any:
    """The page at /llms.txt, in the reader's language."""
    language = language_of(request)
    caveats = await datasette.get_database(DATABASE_NAME).execute_fn(caveats_of)

    def absolute(path: str) -> str:
        """The whole address of a path."""
        return str(datasette.absolute_url(request, datasette.urls.path(path)))

    headers: dict[str, str] = {}
    add_cors_headers(headers)
    parts = [
        *_head(language),
        *_numbers(language, [in_language(one, language) for one in caveats]),
        *_asking(language, absolute),
        *_tables(language, absolute, await datasette.get_database(DATABASE_NAME).view_names()),
    ]
    return Response.text("\n".join(parts) + "\n", headers=headers)


def _head(language: str) -> list[str]:
    dictionary = load_dictionary()
    said = f"{in_language(dictionary.description, language)} {in_language(dictionary.database_description, language)}"
    about = dictionary.about
    return [
        f"# {in_language(dictionary.title, language)}",
        "",
        f"> {said}",
        "",
        f"{about['license']}: {about['license_url']}",
    ]


def _numbers(language: str, caveats: list[str]) -> list[str]:
    say = say_in(language)
    own = [
        say("回答里写明年度、阶段（预算或自评）和原件的网址；不同年度、不同阶段的钱不相加。"),
        say("核对结果仅依据公开文本，不代表存在问题；引用前请查看原件和可能的解释。"),
        say("未找到不等于没有支出：可能未公开，或未收录。"),
    ]
    lines = [f"- {one}" for one in (*caveats, *(str(text.unescape()) for text in own))]
    return _section(say("这些数字不能说明什么"), lines)


def _asking(language: str, absolute: Any) -> list[str]:
    say = say_in(language)
    asked = [
        (
            "/-/mcp",
            say(
                "MCP（Streamable HTTP）：how_much、find、what_does_not_add_up、compare_over_years、where_is_it_printed 和 SQL"
            ),
        ),
        ("/openapi.json", say("OpenAPI 3.1：全部地址和参数")),
        (f"/{DATABASE_NAME}/projects.json?_shape=array&_search=体检", say("一张表的行：条件写在网址中，须写明_shape")),
        (f"/{DATABASE_NAME}.json?_shape=array&sql=select+…", say("SQL：只读，两秒，5,000行")),
        (
            f"/{DATABASE_NAME}/where_is_it_printed.json?_shape=array&record_id=…",
            say("一条记录在原件的页、行和具体文字"),
        ),
        ("/source/{document_id}?record={record_id}", say("原件位置（网页）")),
        ("/downloads", say("全部数据文件，网址中含版本号")),
    ]
    return _section(say("如何查询"), [f"- {absolute(path)} : {text.unescape()}" for path, text in asked])


def _tables(language: str, absolute: Any, views: list[str]) -> list[str]:
    """Views first, tables behind them, and the ready queries: each with its address and what it is."""
    say, dictionary = say_in(language), load_dictionary()
    shown = {
        name: table for name, table in dictionary.tables.items() if table.columns and not table.shown.get("hidden")
    }

    def line(name: str, title: Any, description: Any) -> str:
        """A table or query in one line: its title, its address, what it is."""
        address = absolute(f"/{DATABASE_NAME}/{name}.json?_shape=array")
        return f"- [{in_language(title, language)}]({address}): {in_language(description, language)}"

    of_views = [line(name, one.title, one.description) for name, one in shown.items() if name in views]
    of_tables = [line(name, one.title, one.description) for name, one in shown.items() if name not in views]
    queries = [line(name, one.title, one.description) for name, one in dictionary.queries.items()]
    checks = [line(one.name, one.title, {}) for one in queries_of_checks().values()]
    return [
        *_section(say("先看这些（已关联的表）"), of_views),
        *_section(say("数据表"), of_tables),
        *_section(say("常用查询"), queries),
        *_section("Optional", [one.removesuffix(": ") for one in checks]),
    ]


def _section(title: Any, lines: list[str]) -> list[str]:
    return ["", f"## {title}", "", *lines]


ROUTES = [(r"^/llms\.txt$", llms_txt)]
