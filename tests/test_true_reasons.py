"""A document that gives nothing says why, and what it says is true of it; one that gives a thing twice says so."""

import base64
import io
import quopri
import zipfile
from pathlib import Path

import pytest
from openpyxl.styles import Font

from benchmarks.reading.published import published_of
from mingzhang.vocabulary.reasons import sentence
from tests.readers.marked_files import FEN, ROWS, TITLE, web_page, word, workbook

HEADER = ["单位编码", "单位及项目名称", "金额(万元)", "绩效目标", "绩效指标"]


def told(data: bytes, ending: str, folder: Path) -> tuple[list[str], list[str]]:
    """The names of the projects that a file gives, and the reasons of its rejects, or for which it is refused."""
    path = folder / f"file.{ending}"
    path.write_bytes(data)
    published = published_of(path)
    reasons = sorted({one["reason_id"] for one in published.table("rejects")})
    return [one["name"] for one in published.table("projects")], published.refused or reasons


def row_by(separator: str, quote: str = "") -> bytes:
    rows = [[TITLE], HEADER, ["1", "人才工作经费", "77.00", "目标一：做好", "1.人数≥3人"]]
    return "".join(separator.join(f"{quote}{cell}{quote}" for cell in row) + "\n" for row in rows).encode()


@pytest.mark.parametrize("separator", ["^", "，", "    ", "│"])
def test_columns_that_no_known_sign_parts_are_named(separator: str, tmp_path: Path) -> None:
    assert told(row_by(separator), "txt", tmp_path) == ([], ["columns-not-parted"])


def test_a_quotation_mark_that_stays_open_is_named(tmp_path: Path) -> None:
    data = row_by(",", '"').removesuffix(b'"\n')
    assert told(data, "csv", tmp_path) == (["人才工作经费"], ["quotes-not-closed"])
    inside = data.replace('"人才工作经费"'.encode(), '"人才工作经费'.encode())
    assert told(inside, "csv", tmp_path) == ([], ["columns-not-parted"])


def test_codes_written_as_formulas_keep_their_zeros(tmp_path: Path) -> None:
    data = row_by(",").replace("1,人才".encode(), '"=""1""",人才'.encode())
    assert told(data, "csv", tmp_path) == (["人才工作经费"], [])


def test_a_workbook_whose_sheets_are_all_hidden_says_so(tmp_path: Path) -> None:
    def hide(sheet: object, _: object) -> None:
        sheet.parent.create_sheet("空")  # type: ignore[attr-defined]
        sheet.sheet_state = "hidden"  # type: ignore[attr-defined]

    assert told(workbook(hide), "xlsx", tmp_path) == ([], ["only-hidden-sheets", "sheet-hidden"])


def test_a_page_in_a_window_of_a_page_is_named(tmp_path: Path) -> None:
    page = f"<html><head><meta charset=utf-8></head><body><h1>{TITLE}</h1><iframe src='b.pdf'></iframe></body></html>"
    assert told(page.encode(), "html", tmp_path) == ([], ["embedded-file", "form-by-title-alone"])


def test_rows_that_joined_the_header_are_rejected_not_part_of_it(tmp_path: Path) -> None:
    names, reasons = told(web_page("77.00").replace(b"<tr ", b"<x "), "html", tmp_path)
    assert (names, "row-not-read" in reasons) == ([], True)


def test_a_table_that_a_file_holds_twice_is_told(tmp_path: Path) -> None:
    page = web_page("77.00").decode()
    table = page[page.index("<table>") : page.index("</table>") + 8]
    names, reasons = told(page.replace("</body>", f"<h2>{TITLE}</h2>{table}</body>").encode(), "html", tmp_path)
    assert (len(names), reasons) == (4, ["table-twice"])


# ---- files that lost a part ------------------------------------------------------------------------------------------


def changed(data: bytes, name: str, old: str, new: str | None) -> bytes:
    """An archive with a text of a part replaced, or without the part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(target, "w") as after:
        for part in before.namelist():
            content = before.read(part)
            if part != name:
                after.writestr(part, content)
            elif new is not None:
                assert old in content.decode()
                after.writestr(part, content.decode().replace(old, new, 1))
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_with_two_contents_of_one_cell_is_damaged(tmp_path: Path) -> None:
    data = workbook(lambda *_: None)
    assert told(changed(data, SHEET, 'r="C6"', 'r="B6"'), "xlsx", tmp_path) == ([], ["file-damaged"])
    assert told(changed(data, SHEET, 'r="C6"', 'r="C5"'), "xlsx", tmp_path) == ([], ["file-damaged"])


def test_a_text_that_is_in_one_cell_twice_is_damage(tmp_path: Path) -> None:
    data = workbook(lambda *_: None)
    assert told(changed(data, SHEET, "<t>77.00</t>", "<t>50.00</t><t>77.00</t>"), "xlsx", tmp_path) == (
        [],
        ["file-damaged"],
    )
    other = "</is><is><t>77.00</t></is>"
    assert told(changed(data, SHEET, "<t>77.00</t></is>", f"<t>50.00</t>{other}"), "xlsx", tmp_path) == (
        [],
        ["file-damaged"],
    )


def test_a_font_that_a_workbook_has_lost_is_missed(tmp_path: Path) -> None:
    data = workbook(lambda _, cell: setattr(cell, "font", Font(strike=True)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = archive.read("xl/styles.xml").decode()
    struck = next(f"<font>{one}" for one in styles.split("<font>") if "<strike" in one)
    struck = struck[: struck.index("</font>") + len("</font>")]
    assert told(changed(data, "xl/styles.xml", struck, ""), "xlsx", tmp_path) == ([], ["file-damaged"])


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("ending", "name"), [("xlsx", SHEET), ("docx", "word/document.xml")])
def test_an_archive_with_two_parts_of_one_name_is_damaged(ending: str, name: str, tmp_path: Path) -> None:
    """Which of them is shown differs from program to program."""
    target = io.BytesIO(workbook(lambda *_: None) if ending == "xlsx" else word(lambda _: None))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, archive.read(name).replace(b"77.00", b"50.00"))
    assert told(target.getvalue(), ending, tmp_path) == ([], ["file-damaged"])


def test_a_sheet_that_the_workbook_does_not_name_is_missed(tmp_path: Path) -> None:
    data = changed(workbook(lambda *_: None), "xl/_rels/workbook.xml.rels", 'Id="rId1"', 'Id="rId99"')
    assert told(data, "xlsx", tmp_path) == ([], ["file-damaged"])


def test_a_workbook_that_does_not_name_its_styles_is_damaged(tmp_path: Path) -> None:
    """Its cells have styles, and nobody knows then what is struck or how numbers are shown."""
    data = workbook(lambda _, cell: setattr(cell, "font", Font(strike=True)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    named = next(one for one in relations.split("<") if "/styles" in one)
    changed_data = changed(data, "xl/_rels/workbook.xml.rels", f"<{named}", "")
    assert told(changed_data, "xlsx", tmp_path) == ([], ["file-damaged"])


def test_a_text_that_its_cell_does_not_call_one_is_read(tmp_path: Path) -> None:
    data = changed(workbook(lambda *_: None), SHEET, 'r="C5" t="inlineStr"', 'r="C5"')
    path = tmp_path / "file.xlsx"
    path.write_bytes(data)
    assert [one["amount_fen"] for one in published_of(path).table("projects")] == [FEN, 3_000_000]


def test_a_word_document_without_its_styles_is_damaged(tmp_path: Path) -> None:
    """Nobody knows then what is struck or hidden."""
    data = changed(word(lambda _: None), "word/styles.xml", "", None)
    assert told(data, "docx", tmp_path) == ([], ["file-damaged"])


def test_a_web_archive_whose_encoding_is_damaged_is_told(tmp_path: Path) -> None:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n--B\nContent-Type: text/html; charset=utf-8\n'
    end = b"\n--B--\n"
    quoted = head + b"Content-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(web_page("77.00")) + end
    names = [ROWS[3][1], ROWS[4][1]]
    assert told(quoted, "mht", tmp_path) == (names, [])
    assert told(quoted.replace(b"</h1>", b"=?</h1>"), "mht", tmp_path) == (names, ["transfer-damaged"])
    in_letters = head + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(web_page("77.00"))
    assert told(in_letters + end, "mht", tmp_path) == (names, [])
    assert "transfer-damaged" in told(in_letters + b"A" + end, "mht", tmp_path)[1]


def test_a_web_archive_without_its_end_is_told(tmp_path: Path) -> None:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n'
    head += b"--B\nContent-Type: text/html; charset=utf-8\n\n"
    names = [ROWS[3][1], ROWS[4][1]]
    assert told(head + web_page("77.00") + b"\n--B--\n", "mht", tmp_path) == (names, [])
    assert told(head + web_page("77.00"), "mht", tmp_path) == (names, ["file-breaks-off"])


def test_a_sentence_quotes_the_beginning_of_a_value_as_long_as_a_page() -> None:
    values = {"text": "7" * 200_001}
    assert sentence("amount-not-a-number", values).startswith(f"the amount {'7' * 200}… (200,001 characters)")
    assert f"{'7' * 200}…（共 200,001 字）" in sentence("amount-not-a-number", values, "zh")
    assert "7" * 201 not in sentence("amount-not-a-number", values, "zh")
