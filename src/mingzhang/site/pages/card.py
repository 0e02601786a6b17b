"""The cards of records, which WeChat, Weibo and others show beside a link: /card/project/<id>.png and so on."""

from typing import Any

from markupsafe import Markup

from mingzhang.charts.card import record_card
from mingzhang.dictionary.languages import in_language, select_texts
from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.card_picture import CardPicture
from mingzhang.site.language import language_of, say_in
from mingzhang.site.pages.chart import card_answer, site_card
from mingzhang.site.pages.lists import id_in_address
from mingzhang.site.pages.page import QueryRow, one, rows
from mingzhang.site.pages.unit import MONEY, UNIT
from mingzhang.site.sql.pool import Busy, Failed, Pool
from mingzhang.site.words import money, text_said, value_name

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


async def record_card_png(request: Any, datasette: Any) -> Any:
    """/card/<kind>/<id>.png; the card of the site where there is nothing to draw with, or too much to draw at once."""
    said = await _SAID[request.url_vars["kind"]](datasette, id_in_address(request), language_of(request))
    title, figure, lines = said
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
    unit, say = await one(datasette, UNIT, record_id), say_in(language)
    budgets = [row for row in await rows(datasette, MONEY, id=record_id) if row["phase"] == "budget"]
    newest = budgets[0] if budgets else None
    lines = [unit["parent_name"] or ""]
    if newest:
        projects = (
            str(say("{n}个项目", n=f"{newest['projects']:,}")) if newest["projects"] != 1 else str(say("1个项目"))
        )
        lines.insert(0, _joined(_when(language, newest), projects, str(say("各项目相加"))))
    return unit["name"] or unit["code"], _plain(money(language, newest["sum_fen"] if newest else None)), lines


async def _of_finding(datasette: Any, record_id: str, language: str) -> Said:
    row = await one(datasette, _FINDING, record_id)
    difference = None if row["difference_yuan"] is None else round(abs(row["difference_yuan"]) * 100)
    figure = str(say_in(language)("相差{amount}", amount=_plain(money(language, difference)))) if difference else ""
    summary = text_said(language, row, "summary")
    return text_said(language, row, "title"), figure, [summary, _joined(row["unit"], row["project"])]


_SAID = {"project": _of_project, "unit": _of_unit, "finding": _of_finding}


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
