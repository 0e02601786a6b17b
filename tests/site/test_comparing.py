"""Bars and columns of the pages that compare: what is longer in the picture is more in the data."""

import re
from html import unescape
from pathlib import Path
from typing import Any

from mingzhang.site.bars import BarShape, bars_of
from mingzhang.site.pages.years import drawn_years
from mingzhang.site.rankings import load_rankings
from mingzhang.site.server import open_site
from tests.conftest import finished


def test_the_largest_value_fills_the_bar_and_none_has_none() -> None:
    assert bars_of([200, 50, None, 0]) == [BarShape(0, 100, False), BarShape(0, 25, False), None, BarShape(0, 0, False)]


def test_what_went_down_goes_to_the_other_side_of_zero_on_the_same_scale() -> None:
    assert bars_of([60, -20, 20]) == [BarShape(25, 75, False), BarShape(0, 25, True), BarShape(25, 25, False)]


def test_no_numbers_have_no_bars() -> None:
    assert bars_of([]) == []
    assert bars_of([0, 0]) == [BarShape(0, 0, False), BarShape(0, 0, False)]


def test_years_stand_in_their_order_with_heights_on_one_scale() -> None:
    found: list[dict[str, Any]] = [
        {"year": 2024, "budget_wan_yuan": 8.0, "spent_wan_yuan": None},
        {"year": 2023, "budget_wan_yuan": 4.0, "spent_wan_yuan": 2.0},
        {"year": None, "budget_wan_yuan": 99.0, "spent_wan_yuan": None},
    ]
    assert drawn_years(found) == [
        {"year": 2023, "columns": [{"value": 4.0, "height": 50}, {"value": 2.0, "height": 25}]},
        {"year": 2024, "columns": [{"value": 8.0, "height": 100}, None]},
    ]


def test_a_single_year_is_no_picture() -> None:
    assert drawn_years([{"year": 2023, "budget_wan_yuan": 4.0, "spent_wan_yuan": None}]) == []


def test_every_ranking_draws_a_column_of_its_query_and_chooses_its_parameters() -> None:
    for ranking in load_rankings().values():
        assert ranking.bar in ranking.described.sql.partition("\nFROM ")[0]
        assert all(f":{name}" in ranking.described.sql for name in ranking.parameters)


def test_equal_values_share_a_place_and_the_next_is_skipped() -> None:
    prices, units, changes = (load_rankings()[name] for name in ("prices", "units", "changes"))
    assert prices.places({"price_yuan": price} for price in (800, 500, 500, 500, 200)) == [1, 2, 2, 2, 5]
    money = [(2024, 9), (2024, 9), (2024, None), (2023, 9), (2023, 5)]
    rows = [{"amount_wan_yuan": amount, "year": year, "phase": "budget"} for year, amount in money]
    assert units.places(rows) == [1, 1, None, 1, 2]
    assert changes.places({"change_wan_yuan": change} for change in (-7.5, 7.5, -2, 0)) == [1, 1, 3, 4]


def test_readers_who_do_not_reckon_in_wan_yuan_see_yuan_wherever_units_are_compared(database: Path) -> None:
    datasette = open_site(database)

    def text(path: str, language: str) -> str:
        answer = finished(datasette.client.get(path, headers={"Accept-Language": language}))
        assert answer.status_code == 200, path
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())

    paths = (
        "/compare?unit=632221-006",
        "/unit/632221-006/years",
        "/ranking/units?phase=budget",
        "/mingzhang/ranking_of_units?phase=budget&year=2023&region=",
    )
    for path in paths:
        english, chinese = text(path, "en"), text(path, "zh")
        assert "4,132,700" in english, path
        assert not {word for word in ("万元", "ten thousand") if word in english.partition("Cite this page")[0]}, path
        assert {word for word in ("413.27", "万元") if word in chinese} == {"413.27", "万元"}, path
    own = text("/mingzhang?sql=select+amount_wan_yuan+from+project_list+order+by+1+desc", "en")
    assert "Amount (ten thousand yuan)" in own  # as the reader's own SQL says
