"""The ways that people walk through the site, in a real Chromium: with scripts and without, by keyboard alone, on a phone."""

import csv
import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import openpyxl
import pytest

from mingzhang.site.charts import ready_charts
from mingzhang.text.spacing import close_set
from tests.site.readers import DESKTOP, PHONE, SCROLLS_SIDEWAYS, arriving, reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEALTH_CHECKS = "离休、县级及副高退休人员体检费"
PROJECT = "632221-006-2023-p4"

everyone = pytest.mark.parametrize(
    ("language", "screen", "scripts"),
    [("zh", DESKTOP, True), ("zh", PHONE, False), ("en", PHONE, True), ("en", DESKTOP, False)],
    ids=["desktop", "phone, no scripts", "phone, English", "no scripts, English"],
)


def path_of(page: Any) -> str:
    return unquote(re.sub(r"^https?://[^/]+", "", page.url))


def links(page: Any, beginning: str) -> Any:
    """The links in the content of a page that lead to addresses with this beginning."""
    return page.locator(f"main a[href^='{beginning}']")


@everyone
def test_from_the_front_page_to_a_finding_to_the_characters_it_rests_on(
    browser: Any, site: str, sql: Any, language: str, screen: tuple[int, int], scripts: bool
) -> None:
    with reader(browser, language, screen, scripts) as page:
        page.goto(site)
        with arriving(page):
            links(page, "/finding/").first.click()
        finding = path_of(page).removeprefix("/finding/")
        summary, summary_en, document = sql(
            "SELECT summary, summary_en, document_id FROM findings WHERE id = ?", finding
        )[0]
        assert (summary_en if language == "en" else close_set(summary)) in page.inner_text("main")
        with arriving(page):
            links(page, "/source/").first.click()
        assert path_of(page).startswith(f"/source/{document}")
        marked = [text.strip() for text in page.locator("main mark").all_inner_texts()]
        evidence = sql("SELECT quote FROM finding_evidence WHERE finding_id = ?", finding)
        assert any(marked)
        printed = re.sub(r"\s", "", "".join(marked))
        assert any(
            printed in re.sub(r"\s", "", words or "") or re.sub(r"\s", "", words or "\0") in printed
            for (words,) in evidence
        )
        assert page.locator("main mark").first.is_visible()
        if screen == DESKTOP:
            box = page.locator("main mark").first.bounding_box()
            assert 0 <= box["y"] <= screen[1], "what was asked for is on the screen"


@everyone
def test_from_a_search_to_a_project_to_its_data(
    browser: Any, site: str, language: str, screen: tuple[int, int], scripts: bool
) -> None:
    with reader(browser, language, screen, scripts) as page:
        page.goto(site)
        page.locator("input[type=search]:visible").first.fill("体检")
        page.locator("input[type=search]:visible").first.press("Enter")
        page.wait_for_url("**/search?q=*")
        assert page.locator("main mark").first.inner_text() == "体检"
        with arriving(page):
            links(page, f"/project/{PROJECT}").first.click()
        assert HEALTH_CHECKS in page.get_by_role("heading", level=1).inner_text()
        text = page.inner_text("main")
        assert ("230,800" if language == "en" else "23.08万元") in text
        assert "≤" in text
        address = page.get_by_role("main").get_by_role("link", name=re.compile("CSV")).first.get_attribute("href")
        answer = page.request.get(site + address)
        assert answer.ok
        assert HEALTH_CHECKS in answer.text() or "体检" in answer.text()
        address = page.get_by_role("main").get_by_role("link", name=re.compile("JSON")).first.get_attribute("href")
        assert PROJECT in page.request.get(site + address).text()


@everyone
def test_a_table_is_downloaded_as_it_is_filtered(
    browser: Any, site: str, tmp_path: Path, language: str, screen: tuple[int, int], scripts: bool
) -> None:
    with reader(browser, language, screen, scripts) as page:
        page.goto(f"{site}/mingzhang/projects?_search=体检")
        with page.expect_download() as download:
            page.get_by_role("link", name="Excel (.xlsx)").click()
        name = {"zh": "mingzhang-项目-体检.xlsx", "en": "mingzhang-Projects-体检.xlsx"}[language]
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / "a.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
        labels = [cell.value for cell in sheet[1]]
        column = labels.index({"zh": "项目名称", "en": "Project name"}[language]) + 1
        assert [sheet.cell(row, column).value for row in (2, 3)] == [HEALTH_CHECKS, "村（社区）主要干部体检经费"]
        with page.expect_download() as download:
            page.get_by_role("link", name={"zh": "CSV（用 Excel 打开）", "en": "CSV for Excel"}[language]).click()
        download.value.save_as(tmp_path / "a.csv")
        content = (tmp_path / "a.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))) == 3


@everyone
def test_a_table_is_narrowed_by_a_facet_and_sorted(
    browser: Any, site: str, sql: Any, language: str, screen: tuple[int, int], scripts: bool
) -> None:
    with reader(browser, language, screen, scripts) as page:
        page.goto(f"{site}/mingzhang/indicators?_facet=level1")
        follow(page, f"main a[href*='level1={quote('满意度指标')}']")
        assert "level1=满意度指标" in path_of(page)
        rows = sql("SELECT count(*) FROM indicators WHERE level1 = '满意度指标'")[0][0]
        assert str(rows) in page.inner_text("main")
        page.goto(f"{site}/mingzhang/project_list")
        sort = page.locator("main a[href*='_sort=amount_yuan'], main a[href*='_sort_desc=amount_yuan']")
        assert sort.count() or page.locator("main select[name=_sort]").count(), "the table can be sorted"
        page.goto(f"{site}/mingzhang/project_list?_sort_desc=amount_yuan")
        assert "干部教育培训经费" in page.locator("main table tbody tr").first.inner_text()


def follow(page: Any, selector: str) -> None:
    """Clicks a link, opening the folds that it may be in, as a reader does."""
    link = page.locator(selector)
    for summary in [None, *page.locator("main details:not([open]) > summary:visible").all()]:
        if summary:
            summary.click()
        if link.locator("visible=true").count():
            with arriving(page):
                link.locator("visible=true").first.click()
            return
    raise AssertionError(f"no such link on the page, folded or not: {selector}")


def test_a_table_is_charted(browser: Any, site: str) -> None:
    with reader(browser) as page:
        page.goto(f"{site}{ready_charts('zh')[0][1]}")
        frame = page.wait_for_selector("iframe.chart-maker").content_frame()
        # The chart maker draws more than once: a picture that was just found may be gone a moment later.
        frame.wait_for_function("document.querySelector('canvas')?.clientWidth > 100", timeout=20_000)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_language_is_chosen_once(browser: Any, site: str, scripts: bool) -> None:
    with reader(browser, "zh", scripts=scripts) as page:
        page.goto(f"{site}/mingzhang/projects?_search=体检")
        assert page.locator("html").get_attribute("lang") == "zh-CN"
        with arriving(page):
            page.get_by_role("link", name="English", exact=True).click()
        assert "_search=体检" in path_of(page), "the page stays the same"
        assert page.locator("html").get_attribute("lang") == "en"
        assert "Project name" in page.inner_text("main")
        for path in ("/", "/search?q=体检", f"/project/{PROJECT}", "/mingzhang", "/nothing"):
            page.goto(site + path)
            assert page.locator("html").get_attribute("lang") == "en", path
        with arriving(page):
            page.get_by_role("link", name="中文", exact=True).click()
        page.goto(site)
        assert page.locator("html").get_attribute("lang") == "zh-CN"


def focused(page: Any) -> dict[str, Any]:
    return page.evaluate(  # type: ignore[no-any-return]
        """() => { const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
        return {tag: one.tagName, id: one.id, name: one.name || '', href: one.getAttribute('href') || '',
                visible: box.width > 0 && box.height > 0 && box.right > 0, outline: style.outlineStyle !== 'none'}; }"""
    )


def tab_to(page: Any, wanted: Any, most: int = 120) -> dict[str, Any]:
    """Presses Tab until the focus is on what is wanted; whatever has it on the way must be seen to have it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        now = focused(page)
        assert now["visible"], now
        assert now["outline"], now
        if wanted(now):
            return now
    raise AssertionError(f"not reached with {most} times Tab")


def test_by_keyboard_alone_from_the_front_page_to_the_source(browser: Any, site: str) -> None:
    with reader(browser) as page:
        page.goto(site)
        page.keyboard.press("Tab")
        assert focused(page)["href"] == "#content"
        page.keyboard.press("Enter")
        assert focused(page)["id"] == "content"
        page.goto(site)
        tab_to(page, lambda now: now["name"] == "q", most=12)
        page.keyboard.type("体检")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=*")
        tab_to(page, lambda now: now["href"].startswith("/project/"))
        page.keyboard.press("Enter")
        page.wait_for_url("**/project/**")
        tab_to(page, lambda now: now["href"].startswith("/source/"))
        page.keyboard.press("Enter")
        page.wait_for_url("**/source/**")
        assert page.locator("main mark").first.is_visible()


def test_by_keyboard_alone_a_table_is_narrowed(browser: Any, site: str) -> None:
    with reader(browser) as page:
        page.goto(f"{site}/mingzhang/projects")
        tab_to(page, lambda now: now["name"] == "_search")
        page.keyboard.type("慰问")
        page.keyboard.press("Enter")
        page.wait_for_url("**_search=**")
        assert "5" in page.inner_text("main")
        tab_to(page, lambda now: ".xlsx" in now["href"])


WIDE = (
    *(f"/source/632221-006-2023?page={page}" for page in range(1, 10)),
    "/mingzhang/cells?_sort=text",
    "/mingzhang/checks",
    "/mingzhang/goals?_size=max",
    "/mingzhang/where_is_it_printed",
    "/mingzhang/projects",
    "/mingzhang/indicators?level1=效益指标",
    "/mingzhang/finding_list",
)


def test_a_phone_never_scrolls_a_page_sideways(browser: Any, site: str) -> None:
    with reader(browser, screen=PHONE) as page:
        for path in WIDE:
            page.goto(site + path)
            assert not page.evaluate(SCROLLS_SIDEWAYS), path
