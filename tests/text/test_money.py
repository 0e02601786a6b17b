"""Money in words is exact: two amounts that differ look different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.text.money import (
    WAN_YUAN,
    YI_YUAN,
    YUAN,
    digits_in,
    exact_yuan,
    read_wan_yuan,
    wan_yuan,
    yi_or_wan_yuan,
    yuan,
)

FEN = st.integers(-(10**17), 10**17)


@pytest.mark.parametrize(
    ("fen", "chinese", "sentence", "exact", "english"),
    [
        (30_330_000, "30.33 万元", "30.33 万元", "303,300.00 元", "303,300 yuan"),
        (5_001_200, "5.0012 万元", "5.0012 万元", "50,012.00 元", "50,012 yuan"),
        (-180_000, "-0.18 万元", "-0.18 万元", "-1,800.00 元", "-1,800 yuan"),
        (5_600, "0.0056 万元", "0.0056 万元", "56.00 元", "56 yuan"),
        (1, "0.000001 万元", "0.000001 万元", "0.01 元", "0.01 yuan"),
        (10_000_000_000, "10,000.00 万元", "1 亿元", "100,000,000.00 元", "100,000,000 yuan"),
        (123_456_789_000, "123,456.789 万元", "12.3456789 亿元", "1,234,567,890.00 元", "1,234,567,890 yuan"),
        (0, "0.00 万元", "0.00 万元", "0.00 元", "0 yuan"),
        (1_050, "0.00105 万元", "0.00105 万元", "10.50 元", "10.50 yuan"),
    ],
)
def test_an_amount_in_words(fen: int, chinese: str, sentence: str, exact: str, english: str) -> None:
    assert (wan_yuan(fen), yi_or_wan_yuan(fen), exact_yuan(fen), yuan(fen)) == (chinese, sentence, exact, english)


def test_digits_alone_stand_in_columns_whose_head_names_the_unit() -> None:
    assert [digits_in(23_080_000, unit, 0) for unit in (YUAN, WAN_YUAN, YI_YUAN)] == ["230,800", "23.08", "0.002308"]


@given(FEN, FEN)
def test_amounts_that_differ_look_different(one: int, other: int) -> None:
    for say in (wan_yuan, yi_or_wan_yuan, exact_yuan, yuan):
        assert (say(one) == say(other)) == (one == other)


@given(FEN)
def test_what_is_said_in_wan_yuan_is_read_back(fen: int) -> None:
    assert read_wan_yuan(wan_yuan(fen)) == fen


@pytest.mark.parametrize("text", ["", "≥85%", "30.33", "约 30.33 万元", "30.33万元"])
def test_what_is_no_amount_of_ours_is_none(text: str) -> None:
    assert read_wan_yuan(text) is None
