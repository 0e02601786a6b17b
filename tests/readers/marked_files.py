"""Files with one mark, in each format: two projects in form A, the mark at the amount of the first, or at its row."""

import html
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import xlwt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.reading.published import Published, folded, published_of

TITLE = "某县委组织部2023年部门预算项目支出绩效目标公开表"
ROWS = [
    ["单位编码", "单位及项目名称", "金额 (万元)", "绩效目标", "绩效指标"],
    ["006", "县委组织部", "80.00", "", ""],
    ["006001", "县委组织部本级", "80.00", "", ""],
    ["1", "人才工作经费", "77.00", "目标一：开展活动2次；", "一、产出指标\n(一)数量指标\n1.受益人数≥50人"],
    ["2", "关心下一代工作经费", "3.00", "目标一：开展活动1次；", "一、产出指标\n(一)数量指标\n1.活动次数≥1次"],
]
AT = 3  # the row of the first project in ROWS, from 0
FEN = 77_000_000


def named(published: Published) -> bool:
    """Whether a reject stands in the row of the first project, or on its page without a row."""
    row = next(cell["row"] for cell in published.table("cells") if "人才" in (cell["text"] or ""))
    return any(reject["row"] in (row, None) for reject in published.table("rejects"))


def told(published: Published, text: str) -> bool:
    """Whether a text is in a cell, as printed, or in what a reject says."""
    kept = [cell["text"] for cell in published.table("cells")]
    said = [part for one in published.table("rejects") for part in (one["reason"], one["text"])]
    return any(folded(text) in folded(one) for one in [*kept, *said])


def assert_seen_or_refused(data: bytes, ending: str, folder: Path, fen: int | None = FEN) -> None:
    path = folder / f"file.{ending}"
    path.write_bytes(data)
    published = published_of(path)
    assert not published.refused, published.refused
    by_name = {row["name"]: row for row in published.table("projects")}
    assert by_name["关心下一代工作经费"]["amount_fen"] == 3_000_000
    talent = by_name.get("人才工作经费")
    if talent is None or talent["amount_fen"] is None:
        assert (talent is None and fen is None) or named(published)
    elif talent["amount_fen"] != fen:
        assert fen is None, talent["amount_fen"]
        assert named(published)


def workbook(mark: Callable[[Any, Any], None]) -> bytes:
    """A workbook of openpyxl; `mark` sees its sheet and the cell of the amount."""
    book = openpyxl.Workbook()
    sheet = book.active
    for at, row in enumerate([[TITLE], *ROWS], 1):
        for column, text in enumerate(row, 1):
            sheet.cell(at, column, text or None).data_type = "s" if text else "n"
    mark(sheet, sheet.cell(AT + 2, 3))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def old_workbook(mark: Callable[[Any], None]) -> bytes:
    """A workbook of xlwt; `mark` sees its sheet."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("a", cell_overwrite_ok=True)
    for at, row in enumerate([[TITLE], *ROWS]):
        for column, text in enumerate(row):
            sheet.write(at, column, text)
    mark(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def word(change: Callable[[Any], None]) -> bytes:
    """A document of python-docx; `change` sees its table before it is saved."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=len(ROWS), cols=5)
    for cells, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    change(table)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def paragraph(xml: str) -> Callable[[Any], None]:
    """The amount as a paragraph of this XML."""

    def change(table: Any) -> None:
        cell = table.cell(AT, 2)
        (old,) = cell.paragraphs
        old._element.getparent().replace(old._element, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))

    return change


def web_page(amount: str, style: str = "", row: str = "", behind: str = "") -> bytes:
    """A web page; `amount` is the markup of its cell, `row` the attributes of its row, `behind` what follows the table."""
    lines = []
    for at, texts in enumerate(ROWS):
        cells = [html.escape(text).replace("\n", "<br>") for text in texts]
        cells[2] = amount if at == AT else cells[2]
        lines.append(f"<tr {row if at == AT else ''}>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    head = f"<head><meta charset='utf-8'><style>{style}</style></head>"
    return f"<html>{head}<body><h1>{TITLE}</h1><table>{''.join(lines)}</table>{behind}</body></html>".encode()


def printed(draw: Callable[[Canvas, float, float], None]) -> bytes:
    """A ruled page; `draw` prints the amount of the first project, whose baseline begins at a point."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4), invariant=True)
    draw_page(canvas, draw)
    canvas.save()
    return file.getvalue()


def draw_page(canvas: Canvas, draw: Callable[[Canvas, float, float], None]) -> None:
    """Draw the page of `printed` on a canvas."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    height = landscape(A4)[1]
    canvas.setFont("STSong-Light", 14)
    canvas.drawString(220, height - 50, TITLE)
    edges = [40, 110, 260, 340, 540, 790]
    top = height - 80
    for at, row in enumerate(ROWS):
        deep = 60 if at >= AT else 22
        for column, text in enumerate(row):
            canvas.rect(edges[column], top - deep, edges[column + 1] - edges[column], deep)
            canvas.setFont("STSong-Light", 9)
            if (at, column) == (AT, 2):
                draw(canvas, edges[2] + 4, top - 14)
                continue
            for line, part in enumerate(text.split("\n")):
                canvas.drawString(edges[column] + 4, top - 14 - 14 * line, part)
        top -= deep
