"""Drawings as files of real formats, with really merged cells, by the programs that such files are made with."""

import html
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
import openpyxl
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from benchmarks.reading.notation import Drawing, Drawn

Drawings = Sequence[Drawing]
FONT = "STSong-Light"  # Adobe's song face, which every viewer knows; Chinese text in it can be extracted


@contextmanager
def folder_for(keep: Path | None) -> Iterator[Path]:
    """A folder for what is written: one that is kept, or one that goes again."""
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def xlsx(drawings: Drawings) -> bytes:
    """A workbook by openpyxl, a sheet for each table, all cells as text."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for drawing in drawings:
        sheet = book.create_sheet()
        for number, line in enumerate(drawing.lines, 1):
            sheet.cell(number, 1, line)
        for cell in drawing.cells:
            _write(sheet, cell, below=len(drawing.lines))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet: Any, cell: Drawn, below: int) -> None:
    row = cell.row + below
    target = sheet.cell(row, cell.column, cell.text or None)
    if cell.text:
        target.data_type = "s"  # a text that begins with = is no formula
    if _is_merged(cell):
        sheet.merge_cells(
            start_row=row,
            end_row=row + cell.row_span - 1,
            start_column=cell.column,
            end_column=cell.column + cell.column_span - 1,
        )


def word(drawings: Drawings) -> bytes:
    """A document by python-docx."""
    document = docx.Document()
    for drawing in drawings:
        for line in drawing.lines or ("",):
            document.add_paragraph(line)
        table = document.add_table(rows=drawing.height, cols=drawing.width)
        places = [list(row.cells) for row in table.rows]
        for cell in drawing.cells:
            target = places[cell.row - 1][cell.column - 1]
            if _is_merged(cell):
                last = places[cell.row + cell.row_span - 2][cell.column + cell.column_span - 2]
                target = target.merge(last)
            target.text = cell.text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def page(drawings: Drawings) -> bytes:
    """A web page as content systems write it."""
    parts = []
    for drawing in drawings:
        parts += [f"<p>{html.escape(line)}</p>" for line in drawing.lines]
        rows = ("".join(map(_html_cell, row)) for row in drawing.rows())
        parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>".encode()


def _html_cell(cell: Drawn) -> str:
    text = html.escape(cell.text).replace("\n", "<br>") or "&nbsp;"
    return f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">{text}</td>'


def bars(drawings: Drawings, separator: str = " | ") -> bytes:
    """Text with bars between the cells: a place that a merged cell covers is blank, a row of one cell is a line of its own."""
    lines: list[str] = []
    for drawing in drawings:
        lines += [*drawing.lines]
        for row in drawing.rows():
            if len(row) == 1 and row[0].column_span == drawing.width:
                lines.append(_flat(row[0].text))
                continue
            texts = [""] * drawing.width
            for cell in row:
                texts[cell.column - 1] = _flat(cell.text)
            lines.append(separator.join(texts).rstrip(" "))
        lines.append("")
    return "\n".join(lines).encode()


def _flat(text: str) -> str:
    return text.replace("\n", "")


def pdf(drawings: Drawings) -> bytes:
    """A PDF by reportlab, ruled, in landscape; a long table goes on over the pages and its header is not repeated."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle("cell", fontName=FONT, fontSize=8, leading=10, wordWrap="CJK")
    story: list[Any] = []
    for drawing in drawings:
        story += [Paragraph(html.escape(line), style) for line in drawing.lines]
        story.append(_ruled(drawing, style))
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=landscape(A4), margin=36, invariant=True).build(story)
    return file.getvalue()


def _ruled(drawing: Drawing, style: ParagraphStyle) -> Table:
    places: list[list[Any]] = [[""] * drawing.width for _ in range(drawing.height)]
    commands: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    for cell in drawing.cells:
        text = html.escape(cell.text).replace("\n", "<br/>")
        places[cell.row - 1][cell.column - 1] = Paragraph(text, style)
        first = (cell.column - 1, cell.row - 1)
        last = (cell.column + cell.column_span - 2, cell.row + cell.row_span - 2)
        commands += [("SPAN", first, last)] if _is_merged(cell) else []
    return Table(places, colWidths=[700 / drawing.width] * drawing.width, style=TableStyle(commands))


def _is_merged(cell: Drawn) -> bool:
    return cell.row_span > 1 or cell.column_span > 1


FORMATS: dict[str, Callable[[Drawings], bytes]] = {"xlsx": xlsx, "docx": word, "html": page, "txt": bars, "pdf": pdf}
