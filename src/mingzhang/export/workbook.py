"""All tables as one workbook of Excel; caveats and the meaning of each column stand on its first two sheets."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from mingzhang.dictionary.languages import DEFAULT, LANGUAGES, Texts, in_language
from mingzhang.export.tables import ExportedColumn, ExportedTable
from mingzhang.site.downloads.cells import LARGEST_INTEGER, LARGEST_ROWS, cut, date_in_cell, number_format
from mingzhang.site.words import explanation

# The source, character by character: more rows than a sheet has, and of no use in one.
LEFT_OUT = frozenset({"cell_pictures", "cells", "spans"})
_HEADS = 2  # rows above the data: label and name of each column
# Excel wants a day on which a workbook was made; the clock would make other bytes every time.
_MADE = datetime(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class WorkbookTexts:
    """What its first sheet says."""

    title: Texts
    version: str
    caveats: Sequence[Texts]


def write_package_workbook(
    connection: sqlite3.Connection, tables: Sequence[ExportedTable], path: Path, texts: WorkbookTexts
) -> None:
    """Writes the workbook, row by row: its memory does not grow with the tables."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(path.parent),
    }
    kept = [table for table in tables if table.name not in LEFT_OUT]
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": in_language(texts.title, DEFAULT), "created": _MADE})
        sheets = [book.add_worksheet(name) for name in ("说明 About", "栏目 Columns")]
        _write_columns(book, sheets[1], kept)
        written = [_write_table(connection, book, table) for table in kept]
        _write_about(book, sheets[0], texts, kept, written)


@dataclass(frozen=True, slots=True)
class _WrittenSheet:
    name: str
    rows: int
    cut_cells: int
    is_whole: bool


def _write_table(connection: sqlite3.Connection, book: Any, table: ExportedTable) -> _WrittenSheet:
    name = in_language(table.said.title, DEFAULT)[:31]
    sheet = book.add_worksheet(name)
    head, small = (
        book.add_format({"bold": True, "text_wrap": True}),
        book.add_format({"font_color": "#666666", "bottom": 1}),
    )
    formats = [_format(book, column) for column in table.columns]
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, 16, formats[number])
        sheet.write_string(0, number, in_language(column.said.label, DEFAULT), head)
    for number, column in enumerate(table.columns):
        sheet.write_string(1, number, column.name, small)
    sheet.freeze_panes(_HEADS, 0)
    rows = cut_cells = 0
    for row in connection.execute(table.select()):
        if rows + _HEADS == LARGEST_ROWS:
            return _WrittenSheet(name, rows, cut_cells, False)
        for number, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            cut_cells += _write(sheet, rows + _HEADS, number, value, column, formats[number])
        rows += 1
    if rows:
        sheet.autofilter(1, 0, rows + 1, len(table.columns) - 1)
    return _WrittenSheet(name, rows, cut_cells, True)


def _format(book: Any, column: ExportedColumn) -> Any:
    shown = "yyyy-mm-dd" if column.type == "date" else number_format(column.said)
    return book.add_format({"num_format": shown}) if shown else None


def _write(sheet: Any, row: int, number: int, value: Any, column: ExportedColumn, shown: Any) -> bool:
    """Writes a cell as what it is; whether a text was cut."""
    if value is None:
        return False
    if isinstance(value, int | float) and abs(value) < LARGEST_INTEGER:
        sheet.write_number(row, number, value, shown)
        return False
    text = str(value)
    if column.type == "date" and (day := date_in_cell(text)):
        sheet.write_datetime(row, number, day, shown)
        return False
    kept, was_cut = cut(text)
    sheet.write_string(row, number, _as_text(kept))
    return was_cut


def _as_text(text: str) -> str:
    """In constant memory XlsxWriter writes <r>…</r> as XML of its own; a space behind it keeps it text."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _write_columns(book: Any, sheet: Any, tables: Sequence[ExportedTable]) -> None:
    head = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    heads = ["表 table", "栏目 column", *(f"{what} {code}" for code in LANGUAGES for what in ("label", "meaning"))]
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 1, 20)
    sheet.set_column(2, len(heads) - 1, 44)
    for number, text in enumerate(heads):
        sheet.write_string(0, number, text, head)
    row = 1
    for table in tables:
        for column in table.columns:
            texts = [table.name, column.name]
            for language in LANGUAGES:
                texts += [in_language(column.said.label, language), explanation(language, column.said)]
            for number, text in enumerate(texts):
                sheet.write_string(row, number, text, wrapped)
            row += 1


def _write_about(
    book: Any, sheet: Any, texts: WorkbookTexts, tables: Sequence[ExportedTable], written: Sequence[_WrittenSheet]
) -> None:
    bold, wrapped = (
        book.add_format({"bold": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    rows = [(in_language(texts.title, language), "") for language in LANGUAGES]
    rows.append(("版本 version", texts.version))
    rows += [("请注意 note", in_language(one, language)) for one in texts.caveats for language in LANGUAGES]
    rows.append(("不在这里 not here", f"{', '.join(sorted(LEFT_OUT))}: csv/, mingzhang.db"))
    for table, sheet_written in zip(tables, written, strict=True):
        notes = [f"{sheet_written.rows:,} 行 rows"]
        if not sheet_written.is_whole:
            notes.append("Excel 放不下的其余各行见 csv/ · Excel has no room for the other rows; they are in csv/")
        if sheet_written.cut_cells:
            notes.append(
                f"{sheet_written.cut_cells} 格超过 Excel 的长度，截断处写作“…”· cells cut at “…”; whole in csv/"
            )
        rows.append((f"{sheet_written.name} {table.name}", "; ".join(notes)))
    for number, (label, text) in enumerate(rows):
        sheet.write_string(number, 0, label, bold)
        sheet.write_string(number, 1, text, wrapped)
