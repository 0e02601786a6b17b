"""Readers of the site as the tests send them: their language, their screen, their colours, with and without scripts."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from axe_playwright_python.sync_playwright import Axe

LOCALES = {"zh": "zh-CN", "en": "en-GB"}
DESKTOP, PHONE = (1280, 860), (360, 740)

# Wider than the window is what must be scrolled sideways to be read.
SCROLLS_SIDEWAYS = "() => document.scrollingElement.scrollWidth > window.innerWidth"


@contextmanager
def reader(
    browser: Any, language: str = "zh", screen: tuple[int, int] = DESKTOP, scripts: bool = True, colours: str = "light"
) -> Iterator[Any]:
    """A page of a browser of its own, so that nothing is remembered from another."""
    context = browser.new_context(
        locale=LOCALES[language],
        viewport={"width": screen[0], "height": screen[1]},
        java_script_enabled=scripts,
        color_scheme=colours,
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def arriving(page: Any) -> Any:
    """A context in which something leads to another page: it ends when that page has arrived whole, not when it begins to."""
    return page.expect_navigation(wait_until="load")


BARS = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.flatMap(
    one => one.nodes.slice(0, 3).map(node => `${one.impact}: ${one.id}: ${node.target} ${node.html.slice(0, 160)}`)))"""


def bars(page: Any) -> list[str]:
    """What axe finds on a page that keeps people out, however slightly: how much, its rule, and where."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    return list(page.evaluate(BARS))


def kinds_of_pages(database: Path) -> dict[str, str]:
    """An address of every kind of page that the site has, for a database."""
    with sqlite3.connect(database) as connection:

        def first(sql: str) -> str:
            return str(connection.execute(sql).fetchone()[0])

        project = first("SELECT id FROM projects ORDER BY amount_fen DESC, id LIMIT 1")
        document = first("SELECT document_id FROM projects ORDER BY amount_fen DESC, id LIMIT 1")
        finding = first("SELECT id FROM findings ORDER BY class, id LIMIT 1")
        check = first("SELECT check_id FROM findings ORDER BY class, id LIMIT 1")
        unit = first("SELECT id FROM units ORDER BY id LIMIT 1")
        region = first("SELECT region_code FROM units ORDER BY id LIMIT 1")
        chart = first("SELECT id FROM charts ORDER BY id LIMIT 1")
    sql = quote("select name, amount_yuan, text from projects, goals where goals.project_id = projects.id limit 20")
    return {
        "front": "/",
        "search": f"/search?q={quote('体检')}",
        "search without a word": "/search",
        "search that finds nothing": "/search?q=qqqqqq",
        "project": f"/project/{quote(project)}",
        "source": f"/source/{quote(document)}?page=1",
        "source, marked": f"/source/{quote(document)}?page=1&record={quote(project)}",
        "finding": f"/finding/{quote(finding)}",
        "findings": "/findings",
        "unit": f"/unit/{quote(unit)}",
        "units": "/units",
        "document": f"/document/{quote(document)}",
        "documents": "/documents",
        "check": f"/check/{quote(check)}",
        "checks": "/checks",
        "about": "/about",
        "downloads": "/downloads",
        "rankings": "/rankings",
        "ranking": "/ranking/units",
        "ranking that waits": "/ranking/prices",
        "comparison": f"/compare?unit={quote(unit)}",
        "years": f"/unit/{quote(unit)}/years",
        "region": f"/region/{quote(region)}",
        "chart": f"/chart/{quote(chart)}",
        "tables": "/mingzhang",
        "table": "/mingzhang/indicators?_facet=level2&_sort=due_date",
        "view": "/mingzhang/project_list",
        "ready query": f"/mingzhang/promised_by_date?unit={quote('组织部')}",
        "SQL": f"/mingzhang?sql={sql}",
        "SQL that fails": f"/mingzhang?sql={quote('select * from nothing')}",
        "row": f"/mingzhang/projects/{quote(project)}",
        "not there": "/nothing",
        "record not there": "/project/nothing",
        "mistaken": "/mingzhang/projects?_sort=nothing",
    }


KINDS = (
    "front", "search", "search without a word", "search that finds nothing", "project", "source", "source, marked", "finding",
    "findings", "unit", "units", "document", "documents", "check", "checks", "about", "downloads",
    "rankings", "ranking", "ranking that waits", "comparison", "years", "region", "chart", "tables", "table", "view",
    "ready query", "SQL", "SQL that fails", "row", "not there", "record not there", "mistaken",
)  # fmt: skip
