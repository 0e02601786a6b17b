"""Which words of a search bound the amount, and which are words."""

import pytest

from mingzhang.site.amount_words import AmountWords, fen_of, taken_apart

WAN = 1_000_000


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("培训 50万以上", AmountWords("培训", least=50 * WAN)),
        ("培训 50万元及以上", AmountWords("培训", least=50 * WAN)),
        ("≥1,000元 培训", AmountWords("培训", least=100_000)),
        ("超过50万", AmountWords("", least=50 * WAN + 1)),
        ("培训 １０万以下", AmountWords("培训", most=10 * WAN)),
        ("不到1.5亿元", AmountWords("", most=15_000 * WAN - 1)),
        ("50-100万", AmountWords("", least=50 * WAN, most=100 * WAN)),
        ("50万至100万 体检", AmountWords("体检", least=50 * WAN, most=100 * WAN)),
        ("50万以上 20万以上", AmountWords("", least=50 * WAN)),
        ("50万以上 80万以下", AmountWords("", least=50 * WAN, most=80 * WAN)),
    ],
)
def test_words_that_bound_the_amount(query: str, expected: AmountWords) -> None:
    assert taken_apart(query) == expected


@pytest.mark.parametrize(
    "query", ["体检", "副高以上", "30人以上", "2023年以上", "100万-50万", "二〇二三", "90%以上", ""]
)
def test_other_words_stay_words(query: str) -> None:
    assert taken_apart(query) == AmountWords(query)


def test_a_bare_amount_is_a_word_and_is_named_as_an_amount() -> None:
    assert taken_apart("奖励 50万") == AmountWords("奖励 50万", bare=("50万",))


@pytest.mark.parametrize(
    ("typed", "fen"), [("50万", 50 * WAN), ("1,000", 100_000), ("很多", None), ("", None), ("1e300", None)]
)
def test_an_amount_that_is_typed(typed: str, fen: int | None) -> None:
    assert fen_of(typed) == fen
