"""Which projects are one series: sheets have no unit of their own in the tables, and are held together all the same."""

from collections.abc import Callable
from typing import Any

import pytest

from mingzhang.summary import Summary
from tests.conftest import HEADER

SHEET = """项目支出绩效目标表（{year}年度）
项目名称 | {name}
实施单位 | {unit}
资金总额（万元） | 10.00
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 培训人数 | 100人
"""
CODE = "51092323T000010263357"
Build = Callable[..., tuple[Summary, Callable[..., list[Any]]]]


@pytest.mark.parametrize(
    ("first", "second", "regions", "is_one"),
    [
        (("技能培训", "甲县人社局"), ("技能培训", "甲县人社局"), ("632221", "632221"), True),
        (("技能 培训", "甲县人社局"), ("技能培训", "甲县人社局"), ("632221", "632221"), True),
        (("技能培训", "101001-甲县人社局"), ("技能培训", "101001-人社局"), ("632221", "632221"), True),
        (("技能培训", "甲县人社局"), ("技能培训", "甲县教育局"), ("632221", "632221"), False),
        (("技能培训", "人社局"), ("技能培训", "人社局"), ("632221", "632222"), False),
        (("技能培训", "人社局"), ("技能培训", "人社局"), ("", ""), False),
        ((f"{CODE}-技能培训", "人社局"), (f"{CODE}-技能培训班", "就业局"), ("", ""), True),
    ],
)
def test_sheets_of_one_unit_and_project_are_one_series(
    built: Build, first: tuple[str, str], second: tuple[str, str], regions: tuple[str, str], is_one: bool
) -> None:
    files: dict[str, str | bytes] = {}
    for year, (name, unit), region in zip((2023, 2024), (first, second), regions, strict=True):
        files[f"{year}__txt"] = SHEET.format(year=year, name=name, unit=unit)
        files[f"{year}__txt__yml"] = f"region: '{region}'\n" if region else "year: 2023\n"
    _, sql = built(**files)
    assert sql("SELECT count(*), count(series_id) = 2 AND count(DISTINCT series_id) = 1 FROM projects") == [
        (2, int(is_one))
    ]


def test_a_sheet_joins_the_table_of_its_unit(built: Build) -> None:
    table = (
        f"2023年某表\n{HEADER}\n101\t甲县人社局\t10\t\t\n101001\t甲县人社局\t10\t\t\n1\t技能培训\t10\t目标一：培训\t\n"
    )
    _, sql = built(
        表__txt=table,
        表__txt__yml="region: '632221'\n",
        单__txt=SHEET.format(year=2024, name="技能培训", unit="101001-甲县人社局"),
        单__txt__yml="region: '632221'\n",
    )
    assert sql("SELECT count(DISTINCT series_id), count(series_id) FROM projects") == [(1, 2)]
