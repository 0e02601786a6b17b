"""In any format a cell says what a person sees: radicals, zero-width spaces and raised digits of Unicode."""

import pytest

from mingzhang.readers import read
from mingzhang.records import Cell, Mark


def cell_of(text: str) -> Cell:
    return read(f"a\t{text}\nb\tc\n".encode()).grids[0].rows[0][1]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("⼈才⽬标", "人才目标"),
        ("指\u200b标\ufeff名称\u00ad", "指标名称"),
        ("⺠政局", "民政局"),
        ("金額", "金額"),
        ("面积100m²", "面积100m²"),
        ("①②", "①②"),
    ],
)
def test_a_text_says_what_is_seen(written: str, seen: str) -> None:
    cell = cell_of(written)
    assert (cell.text, cell.marks) == (seen, ())


@pytest.mark.parametrize(
    ("written", "text", "mark"),
    [("77.00¹", "77.00 ", Mark(5, 6, "raised", "¹")), ("≥10³人", "≥10^人", Mark(3, 4, "raised", "³"))],
)
def test_a_raised_digit_behind_a_digit_is_a_mark(written: str, text: str, mark: Mark) -> None:
    cell = cell_of(written)
    assert (cell.text, cell.printed, cell.marks) == (text, written, (mark,))


def test_marks_stay_at_their_characters_when_others_go() -> None:
    page = "<table><tr><td>a</td><td>指\u200b标<s>5\u200b0</s>77</td></tr></table>"
    cell = read(page.encode()).grids[0].rows[0][1]
    assert (cell.text, cell.printed, cell.marks) == ("指标  77", "指标5077", (Mark(2, 4, "struck", "50"),))
