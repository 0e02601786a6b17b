"""The line above a list says what all its projects come to, by year and phase, and what was left out of it."""

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from mingzhang.pipeline import build
from mingzhang.site import facets
from mingzhang.site.server import open_site
from mingzhang.site.sql import capping
from mingzhang.site.sums import Sums, YearSum, sums_of
from tests.conftest import HEADER, finished

TABLE = """某局{year}年部门预算项目支出绩效目标公开表
{header}
合计\t\t
007\t某局\t
1\t培训费\t{first}\t目标一：完成培训\t一、产出指标 1. 培训人数≥3人
2\t体检费\t{second}\t目标一：完成体检\t一、产出指标 1. 体检人数≥20人
3\t慰问费\t{third}\t目标一：完成慰问\t一、产出指标 1. 慰问人数≥30人
"""


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of three projects, of 2023 twice, the first of which is superseded, and an amount that cannot be read."""
    folder = tmp_path_factory.mktemp("lists")
    for name, year, amounts in (
        ("a", 2022, ("10", "20", "60")),
        ("b", 2023, ("999", "999", "999")),
        ("c", 2023, ("1.5", "2.5", "若干")),
    ):
        text = TABLE.format(header=HEADER, year=year, first=amounts[0], second=amounts[1], third=amounts[2])
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        supersedes = "supersedes: b\n" if name == "c" else ""
        (folder / f"{name}.txt.yml").write_text(f"id: {name}\nregion: '632221'\n{supersedes}", encoding="utf-8")
    build([folder], folder / "built.db", charts=False)
    return folder / "built.db"


@pytest.fixture(scope="module")
def get(lists: Path) -> Callable[[str], str]:
    site = open_site(lists)
    return lambda address: str(finished(site.client.get(address)).text)


def said(html: str) -> list[str]:
    """The lines of the sums, as text."""
    block = re.search(r'<div class="sums".*?</div>', html, re.S)
    assert block
    lines = re.findall(r"<(?:p|li)[^>]*>(.*?)</(?:p|li)>", block[0], re.S)
    return [re.sub(r"\s+", " ", re.sub("<.*?>", "", line)).strip() for line in lines]


def test_sums_are_by_year_and_phase_with_the_median_and_what_was_left_out(get: Any) -> None:
    assert said(get("/mingzhang/project_list?_lang=zh")) == [
        "2023年预算：3个项目，合计4.00万元，中位数2.00万元；另有1个金额未填写或未能识别，未计入合计",
        "2022年预算：3个项目，合计90.00万元，中位数20.00万元",
        "已被替代或撤回的文件中另有3个项目，未计入。",
        "各年度、预算与自评口径不同，分别统计，不相加。",
    ]


def test_they_are_those_of_the_filtered_rows_and_not_of_one_page(get: Any) -> None:
    lines = said(get("/mingzhang/project_list?year=2022&amount_yuan__gte=20万&_size=1&_sort_desc=amount_yuan&_lang=zh"))
    assert lines == ["2022年预算：2个项目，合计80.00万元，中位数40.00万元"]


def test_a_list_of_indicators_adds_up_its_projects_each_once(get: Any) -> None:
    assert said(get("/mingzhang/indicator_list?_search=体检&_lang=zh"))[:2] == [
        "2023年预算：1个项目，合计2.50万元",
        "2022年预算：1个项目，合计20.00万元",
    ]


def test_a_list_that_is_about_no_projects_has_no_sums(get: Any) -> None:
    assert 'class="sums"' not in get("/mingzhang/units?level=unit")


def test_english_readers_have_them_in_yuan(get: Any) -> None:
    assert said(get("/mingzhang/project_list?year=2022&_lang=en"))[0] == (
        "2022 Budget: 3 projects, 900,000 yuan in all, median 200,000 yuan"
    )


def test_they_are_what_plain_python_adds_up(lists: Path) -> None:
    site = open_site(lists)
    sql = "SELECT id FROM projects WHERE name <> '慰问费'"
    found = finished(sums_of(site, sql, {}))
    with sqlite3.connect(lists) as connection:
        amounts = [
            fen
            for (fen,) in connection.execute(f"{sql} AND document_id = 'a'".replace("SELECT id", "SELECT amount_fen"))
        ]
    expected = YearSum(2022, "budget", len(amounts), len(amounts), sum(amounts), round(median(amounts)))
    assert isinstance(found, Sums)
    assert found.years[1] == expected
    assert found.not_current == 2


def test_money_by_unit_in_pages_adds_up_all_its_rows(get: Any) -> None:
    page = get("/mingzhang/money_by_unit?_size=1&_sort_desc=amount_yuan&_lang=zh")
    assert said(page)[:2] == [
        "2023年预算：3个项目，合计4.00万元；另有1个金额未填写或未能识别，未计入合计",
        "2022年预算：3个项目，合计90.00万元",
    ]
    assert page.count('<a rel="next"') == 1
    assert said(get("/mingzhang/money_by_unit?year=2022&_lang=zh")) == ["2022年预算：3个项目，合计90.00万元"]


def test_values_that_were_counted_in_a_part_of_the_rows_are_said_to_be(
    get: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/mingzhang/project_list?amount_yuan__notnull=1&_facet=project&_lang=zh"

    def counts() -> list[str]:
        facet = re.search(r'class="facet"[^>]*data-column="project".*?</details>', get(address), re.S)
        assert facet
        return sorted(re.findall(r"只在其中\d+条里数过|(?<=count\">)≥?\d", facet[0]))

    whole = counts()
    assert whole == ["2", "3", "3"]
    for module in (capping, facets):
        monkeypatch.setattr(module, "MOST_COUNTED", 4)
    assert counts()[-1] == "只在其中4条里数过"
    assert sum(int(count.removeprefix("≥")) for count in counts()[:-1]) == 4
    assert all(count.startswith("≥") for count in counts()[:-1])
    facet = json.loads(get(address.replace("project_list", "project_list.json")))["facet_results"]["project"]
    assert sum(one["count"] for one in facet["results"]) == 8
    monkeypatch.setattr(facets, "MOST_COUNTED", 8)
    monkeypatch.setattr(capping, "MOST_COUNTED", 8)
    assert counts() == whole
