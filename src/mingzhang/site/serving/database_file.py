"""The database itself, for whoever wants it whole: the bytes of the edition, also when another file is in its place by now."""

import asyncio
import os
import re
from typing import Any

from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.site.downloads.filename import attachment
from mingzhang.site.serving.edition import Edition

PATH = f"/{DATABASE_NAME}.db"
CONTENT_TYPE = "application/vnd.sqlite3"
_CHUNK = 1 << 18
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


async def send_database(edition: Edition, scope: Any, send: Any) -> None:
    """Answers with the file, or, to `Range`, with a part of it, so that a download that broke off goes on."""
    asked = {name: value.decode("latin-1") for name, value in scope["headers"]}
    size, tag = os.fstat(edition.file.fileno()).st_size, f'"{edition.hash}"'
    headers = {
        "etag": tag,
        "cache-control": "no-cache",
        "accept-ranges": "bytes",
        "access-control-allow-origin": "*",
        "content-type": CONTENT_TYPE,
        "content-disposition": attachment(f"{DATABASE_NAME}.db", f"{DATABASE_NAME}.db"),
    }
    if tag in asked.get("if-none-match", ""):
        await _send(send, 304, {**headers, "content-length": "0"})
        return
    first, end, status = _part(asked, tag, size)
    if status == 416:
        await _send(send, 416, {**headers, "content-range": f"bytes */{size}", "content-length": "0"})
        return
    if status == 206:
        headers["content-range"] = f"bytes {first}-{end - 1}/{size}"
    headers["content-length"] = str(end - first)
    await send({"type": "http.response.start", "status": status, "headers": _encoded(headers)})
    position = first if scope["method"] != "HEAD" else end
    while position < end:
        chunk = await asyncio.to_thread(os.pread, edition.file.fileno(), min(_CHUNK, end - position), position)
        position += len(chunk)
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _part(asked: dict[str, str], tag: str, size: int) -> tuple[int, int, int]:
    """The first byte, the byte behind the last, and the status. A Range that is not known, or of another file, is none."""
    found = _RANGE.fullmatch(asked.get("range", "").strip())
    if not found or asked.get("if-range", tag) != tag or found.groups() == ("", ""):
        return 0, size, 200
    if found[1]:
        first, end = int(found[1]), min(int(found[2]) + 1 if found[2] else size, size)
    else:
        first, end = max(size - int(found[2]), 0), size
    return (first, end, 206) if first < end else (0, 0, 416)


async def _send(send: Any, status: int, headers: dict[str, str]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": _encoded(headers)})
    await send({"type": "http.response.body", "body": b""})


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
