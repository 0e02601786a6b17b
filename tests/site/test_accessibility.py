"""Every kind of page, in both languages: nobody is kept out, nothing scrolls sideways, no other host is asked."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.site.readers import DESKTOP, KINDS, LOCALES, PHONE, SCROLLS_SIDEWAYS, bars, kinds_of_pages, reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LARGEST_FRONT_PAGE = 300_000

# Beside one of each kind: what is asked for in another way.
MORE = {
    "search for a sign": "/search?q=%25",
    "findings of a class": "/findings?class=form",
    "table, narrowed": "/mingzhang/indicators?level1=效益指标&_search=满意",
    "ready query for a number": "/mingzhang/projects_above_amount?amount_wan_yuan=20",
}
PAGES = (*KINDS, *MORE)


@dataclass
class Visit:
    """What was seen of a page."""

    address: str
    hosts: set[str] = field(default_factory=set)
    scripts: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)  # of the browser: errors, and what the policy forbids
    outline: dict[str, Any] = field(default_factory=dict)
    sideways: list[str] = field(default_factory=list)
    axe: list[str] = field(default_factory=list)


OUTLINE = """() => ({
    language: document.documentElement.lang,
    title: document.title,
    description: document.querySelector('meta[name=description]')?.content || '',
    canonical: document.querySelector('link[rel=canonical]')?.href || '',
    mains: document.querySelectorAll('main').length,
    headings: document.querySelectorAll('h1').length,
    footers: document.querySelectorAll('footer').length,
    duplicates: [...document.querySelectorAll('[id]')].map(one => one.id).filter((id, i, all) => all.indexOf(id) !== i),
    inline: document.querySelectorAll(
        'script:not([src]):not([type="application/ld+json"]), [onclick], [onload], [onerror]').length,
})"""

# The two colour schemes and the two widths, one of each for a language and the others for the other one: whatever axe finds it
# finds in both. From one page to the next they change places, so that each is seen with each.
LOOKS = (
    {"zh": (DESKTOP, "light"), "en": (PHONE, "dark")},
    {"zh": (PHONE, "light"), "en": (DESKTOP, "dark")},
    {"zh": (PHONE, "dark"), "en": (DESKTOP, "light")},
    {"zh": (DESKTOP, "dark"), "en": (PHONE, "light")},
)


def look_of(kind: str, language: str) -> tuple[tuple[int, int], str]:
    """The width and the colours in which axe sees a page in a language."""
    return LOOKS[PAGES.index(kind) % len(LOOKS)][language]


def visited(page: Any, address: str, screen: tuple[int, int], colours: str) -> Visit:
    """Opens a page and looks at it in two widths, with axe in one of them and in these colours."""
    visit = Visit(address)
    finished: list[Any] = []
    listeners: dict[str, Callable[[Any], Any]] = {
        "request": lambda request: visit.hosts.add(urlsplit(request.url).netloc or request.url[:5]),
        "console": lambda message: visit.complaints.append(message.text) if message.type == "error" else None,
        "pageerror": lambda error: visit.complaints.append(str(error)),
        "requestfinished": lambda request: finished.append(request),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    page.goto(address, wait_until="load")
    visit.scripts = [request.url for request in finished if request.resource_type == "script"]
    visit.outline = page.evaluate(OUTLINE)
    page.emulate_media(color_scheme=colours)
    for width, height in (PHONE if screen == DESKTOP else DESKTOP, screen):
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate(SCROLLS_SIDEWAYS):
            visit.sideways.append(f"{width} px")
    visit.axe = bars(page)
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    return visit


@pytest.fixture(scope="module")
def visits(browser: Any, site: str, database: Path) -> Iterator[Callable[[str, str], Visit]]:
    """A function that gives what was seen of a page in a language; each is opened once, by a reader who remembers nothing."""
    addresses = kinds_of_pages(database)
    assert tuple(addresses) == KINDS
    addresses |= MORE
    seen: dict[tuple[str, str], Visit] = {}
    with ExitStack() as readers:
        pages = {language: readers.enter_context(reader(browser, language)) for language in LOCALES}

        def visit(kind: str, language: str) -> Visit:
            if (kind, language) not in seen:
                pages[language].context.clear_cookies()
                seen[kind, language] = visited(pages[language], site + addresses[kind], *look_of(kind, language))
            return seen[kind, language]

        yield visit


every_page = pytest.mark.parametrize(("kind", "language"), [(kind, language) for kind in PAGES for language in LOCALES])


@every_page
def test_axe_finds_nothing(visits: Any, kind: str, language: str) -> None:
    assert visits(kind, language).axe == [], look_of(kind, language)


@every_page
def test_no_page_scrolls_sideways(visits: Any, kind: str, language: str) -> None:
    assert visits(kind, language).sideways == []


@every_page
def test_no_other_host_is_asked_and_the_browser_has_no_complaint(
    visits: Any, site: str, kind: str, language: str
) -> None:
    visit = visits(kind, language)
    assert visit.hosts <= {urlsplit(site).netloc, "data:", "blob:"}
    own = [text for text in visit.complaints if "Failed to load resource" not in text or kind not in ERRORS]
    assert own == []


ERRORS = {"SQL that fails", "not there", "record not there", "mistaken"}


@every_page
def test_every_page_is_whole_and_says_what_it_is(visits: Any, site: str, kind: str, language: str) -> None:
    outline = visits(kind, language).outline
    assert (outline["mains"], outline["headings"], outline["footers"], outline["inline"]) == (1, 1, 1, 0)
    assert outline["language"] == {"zh": "zh-CN", "en": "en"}[language]
    assert outline["title"].endswith({"zh": " · 明账", "en": " · Mingzhang"}[language])
    assert len(outline["description"]) > 10
    assert outline["canonical"].startswith(f"{site}/")
    assert outline["duplicates"] == []


@pytest.mark.parametrize("language", LOCALES)
def test_titles_tell_the_pages_apart(visits: Any, language: str) -> None:
    titles = [visits(kind, language).outline["title"] for kind in KINDS if "source" not in kind and kind not in ERRORS]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("language", LOCALES)
def test_the_front_page_is_light(browser: Any, site: str, language: str) -> None:
    with reader(browser, language) as page:
        finished: list[Any] = []
        page.on("requestfinished", lambda request: finished.append(request))
        page.goto(site, wait_until="load")
        assert 0 < sum(request.sizes()["responseBodySize"] for request in finished) < LARGEST_FRONT_PAGE


@every_page
def test_the_megabyte_that_draws_charts_is_on_no_page_before_a_chart_is_asked_for(
    visits: Any, kind: str, language: str
) -> None:
    assert not any(
        "datasette_vega" in script or "datasette-vega" in script for script in visits(kind, language).scripts
    )
