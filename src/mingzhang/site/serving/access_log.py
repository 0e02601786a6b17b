"""The access log, without the address of whoever asked: lines in the common log format, with a dash for the first field."""

import logging
import time
from typing import Any

logger = logging.getLogger("mingzhang.access")


def logged(app: Any) -> Any:
    """The application, which tells the log of each answer when its last byte has been sent, or its reader has gone."""

    async def log(scope: Any, receive: Any, send: Any) -> None:
        """Answers, and writes a line of the log where that is wanted."""
        if not logger.isEnabledFor(logging.INFO):
            await app(scope, receive, send)
            return
        status, size = 0, 0

        async def counted(event: Any) -> None:
            """Sends an event, and counts its bytes."""
            nonlocal status, size
            await send(event)
            status = event.get("status", status)
            size += len(event.get("body", b""))

        try:
            await app(scope, receive, counted)
        finally:
            logger.info("%s", line(scope, time.localtime(), status, size))

    return log


def line(scope: Any, at: time.struct_time, status: int, size: int) -> str:
    """`- - - [27/Nov/2026:01:02:03 +0000] "GET /about HTTP/1.1" 200 5120`."""
    query = scope["query_string"].decode("latin-1")
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1") + (f"?{query}" if query else "")
    asked = f"{scope['method']} {path} HTTP/{scope['http_version']}".replace('"', "%22")
    stamp = time.strftime("%d/%b/%Y:%H:%M:%S %z", at)
    return f'- - - [{stamp}] "{asked}" {status or "-"} {size}'
