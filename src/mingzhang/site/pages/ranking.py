"""Rankings: the rows of a ready query in order, with a bar for each; and the list of all rankings."""

from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import NotFound

from mingzhang.dictionary.descriptions import FEN
from mingzhang.dictionary.languages import in_language
from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.site.bars import bars_of
from mingzhang.site.language import language_of
from mingzhang.site.pages import choices
from mingzhang.site.pages.lists import Pages, id_in_address
from mingzhang.site.pages.page import QueryRow, one, page, rows
from mingzhang.site.rankings import Ranking, load_rankings
from mingzhang.site.tables import label_shown, unit_of_query
from mingzhang.site.words import described_column

ROWS_ON_A_PAGE = 50
# Columns for programs, beside one of the same that people read; what a reader chose stands above the table.
_NOT_SHOWN = ("amount_yuan", "region_code")
_COUNTED = """
SELECT count(*) AS n, min("{bar}") AS least, max("{bar}") AS most FROM ({sql}
)
"""
_MIDDLE = """
SELECT avg(value) AS middle FROM (
    SELECT "{bar}" AS value FROM ({sql}
    ) WHERE "{bar}" IS NOT NULL ORDER BY 1 LIMIT 2 - (:known % 2) OFFSET (:known - 1) / 2
)
"""


async def rankings_page(request: Any, datasette: Any) -> Any:
    """/rankings"""
    return await page(datasette, request, "rankings.html", {"rankings": list(load_rankings().values())})


async def ranking_page(request: Any, datasette: Any) -> Any:
    """/ranking/<id>"""
    ranking = load_rankings().get(id_in_address(request))
    if ranking is None:
        raise NotFound("没有这样的排行")
    chosen = await _chosen(request, datasette, ranking)
    context: dict[str, Any] = {
        "ranking": ranking,
        "chosen": chosen,
        "years": await choices.years_with_projects(datasette),
        "regions": await choices.regions_with_projects(datasette),
        "phases": choices.PHASES,
        "examples": await rows(datasette, ranking.examples) if ranking.examples else [],
        "is_waiting": ranking.needs is not None and not chosen[ranking.needs],
        "query_address": f"/{DATABASE_NAME}/{ranking.query}",
        "query_arguments": urlencode(chosen),
        "note": in_language(ranking.note, language_of(request)),
    }
    if not context["is_waiting"]:
        context |= await _ranked(request, datasette, ranking, chosen)
    return await page(datasette, request, "ranking.html", context)


async def _chosen(request: Any, datasette: Any, ranking: Ranking) -> dict[str, str]:
    """The value of each parameter: what the address says, else what is chosen at first."""
    found = {}
    for name in ranking.parameters:
        value = request.args.get(name)
        if value is None:
            value = ranking.chosen.get(name, "")
            if value == "newest":
                newest = await choices.years_with_projects(datasette)
                value = str(newest[0]) if newest else ""
        found[name] = value.strip()[:200]
    return found


async def leading_rows(
    request: Any, datasette: Any, ranking: Ranking, most: int
) -> tuple[dict[str, str], list[QueryRow]]:
    """What is chosen of a ranking, and its first rows; none where something has to be chosen first."""
    chosen = await _chosen(request, datasette, ranking)
    if ranking.needs is not None and not chosen[ranking.needs]:
        return chosen, []
    return chosen, await rows(datasette, f"SELECT * FROM ({ranking.described.sql}\n) LIMIT {most}", **chosen)


async def _ranked(request: Any, datasette: Any, ranking: Ranking, chosen: dict[str, str]) -> QueryRow:
    """The rows of this page with their bars, and what all of them come to."""
    sql = ranking.described.sql
    counted = await one(datasette, _COUNTED.format(bar=ranking.bar, sql=sql), **chosen)
    pages = Pages(request, counted["n"], ROWS_ON_A_PAGE)
    on_page = await rows(
        datasette,
        f"SELECT * FROM ({sql}\n) LIMIT {ROWS_ON_A_PAGE} OFFSET :first_row",
        **chosen,
        first_row=pages.offset,
    )
    before = await rows(
        datasette,
        f"SELECT {ranking.compared} FROM ({sql}\n) LIMIT :last_row",
        **chosen,
        last_row=pages.offset + len(on_page),
    )
    middle = await one(datasette, _MIDDLE.format(bar=ranking.bar, sql=sql), **chosen, known=counted["n"])
    return {
        "pages": pages,
        "places": ranking.places(before)[pages.offset :],
        "parts": ranking.parts(chosen),
        "counted": {**counted, **middle},
        **_figures(language_of(request), ranking.bar),
        "columns": list(on_page[0]) if on_page else [],
        "found": [list(row.values()) for row in on_page],
        "hidden": {*_NOT_SHOWN, *(name for name in ("year", "phase") if chosen.get(name)), *_repeated(on_page)},
        "bars": bars_of(row[ranking.bar] for row in on_page),
    }


def _figures(language: str, column: str) -> QueryRow:
    """How the figures above the table say the column that is drawn: its label, and by what its values are multiplied."""
    unit = unit_of_query(language, column)
    own = described_column(None, column).of
    return {
        "label_of_bar": label_shown(language, None, column, unit),
        "times": FEN[own] // FEN[unit] if unit else 1,
    }


def _repeated(found: list[QueryRow]) -> list[str]:
    """The number of projects with an amount says nothing beside that of all projects where every amount was read."""
    is_same = all(row["projects_with_amount"] == row["projects"] for row in found if "projects_with_amount" in row)
    return ["projects_with_amount"] if is_same else []
