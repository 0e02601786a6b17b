"""Whether two numbers are of one thing, by the words that name them, and whether they agree."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.checks.words.subjects import compared, keys_in_common, subject_keys


@pytest.mark.parametrize(
    ("subject", "project", "keys"),
    [
        ("", "甲", {}),
        ("人数", "甲", {}),  # it says that there is a number, not of what
        ("培训人数", "甲", {"培训": 1}),
        ("慰问慰问人数", "甲", {"慰问": 1}),
        ("补助覆盖率", "甲", {"补助覆盖率": 1}),  # 覆盖率 is a thing of its own
    ],
)
def test_keys_of_a_subject(subject: str, project: str, keys: dict[str, int]) -> None:
    assert json.loads(subject_keys(subject, project)) == keys


@pytest.mark.parametrize(
    ("one", "other", "project"),
    [
        ("农牧民党员", "农牧民党员生活补助人数", "农牧民党员生活补助"),
        ("慰问人群", "慰问干部人数", "慰问经费"),
        ("考核工作", "考核工作成本", "目标考核工作经费"),
        ("清淤渠道", "清淤渠道长度", "水利建设"),
    ],
)
def test_one_thing_in_nearly_the_same_words(one: str, other: str, project: str) -> None:
    assert (keys_in_common(one, other, project) or 0) > 0
    assert (keys_in_common(other, one, project) or 0) > 0


@pytest.mark.parametrize(
    ("one", "other", "project"),
    [
        ("覆盖率", "参与率", "甲"),
        ("培训教师", "培训学生", "甲"),
        ("慰问人数", "体检人数", "退休干部公用经费"),
        ("县级、副高", "县处级", "体检费"),
    ],
)
def test_two_things_have_no_key_in_common(one: str, other: str, project: str) -> None:
    assert not keys_in_common(one, other, project)


def test_a_subject_of_which_nothing_is_left_cannot_be_compared() -> None:
    assert keys_in_common("人数", "培训人数", "甲") is None
    assert keys_in_common("培训人数", "", "甲") is None


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        (("", 460), ("", 460), "equal"),
        (("≥", 14), ("≤", 14), "equal"),
        (("", 460), ("", 510), "differs"),
        (("≥", 14), ("≥", 10), "weaker"),
        (("≤", 2.8), ("≤", 4), "weaker"),
        (("=", 510), ("≥", 460), "weaker"),
        (("", 510), ("≤", 460), "differs"),
        (("≥", 50), ("≤", 100), "compatible"),
        (("≥", 100), ("≤", 50), "differs"),
        ((">", 5), ("<", 4), "differs"),
    ],
)
def test_how_two_targets_agree(one: tuple[str, float], other: tuple[str, float], agrees: str) -> None:
    assert compared(*one, *other) == agrees
    assert compared(*other, *one) == agrees


SIGNS = st.sampled_from(["", "=", "≥", "≤", ">", "<"])


@given(SIGNS, st.integers(0, 9), SIGNS, st.integers(0, 9))
def test_targets_differ_when_no_number_keeps_to_both(sign: str, value: int, other_sign: str, other: int) -> None:
    def keeps(number: int, sign: str, value: int) -> bool:
        if sign in ("≥", ">"):
            return number >= value
        return number <= value if sign in ("≤", "<") else number == value

    both = [number for number in range(-20, 30) if keeps(number, sign, value) and keeps(number, other_sign, other)]
    assert (compared(sign, value, other_sign, other) == "differs") == (not both)
