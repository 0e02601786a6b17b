"""Two readings of a line: what both say is sure, and a number that they differ on is none."""

import pytest

from mingzhang.readers.scanned.recogniser import ReadCharacter
from mingzhang.readers.scanned.twice import agreed


def line(text: str) -> list[ReadCharacter]:
    return [ReadCharacter(one, (at + 0.5) / max(len(text), 1), 0.9) for at, one in enumerate(text)]


def said(first: str, second: str) -> tuple[str, str]:
    """The text, and under each character a blank (sure), ~ (unsure letters) or x (unsure, and not read)."""
    found = agreed(line(first), line(second))
    looks = "".join(" " if one.is_sure else "x" if one.is_value else "~" for one in found)
    return "".join(one.text for one in found), looks.rstrip()


def test_what_both_say_is_sure() -> None:
    assert said("体检人数≥100人", "体检人数≥100人") == ("体检人数≥100人", "")


def test_a_number_is_unsure_as_a_whole_when_one_digit_differs() -> None:
    assert said("合计77.00", "合计71.00") == ("合计77.00", "  xxxxx")


def test_a_lost_decimal_point_or_digit_makes_the_number_unsure() -> None:
    assert said("7700", "77.00") == ("7700", "xxxx")
    assert said("1.00", "11.00")[1] == "xxxx"


def test_the_point_behind_the_number_of_a_list_may_be_passed_over_and_a_decimal_point_may_not() -> None:
    assert said("1.购置设施3批", "1购置设施3批") == ("1.购置设施3批", "")
    assert said("1.购置设施3批", "7购置设施3批")[1].startswith("xx")
    assert said("一、产出", "-、产出") == ("一、产出", "")
    assert said("1.5万元", "15万元")[1].startswith("xxx")


def test_a_sign_that_differs_takes_its_number_with_it() -> None:
    assert said("人数≥50人", "人数≤50人") == ("人数≥50人", "  xxx")
    assert said("人数50人", "人数≥50人")[1] == " ~xx"


def test_words_that_turn_a_number_around_take_it_with_them() -> None:
    assert said("不低于50人", "木低于50人") == ("不低于50人", "x  xx")


def test_letters_that_differ_stay_text_and_leave_numbers_far_away_alone() -> None:
    assert said("门源县委组织部合计二十人，共5.00", "门源县委组积部合计二十人，共5.00") == (
        "门源县委组织部合计二十人，共5.00",
        "     ~",
    )


def test_what_only_one_reading_has_is_unsure() -> None:
    assert said("", "5.00") == ("5.00", "xxxx")
    assert said("甲", "") == ("甲", "~")


def test_the_width_of_five_punctuation_marks_is_written_by_rule() -> None:
    assert said("目标一:甲;乙", "目标一：甲；乙") == ("目标一：甲；乙", "")
    assert said("（本级），甲", "(本级),甲") == ("（本级），甲", "")
    assert said("1，000：5", "1,000:5") == ("1,000:5", "")


def test_the_length_of_a_dash_is_no_difference() -> None:
    assert said("–1.8%", "-1.8%") == ("-1.8%", "")
    assert said("−", "-") == ("-", "")


def test_punctuation_of_prose_is_never_in_doubt_but_a_point_in_a_number_is() -> None:
    assert said("“甲”、乙", '"甲"，乙') == ("“甲”、乙", "")
    assert said("5，00", "5.00")[1] == "xxxx"


def test_punctuation_beside_what_is_in_doubt_is_no_number() -> None:
    assert said("一、甲；（二）乙", "一、甲；（二）己") == ("一、甲；（二）乙", "       ~")
    assert said("甲（不", "甲（木") == ("甲（不", "  x")


def test_a_space_is_kept_where_both_readings_have_it() -> None:
    assert said("时限 2023", "时限 2023")[0] == "时限 2023"
    assert said("时限 2023", "时限2023")[0] == "时限2023"


def test_two_numbers_with_a_mere_space_between_them_are_not_read() -> None:
    assert said("22 00", "22 00") == ("22 00", "xx xx")


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("合计86,121.38", "合计86.121.38"),  # as both models read it in black and white
        ("合计86,121", "合计86.121"),
        ("565.97", ".565.97"),
        ("1,500.00", "1,50000"),
        ("2023", "2O23"),
        ("96%", "96°"),
        ("3万元", "3方元"),
        ("5.00", "5·00"),
        ("73.18", "73.18V"),  # a tick beside it
        ("73.18", "√73.18"),
    ],
)
def test_a_figure_that_both_read_alike_is_in_doubt_where_figures_are_not_written_so(printed: str, read: str) -> None:
    figure = slice(2 if read.startswith("合计") else 0, None)
    assert set(said(printed, printed)[1]) <= {" "}
    looks = said(read, read)[1]
    assert "x" in looks
    assert all(
        look == "x"
        for one, look in zip(read[figure], looks.ljust(len(read))[figure], strict=True)
        if one in "0123456789"
    )


@pytest.mark.parametrize(
    "figure", ["1,234,567.89", "86121.38", "0.125", "12.3456", "006", "2023.12.31", "1.1.2", "95%。", "220V", "C0801"]
)
def test_figures_that_are_written_as_figures_are_sure(figure: str) -> None:
    assert said(figure, figure) == (figure, "")
