"""A file as an answer: whole, or the part that a program asks for, so that a broken download goes on where it broke off."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_AT_ONCE = 65_536
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


@dataclass(frozen=True)
class FileAnswer:
    """A file that never changes under its address; its hash is its ETag (RFC 9110)."""

    path: Path
    media_type: str
    etag: str
    headers: dict[str, str]
    asked: Any  # the request

    async def asgi_send(self, send: Any) -> None:
        """Sends it: 200, 206 for a part, 304 when the asker has it, 416 for a part that it has not."""
        size = self.path.stat().st_size
        if self.etag and self.etag in self.asked.headers.get("if-none-match", ""):
            await self._begin(send, 304, {})
            await send({"type": "http.response.body", "body": b""})
            return
        part = range_asked(self.asked.headers.get("range"), size)
        if part is None:
            await self._begin(send, 416, {"content-range": f"bytes */{size}"})
            await send({"type": "http.response.body", "body": b""})
            return
        start, end = part
        length = {"content-length": str(end - start), "content-type": self.media_type}
        is_part = (start, end) != (0, size)
        await self._begin(
            send,
            206 if is_part else 200,
            {**length, **({"content-range": f"bytes {start}-{end - 1}/{size}"} if is_part else {})},
        )
        await self._body(send, start, 0 if self.asked.method == "HEAD" else end - start)

    async def _begin(self, send: Any, status: int, more: dict[str, str]) -> None:
        headers = {**self.headers, "accept-ranges": "bytes", **({"etag": self.etag} if self.etag else {}), **more}
        encoded = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": encoded})

    async def _body(self, send: Any, start: int, left: int) -> None:
        with self.path.open("rb") as file:
            file.seek(start)
            while left > 0 and (piece := file.read(min(_AT_ONCE, left))):
                left -= len(piece)
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def range_asked(header: str | None, size: int) -> tuple[int, int] | None:
    """The part that a Range header asks for, end excluded; all of it without one, or one of several parts; None: not there."""
    found = _RANGE.fullmatch(header.strip()) if header else None
    if found is None or not (found[1] or found[2]):
        return 0, size
    if not found[1]:
        start, end = max(0, size - int(found[2])), size
    else:
        start, end = int(found[1]), min(size, int(found[2]) + 1) if found[2] else size
    return (start, end) if start < end else None
