"""Printed dates of a project's period, and the year that a line names."""

import pytest

from mingzhang.text.dates import dates_in, year_of


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2024-01-01至2024-12-31", ["2024-01-01", "2024-12-31"]),
        ("2023年4月-2024年2月", ["2023-04", "2024-02"]),
        ("20210101-20211231", ["2021-01-01", "2021-12-31"]),
        ("202001-202012", []),  # six digits may be anything
        ("2023-02-30至2024-12-31", []),  # no such day: then none of them
        ("20231301", []),
        ("1年", []),
    ],
)
def test_dates_of_a_period(text: str, dates: list[str]) -> None:
    assert [iso for *_, iso in dates_in(text)] == dates


def test_a_line_may_say_that_it_names_the_year() -> None:
    assert year_of("预算年度：2023") == 2023
    assert year_of("预算年度：2023，2024年编制") is None
