"""One reader of numbers, in digits, in Chinese numerals and in both."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.text.numerals import NUMERAL, read_number, read_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60", "60"),
        ("1,234,567.80", "1234567.80"),
        ("１２００", "1200"),
        ("六十", "60"),
        ("十", "10"),
        ("十二", "12"),
        ("二十五", "25"),
        ("一百零五", "105"),
        ("一百五", "150"),
        ("一百五十", "150"),
        ("三千", "3000"),
        ("两千", "2000"),
        ("三千零六", "3006"),
        ("一万五千", "15000"),
        ("一万五", "15000"),
        ("一万零五百", "10500"),
        ("十万", "100000"),
        ("一百二十万", "1200000"),
        ("一亿二千万", "120000000"),
        ("三万亿", "3000000000000"),
        ("1万5千", "15000"),
        ("1万五千", "15000"),
        ("1.2万", "12000"),
        ("3万500", "30500"),
        ("3千万", "30000000"),
        ("壹拾贰万", "120000"),
        ("〇", "0"),
        ("零", "0"),
    ],
)
def test_a_numeral_is_read_whole(text: str, value: str) -> None:
    assert read_numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "", "三五", "几十", "十几", "五六百", "一千一千", "一百一千", "三百一十百", "1.2万5", "万", "五百零", "1,23", "3人",
        "三点五", "二〇二三", "1万15000", "٣", "1e5", "百五",
    ],
)  # fmt: skip
def test_what_is_no_one_number_is_none(text: str) -> None:
    assert read_numeral(text) is None


WRITTEN_DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """A number up to 99,999,999 as it is written out in Chinese, by the rule for a child: ten is 十, and 一十 behind more."""
    out = in_full(number)
    return out.removeprefix("一") if out.startswith("一十") else out


def in_full(number: int) -> str:
    """A number as it stands behind others: 一十."""
    if number >= 10_000:
        rest = number % 10_000
        return in_full(number // 10_000) + "万" + ("" if not rest else ("零" if rest < 1000 else "") + in_full(rest))
    out, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            out += ("零" if gap and out else "") + WRITTEN_DIGITS[digit] + name
        gap = not digit
    return out or "零"


@given(st.integers(0, 99_999_999))
def test_a_number_written_out_is_read_back(number: int) -> None:
    assert read_numeral(written(number)) == number


@given(st.integers(1, 9999), st.integers(1, 9))
def test_a_number_half_in_digits_is_read_back(wan: int, qian: int) -> None:
    assert read_numeral(f"{wan}万{qian}千") == wan * 10_000 + qian * 1000


@given(st.text("零〇一二两三五九十百千万亿0123456789,.几半", max_size=9))
def test_random_numerals_never_give_a_value_with_other_digits(text: str) -> None:
    """Each digit of the value that is no zero is printed, in the order in which it stands in the value."""
    value = read_numeral(text)
    if value is None:
        return
    printed = text.translate(str.maketrans("零〇一二两三五九", "00122359"))
    digits = [digit for digit in f"{value:f}".rstrip("0") if digit not in "0."]
    if printed.startswith("十"):
        printed = "1" + printed
    assert digits == [digit for digit in printed if digit in "123456789"][: len(digits)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("每人1万5千元", ["1万5千"]),
        ("一万五千元", ["一万五千"]),
        ("1亿2千万元", ["1亿2千万"]),
        ("3万元", ["3"]),
        ("三万元", ["三"]),
        ("一百五十万元", ["一百五十"]),
        ("1万5千克", []),  # 15,000 克, which no unit here is, and surely no 5 千克
        ("第3期", []),
        ("10-20元", ["10"]),
        ("万5元", []),
    ],
)
def test_a_numeral_in_front_of_a_unit_is_taken_whole(text: str, numbers: list[str]) -> None:
    pattern = re.compile(rf"(?P<number>{NUMERAL})(?=万元|元|千克|期|-)", re.ASCII)
    assert [match["number"] for match in pattern.finditer(text)] == numbers


def test_digits_have_separators_of_thousands_or_none() -> None:
    assert read_number("1,234,567.80") == Decimal("1234567.80")
    assert read_number("1234567.80") == Decimal("1234567.80")
    assert read_number("1,23") is None
    assert read_number("3人") is None
