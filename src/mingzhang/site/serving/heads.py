"""Heads of requests that no browser and no honest program sends, refused before anything reads them.

Ten thousand cookies in one head kept every other reader waiting for seconds; an address that begins with another host, or with
two slashes, would be sent on to that host by a redirect to it without its last slash.
"""

from typing import Any

# Browsers send some thirty headers, and the servers that stand before ours take 8 KB of them to 32 KB.
MOST_HEADERS = 100
LONGEST_HEADERS = 32_768
_TEXTS = {
    400: "400 地址须以一条斜线开头。 The address has to begin with one slash.\n",
    431: "431 请求头过长。 The headers of this request are too long.\n",
}


def status_of_refusal(scope: Any) -> int | None:
    """The status with which a request is refused for its head; None for one that is answered."""
    headers = scope["headers"]
    if len(headers) > MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > LONGEST_HEADERS:
        return 431
    return None if scope["path"].startswith("/") and not scope["path"].startswith("//") else 400


def bounded(app: Any) -> Any:
    """The application behind a refusal of such heads."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if (status := status_of_refusal(scope)) is None:
            await app(scope, receive, send)
            return
        text = _TEXTS[status].encode()
        headers = {b"content-type": b"text/plain; charset=utf-8", b"x-content-type-options": b"nosniff"}
        headers[b"content-length"] = str(len(text)).encode()
        await send({"type": "http.response.start", "status": status, "headers": list(headers.items())})
        await send({"type": "http.response.body", "body": text})

    return answer
