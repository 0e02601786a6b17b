"""Masked characters are in nothing that is built: not in cells, records, findings or the search index."""

import sqlite3
from pathlib import Path

import openpyxl
import pytest

from mingzhang.pipeline import build
from mingzhang.privacy.masking import mask
from mingzhang.records import Cell, Mark, PersonalPlace, Reading, Reject
from mingzhang.summary import describe_personal
from tests.conftest import HEADER

IDENTITY, MOBILE, NAME = "632221199001010095", "13812345678", "王建国"
ROWS = (
    f"1\t慰问{NAME}（身份证{IDENTITY}）\t5\t目标一：慰问1人，联系人：{NAME}，电话{MOBILE}\t"
    f"一、产出指标 （一）数量指标 1.慰问人数（{MOBILE}）≥1人\n"
)
KINDS = ("identity_number", "mobile_number", "names")


def line(text: str, *marks: Mark) -> Cell:
    return Cell(1, 0, 1, 1, text, marks=marks)


def reading(*lines: Cell, rejects: tuple[Reject, ...] = ()) -> Reading:
    return Reading("text/plain", 1, lines, (), rejects)


def test_each_character_is_blacked_out_under_a_mark_and_offsets_hold() -> None:
    masked, places, _ = mask(reading(line(f"电话：{MOBILE}。")), ["mobile_number"])
    assert masked.lines == (line("电话：███████████。", Mark(3, 14, "masked", "█" * 11)),)
    assert places == (PersonalPlace(1, 1, 1, "mobile_number", True),)


def test_what_is_kept_is_told_and_left() -> None:
    before = reading(line(f"电话：{MOBILE}。"))
    assert mask(before, [])[:2] == (before, (PersonalPlace(1, 1, 1, "mobile_number", False),))


def test_what_is_struck_through_or_printed_beside_is_masked_too() -> None:
    struck = line("电话：           。", Mark(3, 14, "struck", MOBILE), Mark(15, 15, "reading", f"拨{MOBILE}"))
    masked, *_ = mask(reading(struck), ["mobile_number"])
    assert masked.lines[0].text == "电话：           。"
    assert masked.lines[0].marks == (Mark(3, 14, "struck", "█" * 11), Mark(15, 15, "reading", "拨███████████"))


def test_what_is_only_printed_beside_is_masked_and_told() -> None:
    masked, places, _ = mask(reading(line("电话", Mark(2, 2, "reading", MOBILE))), ["mobile_number"])
    assert masked.lines[0].marks == (Mark(2, 2, "reading", "█" * 11),)
    assert places == (PersonalPlace(1, 1, 1, "mobile_number", True),)


def test_the_sentence_of_a_reject_quotes_the_masked_text() -> None:
    reject = Reject("text-struck", {"text": f"电话{MOBILE}"}, line(MOBILE), 0, 11)
    masked, *_ = mask(reading(line(MOBILE), rejects=(reject,)), ["mobile_number"])
    assert masked.rejects[0].values == {"text": "电话███████████"}
    assert masked.rejects[0].text == "███████████"


def test_a_name_that_is_masked_is_masked_wherever_it_stands() -> None:
    masked, places, _ = mask(reading(line(f"慰问{NAME}同志"), line(f"联系人：{NAME}")), ["names"])
    assert [cell.text for cell in masked.lines] == ["慰问███同志", "联系人：███"]
    assert len(places) == 2


def test_a_text_that_the_publisher_lists_is_masked_where_no_label_stands_also_with_blanks_in_it() -> None:
    masked, places, _ = mask(reading(line("慰问李 小明同志")), [], ["李小明"])
    assert masked.lines[0].text == "慰问████同志"
    assert places == (PersonalPlace(1, 1, 1, "listed", True),)


def as_text(folder: Path) -> None:
    (folder / "a.txt").write_text(f"某局2024年项目支出绩效目标公开表\n{HEADER}\n{ROWS}", encoding="utf-8")


def as_workbook(folder: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (["某局2024年项目支出绩效目标公开表"], HEADER.split("\t"), ROWS.rstrip("\n").split("\t")):
        workbook.active.append(row)
    workbook.save(folder / "a.xlsx")


@pytest.mark.parametrize("write", [as_text, as_workbook])
def test_nothing_that_is_masked_is_anywhere_in_the_file_that_is_built(tmp_path: Path, write) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder)
    (folder / "publish.yml").write_text("personal: {names: mask}\ntexts: [李小明]\n", encoding="utf-8")
    (source,) = folder.glob("a.*")
    sidecar = f"corrected: 李 小明（{MOBILE}）更正\nsource_url: https://x.gov.cn/{MOBILE}\n"
    (folder / f"{source.name}.yml").write_text(sidecar, encoding="utf-8")
    reply = f"text: 身份证{IDENTITY}属实\nby: 财务科，负责人：{NAME}，手机{MOBILE}\nreplied_on: 2026-11-27\n"
    (folder / f"{source.name}.reply.yml").write_text(reply, encoding="utf-8")
    summary = build([folder], tmp_path / "a.db", charts=False)
    content = (tmp_path / "a.db").read_bytes()
    for secret in (IDENTITY, f"（{MOBILE}", NAME, "小明"):
        assert secret.encode() not in content, secret
    with sqlite3.connect(tmp_path / "a.db") as database:
        assert database.execute("SELECT text, author FROM replies").fetchone() == (
            "身份证██████████████████属实",
            "财务科，负责人：███，手机███████████",
        )
        assert database.execute("SELECT masked FROM documents").fetchone() == (5,)
        assert database.execute("SELECT corrected FROM documents").fetchone() == ("████（███████████）更正",)
        assert database.execute("SELECT name, amount_yuan FROM projects").fetchone() == (
            "慰问███（身份证██████████████████）",
            50_000,
        )
        assert database.execute("SELECT comparator, value FROM indicators").fetchone() == ("≥", 1)
        assert database.execute("SELECT count(*) FROM cells WHERE marks LIKE '%\"masked\"%'").fetchone()[0] == 3
    beside = [(row["file"].removeprefix(source.name), row["what"], row["published"]) for row in summary.personal][5:]
    assert beside == [
        (".yml", "listed", "masked"),
        (".yml", "mobile_number", "masked"),
        (".yml", "mobile_number", "as printed"),
        (".reply.yml", "identity_number", "masked"),
        (".reply.yml", "names", "masked"),
        (".reply.yml", "mobile_number", "masked"),
    ]
    assert {row["published"] for row in summary.personal[:5]} == {"masked"}
    assert [row["what"] for row in summary.personal if row["row"] == summary.personal[0]["row"]].count("names") == 2


def test_without_a_decision_a_name_is_published_and_told_to_who_builds(tmp_path: Path) -> None:
    as_text(tmp_path)
    summary = build([tmp_path], tmp_path / "out" / "a.db", charts=False)
    assert describe_personal(summary.personal) == (
        "personal data is printed in 4 places: 1 identity number masked, 2 mobile number masked, 1 names as printed"
    )


def test_what_is_masked_is_no_finding(tmp_path: Path) -> None:
    as_text(tmp_path)
    (tmp_path / "publish.yml").write_text("personal: {names: mask}\n", encoding="utf-8")
    build([tmp_path], tmp_path / "out" / "a.db", charts=False)
    with sqlite3.connect(tmp_path / "out" / "a.db") as database:
        assert database.execute("SELECT summary FROM findings WHERE summary LIKE '%█%'").fetchall() == []
