"""What caches may keep: an ETag for each answer that depends on nothing but the database, and 304 for whoever has it already.

An answer is made of the edition, the files beside it, this program, the address, the reader's language and the
day; its ETag is made of the same, so that it is known without making the answer, and the answer is kept under it for the next
who asks. SQL of readers may ask for the time or for chance, and gets none; nor does an answer that lacks what took too long.
"""

import hashlib
import re
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from datasette.utils.asgi import Request

from mingzhang.site.citation import today
from mingzhang.site.language import language_of
from mingzhang.site.last_asked import LastAsked
from mingzhang.site.serving.kept_pages import KeptKey, KeptPages, kept_key
from mingzhang.site.sql.broken_off import BrokenOff, broken_off
from mingzhang.site.sql.routing import pool_place_of

_YEAR = b"public, max-age=31536000, immutable"
# Kept, but asked about each time: the next edition is there at once.
_ASK_AGAIN = b"no-cache"
_STATIC = re.compile(r"/-/(static(-plugins)?/|chart-maker\.js$)")
_OF_304 = ((b"cache-control", _ASK_AGAIN), (b"vary", b"Cookie, Accept-Language"))
# What an ETag is made of besides the address.
_NAMES = (b"host", b"cookie", b"accept-language")
# Of all ETags that are remembered, of one with its address, and what Python takes for one besides its bytes.
_BYTES_OF_TAGS, _LONGEST_KEPT, _OF_A_TAG = 4_000_000, 2_000, 1_000
_NOT_KEPT = re.compile(r"/-/(?!chart-rows)")


@cache
def _program() -> bytes:
    """A digest of what pages are made of besides data: our version and templates, and Datasette's version."""
    digest = hashlib.sha256(f"{version('mingzhang')} {version('datasette')}".encode())
    for folder in ("plugin/templates", "plugin/static", "locale/en/LC_MESSAGES"):
        for file in sorted((files("mingzhang.site") / folder).iterdir(), key=lambda file: file.name):
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.digest()


def etag(edition: str, scope: Any, language: str, beside: str = "") -> bytes | None:
    """The ETag of the answer to a request, weak because compression changes its bytes; None where there is none.

    `beside` tells which files lie beside the database.
    """
    path, query = _raw_path(scope), scope["query_string"].decode("latin-1")
    if scope["method"] not in ("GET", "HEAD") or _NOT_KEPT.match(scope["path"]):
        return None
    if any((place := pool_place_of(one, query)) and place.pool == "queries" for one in {path, scope["path"]}):
        return None
    parts = (
        edition.encode(),
        beside.encode(),
        _program(),
        scope["scheme"].encode(),
        dict(scope["headers"]).get(b"host", b""),
        path.encode(),
        query.encode(),
        language.encode(),
        today().encode(),  # pages say how they are cited, with the day
    )
    return b'W/"' + hashlib.sha256(b"\0".join(parts)).hexdigest()[:32].encode() + b'"'


def _raw_path(scope: Any) -> str:
    """The path as it stands in the address: two that are decoded alike may lead to two pages."""
    return str((scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0])


class _Tags:
    """The ETags of addresses that were asked for last: to read an address and its head apart takes as long as to answer 304."""

    def __init__(self) -> None:
        self._tags = LastAsked[tuple[bytes | None]](_BYTES_OF_TAGS, _LONGEST_KEPT)

    def of(self, scope: Any, receive: Any, headers: dict[bytes, bytes]) -> bytes | None:
        """The ETag of a request; None where there is none."""
        edition = scope["edition"]
        beside = edition.files_beside
        asked = (scope["method"], scope["scheme"], scope.get("raw_path"), scope["path"], scope["query_string"])
        key = (edition.hash, beside, today(), *asked, *(headers.get(name) for name in _NAMES))
        if (known := self._tags.get(key)) is None:
            known = (etag(edition.hash, scope, language_of(Request(scope, receive)), beside),)
            self._tags.keep(key, known, _OF_A_TAG + sum(len(part) for part in key if part))
        return known[0]


def is_known(headers: dict[bytes, bytes], tag: bytes) -> bool:
    """Whether a request says that its sender has the answer of this ETag. RFC 9110, 13.1.2: compared weakly."""
    value = headers.get(b"if-none-match")
    return value is not None and tag.removeprefix(b"W/") in {
        one.strip().removeprefix(b"W/") for one in value.split(b",")
    }


def keeping(app: Any) -> Any:
    """The application, whose answers say how long they may be kept, and are not made again for whoever has them."""
    tags = _Tags()

    async def keep(scope: Any, receive: Any, send: Any) -> None:
        """Answers from what is kept, with 304 to who has it, or has the page made."""
        if _STATIC.match(scope["path"]):
            await app(scope, receive, _with(send, _static_headers(scope)))
            return
        headers = dict(scope["headers"])
        tag = tags.of(scope, receive, headers)
        if tag is None:
            await app(scope, receive, send)
        elif is_known(headers, tag):
            await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", tag), *_OF_304]})
            await send({"type": "http.response.body", "body": b""})
        else:
            await _kept_or_made(app, scope, receive, send, kept_key(tag, headers))

    return keep


async def _kept_or_made(app: Any, scope: Any, receive: Any, send: Any, key: KeptKey) -> None:
    """Answers with what is kept, or with what is made, which then is kept."""
    now = BrokenOff()
    wanted = [(b"etag", key[0]), (b"cache-control", _ASK_AGAIN)]

    async def make(sending: Any) -> None:
        """Has the page made, and notes whether a statement of it was broken off."""
        before = broken_off.set(now)
        try:
            await app(scope, receive, _with(sending, wanted, unless=lambda: now.is_so))
        finally:
            broken_off.reset(before)

    pages: KeptPages = scope["edition"].pages
    await (pages.answer(key, send, make) if scope["method"] == "GET" else make(send))


def _static_headers(scope: Any) -> list[tuple[bytes, bytes]]:
    """A file under an address with the fingerprint of its content never changes."""
    return [(b"cache-control", _YEAR)] if re.fullmatch(rb"[0-9a-f]{6,}", scope["query_string"]) else []


def _with(send: Any, wanted: list[tuple[bytes, bytes]], unless: Callable[[], bool] = lambda: False) -> Any:
    """`send`, which puts headers on an answer of 200, in the place of those of the same name, unless something is so."""

    async def send_with(event: Any) -> None:
        """Sends an event, with the headers wanted at its start."""
        if event["type"] == "http.response.start" and event["status"] == 200 and not unless():
            headers = [(bytes(name), bytes(value)) for name, value in event["headers"]]
            names = {name.lower() for name, _ in headers}
            if not names & {b"set-cookie", b"etag"}:
                new = {name for name, _ in wanted}
                headers = [*((name, value) for name, value in headers if name.lower() not in new), *wanted]
            event = {**event, "headers": headers}
        await send(event)

    return send_with
