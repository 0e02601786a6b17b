"""How much: the money of the projects of a unit, each amount with its phase, its year and the cell in which it is printed."""

from typing import Any

from mingzhang.site.language import say_in
from mingzhang.site.pages.lists import rows_by
from mingzhang.site.pages.page import QueryRow
from mingzhang.site.programs.asking import Asker, as_list, split_count
from mingzhang.site.programs.findings import findings_about, findings_of_units


async def how_much(
    asker: Asker, spender: str, purpose: str, year: int | None, phase: str | None, most: int
) -> dict[str, Any]:
    """What a unit planned and spent on something: totals by year and phase, projects with every amount and its cell.

    A unit that is not known is said to be so; the projects of all units are no answer to a question about one.
    """
    units = await asker.units(spender)
    if spender.strip() and not units:
        return {"found": 0, "units": [], "totals": [], "projects": [], **await asker.no_unit(spender)}
    listed = as_list(unit["id"] for unit in units)
    asked = {"words": purpose, "units": listed, "year": year, "phase": phase}
    count, projects = split_count(await asker.rows("projects", **asked, most=most))
    totals = await asker.rows("totals", **asked)
    is_whole = bool(units) and not purpose.strip()
    ids = [project["id"] for project in projects]
    return {
        "found": count,
        "units": [{"id": unit["id"], "code": unit["code"], "name": unit["name"]} for unit in units[:most]],
        "totals": totals,
        "stated_totals": await _stated(asker, listed, year) if is_whole else [],
        "projects": await _with_money(asker, projects),
        "findings": await (
            findings_of_units(asker, listed, year, most) if is_whole else findings_about(asker, ids, most)
        ),
        "notes": _notes(asker, count, projects, totals),
        "caveats": await asker.caveats(),
    }


async def _stated(asker: Asker, units: str, year: int | None) -> list[dict[str, Any]]:
    """The totals that the documents of units print themselves; they need not be the sum of the rows."""
    found = await asker.rows("stated", units=units, year=year)
    return [{**one, "source_page": asker.source(one["document_id"], one["id"])} for one in found]


async def _with_money(asker: Asker, projects: list[QueryRow]) -> list[dict[str, Any]]:
    """Projects with all their amounts, each with the cell that it was read from."""
    amounts = await asker.rows("amounts", projects=as_list(project["id"] for project in projects))
    records = [record["id"] for record in (*projects, *amounts)]
    cells = {cell["record_id"]: cell for cell in await asker.rows("cells_of_money", records=as_list(records))}
    by_project = rows_by(amounts, "project_id")
    return [_project(asker, project, by_project.get(project["id"], []), cells) for project in projects]


def _project(asker: Asker, project: QueryRow, amounts: list[QueryRow], cells: dict[str, QueryRow]) -> dict[str, Any]:
    own = {**project, "what": "amount", "source": "all", "scope": "year"}
    money = [
        {
            **{name: one[name] for name in ("what", "source", "scope", "amount_yuan", "amount_fen", "printed")},
            "cell": _cell(cells.get(one["id"])),
            "source_page": asker.source(project["document_id"], one["id"]),
        }
        for one in (own, *amounts)
    ]
    return {
        **{name: project[name] for name in ("id", "name", "code", "unit", "year", "phase", "document", "published_on")},
        "one_printed_unit_is_yuan": project["money_unit"],
        "money": money,
        "page": asker.address(f"/project/{project['id']}"),
        "source_page": asker.source(project["document_id"], project["id"]),
    }


def _cell(cell: QueryRow | None) -> dict[str, Any] | None:
    """Page, row and column of a cell, counted from 1, and the characters in it that are the amount."""
    names = ("page", "table_number", "row", "column", "characters")
    return {name: cell[name] for name in names} if cell else None


def _notes(asker: Asker, found: int, projects: list[QueryRow], totals: list[QueryRow]) -> list[str]:
    """What has to be said of this answer."""
    say = say_in(asker.language)
    notes = []
    if not found:
        notes.append(say("没有这样的项目。未找到不等于没有支出：可能未公开，或未收录。"))
    elif not any(total["what"] == "spent" for total in totals):
        notes.append(say("以上为预算数；实际支出未见于这些文件。"))
    if found > len(projects):
        notes.append(say("共{found}个项目，只列出{shown}个；合计包括全部项目。", shown=len(projects), found=found))
    if unread := sum(total["without_amount"] for total in totals):
        notes.append(say("另有{unread}处金额未能识别，未计入合计。", unread=unread))
    if len({(total["year"], total["phase"]) for total in totals}) > 1:
        notes.append(say("预算与自评口径不同，各年度也分别统计，不相加。"))
    return [str(note.unescape()) for note in notes]
