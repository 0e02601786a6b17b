"""Characters that do not say what they seem to: blanks in the text, kept in print, never joined with their neighbours."""

import pytest

from mingzhang.readers.marked import (
    HIDDEN,
    LOWERED,
    NEGATIVE,
    RAISED,
    READING,
    STRUCK,
    Marked,
    beside,
    cell_of,
    joined_marked,
    marked,
    plain,
)
from mingzhang.records import Mark


def parts(*runs: tuple[str, str | None]) -> Marked:
    return joined_marked(marked(text, kind) for text, kind in runs)


@pytest.mark.parametrize(
    ("runs", "text", "marks"),
    [
        ([("77.00", None)], "77.00", ()),
        ([("50", STRUCK), ("77.00", None)], "  77.00", (Mark(0, 2, "struck", "50"),)),
        ([("77.00", None), ("1", RAISED)], "77.00 ", (Mark(5, 6, "raised", "1"),)),
        ([("1", None), ("0", HIDDEN), ("0人", None)], "1 0人", (Mark(1, 2, "hidden", "0"),)),
        ([("绿化100m", None), ("2", RAISED)], "绿化100m²", ()),
        ([("100立方km", None), ("3", RAISED)], "100立方km³", ()),
        ([("甲公司com", None), ("2", RAISED)], "甲公司com ", (Mark(6, 7, "raised", "2"),)),
        ([("10", None), ("3", RAISED), ("人", None)], "10^人", (Mark(2, 3, "raised", "3"),)),
        ([("110", None), ("3", RAISED)], "110 ", (Mark(3, 4, "raised", "3"),)),
        ([("CO", None), ("2", LOWERED), ("≤5", None)], "CO₂≤5", ()),
        ([("甲", None), ("2", LOWERED)], "甲 ", (Mark(1, 2, "lowered", "2"),)),
        ([("整格都是上标", RAISED)], "整格都是上标", ()),
        ([(" 50 ", STRUCK), ("甲", None)], "    甲", (Mark(1, 3, "struck", "50"),)),
        ([("甲\n", STRUCK), ("乙", None)], " \n乙", (Mark(0, 1, "struck", "甲"),)),
    ],
)
def test_marked_characters_are_blank_in_the_text(
    runs: list[tuple[str, str | None]], text: str, marks: tuple[Mark, ...]
) -> None:
    cell = cell_of(1, 1, 1, 1, parts(*runs))
    assert (cell.text, cell.marks) == (text, marks)
    assert len(cell.printed) == len(cell.text)
    if marks:
        assert cell.printed == "".join(run for run, _ in runs)


def test_what_is_printed_beside_the_text_takes_no_room_in_it() -> None:
    cell = cell_of(1, 1, 1, 1, joined_marked([plain("人才"), beside("rén cái", READING), plain("工作经费")]))
    assert cell.text == cell.printed == "人才工作经费"
    assert cell.marks == (Mark(2, 2, "reading", "rén cái"),)


def test_a_mark_may_be_read_as_another_character() -> None:
    cell = cell_of(1, 1, 1, 1, joined_marked([marked("(", NEGATIVE, "-"), plain("77.00"), marked(")", NEGATIVE, " ")]))
    assert (cell.text, cell.printed) == ("-77.00 ", "(77.00)")


def test_cutting_keeps_the_looks_with_their_characters() -> None:
    whole = joined_marked([plain(" 甲"), marked("50", STRUCK), plain("\n乙 "), beside("1", READING)])
    assert [cell_of(1, 1, 1, 1, line).marks for line in whole.lines()] == [
        (Mark(2, 4, "struck", "50"),),
        (Mark(2, 2, "reading", "1"),),
    ]
    stripped = cell_of(1, 1, 1, 1, whole.strip())
    assert (stripped.text, stripped.marks) == (
        "甲  \n乙",
        (Mark(1, 3, "struck", "50"), Mark(5, 5, "reading", "1")),
    )


@pytest.mark.parametrize(
    ("before", "behind", "text", "printed", "mark"),
    [
        ("甲", "乙", "甲乙", "甲乙", Mark(1, 1, "hidden", "00")),
        ("5", "7人", "5  7人", "5007人", Mark(1, 3, "hidden", "00")),
        ("", "7", "7", "7", Mark(0, 0, "hidden", "00")),
    ],
)
def test_hidden_text_takes_no_room_but_between_digits(
    before: str, behind: str, text: str, printed: str, mark: Mark
) -> None:
    cell = cell_of(1, 1, 1, 1, joined_marked([plain(before), beside("00", HIDDEN), plain(behind)]))
    assert (cell.text, cell.printed, cell.marks) == (text, printed, (mark,))


def test_a_cell_with_nothing_but_hidden_text_is_blank() -> None:
    cell = cell_of(1, 1, 1, 1, joined_marked([beside("甲", HIDDEN), beside("乙", HIDDEN)]))
    assert (cell.text, cell.marks) == ("", (Mark(0, 0, "hidden", "甲乙"),))
