"""/-/health: whether the database and the processes that run SQL answer, for whoever watches the server."""

import asyncio
import json
import sqlite3
from typing import Any

from mingzhang.site.serving.edition import Edition

PATH = "/-/health"
_SECONDS = 3.0


async def send_health(edition: Edition, send: Any) -> None:
    """200 and what is well, or 503 and what is not."""
    found = await _found(edition)
    is_well = all(found.values())
    body = json.dumps({"ok": is_well, **found, "sha256": edition.hash}).encode()
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 200 if is_well else 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _found(edition: Edition) -> dict[str, bool]:
    pools = edition.database.pools
    answers = await asyncio.gather(_database(edition), *(pool.is_well() for pool in pools.values()))
    return dict(zip(("database", *(f"pool {name}" for name in pools)), answers, strict=True))


def _first_document(connection: sqlite3.Connection) -> Any:
    return connection.execute("SELECT id FROM documents LIMIT 1").fetchone()


async def _database(edition: Edition) -> bool:
    try:
        await asyncio.wait_for(edition.database.execute_fn(_first_document), _SECONDS)
    except Exception:
        return False
    return True
