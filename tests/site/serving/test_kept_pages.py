"""An answer is made once for all who would get the same, and anew for all others."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from datasette.database import QueryInterrupted

from mingzhang.site.server import open_site
from mingzhang.site.serving.keeping import keeping
from mingzhang.site.serving.kept_pages import KeptPages
from mingzhang.site.sql.broken_off import BrokenOff, broken_off, note_broken_off
from tests.conftest import finished

Events = list[dict[str, Any]]


class Site:
    """Pages that say which of them they are, behind what keeps them."""

    def __init__(self, folder: Path, answer: Callable[[int], Events]) -> None:
        self.made, self._answer, self._folder = 0, answer, folder
        self.edition = self.new_edition("a" * 64)
        self._app = keeping(self._make)

    def new_edition(self, sha256: str) -> SimpleNamespace:
        return SimpleNamespace(hash=sha256, path=self._folder / "a.db", files_beside="", pages=KeptPages())

    async def _make(self, _scope: Any, _receive: Any, send: Any) -> None:
        self.made += 1
        for event in self._answer(self.made):
            await send(event)

    def ask(self, address: str = "/about", method: str = "GET", **headers: str) -> Events:
        """What is sent to a request; its headers are named as `accept_language`."""
        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "path": path.replace("%2F", "/"),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
            "edition": self.edition,
        }
        sent: Events = []

        async def send(event: dict[str, Any]) -> None:
            sent.append(event)

        finished(self._app(scope, None, send))
        return sent


def page(number: int, status: int = 200, *headers: tuple[bytes, bytes]) -> Events:
    start = {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/html"), *headers]}
    return [start, {"type": "http.response.body", "body": f"page {number}".encode()}]


def test_an_answer_is_made_once_for_all_who_would_get_the_same(tmp_path: Path) -> None:
    site = Site(tmp_path, page)
    first = site.ask(accept_language="zh")
    assert first[1]["body"] == b"page 1"
    assert b"etag" in dict(first[0]["headers"])
    assert site.ask(accept_language="zh-CN,zh;q=0.9") == first
    others: list[tuple[str, dict[str, str]]] = [
        ("/about?_lang=en", {}),
        ("/about", {"accept_language": "en"}),
        ("/about", {"cookie": "mingzhang_lang=en"}),
        ("/about", {"accept_encoding": "br"}),
        ("/about", {"host": "another"}),
        ("/unit/a%2Fb", {}),
        ("/unit/a/b", {}),
    ]
    bodies = [site.ask(address, **headers)[1]["body"] for address, headers in others for _ in range(2)]
    # The two ways to ask for English are one page; that of ?_lang= is another, and says another address.
    assert bodies == [f"page {number}".encode() for number in (2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7)]
    site.edition = site.new_edition("b" * 64)
    assert site.ask(accept_language="zh")[1]["body"] == b"page 8"
    assert site.ask(method="HEAD", accept_language="zh")[1]["body"] == b"page 9"
    site.edition.files_beside = "package 1.0.0"  # made since, and pages name it
    assert site.ask(accept_language="zh")[1]["body"] == b"page 10"


def broken_off_page(number: int) -> Events:
    note_broken_off()
    return page(number)


def in_pieces(number: int) -> Events:
    start, body = page(number)
    return [start, {**body, "more_body": True}, body]


@pytest.mark.parametrize(
    ("address", "answer", "has_tag"),
    [
        ("/about", broken_off_page, False),
        ("/about", in_pieces, True),
        ("/about", lambda number: page(number, 404), False),
        ("/about", lambda number: page(number, 200, (b"set-cookie", b"a=b")), False),
        ("/about", lambda number: page(number, 200, (b"etag", b'"own"')), False),
        ("/about", lambda number: [{**page(number)[0]}, {"type": "http.response.body", "body": b"x" * 400_000}], True),
        ("/mingzhang.json?sql=select+random()", page, False),
        ("/-/health", page, False),
    ],
)
def test_what_may_be_another_answer_next_time_or_is_large_is_made_again(
    tmp_path: Path, address: str, answer: Callable[[int], Events], has_tag: bool
) -> None:
    site = Site(tmp_path, answer)
    sent = [site.ask(address) for _ in range(2)]
    assert site.made == 2
    assert all(any(value.startswith(b"W/") for _, value in one[0]["headers"]) == has_tag for one in sent)


def test_who_asks_for_what_is_being_made_waits_for_it(tmp_path: Path) -> None:
    made = 0

    async def slow(_scope: Any, _receive: Any, send: Any) -> None:
        nonlocal made
        made += 1
        status, number = {1: 200, 2: 429}.get(made, 200), made
        await asyncio.sleep(0)
        if number == 3:
            note_broken_off()
        for event in page(number, status):
            await send(event)
            await asyncio.sleep(0)

    async def ask(pages: KeptPages, address: bytes) -> bytes:
        bodies = []
        scope = {"method": "GET", "scheme": "http", "path": address.decode(), "raw_path": address, "query_string": b""}
        edition = SimpleNamespace(hash="a" * 64, path=tmp_path / "a.db", files_beside="", pages=pages)

        async def send(event: Any) -> None:
            bodies.append(event.get("body", b""))

        await keeping(slow)({**scope, "headers": [], "edition": edition}, None, send)
        return b"".join(bodies)

    async def ask_together(pages: KeptPages, address: bytes) -> list[bytes]:
        return await asyncio.gather(*(ask(pages, address) for _ in range(3)))

    pages = KeptPages()
    assert finished(ask_together(pages, b"/a")) == [b"page 1"] * 3
    assert finished(ask_together(pages, b"/a")) == [b"page 1"] * 3
    # What says that too many wait is for its asker alone; what lacks something is for all who wait, and for nobody after them.
    assert finished(ask_together(pages, b"/b")) == [b"page 2", b"page 3", b"page 4"]
    made = 2
    assert finished(ask_together(pages, b"/c")) == [b"page 3"] * 3
    assert finished(ask_together(pages, b"/c")) == [b"page 4"] * 3


def test_a_statement_that_takes_too_long_is_noted_for_the_answer_that_lacks_it(database: Path) -> None:
    endless = "with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) from c"
    now = BrokenOff()

    async def ask() -> None:
        broken_off.set(now)
        site = open_site(database).get_database("mingzhang")
        await site.execute("select 1")
        assert not now.is_so
        with pytest.raises(QueryInterrupted):
            await site.execute(endless, custom_time_limit=20)

    finished(ask())
    assert now.is_so
