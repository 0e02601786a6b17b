"""Whole answers as they were sent, kept as long as an edition is served: what many ask for is made once.

What has an ETag is determined by what its ETag is made of, so an answer is kept under that and under the encodings that its
asker accepts. Only answers of one piece are kept: a stream is large, and may break off behind its beginning. Whoever asks for
an answer while it is being made waits for it: fifteen askers of one slow list each had it made, and each waited twenty seconds.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from mingzhang.site.last_asked import LastAsked

# A page has 60 KB, and 8 KB as browsers accept it.
_MOST_BYTES_OF_ONE = 300_000
_MOST_BYTES = 32_000_000
# What Python takes for an answer besides its bytes.
_OF_AN_ANSWER = 4_000

KeptKey = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """An answer in one piece."""

    start: dict[str, Any]
    body: bytes

    async def send(self, send: Any) -> None:
        """Answers with it."""
        await send(self.start)
        await send({"type": "http.response.body", "body": self.body})


class KeptPages:
    """The answers of an edition that were asked for last, and those that are being made."""

    def __init__(self) -> None:
        self._pages = LastAsked[KeptPage](_MOST_BYTES, _MOST_BYTES_OF_ONE)
        self._being_made: dict[KeptKey, asyncio.Future[KeptPage | None]] = {}

    async def answer(self, key: KeptKey, send: Any, make: Callable[[Any], Awaitable[None]]) -> None:
        """Answers with what is kept or is being made for somebody else; `make` makes it when it is given a `send`."""
        page = self._pages.get(key)
        if page is None and (other := self._being_made.get(key)) is not None:
            page = await asyncio.shield(other)
        if page is not None:
            await page.send(send)
            return
        making = _Making(send)
        is_first = self._being_made.setdefault(key, making.page) is making.page
        making.page.add_done_callback(lambda made: self._made(key, made, is_first))
        try:
            await make(making.send)
        finally:
            making.finish(None)

    def _made(self, key: KeptKey, made: "asyncio.Future[KeptPage | None]", is_first: bool) -> None:
        if is_first:
            del self._being_made[key]
        page = made.result()
        if page is not None and page.start["status"] == 200 and (b"etag", key[0]) in page.start["headers"]:
            self._pages.keep(key, page, len(page.body) + _OF_AN_ANSWER)


class _Making:
    """An answer that is sent, and its page for those who wait for the same; None where it is nothing that they may be given."""

    def __init__(self, send: Any) -> None:
        self._send, self._start = send, None
        self.page: asyncio.Future[KeptPage | None] = asyncio.get_running_loop().create_future()

    async def send(self, event: Any) -> None:
        """Sends on, the head together with the first of the body: nobody who waits for the page waits for its slow reader."""
        if event["type"] == "http.response.start":
            self._start = event
            return
        if (start := self._start) is not None:
            self._start = None
            self.finish(_page(start, event))
            await self._send(start)
        await self._send(event)

    def finish(self, page: KeptPage | None) -> None:
        """Tells those who wait, once."""
        if not self.page.done():
            self.page.set_result(page)


def _page(start: Any, event: Any) -> KeptPage | None:
    """The page of an answer in one piece, also of one that says that it takes too long: it would do so for others too."""
    is_one_piece = event["type"] == "http.response.body" and not event.get("more_body")
    body = event.get("body", b"")
    if not is_one_piece or start["status"] not in (200, 400) or len(body) > _MOST_BYTES_OF_ONE:
        return None
    return None if any(name.lower() == b"set-cookie" for name, _ in start["headers"]) else KeptPage(start, bytes(body))


def kept_key(tag: bytes, headers: dict[bytes, bytes]) -> KeptKey:
    """What the answer with an ETag is kept under for an asker with these headers."""
    return tag, headers.get(b"accept-encoding", b"")
