"""What uvicorn runs: around the current edition, what belongs to every answer.

From the outside in: the log, the bounds of a head, what caches keep and we keep ourselves, compression, the headers that
protect readers; then the database itself, the health of the server, and Datasette with our plugin.
"""

import logging
from typing import Any

from starlette_compress import CompressMiddleware, add_compress_type

from mingzhang.site.headers import protecting
from mingzhang.site.serving import database_file, health
from mingzhang.site.serving.access_log import logged
from mingzhang.site.serving.heads import bounded
from mingzhang.site.serving.keeping import keeping
from mingzhang.site.serving.swapping import Editions
from mingzhang.site.sql.places import client, client_of

# A shorter answer goes out in one packet, as it would compressed; to compress the JSON of a row took a twentieth of its time.
_LEAST_COMPRESSED = 1_200
logger = logging.getLogger("mingzhang.site")
for _type in (database_file.CONTENT_TYPE, "text/csv", "application/x-ndjson"):
    add_compress_type(_type)


def application(editions: Editions) -> Any:
    """The ASGI application of a server."""
    compressed = CompressMiddleware(protecting(_answered), zstd=False, minimum_size=_LEAST_COMPRESSED)
    answering = logged(bounded(keeping(compressed)))

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        """Answers a request from the current edition; begins and ends with the server."""
        if scope["type"] == "lifespan":
            await _live(editions, receive, send)
        elif scope["type"] == "http":
            client.set(client_of(scope))
            with editions.taken() as edition:
                await answering({**scope, "edition": edition}, receive, send)

    return serve


async def _answered(scope: Any, receive: Any, send: Any) -> None:
    edition = scope["edition"]
    is_read = scope["method"] in ("GET", "HEAD")
    if is_read and scope["path"] == database_file.PATH:
        await database_file.send_database(edition, scope, send)
    elif is_read and scope["path"] == health.PATH:
        await health.send_health(edition, send)
    else:
        await edition.app(scope, receive, send)


async def _live(editions: Editions, receive: Any, send: Any) -> None:
    """The beginning and the end of the server."""
    while True:
        event = (await receive())["type"]
        if event == "lifespan.startup":
            try:
                await editions.start()
            except Exception as error:
                await send({"type": "lifespan.startup.failed", "message": f"{type(error).__name__}: {error}"})
                return
            await send({"type": "lifespan.startup.complete"})
        elif event == "lifespan.shutdown":
            await editions.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
