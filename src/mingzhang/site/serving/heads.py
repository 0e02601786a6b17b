"""Heads of requests that no browser and no honest program sends, refused before anything reads them.

Ten thousand cookies in one head kept every other reader waiting for seconds; an address that begins with another host, or with
two slashes, would be sent on to that host by a redirect to it without its last slash. A request that tells the length of its
body in two ways may end in one place for a proxy and in another for us, and what stands between would be a request of somebody
else (RFC 9112, 6.1 and 11.2).
"""

from typing import Any

# Browsers send some thirty headers, and the servers that stand before ours take 8 KB of them to 32 KB.
MOST_HEADERS = 100
LONGEST_HEADERS = 32_768
_ADDRESS, _LENGTHS, _LONG = "address", "lengths", "long"
_TEXTS = {
    _ADDRESS: "400 地址须以一条斜线开头。 The address has to begin with one slash.\n",
    _LENGTHS: "400 请求体的长度有两种说法。 The length of the body is told in two ways.\n",
    _LONG: "431 请求头过长。 The headers of this request are too long.\n",
}


def _why_refused(scope: Any) -> str | None:
    """Why a request is refused for its head, a key of _TEXTS; None for one that is answered."""
    headers = scope["headers"]
    if len(headers) > MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > LONGEST_HEADERS:
        return _LONG
    if {b"content-length", b"transfer-encoding"} <= {name for name, _ in headers}:
        return _LENGTHS
    return None if scope["path"].startswith("/") and not scope["path"].startswith("//") else _ADDRESS


def bounded(app: Any) -> Any:
    """The application behind a refusal of such heads."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        """Answers a request, or refuses its head."""
        if (why := _why_refused(scope)) is None:
            await app(scope, receive, send)
            return
        text, status = _TEXTS[why].encode(), int(_TEXTS[why][:3])
        headers = {b"content-type": b"text/plain; charset=utf-8", b"x-content-type-options": b"nosniff"}
        headers[b"connection"] = b"close"
        headers[b"content-length"] = str(len(text)).encode()
        await send({"type": "http.response.start", "status": status, "headers": list(headers.items())})
        await send({"type": "http.response.body", "body": text})

    return answer
