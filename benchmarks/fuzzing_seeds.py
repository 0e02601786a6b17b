"""Small whole files of every format that is read, for changes to be made in them: real ones, and what programs write."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.readers import producers_documents as documents
from tests.readers import producers_ofd as ofd
from tests.readers import producers_sheets as sheets

_PLACES = ("tests/cases/reading", "tests/samples")
_FILES = ("tests/readers/over_cells.xls",)
_ROWS = [
    ["单位编码", "单位及项目名称", "金额(万元)", "绩效目标", "绩效指标"],
    ["1", "甲项目", "77.00", "目标一：做好", "一、产出指标\n1. 人数≥3人"],
]
_SIDECAR = """id: 632221-006-2023
region: "632221"
title: 某局2023年项目支出绩效目标公开表
source_url: https://example.org/a.txt
published_on: 2023-02-14
withdrawn: 见更正
"""
_REPLY = """- finding: f-1
  text: 合计一行漏列
  by: 某局财务科
  replied_on: 2026-11-27
- record: 632221-006-2023-p1
  text: >
    属实
  by: 某局
  replied_on: 2026-11-26
"""


def seeds() -> dict[str, bytes]:
    """Name -> bytes of each file to change; the ending of a name tells the format."""
    found = [path for place in _PLACES for path in Path(place).rglob("*") if path.is_file() and path.suffix != ".md"]
    files = {path.name: path.read_bytes() for path in sorted([*found, *map(Path, _FILES)]) if path.suffix != ".yml"}
    return files | {name: make() for name, make in _MADE.items()} | {"a.zip": _attachments(files)}


def texts_beside() -> dict[str, bytes]:
    """The files that stand beside a document, by their endings."""
    return {".yml": _SIDECAR.encode(), ".reply.yml": _REPLY.encode()}


def office_seeds() -> dict[str, bytes]:
    """The same of the formats that LibreOffice makes into others, which takes a second each."""
    word, sheet = documents.word_one_table(), sheets.xlsx(sheets.typed)
    made = {f"a.{target}": documents.converted(word, "docx", target) for target in ("doc", "rtf", "odt", "fodt")}
    return made | {f"a.{target}": documents.converted(sheet, "xlsx", target) for target in ("ods", "fods")}


def _web_archive() -> bytes:
    page = documents.html_as_published()
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    return head + b"Content-Type: text/html; charset=gb2312\r\n\r\n" + page + b"\r\n--b--\r\n"


def _attachments(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in list(files.items())[:3]:
            archive.writestr(f"附件/{name}", content)
    return target.getvalue()


_MADE: dict[str, Callable[[], bytes]] = {
    "a.xls": lambda: sheets.xls(sheets.typed),
    "shared.xlsx": lambda: sheets.xlsx_with_shared_texts(sheets.typed),
    "gb18030.csv": lambda: sheets.comma_separated(encoding="gb18030"),
    "a.ofd": lambda: ofd.ofd(
        ofd.text(80, 25, "某局2024年项目支出绩效目标公开表", size=5) + ofd.table(_ROWS, [25, 45, 30, 40, 60])
    ),
    "a.docx": documents.word_real_paragraphs,
    "a.html": documents.html_as_published,
    "a.mht": _web_archive,
}
