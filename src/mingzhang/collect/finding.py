"""From the list pages of a publisher to the addresses of documents."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from mingzhang.collect.asking import Answer, Client, absolute
from mingzhang.collect.errors import NotReachable
from mingzhang.collect.pages import Link, WebPage, is_page, read_page
from mingzhang.collect.report import Report
from mingzhang.collect.sources_file import Publisher
from mingzhang.collect.state import State, Visited
from mingzhang.collect.words import ending_of, words

_NO_PAGES = frozenset({*words("media_types"), "application/octet-stream"} - {"text/plain"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that is published: its address, the page that links to it, and what those pages say of it.

    `content` is the answer where the page itself is the document.
    """

    address: str
    page: str
    text: str
    title: str | None
    published_on: str | None
    content: Answer | None = None


@dataclass(slots=True)
class Finder:
    """Walks through the pages of a publisher; `is_complete` while all of them could be read."""

    client: Client
    publisher: Publisher
    state: State
    report: Report
    is_complete: bool = True
    seen: set[str] = field(default_factory=set)

    def candidates(self) -> Iterator[Candidate]:
        """Every document once, in the order of the lists."""
        for link in self._links_of_lists():
            yield from self._behind(link)

    def _links_of_lists(self) -> Iterator[Link]:
        found: set[str] = set()
        for first in self.publisher.lists:
            before = len(found)
            for page in self._pages_of(first):
                for link in page.links:
                    key = link.address or link.text
                    if key not in found and self._is_wanted(link):
                        found.add(key)
                        yield link
            if len(found) == before and self.is_complete:
                self.is_complete = False  # a list that a script draws, or a site made anew: nothing is gone for that
                self.report.not_reachable.append(f"{first}: no link on it is what `links` in sources.yml asks for")

    def _is_wanted(self, link: Link) -> bool:
        wanted = self.publisher.links.search(link.text) is not None
        if link.address and self.publisher.addresses:
            wanted = wanted and self.publisher.addresses.search(link.address) is not None
        return wanted and not self._is_left_out(link)

    def _is_left_out(self, link: Link) -> bool:
        pattern = self.publisher.leave_out
        return bool(pattern and (pattern.search(link.text) or pattern.search(link.address or "")))

    def _pages_of(self, first: str) -> Iterator[WebPage]:
        """The pages of a list, one after the other, as far as `most_pages`."""
        waiting, asked, number = [absolute(first, "")], set[str](), 0
        while waiting:
            address = waiting.pop(0)
            if address in asked:
                continue
            if len(asked) == self.publisher.most_pages:
                self._incomplete(f"{first} has more than {len(asked)} pages; raise most_pages in sources.yml")
                return
            asked.add(address)
            try:
                page = self._page(address)
            except NotReachable as problem:
                if not (
                    problem.is_gone and number and self.publisher.next_page
                ):  # the numbers end where a page is missing
                    self._incomplete(f"{address}: {problem}")
                continue
            yield page
            number += 1
            waiting += self._next_of(page, first, number)

    def _next_of(self, page: WebPage, first: str, number: int) -> list[str]:
        if self.publisher.next_page is None:
            return list(page.next_links)
        return [absolute(first, self.publisher.next_page.replace("{number}", str(number)))]

    def _incomplete(self, problem: str) -> None:
        self.is_complete = False
        self.report.failed.append(f"{self.publisher.name}: {problem}")

    def _page(self, address: str) -> WebPage:
        """A page, from memory when its server says that it did not change."""
        known = self.state.pages.get(address)
        answer = self.client.get(address, validators(known) if known else None)
        if answer.status == 304 and known:
            return page_from(known.page)
        if not is_page(answer):
            raise NotReachable("is no web page")
        return self._remembered(address, answer)

    def _remembered(self, address: str, answer: Answer) -> WebPage:
        page = read_page(answer)
        headers = answer.headers
        self.state.pages[address] = Visited(headers.get("etag"), headers.get("last-modified"), asdict(page))
        return page

    def _behind(self, link: Link) -> Iterator[Candidate]:
        """The documents behind a link of a list: the file it leads to, or what its page has attached, or the page itself."""
        if link.address is None:
            self._not_reachable(link, self.publisher.lists[0])
            return
        if ending_of(link.address):
            yield from self._file(link, self.publisher.lists[0], None, link.published_on)
            return
        try:
            yield from self._on_page(link, link.address)
        except NotReachable as problem:
            self.is_complete &= problem.is_gone  # what was behind a page that is gone is gone too
            where = self.report.not_reachable if problem.is_final else self.report.failed
            where.append(f"{link.text} ({link.address}): {problem}")

    def _on_page(self, link: Link, address: str) -> Iterator[Candidate]:
        known = self.state.pages.get(address)
        if known is None and address in self.state.documents:  # it was no page the last time
            yield from self._file(link, address, None, link.published_on)
            return
        answer = self.client.get(address, validators(known) if known else None, unread=_NO_PAGES)
        if answer.status == 304 and known:
            page = page_from(known.page)
        elif not is_page(answer):
            self.seen.add(address)
            yield Candidate(address, address, link.text, None, link.published_on)
            return
        else:
            page = self._remembered(address, answer)
        published_on = page.published_on or link.published_on
        attached = [one for one in page.links if self._is_attached(one)]
        for file_link in attached:
            yield from self._file(file_link, address, link.text, published_on)
        if not attached and page.has_table:
            yield Candidate(address, address, link.text, None, published_on, answer)
        elif not attached:
            self.report.not_reachable.append(f"{link.text} ({address}): neither a file nor a table is on the page")

    def _is_attached(self, link: Link) -> bool:
        """Whether a link of a page is to a file: by its ending, by its words, or because sources.yml says so."""
        if self._is_left_out(link):
            return False
        wanted = self.publisher.attachments
        if wanted is not None:
            return bool(wanted.search(f"{link.text} {link.address or ''}"))
        if (
            ending_of(link.address or "")
            or ending_of(link.text)
            or any(word in link.text for word in words("attached"))
        ):
            return True
        return link.address is None and bool(self.publisher.links.search(link.text))

    def _file(self, link: Link, page: str, title: str | None, published_on: str | None) -> Iterator[Candidate]:
        """The file behind a link, or the word that it cannot be had."""
        if link.address is None:
            self._not_reachable(link, page)
        elif {ending_of(link.address), ending_of(link.text)} & set(words("archives")):
            self._not_reachable(link, page, "is an archive; fetch and unpack it by hand")
        elif link.address not in self.seen:
            self.seen.add(link.address)
            yield Candidate(link.address, page, link.text, title, published_on)

    def _not_reachable(self, link: Link, page: str, why: str = "") -> None:
        why = why or link.problem or "is behind a script; fetch it by hand"
        self.report.not_reachable.append(f"{link.text or 'a link without text'} on {page}: {why}")


def validators(known: Visited | Any) -> dict[str, str]:
    """The headers that ask for a thing only if it changed."""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def page_from(content: dict[str, Any]) -> WebPage:
    """A page as it was remembered."""
    links = tuple(Link(**link) for link in content["links"])
    return WebPage(**{**content, "links": links, "next_links": tuple(content["next_links"])})
