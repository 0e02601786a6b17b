"""What a reader sees, in a real Chromium."""

from typing import Any

import pytest

from mingzhang.charts.subjects import Subject
from mingzhang.site.charts import ready_charts
from mingzhang.site.words import column_label, value_name

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("word", "rows"), [("体检", 2), ("慰问", 5)])
def test_a_word_typed_into_the_search_box_finds_its_projects(page: Any, site: str, word: str, rows: int) -> None:
    page.goto(f"{site}/mingzhang/projects")
    page.fill("input[name=_search]", word)
    page.press("input[name=_search]", "Enter")
    page.wait_for_url("**_search=**")
    assert page.locator("table.rows-and-columns tbody tr").count() == rows


def test_labels_of_columns_are_chinese(page: Any, site: str) -> None:
    page.goto(f"{site}/mingzhang/projects")
    assert "金额" in page.inner_text("table.rows-and-columns thead")
    page.click("details.columns summary")
    assert "金额" in page.inner_text("dl.column-descriptions")
    page.goto(f"{site}/mingzhang")
    assert "各级指标的条数" in page.inner_text("body")


# datasette-vega draws on a canvas and shows no view object: its own link to save the picture as SVG tells what it drew.
COUNT_MARKS = """async () => {
    const links = [...document.querySelectorAll('.vega-actions a, #vis a, a')];
    const link = links.find(one => /SVG/.test(one.textContent));
    link.dispatchEvent(new MouseEvent('mousedown'));
    for (let tries = 0; tries < 50 && !link.href.startsWith('blob:'); tries++)
        await new Promise(done => setTimeout(done, 100));
    const svg = await (await fetch(link.href)).text();
    const picture = new DOMParser().parseFromString(svg, 'image/svg+xml');
    return picture.querySelectorAll('.mark-rect.marks path, .mark-symbol.role-mark path').length;
}"""

IS_BLANK = """() => {
    const canvas = document.querySelector('canvas');
    const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    return pixels.every(pixel => pixel === pixels[0]);
}"""


@pytest.mark.parametrize(("subject", "path"), ready_charts("zh"), ids=lambda one: getattr(one, "id", ""))
def test_a_ready_chart_shows_every_row_of_its_view(page: Any, site: str, sql: Any, subject: Subject, path: str) -> None:
    chart = subject.opened
    assert chart
    fetched: list[Any] = []
    page.on("response", lambda response: fetched.append(response) if ".json" in response.url else None)
    page.goto(f"{site}/mingzhang")
    page.click(f"a[href='{path}']")
    frame = page.wait_for_selector("iframe.chart-maker", timeout=20_000).content_frame()
    frame.wait_for_selector("canvas", timeout=20_000)
    page.wait_for_load_state("networkidle")
    data = next(response.json() for response in fetched if f"/chart-rows/{chart['view']}.json" in response.url)
    rows = data["rows"] if isinstance(data, dict) else data
    expected = sql(f"SELECT {chart['x']['column']}, {chart['y']['column']} FROM {chart['view']}")
    x, y = (column_label("zh", chart["view"], chart[axis]["column"]) for axis in ("x", "y"))
    named = [
        (value_name("zh", chart["view"], chart["x"]["column"], value) or value, number) for value, number in expected
    ]
    assert sorted((str(row[x]).strip("\u200b\u200c"), row[y]) for row in rows) == sorted(named)
    assert not frame.evaluate(IS_BLANK)
    assert frame.evaluate(COUNT_MARKS) == len(expected)
