"""PDFs by real producers: Chromium's print and reportlab. Each is made once in a session."""

import html
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

from tests.conftest import chromium_executable
from tests.readers.equality import TITLE, WHOLE

WIDTHS = (8, 14, 8, 35, 35)
ROWS_WHOLE = "tr { break-inside: avoid }"
HEADER_ONCE = "thead { display: table-row-group }"
STYLE = """
    @page { size: A4 landscape; margin: 15mm }
    body { font: 10pt 'Noto Sans CJK SC' } h1 { font-size: 16pt } p { margin: 0 }
    table { border-collapse: collapse; width: 100%; table-layout: fixed }
    td, th { border: 1px solid black; padding: 3px; vertical-align: top }
"""


@cache
def chromium_pdf(body: str, style: str = "") -> bytes:
    """A page of HTML as Chromium prints it."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source.html"), Path(folder, "target.pdf")
        source.write_text(f"<!doctype html><meta charset=utf-8><style>{STYLE}{style}</style>{body}", encoding="utf-8")
        subprocess.run(
            [
                chromium_executable(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                f"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer",
                f"--print-to-pdf={target}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return target.read_bytes()


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs that a text with <p> markup holds; a text without is one."""
    return [part for part in re.split(r"</?p>\s*", text) if part.strip()]


def as_paragraphs(text: str) -> str:
    """A text with its paragraphs set as such."""
    return "".join(f"<p>{html.escape(part)}</p>" for part in paragraphs_of(text))


def html_table(
    rows: Sequence[Sequence[str]], cell: Callable[[str], str] = html.escape, widths: Sequence[int] = WIDTHS
) -> str:
    """Rows as an HTML table whose first row is its head."""
    columns = "".join(f'<col style="width: {width}%">' for width in widths)
    head, *body = ["".join(f"<td>{cell(text)}</td>" for text in row) for row in rows]
    body_rows = "".join(f"<tr>{row}</tr>" for row in body)
    return f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{body_rows}</tbody></table>"


def founding_by_chromium(style: str, cell: Callable[[str], str]) -> bytes:
    """The founding disclosure as Chromium prints it."""
    return chromium_pdf(f"<h1>{TITLE}</h1>{html_table(WHOLE, cell)}", style)


def chinese(size: float = 9) -> ParagraphStyle:
    """A style in the Chinese font that every PDF reader has, so that it is not embedded."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return ParagraphStyle("chinese", fontName="STSong-Light", fontSize=size, leading=size * 1.3, wordWrap="CJK")


def reportlab_pdf(story: Callable[[], list[Any]], **options: Any) -> bytes:
    """Flowables as a PDF."""
    target = BytesIO()
    SimpleDocTemplate(target, pagesize=landscape(A4), leftMargin=40, rightMargin=40, **options).build(story())
    return target.getvalue()


def reportlab_table(rows: Sequence[Sequence[str]], widths: Sequence[float], repeated: int = 1) -> LongTable:
    """Rows as a table whose cells hold paragraphs and may break across pages."""
    style = chinese()
    cells = [[[Paragraph(html.escape(part), style) for part in paragraphs_of(text)] for text in row] for row in rows]
    table = LongTable(cells, colWidths=list(widths), repeatRows=repeated, splitInRow=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


@cache
def founding_by_reportlab(repeated: int) -> bytes:
    """The founding disclosure as reportlab sets it, with so many header rows repeated on each page."""
    return reportlab_pdf(
        lambda: [Paragraph(TITLE, chinese(16)), reportlab_table(WHOLE, (50, 90, 50, 280, 280), repeated)]
    )


def canvas_pdf(draw: Callable[[Canvas], None], **options: Any) -> bytes:
    """A PDF drawn by hand, in a Chinese font; `draw` ends its own pages."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, **options)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas.setFont("STSong-Light", 12)
    draw(canvas)
    canvas.save()
    return target.getvalue()


PRODUCERS: dict[str, Callable[[], bytes]] = {
    "PDF by Chromium, rows whole on a page": lambda: founding_by_chromium(ROWS_WHOLE, as_paragraphs),
    "PDF by Chromium, cells broken, header repeated": lambda: founding_by_chromium("", as_paragraphs),
    "PDF by Chromium, cells broken, header once": lambda: founding_by_chromium(HEADER_ONCE, as_paragraphs),
    "PDF by Chromium, rows whole, markup printed": lambda: founding_by_chromium(ROWS_WHOLE, html.escape),
    "PDF by Chromium, cells broken, markup printed": lambda: founding_by_chromium("", html.escape),
    "PDF by Chromium, header once, markup printed": lambda: founding_by_chromium(HEADER_ONCE, html.escape),
    "PDF by reportlab, cells broken, header repeated": lambda: founding_by_reportlab(1),
    "PDF by reportlab, cells broken, header once": lambda: founding_by_reportlab(0),
}


def hand_made(content: str, objects: tuple[str, ...], resources: str, catalog: str = "") -> bytes:
    """A PDF of a ruled table of two cells, without a library."""
    stream = "100 700 100 30 re S 200 700 100 30 re S " + content
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *objects,
    ]
    out = b"%PDF-1.5\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n" + "".join(f"{one:010} 00000 n \n" for one in places)
    return out + f"{table}trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()
