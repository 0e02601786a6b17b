"""A source as it was read: its cells and grids, the places of values in them, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

# How a document was read: characters and their order as the file has them, from where they are printed on its pages, or
# recognised in a picture of at least one page.
TEXT, PRINTED, PICTURE = "text", "printed", "picture"


class Mark(NamedTuple):
    """Characters of a cell that do not count as they stand, and why: struck, raised, lowered, hidden, covered …

    `characters` are those that are printed there; in the cell's text a blank stands for each, or the character that it is
    read as (a minus for the bracket of a negative number). A mark without extent holds what is printed beside the text at
    its place, such as the reading above a word.
    """

    start: int
    end: int
    kind: str  # struck, raised, lowered, hidden, covered, negative, zero, placeholder, reading, masked, unsure, unread
    characters: str


class ByHand(NamedTuple):
    """What is known of a cell whose text a person put right: what was recognised there before, who did it, and on which day.

    `recognised` is None where it is not published, as it holds personal data.
    """

    recognised: str | None
    by: str
    corrected_on: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a source with the text that counts, '' when there is none. Table 0 holds the lines outside tables.

    A merged cell stands where it begins and spans the rows and columns that it covers; a page is a sheet in a workbook.
    `text` and `printed` are equally long, so an offset means the same character in both; they differ where a mark is.
    """

    page: int
    table_number: int
    row: int  # within its page and table, header row included
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    marks: tuple[Mark, ...] = ()
    pictures: tuple[bytes, ...] = ()  # of it (WebP), one a page, where it was read from pictures
    by_hand: ByHand | None = None  # where a person put its text right

    def __hash__(self) -> int:
        # Cells are looked up more often than anything else; their place and text tell them apart.
        return hash((self.page, self.table_number, self.row, self.column, self.text))

    @property
    def printed(self) -> str:
        """The text as printed: with the characters that are struck out, hidden or read as others."""
        text = self.text
        for mark in self.marks:
            if mark.start < mark.end:
                text = text[: mark.start] + mark.characters + text[mark.end :]
        return text

    @property
    def is_merged(self) -> bool:
        """Whether it covers more than one place; it may then serve many records."""
        return self.row_span > 1 or self.column_span > 1


Row = tuple[Cell, ...]  # the cells that begin in a row, at least one


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a source over all its pages, and the lines printed just above it."""

    table_number: int
    title_lines: tuple[Cell, ...]
    rows: tuple[Row, ...]
    sheet: str | None = None


# ---- where a value was read, and what could not be read ----------------------------------------------------------


class Span(NamedTuple):
    """Characters of a cell that became a field of the record that carries the span.

    Leaf spans partition a cell. The others lie over them: `text` of an indicator over its name, sign, value and unit.
    """

    cell: Cell
    start: int
    end: int
    field: str
    is_leaf: bool = True


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that was not converted, or is in doubt. `reason` is a key of vocabulary/reasons.yml."""

    reason: str
    values: dict[str, Any] = field(default_factory=dict)
    cell: Cell | None = None
    start: int | None = None
    end: int | None = None

    @property
    def text(self) -> str | None:
        """The characters in question, None when there are none."""
        return (self.cell.printed[self.start : self.end] or None) if self.cell else None


# ---- what reading gives ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a reader found in one file, and what in it could not be read."""

    media_type: str
    pages: int
    lines: tuple[Cell, ...]  # all lines outside tables, also those above a grid
    grids: tuple[Grid, ...]
    rejects: tuple[Reject, ...] = ()
    read_as: str = TEXT
    read_by: str | None = None  # the program that recognised a picture, with its models and versions
    picture_pages: frozenset[int] = frozenset()  # those that were read from pictures

    def cells(self) -> list[Cell]:
        """Every cell: the lines first, then each table row by row."""
        return [*self.lines, *(cell for grid in self.grids for row in grid.rows for cell in row)]


class PersonalPlace(NamedTuple):
    """Where a disclosure prints personal data: its kind, and whether it is masked; not the data itself.

    Of a text beside the document `beside` is the ending of its file, and page, row and column are 0.
    """

    page: int
    row: int
    column: int
    kind: str
    is_masked: bool
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a document does not say about itself, from the .yml file beside it."""

    id: str | None = None
    region: str | None = None
    title: str | None = None
    year: int | None = None
    source_url: str | None = None
    approved_on: str | None = None
    published_on: str | None = None
    retrieved_on: str | None = None
    sha256: str | None = None
    supersedes: str | None = None
    withdrawn: str | None = None
    corrected: str | None = None
    made_up: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says that a cell of a picture reads; `entry` is its place in its file, from 1.

    `table` is the number of its table on the page's document (0: a line outside tables), None where the place tells it.
    `instead_of` is what has to be recognised there for the correction to be taken, None where that does not matter.
    """

    entry: int
    page: int
    row: int
    column: int
    text: str
    by: str
    corrected_on: str
    table: int | None = None
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A publisher's reply to a finding, to a record, or (without either) to the whole document."""

    finding: str | None
    record: str | None
    text: str
    by: str
    replied_on: str
