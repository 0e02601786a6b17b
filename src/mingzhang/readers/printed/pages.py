"""A page as its format gives it to a page with tables and lines: the same steps for every printed format."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mingzhang.readers.blocks import LONGEST_QUOTE
from mingzhang.readers.marked import COVERED, HIDDEN
from mingzhang.readers.printed.cells import Edge, PageTable, fill_tables, find_tables
from mingzhang.readers.printed.glyphs import Box, Glyph
from mingzhang.readers.printed.layout import PrintedPage
from mingzhang.readers.printed.lines import segments_of
from mingzhang.readers.printed.seen import Area, watermarks, with_looks
from mingzhang.readers.printed.settings import GEOMETRY
from mingzhang.records import Reject

MOST_PAGES = 2000  # of a document; a longer one is refused by name


@dataclass(frozen=True, slots=True)
class Notice:
    """Something on a page that was not read, such as an empty form field; `reason` is that of a Reject."""

    box: Box
    reason: str
    values: dict[str, str] = field(default_factory=dict)
    only_in_blank: bool = False  # it is told only of a cell that has no text
    only_at_digits: bool = False  # it is told only of a cell that has digits, with its text


@dataclass(frozen=True, slots=True)
class PageContent:
    """What is drawn on a page: characters, areas, and the edges of lines and areas as pdfplumber has them."""

    number: int
    visible: Box
    glyphs: Sequence[Glyph]
    areas: Sequence[Area]
    edges: Sequence[Edge]
    lines: Sequence[Box] = ()  # thin, and as long as they are: rules, underlines, strikes
    notices: Sequence[Notice] = ()


def printed_page(content: PageContent) -> tuple[PrintedPage, list[Reject]]:
    """The tables and lines of a page, and what on it cannot be seen or was not read."""
    glyphs, strikes = with_looks(content.glyphs, content.areas, content.lines)
    above = watermarks(glyphs)
    marks = "".join(glyphs[number].text for number in sorted(above)).strip()
    usual = [one for number, one in enumerate(glyphs) if number not in above]
    unseen = [one for one in usual if one.look in (HIDDEN, COVERED)]
    edges = [edge for edge in content.edges if not any(_is_of(edge, strike) for strike in strikes)]
    tables = find_tables(edges, content.number, content.visible)
    outside = fill_tables(tables, [one for one in usual if one.look not in (HIDDEN, COVERED)])
    lost = fill_tables(tables, unseen, unseen=True)
    rejects = _unseen_rejects(content.number, lost)
    beside = [
        one for one in content.notices if not _noted(tables, one) and not (one.only_in_blank or one.only_at_digits)
    ]
    rejects += [Reject(one.reason, dict(one.values)) for one in beside]
    return PrintedPage(content.number, tables, segments_of(outside), marks), rejects


def _is_of(edge: Edge, line: Box) -> bool:
    """Whether an edge is one of a line's."""
    x0, top, x1, bottom = line
    return bool(
        x0 - GEOMETRY.edge_of_line <= edge["x0"]
        and edge["x1"] <= x1 + GEOMETRY.edge_of_line
        and top - GEOMETRY.edge_of_line <= edge["top"]
        and edge["bottom"] <= bottom + GEOMETRY.edge_of_line
    )


def _unseen_rejects(page: int, glyphs: Sequence[Glyph]) -> list[Reject]:
    text = " ".join("".join(one.text for one in glyphs).split())
    return [Reject("page-text-hidden", {"page": page, "text": text[:LONGEST_QUOTE]})] if text else []


def _noted(tables: Sequence[PageTable], notice: Notice) -> bool:
    """Whether a notice stands in a cell, which then keeps it."""
    x, y = (notice.box.x0 + notice.box.x1) / 2, (notice.box.top + notice.box.bottom) / 2
    for table in reversed(tables):
        if cell := table.at(x, y):
            text = "".join(line.text for line in cell.lines)
            problem = (notice.reason, {"text": text.strip()} if notice.only_at_digits else dict(notice.values))
            is_idle = notice.only_in_blank and (cell.lines or problem in cell.problems)
            if not is_idle and not (notice.only_at_digits and not re.search(r"\d", text)):
                cell.problems.append(problem)
            return True
    return False
