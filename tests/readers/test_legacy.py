"""Documents of before 2007, which LibreOffice converts; what it makes of them and what is refused without it."""

import io
import os
import shutil
import stat
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import xlwt

from mingzhang.errors import Refused
from mingzhang.readers import compound, legacy, read, soffice
from tests.conftest import HEADER
from tests.readers.producers_documents import converted, saved

needs_libreoffice = pytest.mark.skipif(
    soffice.command() is None, reason="no LibreOffice on this machine (Debian: apt-get install libreoffice-writer)"
)
GOOD = f"某局2024年绩效目标公开表\n{HEADER}\n1\t甲\t5\t目标一：乙\t一、产出指标 1. 人数≥3人\n"
RTF = rb"{\rtf1\ansi\ansicpg936 \trowd\cellx1000\cellx2000 a\intbl\cell b\intbl\cell\row\pard end\par}"


def reason(data: bytes) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        read(data)
    return caught.value.reason, caught.value.values


def compound_file(*names: str, content: bytes = b"") -> bytes:
    """A compound file with these streams at its top, all of one content; the directory is laid out as a chain of siblings."""
    content = content.ljust(4096, b"\0")
    entries = [_entry("Root Entry", 5, child=1, start=0xFFFFFFFE)]
    for number, name in enumerate(names, 1):
        right = number + 1 if number < len(names) else 0xFFFFFFFF
        entries.append(_entry(name, 2, right=right, start=4, size=4096))
    directory = b"".join(entries).ljust(512 * 3, b"\0")
    table = [0xFFFFFFFD, 2, 3, 0xFFFFFFFE, *range(5, 12), 0xFFFFFFFE]
    header = bytearray(512)
    header[:8] = compound.COMPOUND_SIGNATURE
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<II", header, 44, 1, 1)
    struct.pack_into("<IIIII", header, 56, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(header) + struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table))) + directory + content


def _entry(
    name: str, kind: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF, start: int = 0, size: int = 0
) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def word_document() -> bytes:
    document = docx.Document()
    document.add_paragraph("标题")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, "ab1≥", strict=True):
        cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    return saved(document)


# ---- with LibreOffice ----------------------------------------------------------------------------------------------


@needs_libreoffice
@pytest.mark.parametrize(("ending", "media_type"), [("doc", "application/msword"), ("rtf", "application/rtf")])
def test_old_documents_are_converted_and_read_like_new_ones(ending: str, media_type: str) -> None:
    reading = read(converted(word_document(), "docx", ending))
    assert reading.media_type == media_type
    assert [cell.text for cell in reading.lines] == ["标题"]
    assert [[(cell.text, cell.row_span) for cell in row] for row in reading.grids[0].rows] == [
        [("a\n1", 2), ("b", 1)],
        [("≥", 1)],
    ]


def test_tables_of_other_offices_are_made_workbooks_and_texts_word_documents() -> None:
    """Without LibreOffice the refusal says what each would have been made."""
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    root = "<?xml version='1.0'?><office:document office:mimetype='application/vnd.oasis.opendocument.{}'/>"
    old = "<?xml version='1.0'?><{}/>"
    found = {
        "zip": legacy.kind_of_text(zipped.getvalue()),
        "fods": legacy.kind_of_text(root.format("spreadsheet").encode()),
        "fodt": legacy.kind_of_text(root.format("text").encode()),
        "excel": legacy.kind_of_text(
            old.format("Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'").encode()
        ),
        "feed": legacy.kind_of_text(old.format("rss").encode()),
    }
    targets = {name: kind and (kind.ending, kind.target) for name, kind in found.items()}
    assert targets == {
        "zip": ("ods", "xlsx"),
        "fods": ("fods", "xlsx"),
        "fodt": ("fodt", "docx"),
        "excel": ("xml", "xlsx"),
        "feed": None,
    }


@needs_libreoffice
def test_nothing_of_libreoffice_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read(RTF)
    assert list(tmp_path.iterdir()) == []


@needs_libreoffice
def test_what_libreoffice_cannot_open_is_refused() -> None:
    data = compound_file("WordDocument", content=b"\xec\xa5")
    assert reason(data) == ("conversion-failed", {"format": "Word 97-2003, WPS", "target": "docx"})


# ---- without it, or with one that misbehaves -----------------------------------------------------------------------


def test_without_libreoffice_the_file_is_refused_with_that_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert reason(RTF) == ("converter-missing", {"format": "RTF", "target": "docx"})
    assert reason(compound_file("1Table", "WordDocument"))[0] == "converter-missing"


def test_a_conversion_that_hangs_is_ended_with_all_its_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {tmp_path}/child\nwait\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(soffice, "LONGEST_SECONDS", 1)
    assert reason(RTF) == ("conversion-too-long", {"format": "RTF", "target": "docx", "seconds": 1})
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not _is_running(child):
            break
        time.sleep(0.1)
    assert not _is_running(child)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.is_file() and status.read_text().rpartition(")")[2].split()[0] == "Z")


# ---- which file is whose -------------------------------------------------------------------------------------------


def workbook() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "甲")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_workbook_is_left_to_the_spreadsheet_reader_also_beside_other_streams() -> None:
    assert "Workbook" in compound.top_streams(workbook())
    assert not legacy.recognises(workbook())
    assert not legacy.recognises(compound_file("ETExtData", "Workbook"))
    assert legacy.recognises(compound_file("ObjectPool", "WordDocument"))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (lambda: compound_file("EncryptionInfo", "EncryptedPackage"), ("password-protected", {})),
        (
            lambda: compound_file("WordDocument", content=b"\xec\xa5" + bytes(8) + b"\x00\x01"),
            ("password-protected", {}),
        ),
        (
            lambda: compound_file("PowerPoint Document"),
            ("format-not-supported", {"format": "PowerPoint"}),
        ),
        (lambda: compound_file("MatOST"), ("format-not-supported", {"format": "OLE"})),
        (lambda: compound_file("WordDocument")[:600], ("file-damaged", {"format": "Office 97-2003"})),
        (lambda: compound.COMPOUND_SIGNATURE + b"rest", ("file-damaged", {"format": "Office 97-2003"})),
        (lambda: compound.COMPOUND_SIGNATURE + bytes(4000), ("file-damaged", {"format": "Office 97-2003"})),
    ],
    ids=["locked package", "locked .doc", "PowerPoint", "something else", "cut off", "only the mark", "zeros"],
)
def test_what_cannot_be_read_is_refused_by_name(
    data: Callable[[], bytes], expected: tuple[str, dict[str, Any]]
) -> None:
    assert reason(data()) == expected


def test_a_directory_that_goes_in_a_circle_is_damaged() -> None:
    data = bytearray(compound_file("WordDocument"))
    struct.pack_into("<I", data, 512 + 4 * 3, 1)
    assert reason(bytes(data)) == ("file-damaged", {"format": "Office 97-2003"})


def test_locked_and_damaged_files_harm_no_other(built: Any) -> None:
    locked, damaged = compound_file("EncryptedPackage"), compound.COMPOUND_SIGNATURE + b"rest"
    _, sql = built(a__docx=locked, b__doc=damaged, good__txt=GOOD)
    assert sql("SELECT file, reason FROM rejects ORDER BY file") == [
        ("a.docx", "文件有密码保护。请打开后去掉密码另存。"),
        (
            "b.doc",
            "这个 Office 97-2003 文件已损坏或不完整。请重新下载原件；能用办公软件打开的，请另存后再试。",
        ),
    ]
    assert sql("SELECT count(*) FROM projects") == [(1,)]
