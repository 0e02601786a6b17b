"""Rows as a workbook of Excel: labelled columns and typed cells on one sheet, where they are from on another.

Rows are written as they come; no more than one is in memory. Measured: 1,048,576 rows of four columns take 27 s, and 3 MB more
than the server has anyway.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from mingzhang.dictionary.descriptions import ColumnDescription, Kind
from mingzhang.site.downloads.cells import (
    LARGEST_INTEGER,
    LARGEST_ROWS,
    cut,
    date_in_cell,
    number_format,
    text_or_number,
)
from mingzhang.site.language import Say

NARROWEST, WIDEST = 8, 60
# Rows by which the width of a column is judged.
_SAMPLE = 100


@dataclass(frozen=True, slots=True)
class About:
    """What the second sheet says."""

    title: str
    lines: list[tuple[str, str]]
    columns: list[tuple[str, str, str]]  # label, name, explanation


@dataclass(slots=True)
class Written:
    """What became of the rows."""

    rows: int = 0
    cut_cells: int = 0
    is_whole: bool = True


def write_rows_workbook(
    path: Path,
    columns: Sequence[ColumnDescription],
    labels: Sequence[str],
    batches: Iterable[Sequence[Sequence[Any]]],
    about: About,
    say: Say,
    largest_rows: int = LARGEST_ROWS,
) -> Written:
    """Writes the workbook and tells how many rows it has and what did not fit."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "tmpdir": str(path.parent),
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet(_sheet_name(about.title))
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        for column, label in enumerate(labels):
            sheet.write_string(0, column, _safe(cut(label)[0]), bold)
        writers = [_Writer(book, sheet, number, column) for number, column in enumerate(columns)]
        written, widths = Written(), [_width(label) + 2 for label in labels]
        _write_rows(sheet, writers, batches, written, widths, say, largest_rows)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width, NARROWEST), WIDEST))
        if columns:
            sheet.autofilter(0, 0, max(written.rows, 1), len(columns) - 1)
        sheet.repeat_rows(0)
        _write_about(book, about, written, say)
    return written


def _write_rows(
    sheet: Any,
    writers: Sequence["_Writer"],
    batches: Iterable[Sequence[Sequence[Any]]],
    written: Written,
    widths: list[int],
    say: Say,
    largest_rows: int,
) -> None:
    for batch in batches:
        for row in batch:
            # The last row that Excel has is kept for the word that there are more.
            if written.rows + 2 >= largest_rows:
                sheet.write_string(written.rows + 1, 0, str(_not_whole(say, written.rows)))
                written.is_whole = False
                return
            written.rows += 1
            for column, (writer, value) in enumerate(zip(writers, row, strict=True)):
                if value is not None:
                    written.cut_cells += writer.write(written.rows, value)
                    if written.rows <= _SAMPLE:
                        widths[column] = max(widths[column], _width(str(value)[:WIDEST]) + 1)


class _Writer:
    """Writes the cells of one column, each as what it is."""

    def __init__(self, book: Any, sheet: Any, number: int, column: ColumnDescription) -> None:
        self.sheet, self.number, self.has_dates = sheet, number, column.kind is Kind.DATE
        wanted = number_format(column)
        self.number_format = book.add_format({"num_format": wanted}) if wanted else None
        self.date_format = book.add_format({"num_format": "yyyy-mm-dd"}) if self.has_dates else None

    def write(self, row: int, value: Any) -> bool:
        """Writes a value; True when not all of it fitted into the cell."""
        if isinstance(value, int | float) and abs(value) < LARGEST_INTEGER:
            self.sheet.write_number(row, self.number, value, self.number_format)
            return False
        text = str(text_or_number(value))
        if self.has_dates and (day := date_in_cell(text)):
            self._write_date(row, day)
            return False
        text, is_cut = cut(text)
        self.sheet.write_string(row, self.number, _safe(text))
        return is_cut

    def _write_date(self, row: int, day: date) -> None:
        self.sheet.write_datetime(row, self.number, day, self.date_format)


def _safe(text: str) -> str:
    """In constant memory XlsxWriter writes <r>…</r> as XML of its own; a space behind it keeps it text."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _sheet_name(title: str) -> str:
    """A name that Excel takes: at most 31 characters, none of []:*?/\\, no apostrophe at its ends."""
    kept = "".join(" " if one in "[]:*?/\\：" or not one.isprintable() else one for one in title)
    return kept[:31].strip().strip("'") or "mingzhang"


def _width(text: str) -> int:
    """How wide a text is, in digits: a Chinese character takes two."""
    longest = max(text.split("\n"), key=len)
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in longest)


def _not_whole(say: Say, rows: int) -> str:
    return str(
        say(
            "Excel 一张工作表最多{most}行，这里是前{rows}行，后面还有。全部数据请下载 CSV 或 JSON，或加上条件再下载。",
            most=f"{LARGEST_ROWS:,}",
            rows=f"{rows:,}",
        )
    )


def _write_about(book: Any, about: About, written: Written, say: Say) -> None:
    """The second sheet: where the data is from, what did not fit, what the columns mean."""
    sheet = book.add_worksheet(str(say("说明")))
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, 2, 90)
    lines = [*about.lines, (str(say("行数")), f"{written.rows:,}")]
    if not written.is_whole:
        lines.append((str(say("未全部列出")), _not_whole(say, written.rows)))
    if written.cut_cells:
        cells = say(
            "Excel 一格最多32,767个字，{cells}格超过，截断处写作“…”。全文见 CSV 或 JSON。", cells=written.cut_cells
        )
        lines.append((str(say("截断的格子")), str(cells)))
    sheet.write_string(0, 0, _safe(about.title), bold)
    row = 1
    for label, text in lines:
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, _safe(cut(text)[0]))
        row += 1
    row += 1
    for column, heading in enumerate((say("栏目"), say("名称（程序用）"), say("说明"))):
        sheet.write_string(row, column, str(heading), bold)
    for row_of_column, (label, name, explanation) in enumerate(about.columns, start=row + 1):
        sheet.write_string(row_of_column, 0, _safe(cut(label)[0]), bold)
        sheet.write_string(row_of_column, 1, _safe(cut(name)[0]))
        sheet.write_string(row_of_column, 2, explanation, wrapped)
