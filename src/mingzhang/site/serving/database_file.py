"""The database itself, for whoever wants it whole: the bytes of the edition, also when another file is in its place by now."""

import asyncio
import os
from typing import Any

from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.site.downloads.filename import attachment
from mingzhang.site.programs.file_answer import range_asked
from mingzhang.site.serving.edition import Edition

PATH = f"/{DATABASE_NAME}.db"
CONTENT_TYPE = "application/vnd.sqlite3"
_CHUNK = 1 << 18


async def send_database(edition: Edition, scope: Any, send: Any) -> None:
    """Answers with the file, or, to `Range`, with a part of it, so that a download that broke off goes on."""
    asked = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
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
    part = range_asked(asked.get("range") if asked.get("if-range", tag) == tag else None, size)
    if part is None:
        await _send(send, 416, {**headers, "content-range": f"bytes */{size}", "content-length": "0"})
        return
    first, end = part
    status = 200 if part == (0, size) else 206
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


async def _send(send: Any, status: int, headers: dict[str, str]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": _encoded(headers)})
    await send({"type": "http.response.body", "body": b""})


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
