from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.records import Amount
from mingzhang.text.numbers import BadAmount, comparable, known_unit, money_unit_in_brackets, read_amount


@pytest.mark.parametrize(
    ("text", "unit", "fen", "step_fen"),
    [
        ("77.00", 10_000, 77_000_000, 10_000),
        ("382.94", 10_000, 382_940_000, 10_000),
        ("0.24", 10_000, 240_000, 10_000),
        ("77", 10_000, 77_000_000, 1_000_000),
        ("1,234.5", 10_000, 1_234_500_000, 100_000),
        ("１２．３０", 10_000, 12_300_000, 10_000),
        (" 12.345678 ", 10_000, 12_345_678, 1),
        ("12.3456780", 10_000, 12_345_678, 1),
        ("770000", 1, 77_000_000, 100),
        ("770000.05", 1, 77_000_005, 1),
        ("-3.5", 10_000, -3_500_000, 100_000),
        ("0", 10_000, 0, 1_000_000),
        ("1.5", 100_000_000, 15_000_000_000, 1_000_000_000),
    ],
)
def test_an_amount_is_exact(text: str, unit: int, fen: int, step_fen: int) -> None:
    assert read_amount(text, unit) == Amount(fen, step_fen)


@pytest.mark.parametrize(
    ("text", "unit", "reason"),
    [
        ("", 10_000, "amount-not-a-number"),
        ("—", 10_000, "amount-is-a-dash"),
        ("约77", 10_000, "amount-not-a-number"),
        ("77.00万元", 1, "amount-unit-differs"),
        ("77.00", None, "money-unit-unknown"),
        ("12,34", 10_000, "amount-not-a-number"),
        ("1.2.3", 10_000, "amount-not-a-number"),
        ("七十七", 10_000, "amount-not-a-number"),
        ("٣", 10_000, "amount-not-a-number"),
        ("1e5", 10_000, "amount-not-a-number"),
        ("NaN", 10_000, "amount-not-a-number"),
        ("0.1234567", 10_000, "amount-finer-than-fen"),
        ("0.005", 1, "amount-finer-than-fen"),
        ("9" * 30, 10_000, "amount-too-large"),
    ],
)
def test_what_is_no_amount_is_refused_by_reason(text: str, unit: int | None, reason: str) -> None:
    with pytest.raises(BadAmount) as caught:
        read_amount(text, unit)
    assert caught.value.reason == reason


@pytest.mark.parametrize("unit", [None, 10_000])
def test_an_amount_may_bring_its_own_unit_that_contradicts_no_other(unit: int | None) -> None:
    assert read_amount("800.5万元", unit) == Amount(800_500_000, 100_000)
    assert read_amount("１，２００　万元", unit) == Amount(1_200_000_000, 1_000_000)


@given(st.integers(0, 10**10), st.sampled_from([0, 1, 2, 3, 4, 5, 6]))
def test_amounts_in_wan_yuan_never_drift(digits: int, places: int) -> None:
    text = f"{Decimal(digits).scaleb(-places):f}"
    amount = read_amount(text, 10_000)
    assert amount.fen * 10**places == digits * 1_000_000
    assert amount.step_fen == 10 ** (6 - places)


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("金额 (万元)", 10_000),
        ("金额（元）", 1),
        ("金额\n（ 万元 ）", 10_000),
        ("单位：万元", 10_000),
        ("单位:人民币元", 1),
        ("资金总额(亿元)", 100_000_000),
        ("金额", None),
        ("金额（美元）", None),
        ("元旦慰问金", None),
    ],
)
def test_the_unit_of_money_is_read_from_a_label_or_not_at_all(label: str, unit: int | None) -> None:
    assert money_unit_in_brackets(label) == unit


def test_units_may_be_per_another() -> None:
    assert known_unit("万元/年") == ("元/年", Decimal(10000))
    assert known_unit("元/人·年") is None or known_unit("元/人·年") == ("元/人·年", Decimal(1))
    assert known_unit("飞船") is None


def test_units_may_be_multiples() -> None:
    assert known_unit("万份") == ("份", Decimal(10000))
    assert known_unit("千万元") == ("元", Decimal(10_000_000))
    assert known_unit("千米") == ("米", Decimal(1000))
    assert known_unit("万") is None
    assert comparable(Decimal(45), "万") == (Decimal(450_000), None)
