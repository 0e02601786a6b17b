"""What caches may keep: an ETag for each answer that depends on nothing but the database, and 304 for whoever has it already.

An answer is made of the edition, the files themselves beside it, this program, the address, the reader's language and the
day; its ETag is made of the same, so that it is known without making the answer. SQL of readers may ask
for the time or for chance, and gets none.
"""

import hashlib
import re
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from datasette.utils.asgi import Request

from mingzhang.site.citation import today
from mingzhang.site.language import language_of
from mingzhang.site.originals import names_of_originals
from mingzhang.site.sql.routing import pool_place_of

_YEAR = b"public, max-age=31536000, immutable"
# Kept, but asked about each time: the next edition is there at once.
_ASK_AGAIN = b"no-cache"
_STATIC = re.compile(r"/-/(static(-plugins)?/|chart-maker\.js$)")
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


def etag(edition: str, scope: Any, language: str, originals: str = "") -> bytes | None:
    """The ETag of the answer to a request, weak because compression changes its bytes; None where there is none.

    `originals` tells which of the files themselves are there.
    """
    path, query = scope["path"], scope["query_string"].decode("latin-1")
    if scope["method"] not in ("GET", "HEAD") or _NOT_KEPT.match(path):
        return None
    place = pool_place_of(path, query)
    if place is not None and place.pool == "queries":
        return None
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    parts = (
        edition.encode(),
        originals.encode(),
        _program(),
        scope["scheme"].encode(),
        host,
        path.encode(),
        query.encode(),
        language.encode(),
        today().encode(),  # pages say how they are cited, with the day
    )
    return b'W/"' + hashlib.sha256(b"\0".join(parts)).hexdigest()[:32].encode() + b'"'


def is_known(scope: Any, tag: bytes) -> bool:
    """Whether a request says that its sender has the answer of this ETag. RFC 9110, 13.1.2: compared weakly."""
    value = b",".join(value for name, value in scope["headers"] if name == b"if-none-match")
    return tag.removeprefix(b"W/") in {one.strip().removeprefix(b"W/") for one in value.split(b",")}


def keeping(app: Any) -> Any:
    """The application, whose answers say how long they may be kept, and are not made again for whoever has them."""

    async def keep(scope: Any, receive: Any, send: Any) -> None:
        if _STATIC.match(scope["path"]):
            await app(scope, receive, _with(send, _static_headers(scope)))
            return
        edition = scope["edition"]
        tag = etag(edition.hash, scope, language_of(Request(scope, receive)), names_of_originals(edition.path))
        if tag is None:
            await app(scope, receive, send)
        elif is_known(scope, tag):
            headers = [(b"etag", tag), (b"cache-control", _ASK_AGAIN), (b"vary", b"Cookie, Accept-Language")]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        else:
            await app(scope, receive, _with(send, [(b"etag", tag), (b"cache-control", _ASK_AGAIN)]))

    return keep


def _static_headers(scope: Any) -> list[tuple[bytes, bytes]]:
    """A file under an address with the fingerprint of its content never changes."""
    return [(b"cache-control", _YEAR)] if re.fullmatch(rb"[0-9a-f]{6,}", scope["query_string"]) else []


def _with(send: Any, wanted: list[tuple[bytes, bytes]]) -> Any:
    """`send`, which puts headers on an answer of 200, in the place of those of the same name."""

    async def send_with(event: Any) -> None:
        if event["type"] == "http.response.start" and event["status"] == 200:
            headers = [(bytes(name), bytes(value)) for name, value in event["headers"]]
            names = {name.lower() for name, _ in headers}
            if not names & {b"set-cookie", b"etag"}:
                new = {name for name, _ in wanted}
                headers = [*((name, value) for name, value in headers if name.lower() not in new), *wanted]
            event = {**event, "headers": headers}
        await send(event)

    return send_with
