"""What the numbers of one sentence come to, beside the printed one. kinds/relations.tsv has the texts of offices."""

import json

import pytest

from mingzhang.checks.relations.search import relations_in, stated_relations
from mingzhang.checks.relations.stated_numbers import numbers_of


def wrong(text: str) -> list[tuple[str, str]]:
    """Arithmetic and printed number of each relation of a text that does not hold."""
    return [(one.sentence, one.claim.shown) for one in relations_in(text) if not one.fits]


@pytest.mark.parametrize(
    ("text", "arithmetic", "printed"),
    [
        ("设3个组，每组4人，每人5场，共66场。", "设3个 × 每组4人 × 每人5场 = 60场", "共66场"),
        (
            "沟渠长3200米，宽2.5米，深0.5米，土方4600立方米。",
            "沟渠长3200米 × 宽2.5米 × 深0.5米 = 4000立方米",
            "土方4600立方米",
        ),
        ("原有37座，已完成22座，剩余17座。", "原有37座 − 22座 = 15座", "剩余17座"),
        ("造林120公顷，折合1600亩。", "造林120公顷 = 1800亩", "折合1600亩"),
        ("发出1200份，收回1140份，回收率92%。", "收回1140份 ÷ 发出1200份 = 95%", "回收率92%"),
        ("教师90名，学生1620名，师生比1∶20。", "学生1620名 ÷ 教师90名 = 1∶18", "师生比1∶20"),
    ],
)
def test_a_number_that_the_others_do_not_come_to_is_told(text: str, arithmetic: str, printed: str) -> None:
    assert wrong(text) == [(arithmetic, printed)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("设3个组，每组约4人，每人5场，共66场。", "a rounded factor"),
        ("设3个组，每组4人，另有2人，每人5场，共70场。", "something is added"),
        ("设3个组，每组4人，每人5场，共60场。", "they agree"),
        ("发出1200份，收回1140份，满意率92%。", "the rate is of something else"),
        ("造林120公顷，抚育1600亩。", "nothing says that both are one"),
        ("原有37座，已完成22座，剩余17座以上。", "a bound"),
    ],
)
def test_nothing_is_told_of_numbers_that_may_all_hold(text: str, why: str) -> None:
    assert wrong(text) == [], why


def test_no_number_of_a_sentence_is_left_out() -> None:
    numbers = numbers_of("2024年举办10期，每期30至40人，约380人签约120份，第三批。")
    assert [(one.text, one.is_exact, one.most) for one in numbers] == [
        ("10期", True, None),
        ("30至40人", False, 40.0),
        ("380人", False, None),
        ("120份", True, None),
    ]


def test_a_day_that_no_calendar_has_and_a_span_that_ends_before_it_begins() -> None:
    found = json.loads(stated_relations("2023年2月29日前完成，建设期2024年9月至2024年6月，2024年2月29日验收。"))
    assert [(one["reason"], one["printed"]) for one in found] == [
        ("no-such-day", "2023年2月29日"),
        ("ends-before-it-begins", "2024年9月至2024年6月"),
    ]
