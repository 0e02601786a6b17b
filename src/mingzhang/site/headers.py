"""Headers of every answer: nothing is loaded from another host, nothing is guessed, nobody is told where a reader came from.

Texts of disclosures are escaped where they are shown; these headers protect readers where an escape should be missing.
"""

import re
from typing import Any

from mingzhang.site.chart_maker import FRAME

Headers = list[tuple[bytes, bytes]]

# data: is for the small pictures that style sheets hold.
_OWN = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# datasette-vega compiles its expressions into functions, writes styles into the page, and offers its picture as a blob. It runs
# in a frame without an origin: nothing of the page around it, no cookie and no storage is within its reach.
_CHART_FRAME = {
    **_OWN,
    "script-src": "'self' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self' blob:",
    "form-action": "'none'",
    "frame-ancestors": "'self'",
    "sandbox": "allow-scripts allow-downloads",
}
# A chart stands for itself and may be shown by any newspaper; it has styles of its own, and links.
_PICTURE = {"default-src": "'none'", "style-src": "'unsafe-inline'", "base-uri": "'none'"}

# What a page of ours never asks a reader's device for.
_NOTHING = (
    b"accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
    b"payment=(), usb=()"
)
_FOR_OTHERS = b"access-control-"

_EMBEDDABLE = re.compile(r"/chart/[^/]+\.svg$")


def policy(path: str) -> str:
    """The Content-Security-Policy of an address."""
    rules = _PICTURE if _EMBEDDABLE.match(path) else _CHART_FRAME if _is_frame(path) else _OWN
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _is_frame(path: str) -> bool:
    return path == FRAME or path.startswith(f"{FRAME}/")


def protected(headers: Headers, path: str) -> Headers:
    """The headers of an answer with ours; what is there already stays."""
    wanted = {
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"no-referrer",
        b"permissions-policy": _NOTHING,
        b"content-security-policy": policy(path).encode(),
    }
    if not _EMBEDDABLE.match(path):
        wanted[b"x-frame-options"] = b"SAMEORIGIN" if _is_frame(path) else b"DENY"
    is_data = _is_data(headers)
    kept = [(name, value) for name, value in headers if is_data or not name.lower().startswith(_FOR_OTHERS)]
    there = {name.lower() for name, _ in kept}
    return [*kept, *((name, value) for name, value in wanted.items() if name not in there)]


def _is_data(headers: Headers) -> bool:
    """Whether other sites' programs may read an answer: data, not pages."""
    return not any(name.lower() == b"content-type" and b"text/html" in value for name, value in headers)


def varying(headers: Headers, *names: str) -> Headers:
    """The headers with these added to Vary, each once, in one line."""
    kept = [(name, value) for name, value in headers if name.lower() != b"vary"]
    there = [part.strip() for name, value in headers if name.lower() == b"vary" for part in value.decode().split(",")]
    if "*" in there:
        return headers
    known = {part.lower() for part in there}
    vary = [*filter(None, there), *(name for name in names if name.lower() not in known)]
    return [*kept, (b"vary", ", ".join(dict.fromkeys(vary)).encode())]


def depends_on_language(headers: Headers) -> bool:
    """Whether the answer may differ by the reader's language: pages do, and so do files with labels in them."""
    types = [value for name, value in headers if name.lower() == b"content-type"]
    return any(b"html" in value or b"spreadsheet" in value or b"csv" in value for value in types)


def protecting(app: Any) -> Any:
    """The application, whose answers carry these headers."""

    async def protect(scope: Any, receive: Any, send: Any) -> None:
        """Answers, with the headers that protect readers."""

        async def send_protected(event: Any) -> None:
            """Sends an event, with these headers at its start."""
            if event["type"] == "http.response.start":
                headers = [(bytes(name), bytes(value)) for name, value in event.get("headers", [])]
                event = {**event, "headers": protected(headers, scope["path"])}
            await send(event)

        await app(scope, receive, send_protected if scope["type"] == "http" else send)

    return protect
