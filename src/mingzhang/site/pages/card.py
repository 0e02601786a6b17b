"""The cards of records and rankings, which WeChat, Weibo and others show beside a link: /card/project/<id>.png and so on."""

from typing import Any

from datasette.utils.asgi import NotFound
from markupsafe import Markup

from mingzhang.charts.card import record_card
from mingzhang.dictionary.languages import DEFAULT, in_language, select_texts
from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.card_picture import CardPicture
from mingzhang.site.language import language_of, say_in
from mingzhang.site.pages.chart import card_answer, site_card
from mingzhang.site.pages.document import SUMS
from mingzhang.site.pages.lists import id_in_address
from mingzhang.site.pages.page import QueryRow, one, rows
from mingzhang.site.pages.ranking import leading_rows
from mingzhang.site.pages.region import REGION, REGION_MONEY, codes_of
from mingzhang.site.pages.unit import MONEY, UNIT
from mingzhang.site.rankings import load_rankings
from mingzhang.site.sql.pool import Busy, Failed, Pool
from mingzhang.site.table_page import grid_of_query
from mingzhang.site.words import label_without_unit, money, text_said, value_name
from mingzhang.text.spacing import close_set

Said = tuple[str, str, list[str]]  # title, figure, what else is said

_PROJECT = """
SELECT projects.name, projects.amount_fen, projects.year, projects.phase, units.name AS unit, documents.title AS document
FROM projects JOIN documents ON documents.id = projects.document_id LEFT JOIN units ON units.id = projects.unit_id
WHERE projects.id = ?
"""
_FINDING = f"""
SELECT {select_texts("checks.title AS title", "findings.summary")}, findings.difference_yuan, units.name AS unit,
    projects.name AS project, documents.year
FROM findings JOIN checks ON checks.id = findings.check_id JOIN documents ON documents.id = findings.document_id
LEFT JOIN units ON units.id = findings.unit_id LEFT JOIN projects ON projects.id = findings.project_id
WHERE findings.id = ?
"""


_DOCUMENT = """
SELECT documents.title, documents.file, documents.year, units.name AS unit, regions.name AS region FROM documents
LEFT JOIN units ON units.id = documents.unit_id LEFT JOIN regions ON regions.code = documents.region_code
WHERE documents.id = ?
"""


async def record_card_png(request: Any, datasette: Any) -> Any:
    """/card/<kind>/<id>.png; the card of the site where there is nothing to draw with, or too much to draw at once."""
    kind = request.url_vars["kind"]
    if kind == "ranking":
        title, figure, lines = await _of_ranking(request, datasette)
    else:
        title, figure, lines = await _SAID[kind](datasette, id_in_address(request), language_of(request))
    site = in_language(load_dictionary().title, language_of(request))
    pool: Pool = datasette.get_database(DATABASE_NAME).pools["pictures"]
    try:
        png = await pool.value(CardPicture(record_card(title, figure, lines, site)), pool.limits.seconds)
    except (Busy, Failed):
        png = None
    return card_answer(request, png) if png else await site_card(request, datasette)


async def _of_project(datasette: Any, record_id: str, language: str) -> Said:
    row = await one(datasette, _PROJECT, record_id)
    return (
        row["name"] or str(say_in(language)("未填写名称的项目")),
        _plain(money(language, row["amount_fen"])),
        [_joined(row["unit"], _when(language, row)), row["document"] or ""],
    )


async def _of_unit(datasette: Any, record_id: str, language: str) -> Said:
    unit = await one(datasette, UNIT, record_id)
    budgets = [row for row in await rows(datasette, MONEY, id=record_id) if row["phase"] == "budget"]
    newest = budgets[0] if budgets else None
    lines = [unit["parent_name"] or ""]
    if newest:
        lines.insert(0, _joined(_when(language, newest), *_added_up(language, newest)))
    return unit["name"] or unit["code"], _plain(money(language, newest["sum_fen"] if newest else None)), lines


async def _of_finding(datasette: Any, record_id: str, language: str) -> Said:
    row = await one(datasette, _FINDING, record_id)
    difference = None if row["difference_yuan"] is None else round(abs(row["difference_yuan"]) * 100)
    figure = str(say_in(language)("相差{amount}", amount=_plain(money(language, difference)))) if difference else ""
    summary = text_said(language, row, "summary")
    return text_said(language, row, "title"), figure, [summary, _joined(row["unit"], row["project"])]


async def _of_document(datasette: Any, record_id: str, language: str) -> Said:
    row = await one(datasette, _DOCUMENT, record_id)
    sums = await rows(datasette, SUMS, record_id)
    first = sums[0] if sums else None
    lines = [_joined(row["unit"], row["region"], str(row["year"] or ""))]
    if first:
        lines.insert(0, _joined(_when(language, {**first, "year": row["year"]}), *_added_up(language, first)))
    return row["title"] or row["file"], _plain(money(language, first["sum_fen"] if first else None)), lines


async def _of_region(datasette: Any, record_id: str, language: str) -> Said:
    region = await one(datasette, REGION, record_id)
    budgets = [row for row in await rows(datasette, REGION_MONEY, **codes_of(region)) if row["phase"] == "budget"]
    newest = budgets[0] if budgets else None
    lines = [_joined(_when(language, newest), *_added_up(language, newest))] if newest else []
    return region["name"] or region["code"], _plain(money(language, newest["sum_fen"] if newest else None)), lines


async def _of_ranking(request: Any, datasette: Any) -> Said:
    """What stands first, and the next; with what is chosen in the title."""
    language = language_of(request)
    ranking = load_rankings().get(id_in_address(request))
    if ranking is None:
        raise NotFound("没有这样的排行")
    chosen, found = await leading_rows(request, datasette, ranking, 3)
    if chosen.get("region"):
        region = await rows(datasette, REGION, chosen["region"])
        chosen["region"] = (region[0]["name"] if region else None) or chosen["region"]
    said = [value_name(language, None, name, value) or value for name, value in chosen.items() if value]
    title = " · ".join([in_language(ranking.described.title, language), *said])
    if not found:
        return title, "", [in_language(ranking.note, language)]
    grid = grid_of_query(language, datasette, list(found[0]), [list(row.values()) for row in found])
    bar = next(number for number, head in enumerate(grid.heads) if head.column == ranking.bar)
    named = [(str(row[0].striptags()), str(row[bar].striptags())) for row in grid.rows]
    label = label_without_unit(grid.heads[bar].label)
    lines = [named[0][0], *(f"{place}. {name}  {value}" for place, (name, value) in enumerate(named[1:], 2))]
    unit = grid.heads[bar].label.removeprefix(label).strip(" （）()")
    figure = f"1. {named[0][1]} {unit}".rstrip()
    return title, close_set(figure) if language == DEFAULT else figure, lines


_SAID = {
    "project": _of_project,
    "unit": _of_unit,
    "finding": _of_finding,
    "document": _of_document,
    "region": _of_region,
}


def _added_up(language: str, sums: QueryRow) -> tuple[str, str]:
    """How many projects a sum is of, and that it is their sum."""
    say = say_in(language)
    count = say("{n}个项目", n=f"{sums['projects']:,}") if sums["projects"] != 1 else say("1个项目")
    return str(count), str(say("各项目相加"))


def _when(language: str, row: QueryRow) -> str:
    say = say_in(language)
    if not row["year"]:
        return value_name(language, "projects", "phase", row["phase"]) or ""
    said = (
        say("{year}年自评", year=row["year"])
        if row["phase"] == "self_evaluation"
        else say("{year}年预算", year=row["year"])
    )
    return str(said)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _plain(shown: Markup | None) -> str:
    return str(shown.striptags()) if shown else ""
