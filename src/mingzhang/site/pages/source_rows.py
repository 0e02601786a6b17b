"""Which rows of a page of a source are shown at once: in the order of print, in parts of whole rows."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from mingzhang.site.pages.lists import values
from mingzhang.site.pages.page import QueryRow, rows

# A part of a page: so many rows, or so many characters, whichever comes first. A Chinese character and what is around it
# are four bytes of HTML; what is around a cell, and around a mark such as <br>, counts as so many characters, a picture by its
# size: no part is more than 300 KB. Of a row that is longer by itself source_cells shows pieces.
PART_ROWS, PART_CHARACTERS = 100, 45_000
_AROUND_A_CELL, _AROUND_A_MARK = 30, 10


ROWS = f"""
SELECT table_number, "row", sum(
    length(text) + {_AROUND_A_CELL} + {_AROUND_A_MARK} * (length(text) - length(replace(text, '<', '')))
    + coalesce((SELECT sum(length(webp)) / 4 FROM cell_pictures WHERE cell_id = cells.id), 0)
) AS characters FROM cells
WHERE document_id = :document AND page = :page AND table_number IN (SELECT value FROM json_each(:tables))
GROUP BY table_number, "row" ORDER BY table_number, "row"
"""


CELLS = """
WITH wanted (place) AS (SELECT value FROM json_each(:places))
SELECT cells.* FROM wanted
CROSS JOIN cells ON cells.document_id = :document AND cells.page = :page
    AND cells.table_number = json_extract(place, '$[0]') AND cells."row" = json_extract(place, '$[1]')
ORDER BY cells.table_number, cells."row", cells."column"
"""


# Merged cells that begin above a part and reach into it.
REACHING = """
SELECT * FROM cells
WHERE document_id = :document AND page = :page AND table_number = :table AND "row" < :first AND "row" + row_span > :first
ORDER BY "column"
"""


class SourceRow(NamedTuple):
    """A row of a page: lines outside tables have table number 0."""

    table_number: int
    row: int


async def rows_of_page(
    datasette: Any, document_id: str, number: int, tables: Sequence[QueryRow]
) -> list[tuple[SourceRow, int]]:
    """The rows of a page in the order of print, each with its number of characters."""
    numbers = values([0, *(table["table_number"] for table in tables)])
    found = await rows(datasette, ROWS, document=document_id, page=number, tables=numbers)
    sizes = {SourceRow(row["table_number"], row["row"]): row["characters"] or 0 for row in found}
    lines = [place for place in sizes if place.table_number == 0]
    by_table: dict[int, list[SourceRow]] = {}
    for place in sizes:
        by_table.setdefault(place.table_number, []).append(place)
    ordered: list[SourceRow] = []
    for table in tables:
        above = table["line_above"] if table["page_from"] == number else None
        while lines and above is not None and lines[0].row <= above:
            ordered.append(lines.pop(0))
        ordered.extend(by_table.get(table["table_number"], []))
    return [(place, sizes[place]) for place in [*ordered, *lines]]


def parts_of(places: Iterable[tuple[SourceRow, int]]) -> list[list[tuple[SourceRow, int]]]:
    """The rows of a page cut into parts that a browser can show; there is always one."""
    parts: list[list[tuple[SourceRow, int]]] = [[]]
    characters = 0
    for place, size in places:
        if parts[-1] and (len(parts[-1]) == PART_ROWS or characters + size > PART_CHARACTERS):
            parts.append([])
            characters = 0
        parts[-1].append((place, size))
        characters += size
    return parts


def part_with(parts: Sequence[Sequence[tuple[SourceRow, int]]], target: QueryRow) -> int:
    """The number of the part in which a cell begins."""
    wanted = SourceRow(target["table_number"], target["row"])
    return next((number for number, part in enumerate(parts, 1) if any(place == wanted for place, _ in part)), 1)


async def cells_of_rows(datasette: Any, document_id: str, number: int, places: Sequence[SourceRow]) -> list[QueryRow]:
    """The cells of some rows, each with the row and the number of rows it takes of those that are shown."""
    if not places:
        return []
    found = await rows(datasette, CELLS, document=document_id, page=number, places=values(places))
    first = places[0]
    if first.table_number:
        above = await rows(
            datasette, REACHING, document=document_id, page=number, table=first.table_number, first=first.row
        )
        found = [*({**cell, "is_continued": True} for cell in above), *found]
    shown_rows = {table: [place.row for place in places if place.table_number == table] for table, _ in places}
    for cell in found:
        covered = range(cell["row"], cell["row"] + cell["row_span"])
        inside = [row for row in shown_rows[cell["table_number"]] if row in covered]
        cell["place"] = SourceRow(cell["table_number"], inside[0])
        cell["row_span"] = len(inside)
    return found
