"""Web pages: their links, the day they were published, and where their list goes on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import unquote

from mingzhang.collect.asking import Answer, absolute
from mingzhang.collect.errors import NotReachable
from mingzhang.collect.words import ending_of, words
from mingzhang.errors import MingzhangError, Refused
from mingzhang.readers import html
from mingzhang.readers.extras import imported
from mingzhang.text.pieces import half_width

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# A day of a page, not of a disclosure: always a whole one, as content systems write it.
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)", re.ASCII)
# TRS, the content system of many offices, draws the numbers of a list by script: pages, this one, name, ending.
_PAGES_BY_SCRIPT = re.compile(r"createPageHTML\(\s*(\d+)\s*,\s*\d+\s*,\s*[\"']([^\"']+)[\"']\s*,\s*[\"'](\w+)[\"']")
# Hanweb, another one, has a list as HTML in CDATA of XML in a script, and the address of the next part in <nextgroup>.
_DATASTORE = re.compile(r"<datastore\b.*?</datastore>", re.DOTALL | re.IGNORECASE)
_XML_SCRIPT = re.compile(r"<script[^>]*text/xml[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_NEXT_PART = re.compile(r"<nextgroup>(.*?)</nextgroup>", re.DOTALL | re.IGNORECASE)
_BESIDE = ("li", "tr", "dd", "dt", "td", "p", "div", "span")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page. `address` is None when only a script knows where it leads, or when it leads nowhere (`problem`)."""

    text: str
    address: str | None
    published_on: str | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page says."""

    address: str
    title: str | None
    published_on: str | None
    links: tuple[Link, ...] = field(default=())
    next_links: tuple[str, ...] = ()
    has_table: bool = False


def is_page(answer: Answer) -> bool:
    """Whether an answer is a web page, whatever its headers call it."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_store = b"<datastore" in answer.content[:2000]
    return is_store or kind in ("text/html", "application/xhtml+xml") or html.recognises(answer.content)


def read_page(answer: Answer) -> WebPage:
    """The page in an answer. Its charset is the header's, else the page's own, else seen from the bytes.

    Raises NotReachable when it is in no known encoding, MingzhangError when lxml is not installed.
    """
    try:
        etree = imported("lxml.etree", "collect")
        charset = _CHARSET.search(answer.headers.get("content-type", ""))
        text = html.decode_page(answer.content, charset[1] if charset else None)
    except Refused as refused:
        if refused.reason == "extra-missing":
            raise MingzhangError("collecting needs lxml: pip install 'mingzhang[collect]'") from None
        raise NotReachable("the page is in no encoding that is known") from None
    encoding = "gb18030" if html.is_in_gb18030(answer.content, text) else "utf-8"
    text = _unwrapped(re.sub(r"^\s*<\?xml.*?>", "", text, count=1, flags=re.DOTALL))
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    if root is None:
        return WebPage(answer.address, None, None)
    etree.strip_elements(root, "script", "style", with_tail=False)
    return _page(root, answer.address, text, encoding)


def _unwrapped(text: str) -> str:
    """A page with the list that stands in a script of it as markup, where a browser shows it."""
    text = _XML_SCRIPT.sub(lambda script: script[1] if _DATASTORE.search(script[1]) else script[0], text)
    return _DATASTORE.sub(lambda store: _markup(store[0]), text)


def _markup(store: str) -> str:
    """The markup in a datastore; links to its next part are marked as such."""
    store = _NEXT_PART.sub(lambda part: re.sub(r"(?i)<a\b", '<a rel="next"', part[1]), store)
    return "".join(re.findall(r"<!\[CDATA\[(.*?)\]\]>", store, re.DOTALL))


def _page(root: Any, address: str, text: str, encoding: str) -> WebPage:
    base = next((element.get("href") for element in root.iter("base") if element.get("href")), "")
    base = absolute(address, base) if base else address
    return WebPage(
        address,
        title=_title(root),
        published_on=_published_on(root),
        links=tuple(_links(root, base, encoding)),
        next_links=tuple(dict.fromkeys(_next_links(root, base, text, encoding))),
        has_table=any(True for _ in root.iter("table")),
    )


def _links(root: Any, base: str, encoding: str) -> Iterator[Link]:
    for element in root.iter("a", "area"):
        text = _text(element) or (element.get("title") or "").strip()
        reference = (element.get("href") or "").strip()
        script = element.get("onclick") or ""
        if re.match(r"(?i)javascript:", reference):
            script = script or unquote(reference)
            reference = ""
        if reference.startswith("#") or re.match(r"(?i)(?:mailto|tel|data|about):", reference):
            reference = ""
        full = (element.get("title") or "").strip()  # lists cut long titles: 门源县2023年部门预…
        text = full if text.rstrip("…. ") and full.startswith(text.rstrip("…. ")) else text
        if reference or script:
            yield _link(element, text, reference, base, encoding)
    for element in root.iter("iframe", "embed", "object"):  # a file that is shown within the page
        reference = (element.get("src") or element.get("data") or "").strip()
        if ending_of(reference):
            yield _link(element, (element.get("title") or "").strip(), reference, base, encoding)


def _link(element: Any, text: str, reference: str, base: str, encoding: str) -> Link:
    try:
        address = absolute(base, reference, encoding) if reference else None
    except NotReachable as problem:
        return Link(text, None, problem=str(problem))
    return Link(text, address, _day_beside(element))


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _day_beside(element: Any) -> str | None:
    """The one day that stands in the same row as a link and belongs to no other link."""
    around = element.getparent()
    while around is not None and around.tag in _BESIDE:
        links = {one.get("href") for one in around.iter("a")}
        if len(links) > 1:
            return None
        outside = _text(around).replace(_text(element), " ", 1)
        days = set(_days(outside))
        if days:
            return days.pop() if len(days) == 1 else None
        around = around.getparent()
    return None


def _days(text: str) -> list[str]:
    found = []
    for match in _DAY.finditer(half_width(text)):
        try:
            found.append(date(*map(int, match.groups())).isoformat())
        except ValueError:
            continue
    return found


def _meta(root: Any, names: list[str]) -> str | None:
    for name in names:
        for element in root.iter("meta"):
            known = (element.get("name") or element.get("property") or "").strip().lower()
            if known == name and (content := (element.get("content") or "").strip()):
                return str(content)
    return None


def _title(root: Any) -> str | None:
    for given in (_meta(root, words("title_meta")), *(_text(one) for one in root.iter("h1", "title"))):
        if given:
            return given
    return None


def _published_on(root: Any) -> str | None:
    """The day that the page says it was published on: in its head, else behind a word for it in its text."""
    if days := _days(_meta(root, words("published_meta")) or ""):
        return days[0]
    body = " ".join("".join(root.itertext()).split())
    for word in words("published"):
        alone = r"(?<![\u4e00-\u9fff])" if len(word) == 2 else ""  # 日期, not 成文日期
        match = re.search(rf"{alone}{word}\s*:?\s*(.{{0,16}})", half_width(body))
        if match and (days := _days(match[1])):
            return days[0]
    return None


def _next_links(root: Any, base: str, text: str, encoding: str) -> Iterator[str]:
    for element in root.iter("a", "link"):
        reference = (element.get("href") or "").strip()
        says_next = half_width(_text(element)).replace(" ", "") in words("next") if element.tag == "a" else False
        is_next = says_next or "next" in (element.get("rel") or "").lower().split()
        if is_next and reference and not re.match(r"(?i)javascript:|#", reference):
            yield absolute(base, reference, encoding)
    if match := _PAGES_BY_SCRIPT.search(text):
        for number in range(1, min(int(match[1]), 10_000)):
            yield absolute(base, f"{match[2]}_{number}.{match[3]}")
