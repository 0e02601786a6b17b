"""The page of a project: its money, its goals, its indicators as they are grouped, and what was found."""

from collections.abc import Iterable
from typing import Any

from datasette.utils import tilde_encode

from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.search import fold, token
from mingzhang.site.pages.lists import cut_texts, id_in_address, values
from mingzhang.site.pages.page import FirstRows, QueryRow, first_rows, one, page, rows
from mingzhang.site.pages.shared import (
    FINDING_COLUMNS,
    FINDING_ORDER,
    FINDING_TABLES,
    FINDINGS_SHOWN,
    FORM_FINDINGS_SHOWN,
    REPLIES_TO_RECORDS,
    TOTALS,
    document_of,
    first_findings,
)
from mingzhang.text.pieces import half_width

# More than any printed project has; of longer lists the page shows the first, says how many there are, and leads to all.
MOST, OTHERS_SHOWN = 150, 50
# Each of these lists shows so many characters of its texts; a name in full so many.
ROOM, LONGEST_NAME = 10_000, 6_000
_INDICATOR_TEXTS = ("name", "text", "value_text", "actual_text", "deviation_reason")
SIMILAR = 8

PROJECT_BY_ID = """
SELECT projects.*, units.name AS unit_name, units.code AS unit_code, regions.name AS region_name
FROM projects
LEFT JOIN units ON units.id = projects.unit_id
LEFT JOIN regions ON regions.code = projects.region_code
WHERE projects.id = ?
"""
# The total of the project's own unit, in its own table where several tables print one.
STATED_TOTAL = f"""
{TOTALS}
WHERE stated_totals.document_id = :document AND stated_totals.unit_id = :unit AND stated_totals.kind = 'unit'
ORDER BY stated_totals.table_number != :table, stated_totals.table_number LIMIT 1
"""
AMOUNTS = "SELECT * FROM amounts WHERE project_id = ? ORDER BY rowid"
FIELDS = "SELECT * FROM project_fields WHERE project_id = ? ORDER BY position"
GOALS = "SELECT * FROM goals WHERE project_id = ? ORDER BY sequence"
HEADINGS = "SELECT * FROM headings WHERE project_id = ? ORDER BY sequence"
INDICATORS = "SELECT * FROM indicators WHERE project_id = ? ORDER BY sequence"
RECONCILIATIONS = "SELECT * FROM reconciliations WHERE project_id = ? ORDER BY id"
_PROJECT_FINDINGS = f"""
SELECT {FINDING_COLUMNS} FROM {FINDING_TABLES}
WHERE {{condition}} AND findings.id IN (
    SELECT id FROM findings WHERE project_id = :id
    UNION SELECT finding_id FROM finding_evidence WHERE project_id = :id)
ORDER BY {FINDING_ORDER}
"""
PROJECT_FINDINGS = _PROJECT_FINDINGS.format(condition="findings.class <> 'form'")
PROJECT_FORM_FINDINGS = _PROJECT_FINDINGS.format(condition="findings.class = 'form'")
_OTHERS = """
SELECT projects.id, projects.name, projects.year, projects.phase, projects.amount_fen, projects.unit_id,
    projects.series_id, units.name AS unit_name, documents.is_current
FROM projects
JOIN documents ON documents.id = projects.document_id
LEFT JOIN units ON units.id = projects.unit_id
"""
SAME_SERIES = f"{_OTHERS} WHERE projects.series_id = ? AND projects.id != ? ORDER BY projects.year, projects.phase"
SAME_UNIT = f"""
{_OTHERS}
WHERE projects.unit_id = :unit AND projects.year IS :year AND projects.phase = :phase AND projects.id != :id
    AND documents.is_current
ORDER BY projects.amount_fen DESC, projects.id
"""
BY_ROWID = (
    f"{_OTHERS} WHERE projects.rowid IN (SELECT value FROM json_each(?)) AND projects.id != ? AND documents.is_current"
)


async def project_page(request: Any, datasette: Any) -> Any:
    """/project/<id>"""
    project = await one(datasette, PROJECT_BY_ID, id_in_address(request))
    own = project["id"]
    tree, indicators = await _indicators(datasette, own)
    context = {
        "project": project,
        "document": await document_of(datasette, project["document_id"]),
        "total": await _stated_total(datasette, project),
        "amounts": await first_rows(datasette, AMOUNTS, MOST, own),
        "fields": await _texts(datasette, FIELDS, ("label", "text"), own),
        "goals": await _texts(datasette, GOALS, ("label", "text"), own),
        "longest_name": LONGEST_NAME,
        "tree": tree,
        "indicators": indicators,
        "is_evaluation": project["phase"] == "self_evaluation",
        "findings": await first_findings(datasette, PROJECT_FINDINGS, FINDINGS_SHOWN, id=own),
        "form_findings": await first_findings(datasette, PROJECT_FORM_FINDINGS, FORM_FINDINGS_SHOWN, own, id=own),
        "reconciliations": await first_rows(datasette, RECONCILIATIONS, OTHERS_SHOWN, own),
        "same_series": await first_rows(datasette, SAME_SERIES, OTHERS_SHOWN, project["series_id"], own),
        "same_unit": await first_rows(
            datasette, SAME_UNIT, SIMILAR, unit=project["unit_id"], year=project["year"], phase=project["phase"], id=own
        ),
        "same_unit_list": {
            "unit_id": project["unit_id"],
            **({"year": project["year"]} if project["year"] else {"year__isnull": 1}),
            "phase": project["phase"],
            "is_current": 1,
            "project_id__not": own,
        },
        "similar": await _similar(datasette, project),
        "replies": await _replies(datasette, project, indicators),
        "row_path": tilde_encode(own),
        "license": load_dictionary().about["license"],
        "permanent_address": datasette.absolute_url(request, request.path),
    }
    return await page(datasette, request, "project.html", context)


async def _texts(datasette: Any, sql: str, columns: tuple[str, ...], project_id: str) -> FirstRows:
    """The first rows of a query of a project's own, with as much of their texts as the page has room for."""
    found = await first_rows(datasette, sql, MOST, project_id)
    return FirstRows(cut_texts(found, columns, ROOM), found.total)


async def _indicators(datasette: Any, project_id: str) -> tuple[list[QueryRow], FirstRows]:
    """The first indicators under their headings; those whose heading is not among the first are left for the table."""
    headings = await _texts(datasette, HEADINGS, ("text", "level1"), project_id)
    found = await _texts(datasette, INDICATORS, _INDICATOR_TEXTS, project_id)
    known = {None, *(heading["id"] for heading in headings)}
    shown = [{**row, "unit_beside": unit_beside(row)} for row in found if row["heading_id"] in known]
    return indicator_tree(headings, shown), FirstRows(shown, found.total)


async def _replies(datasette: Any, project: QueryRow, indicators: list[QueryRow]) -> list[QueryRow]:
    """What the publisher answered to the project, or to an indicator of it."""
    records = [project["id"], *(indicator["id"] for indicator in indicators)]
    return await rows(datasette, REPLIES_TO_RECORDS, values(records))


async def _stated_total(datasette: Any, project: QueryRow) -> QueryRow | None:
    """The total that the document states of the project's unit, and the project's share of it where both can be told."""
    found = await rows(
        datasette,
        STATED_TOTAL,
        document=project["document_id"],
        unit=project["unit_id"],
        table=project["table_number"],
    )
    if not found:
        return None
    total = found[0]
    both = project["amount_fen"] is not None and (total["amount_fen"] or 0) > 0
    return {**total, "share": f"{100 * project['amount_fen'] / total['amount_fen']:.1f}%" if both else None}


def unit_beside(indicator: QueryRow) -> str | None:
    """The unit of a target that stands in a cell of its own; None without one, and where the target prints it (90％)."""
    unit, printed = indicator["unit"], indicator["value_text"] or ""
    return unit if unit and half_width(unit) not in half_width(printed) else None


# ---- the indicators as they are grouped ------------------------------------------------------------------------------


def indicator_tree(headings: Iterable[QueryRow], indicators: Iterable[QueryRow]) -> list[QueryRow]:
    """Level 1 → level 2 → indicators, in printed order; headings with nothing below them are there too, and are empty.

    Each level 1: text, heading (None when it is not printed), and groups; each group: heading (None for what stands
    directly below level 1), and indicators.
    """
    below: dict[Any, list[QueryRow]] = {}
    for indicator in indicators:
        below.setdefault(indicator["heading_id"], []).append(indicator)
    tree: list[QueryRow] = []
    if None in below:
        tree.append(_level1(None, None, below[None]))
    for heading in headings:
        own = below.get(heading["id"], [])
        if heading["level"] == 1:
            tree.append(_level1(heading["text"], heading, own))
            continue
        if not tree or tree[-1]["level1"] != heading["level1"]:
            tree.append({**_level1(heading["level1"], None, []), "level1": heading["level1"]})
        tree[-1]["groups"].append({"heading": heading, "indicators": own})
    for branch in tree:
        branch["is_empty"] = not any(group["indicators"] for group in branch["groups"])
    return tree


def _level1(text: str | None, heading: QueryRow | None, indicators: list[QueryRow]) -> QueryRow:
    groups = [{"heading": None, "indicators": indicators}] if indicators else []
    return {"text": text, "heading": heading, "level1": heading["level1"] if heading else None, "groups": groups}


# ---- projects like it ------------------------------------------------------------------------------------------------

# A name is cut into pieces of four characters; each asks the index for a few rows only, so that a piece that is in
# every tenth name costs no more than a rare one. Which of the candidates are alike is decided by their names.
_PIECE, _PIECES, _CANDIDATES, _LEAST_ALIKE = 4, 12, 30, 0.5


async def _similar(datasette: Any, project: QueryRow) -> FirstRows:
    """Projects of other units whose names are much like this one's; of those that were looked at, how many are."""
    queries = name_queries(project["name"])
    if not queries:
        return FirstRows([], 0)
    part = f"SELECT rowid FROM (SELECT rowid FROM projects_fts WHERE projects_fts MATCH ? LIMIT {_CANDIDATES})"
    found = await rows(datasette, " UNION ".join([part] * len(queries)), *queries)
    others = await rows(datasette, BY_ROWID, values(row["rowid"] for row in found), project["id"])
    alike = [
        (likeness(project["name"], other["name"]), other) for other in others if other["unit_id"] != project["unit_id"]
    ]
    best = sorted(
        (pair for pair in alike if pair[0] >= _LEAST_ALIKE),
        key=lambda pair: (-pair[0], pair[1]["year"] != project["year"], -(pair[1]["year"] or 0), pair[1]["id"]),
    )
    projects = [other for _, other in _one_of_each_series(best)]
    return FirstRows(projects[:SIMILAR], len(projects))


def _one_of_each_series(alike: list[tuple[float, QueryRow]]) -> list[tuple[float, QueryRow]]:
    """Of a project that occurs in several years and phases the first of these rows: its page leads to the others."""
    first: dict[str, tuple[float, QueryRow]] = {}
    for pair in alike:
        first.setdefault(pair[1]["series_id"] or pair[1]["id"], pair)
    return list(first.values())


def name_queries(name: str | None) -> list[str]:
    """What the index is asked for to find names like this one: pieces of it, spread over its length."""
    folded = fold((name or "")[:200])
    pieces = list(dict.fromkeys(folded[at : at + _PIECE] for at in range(max(1, len(folded) - _PIECE + 1))))
    step = max(1, -(-len(pieces) // _PIECES))
    return ['"' + " ".join(map(token, piece)) + '"' for piece in pieces[::step] if piece]


def likeness(one_name: str | None, other_name: str | None) -> float:
    """How many pairs of neighbouring characters two names share, from 0 to 1 (Dice)."""
    first, second = (
        {folded[at : at + 2] for at in range(len(folded) - 1)}
        for folded in (fold((name or "")[:200]) for name in (one_name, other_name))
    )
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0
