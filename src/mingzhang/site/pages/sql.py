"""The page at /sql: where readers write SQL, with the tables and columns that there are, and examples."""

from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.languages import Texts, in_language
from mingzhang.site.language import language_of
from mingzhang.site.pages.page import page
from mingzhang.site.sql.limits import load_limits

# An address that is longer leads nowhere, so no more is put into the box.
_LONGEST_SQL = 20_000


@cache
def sql_examples() -> list[tuple[Texts, str]]:
    """The examples of sql_examples.yml: what each finds, and its statement."""
    content = read_yaml(files("mingzhang.site").joinpath("sql_examples.yml").read_text(encoding="utf-8"))
    return [(entry["title"], entry["sql"]) for entry in content]


async def sql_page(request: Any, datasette: Any) -> Any:
    """/sql, with ?sql= a statement in the box that is not run yet."""
    language = language_of(request)
    context = {
        "examples": [{"title": in_language(title, language), "sql": sql} for title, sql in sql_examples()],
        "asked_sql": (request.args.get("sql") or "")[:_LONGEST_SQL],
        "rows_on_a_page": load_limits().rows_of_a_query_on_a_page,
    }
    return await page(datasette, request, "sql.html", context)
