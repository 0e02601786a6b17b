"""The founding disclosure as Word documents and web pages, made by the programs that make such files."""

import html
import io
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from mingzhang.readers import soffice
from tests.readers.equality import HEADER, PAGES, TITLE, WHOLE

_PARAGRAPH = re.compile(r"</?p>")


def saved(document: Any) -> bytes:
    """The bytes of a document of python-docx, with the paragraph at its end that Word always sets.

    Without it LibreOffice writes a .doc in which a last table is lost.
    """
    document.add_paragraph()
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def paragraphs(text: str) -> list[str]:
    """A cell's text as the paragraphs that its printed <p> tags mean."""
    return [part for part in map(str.strip, _PARAGRAPH.split(text)) if part] or [""]


def _fill(cell: Any, text: str, as_paragraphs: bool) -> None:
    first, *others = paragraphs(text) if as_paragraphs else [text]
    cell.text = first
    for other in others:
        cell.add_paragraph(other)


def _add_table(document: Any, rows: list[list[str]], as_paragraphs: bool = False) -> Any:
    table = document.add_table(rows=len(rows), cols=len(HEADER))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _fill(cell, text, as_paragraphs)
    return table


def _titled() -> Any:
    document = docx.Document()
    document.add_paragraph(TITLE)
    return document


def word_one_table() -> bytes:
    """One table; Word repeats its header row on every page, so that it stands in the file once."""
    document = _titled()
    table = _add_table(document, WHOLE)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    return saved(document)


def word_real_paragraphs() -> bytes:
    """The same, with the paragraphs that the printed tags mean."""
    document = _titled()
    _add_table(document, WHOLE, as_paragraphs=True)
    return saved(document)


def word_header_in_rows() -> bytes:
    """One table in which somebody repeated the header by hand."""
    document = _titled()
    _add_table(document, [row for page in PAGES for row in page])
    return saved(document)


def word_table_a_page() -> bytes:
    """A table of its own on every page, each with the header, as programs that turn PDF into Word make it."""
    document = _titled()
    for number, page in enumerate(PAGES):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _add_table(document, page)
    return saved(document)


def word_in_layout_table() -> bytes:
    """The whole in the only cell of a table, as pages that were pasted into Word are."""
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = TITLE
    inner = cell.add_table(rows=0, cols=len(HEADER))
    for texts in WHOLE:
        for target, text in zip(inner.add_row().cells, texts, strict=True):
            target.text = text
    return saved(document)


def _html_rows(rows: list[list[str]], as_paragraphs: bool = False) -> str:
    def cell(text: str) -> str:
        if not as_paragraphs or "<p>" not in text:
            return html.escape(text)
        return "".join(f"<p>{html.escape(part)}</p>\n" for part in paragraphs(text))

    return "\n".join(
        "<tr>" + "".join(f"<td class=xl65 width=72>{cell(text)}</td>" for text in row) + "</tr>" for row in rows
    )


def html_one_table() -> bytes:
    """A page with one table whose cells print what the text file has, tags and all."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>公开</title></head><body><h1>{TITLE}</h1>"
        f"<table border=1>{_html_rows(WHOLE)}</table></body></html>"
    ).encode()


def html_as_published() -> bytes:
    """A page as government sites publish it: in GB2312, in tables for layout, real paragraphs, scripts, hidden text."""
    page = f"""<!-- saved from url=(0014)about:internet -->
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><style>td {{ border: 1px }}</style>
<script>document.write("<table><tr><td>a</td><td>b</td></tr></table>")</script></head><body>
<table width=1000 align=center><tr><td height=80><img src=top.jpg></td></tr>
<tr><td><table width="100%"><tr><td>当前位置：首页</td></tr><tr><td align=center><b>{TITLE}</b></td></tr>
<tr><td><div style="display: none">分享到：</div><table border=1 cellspacing=0><tbody>
{_html_rows(WHOLE, as_paragraphs=True)}
</tbody></table></td></tr></table></td></tr><tr><td>版权所有</td></tr></table></body></html>"""
    return page.encode("gb18030")


def html_table_a_page() -> bytes:
    """A part of a page: a table for each page of the print, and nothing around them."""
    tables = "<p>&nbsp;</p>".join(f"<table>{_html_rows(page)}</table>" for page in PAGES)
    return f"<table><tr><td colspan=5>{TITLE}</td></tr></table>{tables}".encode()


def converted(data: bytes, ending: str, target: str) -> bytes:
    """What LibreOffice makes of a document: the producer of .doc, .rtf and .xls files."""
    program = soffice.command()
    if program is None:
        pytest.skip("no LibreOffice on this machine (Debian: apt-get install libreoffice-writer)")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"source.{ending}")
        source.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        arguments = ["--headless", "--convert-to", target, "--outdir", f"{folder}/made", str(source)]
        subprocess.run(
            [program, f"-env:UserInstallation={profile}", *arguments], check=True, capture_output=True, timeout=120
        )
        return next(Path(folder, "made").iterdir()).read_bytes()


def with_element(parent: Any, name: str, **attributes: str) -> Any:
    """A new w: element below another, for what python-docx has no function for."""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element


PRODUCERS = {
    "Word, one table": word_one_table,
    "Word, real paragraphs": word_real_paragraphs,
    "Word, header repeated in rows": word_header_in_rows,
    "Word, a table a page": word_table_a_page,
    "Word, inside a table for layout": word_in_layout_table,
    "HTML, one table": html_one_table,
    "HTML, as published": html_as_published,
    "HTML, a table a page": html_table_a_page,
    "Word 97-2003": lambda: converted(word_real_paragraphs(), "docx", "doc"),
    "RTF": lambda: converted(word_real_paragraphs(), "docx", "rtf"),
    "Word by LibreOffice": lambda: converted(word_one_table(), "docx", "docx:MS Word 2007 XML"),
    "HTML by LibreOffice": lambda: converted(word_real_paragraphs(), "docx", "html"),
}
