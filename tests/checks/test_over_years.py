"""Checks over years and units: amounts, targets, goals, prices and publication, each with a fault and a twin without it.

Written before the SQL of the checks.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.checks.documents import project, summaries, table

pytestmark = pytest.mark.together

Build = Callable[..., tuple[Any, Callable[..., list[Any]]]]


def in_one_region(files: dict[str, str]) -> dict[str, str]:
    """The documents with sidecars that name their region: units are known over documents within a region only."""
    return files | {f"{name}__yml": 'region: "632221"\n' for name in files}


def over_years(name: str, **amounts: str) -> dict[str, str]:
    """A budget of one project for each year (y2022="20.00")."""
    return in_one_region(
        {f"{year}__txt": table(project(name, amount=amount), year=int(year[1:])) for year, amount in amounts.items()}
    )


def of_unit(code: str, name: str, *rows: str, year: int = 2023) -> str:
    """The budget of one unit with its projects."""
    return table(*rows, year=year).replace("007\t某局", f"{code}\t{name}").replace("某局", name)


# ---- amounts over the years ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("20.00", "95.00", "2023 年 95.00 万元，是 2022 年 20.00 万元的 4.75 倍"),
        ("95.00", "20.00", "2023 年 20.00 万元，2022 年 95.00 万元，减少了 78.9%"),
        ("10.00", "100.00", "正好 10 倍"),
    ],
)
def test_an_amount_that_jumps_is_asked_about(built: Build, before: str, after: str, said: str) -> None:
    _, sql = built(**over_years("绿化养护", y2022=before, y2023=after))
    (found,) = summaries(sql, "amount-jump")
    assert said in found


@pytest.mark.parametrize(
    ("before", "after"), [("20.00", "45.00"), ("0.30", "3.00"), ("20.00", "20.00"), ("—", "95.00")]
)
def test_an_amount_that_changes_a_little_is_none(built: Build, before: str, after: str) -> None:
    _, sql = built(**over_years("绿化养护", y2022=before, y2023=after))
    assert summaries(sql, "amount-jump") == []


def test_one_amount_for_three_years_is_asked_about_once(built: Build) -> None:
    _, sql = built(**over_years("绿化养护", y2020="11.00", y2021="12.00", y2022="12.00", y2023="12.00"))
    (found,) = summaries(sql, "same-amount-years")
    assert "2021 年到 2023 年连续 3 年都是 12.00 万元" in found


@pytest.mark.parametrize(
    "amounts",
    [
        {"y2022": "12.00", "y2023": "12.00"},
        {"y2021": "12.00", "y2022": "12.10", "y2023": "12.00"},
        {"y2020": "12.00", "y2022": "12.00", "y2023": "12.00"},
    ],
)
def test_one_amount_for_two_years_is_none(built: Build, amounts: dict[str, str]) -> None:
    _, sql = built(**over_years("绿化养护", **amounts))
    assert summaries(sql, "same-amount-years") == []


def test_parts_of_one_project_with_equal_amounts_are_asked_about(built: Build) -> None:
    rows = [project("校舍维修一期", amount="45.00"), project("校舍维修二期", amount="45.00", serial="2")]
    _, sql = built(a__txt=table(*rows))
    assert summaries(sql, "project-in-parts") == [
        "“校舍维修”分成第 1、2 项，名称只差“一期、二期”，金额都是 45.00 万元，合计 90.00 万元。"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("校舍维修一期", "45.00"), ("校舍维修二期", "30.00")),
        (("校舍维修一期", "45.00"), ("道路维修二期", "45.00")),
        (("校舍维修", "45.00"), ("道路维修", "45.00")),
    ],
)
def test_other_projects_with_equal_amounts_are_none(built: Build, one: tuple[str, str], other: tuple[str, str]) -> None:
    rows = [project(one[0], amount=one[1]), project(other[0], amount=other[1], serial="2")]
    _, sql = built(a__txt=table(*rows))
    assert summaries(sql, "project-in-parts") == []


# ---- targets from one year to the next -------------------------------------------------------------------------------


def with_target(year: int, target: str, amount: str = "30.00") -> str:
    return table(project("技能培训", "目标一：培训。", f"一、产出指标 (一)数量指标 1. {target}", amount), year=year)


@pytest.mark.parametrize(
    ("before", "after"),
    [("培训人数≥300人", "培训人数≥200人"), ("人均成本≤800元", "人均成本≤900元"), ("培训人数300人", "培训人数200人")],
)
def test_a_target_below_that_of_the_year_before_is_asked_about(built: Build, before: str, after: str) -> None:
    _, sql = built(**in_one_region({"a__txt": with_target(2022, before), "b__txt": with_target(2023, after)}))
    (found,) = summaries(sql, "target-lowered")
    assert before.removeprefix("培训人数").removeprefix("人均成本") in found


@pytest.mark.parametrize(
    ("before", "after", "amount"),
    [
        ("培训人数≥300人", "培训人数≥300人", "30.00"),
        ("培训人数≥300人", "培训人数≥350人", "30.00"),
        ("培训人数≥300人", "培训人数≥200人", "20.00"),
        ("人均成本≤800元", "人均成本≤700元", "30.00"),
        ("培训人数≥300人", "培训人数≥20期", "30.00"),
    ],
)
def test_a_target_that_is_no_lower_for_the_money_is_none(built: Build, before: str, after: str, amount: str) -> None:
    _, sql = built(**in_one_region({"a__txt": with_target(2022, before), "b__txt": with_target(2023, after, amount)}))
    assert summaries(sql, "target-lowered") == []


# ---- across units ----------------------------------------------------------------------------------------------------

SENTENCE = "目标一：建立健全长效机制，保障项目长期稳定运行并发挥应有的效益。"


def test_a_goal_that_three_units_print_is_told_with_the_money_it_covers(built: Build) -> None:
    files = {
        f"{code}__txt": of_unit(code, f"{name}局", project(f"{name}项目", SENTENCE, amount="15.00"))
        for code, name in (("101", "教育"), ("102", "卫健"), ("103", "住建"))
    }
    _, sql = built(**in_one_region(files))
    found = summaries(sql, "goals-shared-by-units")
    assert len(found) == 3
    assert "另外 2 个单位" in found[0]
    assert "15.00 万元" in found[0]


def test_a_goal_that_one_unit_prints_twice_is_not_shared(built: Build) -> None:
    rows = [project("甲项目", SENTENCE), project("乙项目", SENTENCE, serial="2")]
    _, sql = built(
        a__txt=of_unit("101", "教育局", *rows), b__txt=of_unit("102", "卫健局", project("丙", "目标一：办好学校。"))
    )
    assert summaries(sql, "goals-shared-by-units") == []


def priced(code: str, name: str, price: str, subject: str = "保洁员") -> str:
    goal = f"目标一：聘用{subject}10名，{subject}每人每月{price}元。"
    return of_unit(code, f"{name}局", project(f"{name}局保洁", goal, amount="30.00"))


def test_a_price_far_above_those_of_other_units_is_asked_about(built: Build) -> None:
    prices = {"101": "2000", "102": "2100", "103": "1900", "104": "2000", "105": "9000"}
    _, sql = built(**in_one_region({f"{code}__txt": priced(code, code, price) for code, price in prices.items()}))
    (found,) = summaries(sql, "price-outlier")
    assert "9000 元" in found
    assert "中位数 2000 元" in found


@pytest.mark.parametrize(
    "prices", [("2000", "2100", "1900", "2000", "2600"), ("2000", "9000"), ("2000", "2100", "9000")]
)
def test_prices_that_are_alike_or_few_are_none(built: Build, prices: tuple[str, ...]) -> None:
    _, sql = built(
        **in_one_region({f"{at}__txt": priced(f"10{at}", f"甲{at}", price) for at, price in enumerate(prices)})
    )
    assert summaries(sql, "price-outlier") == []


def headed(code: str, name: str, people: int, amount: str) -> str:
    row = project("体检经费", "目标一：组织体检。", f"一、产出指标 (一)数量指标 1. 体检人数{people}人", amount)
    return of_unit(code, f"{name}局", row)


def test_money_per_head_far_above_that_of_other_units_is_asked_about_without_a_price(built: Build) -> None:
    amounts = {"101": "5.00", "102": "5.20", "103": "4.80", "104": "5.00", "105": "40.00"}
    _, sql = built(
        **in_one_region({f"{code}__txt": headed(code, code, 50, amount) for code, amount in amounts.items()})
    )
    (found,) = summaries(sql, "money-per-head")
    assert "40.00 万元、50人，人均 8000 元" in found
    assert "中位数 1000 元" in found


def test_money_per_head_that_is_alike_is_none(built: Build) -> None:
    amounts = {"101": "5.00", "102": "5.20", "103": "4.80", "104": "5.00", "105": "9.00"}
    _, sql = built(
        **in_one_region({f"{code}__txt": headed(code, code, 50, amount) for code, amount in amounts.items()})
    )
    assert summaries(sql, "money-per-head") == []


# ---- publication -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("approved", "published", "days"),
    [("2023-02-01", "2023-02-21", None), ("2023-02-01", "2023-02-22", 21), ("2023-02-01", "2023-05-02", 90)],
)
def test_publication_later_than_twenty_days_after_approval(
    built: Build, approved: str, published: str, days: int | None
) -> None:
    sidecar = f"approved_on: {approved}\npublished_on: {published}\n"
    _, sql = built(a__txt=table(project()), a__txt__yml=sidecar)
    found = summaries(sql, "published-late")
    assert len(found) == (days is not None)
    assert not days or f"第 {days} 天" in found[0]


@pytest.mark.parametrize("sidecar", ["published_on: 2023-06-01\n", "approved_on: 2023-02-01\n"])
def test_without_both_dates_nothing_is_late(built: Build, sidecar: str) -> None:
    _, sql = built(a__txt=table(project()), a__txt__yml=sidecar)
    assert summaries(sql, "published-late") == []


def two_units(**of_second: str | None) -> dict[str, str]:
    """Budgets of two units of one region in 2022, and of the first in 2023; the second's of 2023 where asked for."""
    files = {}
    for code, name, year in (("101", "教育局", 2022), ("102", "卫健局", 2022), ("101", "教育局", 2023)):
        files[f"a{code}{year}__txt"] = of_unit(code, name, project("甲项目", amount="8.00"), year=year)
    for key, text in of_second.items():
        if text is not None:
            files[f"{key}__txt"] = text
    return in_one_region(files)


def test_a_unit_that_published_last_year_and_not_this_year_is_asked_about(built: Build) -> None:
    _, sql = built(**two_units())
    assert summaries(sql, "unit-missing") == [
        "“卫健局”2022 年公开过项目支出绩效目标，这里没有它 2023 年的；同一地区 2023 年有 1 个单位公开。"
    ]


def test_a_unit_that_published_this_year_too_is_none(built: Build) -> None:
    _, sql = built(**two_units(second=of_unit("102", "卫健局", project("甲项目", amount="8.00"), year=2023)))
    assert summaries(sql, "unit-missing") == []


def test_where_a_document_was_refused_nobody_is_said_to_be_missing(built: Build) -> None:
    _, sql = built(**two_units(), broken__txt="")
    assert summaries(sql, "unit-missing") == []
