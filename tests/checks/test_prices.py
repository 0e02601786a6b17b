"""Each price beside the count that it is multiplied by, from the words of a project."""

from typing import Any

import pytest

from tests.checks.documents import of

pytestmark = pytest.mark.together


def prices(built: Any, goals: str, indicators: str = "") -> list[dict[str, Any]]:
    """The rows of `prices` of a project with these goals and indicators."""
    _, sql = built(a__txt=of((goals, indicators)))
    columns = "per, per_time, comparator, price_fen, count, least_count, definite_counts, matched_by"
    rows = sql(
        f"SELECT {columns}, json_array_length(printed_in), json_array_length(counted_in) FROM prices ORDER BY id"
    )
    return [dict(zip([*columns.split(", "), "printed", "counted"], row, strict=True)) for row in rows]


def test_one_price_and_one_count(built: Any) -> None:
    assert prices(built, "目标一：慰问选调生25人；目标二：每人每年8000元") == [
        {
            "per": "人",
            "per_time": None,
            "comparator": "=",
            "price_fen": 800_000,
            "count": 25,
            "least_count": 25,
            "definite_counts": 1,
            "matched_by": "only",
            "printed": 1,
            "counted": 1,
        }
    ]


def only(built: Any, goals: str, indicators: str = "") -> dict[str, Any]:
    found = prices(built, goals, indicators)
    assert len(found) == 1
    return found[0]


def test_a_price_said_again_in_an_indicator_is_one(built: Any) -> None:
    indicators = "一、产出指标 (一)数量指标 1. 体检人数≥117人 (二)成本指标 1. 人均体检成本300元"
    found = only(built, "目标一：组织体检117人，每人每年300元", indicators)
    assert (found["price_fen"], found["count"], found["printed"], found["counted"]) == (30_000, 117, 2, 2)


def test_a_ceiling_and_a_minimum_are_kept_as_such(built: Any) -> None:
    found = only(built, "目标一：体检不低于100人，人均体检成本不高于800元")
    assert (found["comparator"], found["count"], found["least_count"], found["definite_counts"]) == ("≤", None, 100, 0)


def test_a_price_of_a_month_says_so(built: Any) -> None:
    found = only(built, "目标一：公益性岗位20人；目标二：每人每月500元")
    assert (found["per"], found["per_time"], found["price_fen"], found["count"]) == ("人", "月", 50_000, 20)


def test_a_price_of_a_kilometre_is_multiplied_with_kilometres(built: Any) -> None:
    found = only(built, "目标一：清淤渠道36公里，每公里2万元")
    assert (found["per"], found["price_fen"], found["count"]) == ("公里", 2_000_000, 36)


def test_counts_of_two_groups_leave_it_open(built: Any) -> None:
    found = only(built, "目标一：培训教师30人，慰问老党员50人；目标二：每人每年100元")
    assert (found["count"], found["matched_by"]) == (None, None)


@pytest.mark.parametrize(
    ("project", "expected"),
    [
        (4, [("人", "≤", 80_000, 285, 285, "words"), ("人", "≤", 100_000, 1, 1, "words")]),
        (10, [("人", "≤", 800_000, None, 460, "sentence")]),  # 460 and 510 contradict each other
        (13, [("人", "≤", 30_000, 117, 117, "words")]),
        (15, [("人", "≤", price, None, 3, "only") for price in (50_000, 1_000_000, 600_000)]),  # 不低于3人
        (21, [("人", "=", 800_000, 25, 25, "only")]),
        (1, [("套", "≤", 5_000_000, None, None, None)]),
    ],
)
def test_prices_of_the_founding_disclosure(sql: Any, project: int, expected: list[Any]) -> None:
    rows = sql(
        "SELECT per, comparator, price_fen, count, least_count, matched_by FROM prices WHERE project_id = ? ORDER BY id",
        f"632221-006-2023-p{project}",
    )
    assert rows == expected


def test_without_a_count_there_is_none(built: Any) -> None:
    assert only(built, "目标一：每人每年100元")["count"] is None


@pytest.mark.parametrize("goals", ["目标一：年满55周岁的25人", "目标一：总成本不高于3万元", "目标一：覆盖率100%"])
def test_where_there_is_no_price_there_is_no_row(built: Any, goals: str) -> None:
    assert prices(built, goals) == []
