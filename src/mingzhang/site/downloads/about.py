"""What a download says of itself: where the data is from, its address, its filters, its licence, the date of the data."""

from datetime import UTC, datetime
from typing import Any

from mingzhang.dictionary.languages import in_language
from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.site.conditions import WITHOUT_VALUE, applied
from mingzhang.site.downloads.asked import DownloadRequest
from mingzhang.site.downloads.workbook import About
from mingzhang.site.language import say_in
from mingzhang.site.tables import comparisons
from mingzhang.site.words import column_label, value_name

# How the filters of Datasette's addresses are written for readers; the others keep their names.
_SIGNS = {"exact": "=", "not": "≠", "gt": ">", "gte": "≥", "lt": "<", "lte": "≤"}

_NEWEST = "SELECT max(year), max(published_on), max(retrieved_on), count(*) FROM documents"


async def about_sheet(request: Any, datasette: Any, asked: DownloadRequest, language: str) -> About:
    """The second sheet of a workbook."""
    say = say_in(language)
    dictionary = load_dictionary()
    database = datasette.get_database(asked.database)
    year, published, retrieved, documents = (await database.execute(_NEWEST)).rows[0]
    page = f"{request.path.removesuffix('.xlsx')}{'?' + request.query_string if request.query_string else ''}"
    lines = [
        (say("来自"), in_language(dictionary.title, language)),
        (say("说明"), asked.description),
        (say("网址"), datasette.absolute_url(request, datasette.urls.path(page))),
        (say("筛选"), "；".join(filter_words(asked, language)) or say("没有筛选，全部列出")),
        (say("数据日期"), _date_of_data(say, year, published, retrieved, documents)),
        (say("数据版本"), f"sha256 {database.hash}"),
        (say("下载时间"), f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"),
        (say("许可"), f"{dictionary.about['license']} {dictionary.about['license_url']}"),
        (say("来源"), say("各单位依法公开的部门预算项目支出绩效目标表，照原件收录；每一行都能查到原件的页和行。")),
    ]
    columns = list(zip(asked.labels(language), asked.columns, asked.explanations(language), strict=True))
    return About(asked.title, [(str(label), str(text)) for label, text in lines], columns)


def _date_of_data(say: Any, year: Any, published: Any, retrieved: Any, documents: int) -> str:
    parts = [say("{documents}份文件", documents=f"{documents:,}")]
    if year:
        parts.append(say("最近的年度{year}", year=year))
    if published:
        parts.append(say("最近公布于{day}", day=published))
    if retrieved:
        parts.append(say("最近取得于{day}", day=retrieved))
    return " · ".join(map(str, parts))


def filter_words(asked: DownloadRequest, language: str) -> list[str]:
    """What chose and ordered the rows, in words: 年度 = 2023; 搜索：体检. What did not take part is not named."""
    say = say_in(language)
    if asked.is_query:
        return [f"{key} = {value}" for key, value in asked.filters if key in asked.parameters and key != "sql"]
    words = []
    for key, value in asked.filters:
        if key == "_search":
            words.append(str(say("搜索：{text}", text=value).unescape()) if value.strip() else "")
        elif key in ("_sort", "_sort_desc"):
            words.append(str(say("排序：{column}", column=column_label(language, asked.name, value)).unescape()))
        elif key in ("_where", "_through"):
            words.append(f"{key}={value}")
        else:
            words += [_said(language, asked.name, *one) for one in applied([(key, value)])]
    return list(filter(None, words))


def _said(language: str, table: str, column: str, comparison: str, value: str) -> str:
    sign = _SIGNS.get(comparison) or dict(comparisons(language)).get(comparison, comparison)
    named = "" if comparison in WITHOUT_VALUE else value_name(language, table, column, value) or value
    return f"{column_label(language, table, column)} {sign} {named}".strip()
