"""A ZIP of attachments: each document in it is one of its own; what cannot be opened is refused by name."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from mingzhang.errors import Refused
from mingzhang.readers import read
from mingzhang.readers.attachments import MOST_MEMBERS
from mingzhang.readers.sources import bytes_of, find_sources
from mingzhang.summary import Summary

Built = Callable[..., tuple[Summary, Callable[..., list[Any]]]]
TABLE = (
    "{name}2024年部门预算项目支出绩效目标公开表\n单位编码\t单位及项目名称\t金额 (万元)\t绩效目标\t绩效指标\n"
    "1\t{name}的项目\t5.00\t目标一：乙\t一、产出指标 (一)数量指标 1. 人数≥3人\n"
)


def archive(files: Mapping[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return target.getvalue()


def in_gb18030(data: bytes, name: str, placeholder: str) -> bytes:
    """An archive with a name as Windows in Chinese writes it, in the place of one of as many bytes."""
    assert len(name.encode("gb18030")) == len(placeholder)
    return data.replace(placeholder.encode(), name.encode("gb18030"))


def refusals(built: Built, data: bytes) -> list[tuple[str, str]]:
    _, sql = built(a__zip=data, z__txt=TABLE.format(name="某局"))
    assert sql("SELECT name FROM projects") == [("某局的项目",)]
    return [tuple(row) for row in sql("SELECT file, reason_id FROM rejects ORDER BY file")]


def test_each_document_in_an_archive_is_one_named_by_archive_and_member(built: Built) -> None:
    files = {
        "甲/表.txt": TABLE.format(name="甲局"),
        "乙.txt": TABLE.format(name="乙局"),
        "__MACOSX/._乙.txt": "x",
        "空/": "",
    }
    _, sql = built(
        **{"附件.zip": archive(files), "附件.zip.yml": "region: 632221\nid: archive\nsource_url: https://x.gov.cn/a"}
    )
    assert sql("SELECT file, title, region_code, source_url FROM documents ORDER BY file") == [
        ("附件.zip/乙.txt", "乙局2024年部门预算项目支出绩效目标公开表", "632221", "https://x.gov.cn/a"),
        ("附件.zip/甲/表.txt", "甲局2024年部门预算项目支出绩效目标公开表", "632221", "https://x.gov.cn/a"),
    ]
    assert sql("SELECT id FROM documents WHERE id = 'archive'") == []
    assert sql("SELECT file FROM rejects") == []


def test_names_in_the_encoding_of_chinese_windows_are_read(tmp_path: Path) -> None:
    data = in_gb18030(archive({"aaaa.txt": TABLE.format(name="甲局")}), "附表", "aaaa")
    (tmp_path / "x.zip").write_bytes(data)
    assert [source.name for source in find_sources([tmp_path])[0]] == ["x.zip/附表.txt"]


def test_workbooks_and_word_files_stay_one_document(tmp_path: Path) -> None:
    for name, part in (("a.xlsx", "xl/workbook.xml"), ("b.docx", "word/document.xml"), ("c.ofd", "OFD.xml")):
        (tmp_path / name).write_bytes(archive({part: "<x/>"}))
    assert [source.member for source in find_sources([tmp_path])[0]] == [None, None, None]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"/etc/x.txt": "甲"}, "archive-name-unsafe"),
        ({"../x.txt": "甲"}, "archive-name-unsafe"),
        ({"C:\\x.txt": "甲"}, "archive-name-unsafe"),
        ({"inner.zip": archive({"x.txt": "甲"})}, "archive-nested"),
        ({"x.rar": b"Rar!\x1a\x07\x01\x00" + b"\0" * 99}, "archive-not-read"),
        ({"bomb.txt": b"\0" * 100_000_001}, "unpacked-too-large"),
    ],
)
def test_what_an_archive_may_not_hold_is_refused_by_name(built: Built, files: dict[str, bytes], reason: str) -> None:
    ((file, found),) = refusals(built, archive(files))
    assert (file.startswith("a.zip/"), found) == (True, reason)


def test_archives_that_hold_nothing_too_much_or_are_broken_are_refused(built: Built) -> None:
    many = archive({f"{number}.txt": "x" for number in range(MOST_MEMBERS + 1)})
    assert refusals(built, archive({"空/": ""})) == [("a.zip", "archive-empty")]
    assert refusals(built, many) == [("a.zip", "archive-without-documents")]
    assert refusals(built, archive({"x.txt": "甲" * 99})[:-30]) == [("a.zip", "file-damaged")]


def test_a_broken_list_of_names_stops_no_build(built: Built) -> None:
    data = archive({"x.txt": TABLE.format(name="甲局")})
    entry, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    unnamed = data[: entry + 28] + b"\0\0\0\0\5\0" + data[entry + 34 :]  # its name is a comment now
    assert refusals(built, unnamed) == [("a.zip/", "file-damaged")]
    entries = data[entry:end] * 25_000
    long = data[:entry] + entries + data[end : end + 12] + len(entries).to_bytes(4, "little") + data[end + 16 :]
    assert refusals(built, long) == [("a.zip", "archive-without-documents")]


def test_a_locked_document_in_an_archive_is_refused(built: Built) -> None:
    data = bytearray(archive({"x.txt": "甲"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert refusals(built, bytes(data)) == [("a.zip/x.txt", "password-protected")]


@pytest.mark.parametrize(
    ("data", "reason", "name"),
    [
        (b"Rar!\x1a\x07\x00rest", "archive-not-read", "RAR"),
        (b"7z\xbc\xaf\x27\x1crest", "archive-not-read", "7z"),
        (b"\x1f\x8b\x08rest", "archive-not-read", "gzip"),
        (b"x" * 257 + b"ustar\x0000", "archive-not-read", "tar"),
        (b"MZ\x90\0\3\0", "archive-not-read", "EXE"),
        (b"PK\x07\x08PK\x03\x04", "archive-not-read", "ZIP"),
        (b"GIF89a\0\0", "picture-alone", "GIF"),
        (b"\0\0\0\x18ftypheic", "picture-alone", "HEIF"),
        (b"<svg xmlns='a'><text>b</text></svg>", "picture-alone", "SVG"),
        (b"CAJ\0\0\0", "format-not-supported", "CAJ"),
        (b' {"code": 404}', "format-not-supported", "JSON"),
    ],
)
def test_archives_and_pictures_that_are_not_read_are_refused_by_name(data: bytes, reason: str, name: str) -> None:
    with pytest.raises(Refused) as caught:
        read(data)
    assert (caught.value.reason, caught.value.values) == (reason, {"format": name})


@pytest.mark.parametrize(
    ("part", "name"),
    [("mimetype", "OpenDocument, EPUB"), ("ppt/presentation.xml", "PowerPoint"), ("_rels/.rels", "Office Open XML")],
)
def test_documents_that_are_archives_of_another_kind_are_refused_by_name(part: str, name: str) -> None:
    with pytest.raises(Refused) as caught:
        read(archive({part: "x"}))
    assert (caught.value.reason, caught.value.values) == ("format-not-supported", {"format": name})


def test_text_that_begins_with_the_letters_of_a_signature_is_text() -> None:
    assert [cell.text for cell in read("BM单位\nBM金额".encode()).cells()] == ["BM单位", "BM金额"]


# ---- links -----------------------------------------------------------------------------------------------------------


def test_links_out_of_the_folder_and_in_circles_are_refused_and_those_within_count_once(
    built: Built, tmp_path: Path
) -> None:
    folder = tmp_path / "disclosures"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("秘密", encoding="utf-8")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    (folder / "folder").symlink_to(tmp_path)
    (folder / "again.txt").symlink_to(folder / "z.txt")
    _, sql = built(z__txt=TABLE.format(name="某局"))
    assert sql("SELECT file FROM documents") == [("again.txt",)]
    assert sql("SELECT file, reason_id FROM rejects ORDER BY file") == [
        ("circle.txt", "file-not-regular"),
        ("folder", "link-leads-elsewhere"),
        ("out.txt", "link-leads-elsewhere"),
    ]
    assert sql("SELECT count(*) FROM cells WHERE text LIKE '%秘密%'") == [(0,)]


def test_a_sidecar_that_is_a_link_elsewhere_is_not_read(built: Built, tmp_path: Path) -> None:
    folder = tmp_path / "disclosures"
    folder.mkdir()
    (tmp_path / "other.yml").write_text("region: 632221", encoding="utf-8")
    (folder / "z.txt.yml").symlink_to(tmp_path / "other.yml")
    _, sql = built(z__txt=TABLE.format(name="某局"))
    assert sql("SELECT file, reason_id FROM rejects") == [("z.txt", "link-leads-elsewhere")]


def test_a_place_that_is_itself_a_link_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "real"
    folder.mkdir()
    (folder / "a.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "link").symlink_to(folder)
    (source,) = find_sources([tmp_path / "link"])[0]
    assert bytes_of(source) == "甲".encode()


def test_a_name_with_a_line_break_can_be_printed(tmp_path: Path) -> None:
    (tmp_path / "a\nb.txt").write_text("x")
    assert find_sources([tmp_path])[0][0].name == "a\ufffdb.txt"
