"""The pages of records: from any number to its characters, in both languages, whatever stands in a disclosure."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from datasette.app import Datasette  # noqa: F401  (before ours: its plugins load the site)

from mingzhang.pipeline import build
from mingzhang.site.pages.lists import region_prefix, whole_number
from mingzhang.site.pages.project import indicator_tree, likeness, name_queries, unit_beside
from mingzhang.site.pages.segments import Look, segments
from mingzhang.site.pages.source_rows import PART_ROWS, SourceRow, parts_of
from mingzhang.site.pages.unit import money_by_year
from tests.conftest import HEADER, Server

pytestmark = pytest.mark.slow

PROJECT = "632221-006-2023-p4"  # 离休、县级及副高退休人员体检费
FINDING = f"{PROJECT}-unit-cost-times-count"
PAGES = [
    f"/project/{PROJECT}",
    "/source/632221-006-2023?page=2",
    f"/source/632221-006-2023?record={PROJECT}-i5",
    f"/finding/{FINDING}",
    "/findings",
    "/findings?class=form",
    "/unit/632221-006",
    "/units",
    "/document/632221-006-2023",
    "/documents",
    "/check/total-mismatch",
    "/checks",
]


def get(site: str, path: str) -> httpx.Response:
    return httpx.get(f"{site}{path}", timeout=30)


def words(html: str) -> str:
    """The text of a page without its marks, white space as one space."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


# ---- what the pages say ----------------------------------------------------------------------------------------------


def test_a_project_page_gives_amount_share_caveat_goals_and_indicators(site: str) -> None:
    text = words(get(site, f"/project/{PROJECT}").text)
    assert "离休、县级及副高退休人员体检费" in text
    assert "23.08万元" in text
    assert "占本单位所列合计382.94万元的6.0%" in text
    assert "其下各行相加为413.27万元，两者不一致" in text
    assert "体检覆盖率达100%" in text
    assert "≥ 1次" in text
    assert "≤ 800元" in text
    assert "按上限全部用足，285人 × 800元 + 1人 × 1000元 = 22.90万元" in text
    assert "经济效益指标未列指标" in text


def test_a_project_can_be_cited_and_taken_along(site: str) -> None:
    html = get(site, f"/project/{PROJECT}").text
    assert f"{site}/project/{PROJECT}" in words(html)
    assert "34d5d00973559c095550b7a4471be228465b69279991f4910a35b6a3b314d4f9" in html
    links = re.findall(r'href="([^"]*/mingzhang/[^"]*\.(?:json|csv)\?[^"]*)"', html)
    assert len(links) == 7
    for link in links:
        response = get(site, link.replace("&amp;", "&"))
        assert response.status_code == 200, link
        assert "_shape=" in link or ".csv" in link


def test_every_number_of_a_project_is_one_click_from_its_characters(site: str) -> None:
    html = get(site, f"/project/{PROJECT}").text
    links = set(re.findall(r'class="to-source" href="([^"]+)#marked"', html))
    assert len(links) >= 12 + 3 + 1
    for link in links:
        assert 'id="marked"' in get(site, link).text, link


def test_the_source_page_marks_exactly_the_characters_of_a_record(site: str) -> None:
    html = get(site, f"/source/632221-006-2023?record={PROJECT}-i7").text
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", html)
    assert marked == ["2.（正厅）人均体检成本≤1000元"] or "（正厅）人均体检成本≤1000元" in "".join(marked)
    assert "第2页" in words(html)


def test_the_source_page_shows_the_whole_document_as_printed(site: str, database: Path) -> None:
    connection = sqlite3.connect(database)
    for page_number in range(1, 10):
        html = get(site, f"/source/632221-006-2023?page={page_number}").text
        shown = re.sub(r"<[^>]+>", "", html).replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')
        for (text,) in connection.execute("SELECT text FROM cells WHERE page = ? AND text IS NOT NULL", [page_number]):
            assert text in shown


def test_each_row_of_the_source_says_what_it_became(site: str) -> None:
    html = get(site, "/source/632221-006-2023?page=2").text
    assert f'/project/{PROJECT}"' in html
    assert '/unit/632221-006"' in get(site, "/source/632221-006-2023").text


def test_a_finding_shows_both_sides_its_evidence_and_that_it_accuses_nobody(site: str) -> None:
    text = words(get(site, f"/finding/{FINDING}").text)
    assert "23.08万元" in text
    assert "22.90万元" in text
    assert "少0.18万元" in text
    assert "不代表存在问题" in text
    english = words(get(site, f"/finding/{FINDING}?_lang=en").text)
    assert "229,000 yuan" in english
    assert "1,800 yuan less" in english
    assert "do not mean that anything is wrong" in english


def test_every_finding_leads_to_its_source_cell(site: str, database: Path) -> None:
    ids = [row[0] for row in sqlite3.connect(database).execute("SELECT id FROM findings WHERE class != 'form'")]
    assert ids
    for finding in ids:
        html = get(site, f"/finding/{finding}").text
        links = re.findall(r'class="to-source" href="([^"]+)#marked"', html)
        assert links, finding
        assert 'id="marked"' in get(site, links[0]).text, links[0]


def test_the_numbers_of_a_finding_are_marked_and_a_record_is_quoted_once(site: str, database: Path) -> None:
    finding, record = (
        sqlite3.connect(database)
        .execute(
            "SELECT finding_id, record_id FROM finding_evidence WHERE start_char IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1"
        )
        .fetchone()
    )
    html = get(site, f"/finding/{finding}").text
    pieces = sqlite3.connect(database).execute(
        "SELECT quote, start_char, end_char FROM finding_evidence WHERE finding_id = ? AND record_id = ?",
        [finding, record],
    )
    assert html.count(f"record={record}#marked") == 1
    for quote, start, end in pieces:
        assert f"<mark>{quote[start:end]}</mark>" in html


def test_money_of_a_unit_stands_beside_what_its_document_states(site: str) -> None:
    text = words(get(site, "/unit/632221-006001").text)
    assert "413.27万元" in text
    assert "382.94万元" in text
    assert "其下各行相加为413.27万元，两者不一致" in text
    assert "与各项目相加不同，相差30.33万元" in words(get(site, "/unit/632221-006").text)


def test_a_check_says_everything_it_knows_of_itself(site: str) -> None:
    text = words(get(site, "/check/total-mismatch").text)
    for part in (
        "合计与各行之和不同",
        "算术：合计等于各行之和。",
        "有一行在排版时被重复或遗漏",
        "WITH RECURSIVE totals AS",
    ):
        assert part in text
    assert get(site, "/mingzhang/check-total-mismatch.json?_shape=array").status_code == 200


def test_findings_are_narrowed_by_links_that_count(site: str, database: Path) -> None:
    expected = dict(
        sqlite3.connect(database).execute("SELECT check_id, count(*) FROM findings WHERE class != 'form' GROUP BY 1")
    )
    for check, n in expected.items():
        html = get(site, f"/findings?check={check}").text
        assert f'<h1>发现 <span class="quiet number">{n}</span></h1>' in html


@pytest.mark.parametrize(("path", "found"), [("/units?q=本级", 1), ("/units?q=%25", 0), ("/units?region=630000", 2)])
def test_units_are_found_by_name_and_region(site: str, path: str, found: int) -> None:
    html = get(site, path).text
    assert f'<span class="quiet number">{found}</span>' in html


@pytest.mark.parametrize("address", ["project", "source", "finding", "unit", "document", "check"])
def test_an_id_that_does_not_exist_is_answered_with_404(site: str, address: str) -> None:
    assert get(site, f"/{address}/nothing").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "2.5"])
def test_a_page_that_makes_no_sense_is_answered_with_one_that_does(site: str, number: str) -> None:
    for path in ("/findings", "/units", "/documents", "/source/632221-006-2023", "/unit/632221-006"):
        assert get(site, f"{path}?page={number}").status_code == 200
    for name in ("cell", "record", "part"):
        assert get(site, f"/source/632221-006-2023?{name}={number}").status_code == 200


# ---- in a browser ----------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_without_javascript_a_reader_gets_from_a_finding_to_the_marked_characters(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/findings")
    page.click("text=标准乘以数量，与金额不符 >> nth=0")
    page.wait_for_url("**/finding/**")
    page.click("table a.to-source >> nth=2")
    page.wait_for_url("**/source/**#marked")
    mark = page.locator("#marked")
    assert mark.is_visible()
    box = mark.bounding_box()
    assert 0 <= box["y"] <= 800
    context.close()


# ---- whatever stands in a disclosure ----------------------------------------------------------------------------------

SCRIPT = "<script>window.hacked=1</script>\"><img src=x onerror=window.hacked=1>'"
HIDDEN = "\u202eabc\u202d\u200b\u200d"
LONG = "很长的项目名称" * 714


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A live site on documents that nobody should publish."""
    folder = tmp_path_factory.mktemp("hostile")
    first = [
        f"{SCRIPT}2024年部门预算{HIDDEN}项目支出绩效目标公开表",
        HEADER,
        f"006\t{SCRIPT}{HIDDEN}局\t12.00\t\t",
        f"1\t{SCRIPT}{HIDDEN}经费\t1.00\t目标一：{SCRIPT}{HIDDEN}；\t一、产出指标 (一)数量指标 1. {SCRIPT}≥1批 2. ≥5人",
        f"2\t{LONG}\t1.00\t目标一：好；\t一、产出指标 (一)数量指标 1. 次数≥1次",
        "3\t{{ 7*7 }} {x} %s\tabc\t\t",
    ]
    (folder / "a.txt").write_text("\n".join(first), encoding="utf-8")
    (folder / "a.txt.yml").write_text("id: bad.one\nwithdrawn: 2024-05-01 <b>作废</b>\n", encoding="utf-8")
    (folder / "b.txt").write_text(
        f"{HEADER}\n1\t没有单位的项目\t5.00\t\t一、产出指标 (一)数量指标 1. ≥1次", encoding="utf-8"
    )
    (folder / "b.txt.yml").write_text("id: newer\nsupersedes: bad.one\ncorrected: 更正<i>金额</i>\n", encoding="utf-8")
    many = [f"{number}\t第{number}个项目\t{number % 97}.00\t目标一：好；\t" for number in range(1, 1_001)]
    (folder / "c.txt").write_text("\n".join(["2024年部门预算项目支出绩效目标公开表", HEADER, *many]), encoding="utf-8")
    (folder / "c.txt.yml").write_text("id: many\n", encoding="utf-8")
    headings = "".join(f"<td>{name}</td>" for name in HEADER.split("\t"))
    merged = "<tr><td>1</td><td rowspan=300>合并的项目</td><td>3.00</td><td></td><td></td></tr>" + 299 * (
        "<tr><td></td><td></td><td></td><td>x</td></tr>"
    )
    (folder / "d.html").write_text(f"<table><tr>{headings}</tr>{merged}</table><p>表后</p>", encoding="utf-8")
    (folder / "d.html.yml").write_text("id: merged\n", encoding="utf-8")
    shutil.copy(Path(__file__).parent.parent / "cases" / "reading" / "x_strike.xlsx", folder / "struck.xlsx")
    (folder / "struck.xlsx.yml").write_text("id: struck\n", encoding="utf-8")
    build([folder], folder / "hostile.db")
    server = Server(folder / "hostile.db")
    yield server.url
    server.stop()


@pytest.mark.browser
def test_pages_stay_whole_whatever_stands_in_a_disclosure(page: Any, hostile: str) -> None:
    paths = ["/findings", "/units", "/documents", "/unit/x-x-006"]
    paths += [f"/project/bad.one-p{number}" for number in (1, 2, 3)] + ["/project/newer-p1"]
    paths += [f"/{kind}/{name}" for kind in ("document", "source") for name in ("bad.one", "newer", "many", "merged")]
    page.set_viewport_size({"width": 360, "height": 800})
    units = get(hostile, "/mingzhang/units.json?_shape=array").json()
    paths[3] = f"/unit/{units[0]['id']}"
    for path in paths:
        assert page.goto(f"{hostile}{path}").status == 200, path
        assert page.evaluate("window.hacked") is None, path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.locator("footer").is_visible(), path
    page.goto(f"{hostile}/project/bad.one-p3")
    assert "{{ 7*7 }} {x} %s" in page.inner_text("h1")


def test_a_name_of_five_thousand_characters_is_folded(hostile: str) -> None:
    html = get(hostile, "/project/bad.one-p2").text
    assert len(words(re.findall(r"<h1>(.*?)</h1>", html, re.DOTALL)[0])) <= 130
    assert LONG in html


def test_withdrawn_superseded_and_corrected_are_said_first(hostile: str) -> None:
    for path in ("/project/bad.one-p1", "/document/bad.one", "/source/bad.one"):
        text = words(get(hostile, path).text)
        assert "这份文件已经撤回。" in text
        assert "2024-05-01 &lt;b&gt;作废&lt;/b&gt;" in text
        assert "这份文件已被另一份替代。" in text
    assert "更正&lt;i&gt;金额&lt;/i&gt;" in words(get(hostile, "/document/newer").text)


def test_thousands_of_rows_come_in_parts(hostile: str) -> None:
    first = get(hostile, "/source/many")
    assert len(first.content) < 300_000
    assert "第1段，共11段" in words(first.text)
    found = get(hostile, "/source/many?record=many-p900").text
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", found)[:2] == ["900", "第900个项目"]


def test_a_merged_cell_is_shown_in_every_part_that_it_reaches(hostile: str) -> None:
    for part, rows in ((1, 99), (2, 100), (3, 100), (4, 1)):
        html = get(hostile, f"/source/merged?part={part}").text
        spans = [int(number) for number in re.findall(r'rowspan="(\d+)"', html)]
        assert spans == ([rows] if rows > 1 else []), part
        assert "合并的项目" in html


# ---- the pure parts ---------------------------------------------------------------------------------------------------


def test_segments_cut_a_text_where_its_look_changes_and_lose_nothing() -> None:
    found = segments("<p>甲乙丙</p>", [(4, 5), (4, 6)], [(0, 3), (6, 10)], [(5, 9)])
    assert [(one.text, one.is_marked, one.is_markup, one.is_rejected) for one in found] == [
        ("<p>", False, True, False),
        ("甲", False, False, False),
        ("乙", True, False, False),
        ("丙", True, False, True),
        ("</p", False, True, True),
        (">", False, True, False),
    ]
    assert segments("", [(0, 5)], [], []) == []
    assert "".join(one.text for one in segments("😀甲", [(1, 99)], [], [])) == "😀甲"


def test_parts_end_after_so_many_rows_or_characters() -> None:
    rows = [(SourceRow(1, number), 10) for number in range(1, PART_ROWS + 2)]
    assert [len(part) for part in parts_of(rows)] == [PART_ROWS, 1]
    assert [len(part) for part in parts_of([(SourceRow(1, 1), 200_000), (SourceRow(1, 2), 1)])] == [1, 1]
    assert parts_of([]) == [[]]


def test_headings_with_nothing_below_them_stay_in_the_tree() -> None:
    headings = [
        {"id": "h1", "level": 1, "level1": "产出指标", "text": "一、产出指标"},
        {"id": "h2", "level": 2, "level1": "产出指标", "text": "数量指标"},
        {"id": "h3", "level": 2, "level1": "效益指标", "text": "经济效益指标"},
        {"id": "h4", "level": 1, "level1": "满意度指标", "text": "满意度指标"},
    ]
    tree = indicator_tree(headings, [{"id": "i1", "heading_id": "h2"}, {"id": "i2", "heading_id": None}])
    assert [(one["text"], one["is_empty"]) for one in tree] == [
        (None, False),
        ("一、产出指标", False),
        ("效益指标", True),
        ("满意度指标", True),
    ]


def test_names_are_alike_by_their_pairs_of_characters() -> None:
    assert likeness("退休人员体检费", "退休干部体检费") == 0.5
    assert likeness("退休人员体检费", "人才工作经费") < 0.3
    assert likeness(None, "甲") == 0.0
    assert name_queries("体检") == ['"体 检"']
    assert name_queries(None) == []
    assert len(name_queries("很长" * 3000)) <= 12


def test_years_and_phases_are_never_added_up() -> None:
    sums = [{"year": 2023, "phase": phase, "sum_fen": 1} for phase in ("budget", "self_evaluation")]
    totals = [{"year": 2022, "phase": "budget", "amount_fen": 5}]
    found = money_by_year(sums, totals)
    assert [(row["year"], row["phase"], len(row["totals"])) for row in found] == [
        (2023, "budget", 0),
        (2023, "self_evaluation", 0),
        (2022, "budget", 1),
    ]


def test_small_readers_of_addresses() -> None:
    assert [region_prefix(code) for code in ("510000", "513200", "513233", "", None, "x")] == [
        "51",
        "5132",
        "513233",
        "",
        "",
        "",
    ]
    assert [whole_number(text) for text in ("3", "0", "-1", "x", None, "9" * 30, "٣")] == [3, 1, 1, 1, 1, 1, 3]


def test_marked_characters_are_segments_of_their_own() -> None:
    looks = [Look(0, 2, "struck"), Look(5, 5, "reading", "rén")]
    found = segments("5077.00", [(2, 7)], [], [], looks)
    assert [(one.text, one.is_marked, one.look, one.beside) for one in found] == [
        ("50", False, "struck", None),
        ("77.", True, None, "rén"),
        ("00", True, None, None),
    ]


def test_the_source_page_draws_what_is_struck_out_as_struck(hostile: str) -> None:
    html = get(hostile, "/source/struck?page=1").text
    assert '<s class="look struck" title="已划去，未收录">50</s></span>77.00' in html
    assert "“50”已被划掉，没有读进数据。" in html


def test_a_number_is_the_same_wherever_it_stands(site: str, sql: Any) -> None:
    findings = sql("SELECT count(*) FROM findings JOIN documents ON documents.id = document_id AND is_current")[0][0]
    assert f"<b>{findings}</b>条发现" in get(site, "/").text
    assert f'<span class="quiet number">{findings}</span>' in get(site, "/findings").text
    assert f"共有{findings}条。" in get(site, "/mingzhang/finding_list").text
    units = get(site, "/units").text
    for unit, parent in sql("SELECT id, parent_id FROM units"):
        page = get(site, f"/unit/{unit}").text
        projects = sql("SELECT count(*) FROM projects WHERE unit_id = ? OR ? IS NULL", unit, parent)[0][0]
        assert f'<h2 id="projects">项目列表 <span class="quiet">{projects}</span></h2>' in page
        assert re.search(rf'href="/unit/{unit}".*?data-label="项目数">{projects}<', units, re.DOTALL)


@pytest.mark.parametrize(
    ("printed", "unit", "beside"),
    [
        ("90％", "%", None),
        ("10台（套）", "台(套)", None),
        ("4500", "件", "件"),
        ("≥ 90 %", "%", None),
        (None, None, None),
    ],
)
def test_a_unit_stands_beside_its_target_only_where_it_has_a_cell_of_its_own(
    printed: str | None, unit: str | None, beside: str | None
) -> None:
    assert unit_beside({"value_text": printed, "unit": unit}) == beside


def test_a_word_of_the_framework_explains_itself_where_it_stands(site: str) -> None:
    page = get(site, f"/project/{PROJECT}").text
    assert 'aria-label="“绩效目标”是什么意思"' in page
    assert "<strong>绩效目标</strong> 这笔钱要办成什么事，用一句或几句话写。" in page
    opened, ids = re.findall(r'popovertarget="([^"]+)"', page), re.findall(r'popover id="([^"]+)"', page)
    assert opened == ids
    assert len(ids) == len(set(ids)) > 4
