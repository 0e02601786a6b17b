"""A target without a year is of the year of its document, and says so; whatever may be of another year is left undated."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.checks.documents import of, project, table

pytestmark = pytest.mark.together

Built = Callable[..., Any]
DUE = "SELECT due_date, due_last_day, due_year_assumed FROM indicators"


@pytest.mark.parametrize(
    ("target", "due"),
    [
        ("12月底前", ("2023-12", "2023-12-31", 1)),
        ("10月31日前", ("2023-10-31", "2023-10-31", 1)),
        ("第三季度", ("2023-Q3", "2023-09-30", 1)),
        ("2023年11月底前", ("2023-11", "2023-11-30", 0)),
        ("2022年11月底前", ("2022-11", "2022-11-30", 0)),
        ("每年12月底前", (None, None, None)),
        ("3月至5月", (None, None, None)),
        ("2月30日前", (None, None, None)),
    ],
)
def test_the_year_of_the_document_stands_in_and_is_marked(
    built: Built, target: str, due: tuple[str | None, str | None, int | None]
) -> None:
    _, sql = built(a__txt=of(("目标一：甲", f"一、产出指标 (一)时效指标 1. 完成时间：{target}")))
    assert sql(DUE) == [due]


def test_where_the_year_is_not_known_there_is_no_due_date_and_a_doubt(built: Built) -> None:
    row = project("甲", "目标一：乙", "一、产出指标 (一)时效指标 1. 完成时间：12月底前")
    _, sql = built(a__txt=table(row, year=None))
    assert sql(DUE) == [(None, None, None)]
    assert sql("SELECT reason_id, kind FROM rejects") == [("date-without-year", "doubt")]


def test_an_assumed_year_is_no_proof_that_a_deadline_lies_within_the_year(built: Built) -> None:
    _, sql = built(a__txt=of(("目标一：甲", "一、产出指标 (一)时效指标 1. 完成时间：12月底前")))
    assert sql("SELECT outcome, n FROM check_results WHERE check_id = 'deadline-outside-year'") == [
        ("not_applicable", 0)
    ]
    assert sql("SELECT role, value, text FROM quantities WHERE role = 'date'") == [("date", "2023-12", "12月底前")]
