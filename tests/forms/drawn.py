"""Sheets drawn as text (see `grids`), written with really merged cells by the programs that such files are made with."""

import html
import io
from collections.abc import Callable, Iterator

import docx
import openpyxl

from mingzhang.records import Cell
from tests.forms.grids import grid_of


def _cells(drawing: str) -> Iterator[Cell]:
    return (cell for row in grid_of(drawing).rows for cell in row)


def xlsx(drawing: str) -> bytes:
    """A workbook by openpyxl, all cells as text."""
    book = openpyxl.Workbook()
    for cell in _cells(drawing):
        target = book.active.cell(cell.row, cell.column, cell.text or None)
        if cell.text:
            target.data_type = "s"
        if cell.is_merged:
            last_row, last_column = cell.row + cell.row_span - 1, cell.column + cell.column_span - 1
            book.active.merge_cells(
                start_row=cell.row, end_row=last_row, start_column=cell.column, end_column=last_column
            )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def word(drawing: str) -> bytes:
    """A document by python-docx."""
    cells = list(_cells(drawing))
    rows = max(cell.row + cell.row_span - 1 for cell in cells)
    columns = max(cell.column + cell.column_span - 1 for cell in cells)
    document = docx.Document()
    table = document.add_table(rows=rows, cols=columns)
    for cell in cells:
        first = table.cell(cell.row - 1, cell.column - 1)
        last = table.cell(cell.row + cell.row_span - 2, cell.column + cell.column_span - 2)
        first.merge(last).text = cell.text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def page(drawing: str) -> bytes:
    """A web page as content systems write it."""
    lines = []
    for row in grid_of(drawing).rows:
        cells = (
            f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">'
            f"{html.escape(cell.text).replace(chr(10), '<br>') or '&nbsp;'}</td>"
            for cell in row
        )
        lines.append(f"<tr>{''.join(cells)}</tr>")
    body = f"<html><head><meta charset='utf-8'></head><body><table>{''.join(lines)}</table></body></html>"
    return body.encode()


FORMATS: dict[str, Callable[[str], bytes]] = {"xlsx": xlsx, "docx": word, "html": page}
