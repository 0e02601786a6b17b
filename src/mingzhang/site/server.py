"""Serving a database: Datasette with the settings that were measured, whatever the file is called."""

import copy
import hashlib
import socket
import sqlite3
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.errors import MingzhangError
from mingzhang.site.borrowed import QuotedDatabase
from mingzhang.site.metadata import datasette_metadata

# Ten thousand Chinese characters pasted into the search box are 90,000 bytes of address; our page then says what it did.
LONGEST_REQUEST_LINE = 200_000


def open_site(path: Path) -> Datasette:
    """A Datasette application for the database at `path`, named mingzhang, immutable, with its rows counted.

    Raises MingzhangError when there is no such file, or when it is not one of our databases.
    """
    inspected = inspect(path)
    datasette = Datasette(
        [],
        inspect_data={DATABASE_NAME: inspected},
        metadata=copy.deepcopy(datasette_metadata(load_dictionary())),  # Datasette fills it in
        settings=read_yaml(files(__package__).joinpath("settings.yml").read_text(encoding="utf-8")),
        cors=True,
    )
    datasette.remove_database("_memory")
    datasette.add_database(QuotedDatabase(datasette, path=str(path.absolute()), is_mutable=False), name=DATABASE_NAME)
    return datasette


def inspect(path: Path) -> dict[str, Any]:
    """What Datasette wants to know beforehand of an immutable database: hash, size, and the rows of each table."""
    if not path.is_file():
        raise MingzhangError(f"{path}: no such database; make it with: mingzhang build")
    try:
        with sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True) as connection:
            tables = [
                name
                for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            ]
            counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
    except sqlite3.DatabaseError:
        raise MingzhangError(
            f"{path}: not a SQLite database, or a damaged one; make it again with: mingzhang build"
        ) from None
    if not {"documents", "projects", "indicators"} <= counts.keys():
        raise MingzhangError(f"{path}: not a database of mingzhang; make one with: mingzhang build")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "hash": digest,
        "size": path.stat().st_size,
        "file": str(path),
        "tables": {name: {"count": count} for name, count in counts.items()},
    }


def serve(path: Path, port: int, host: str, announce: Callable[[str], None]) -> None:
    """Serves the database until interrupted; `announce` is told the address first.

    Raises MingzhangError when it cannot, as when the port is taken.
    """
    site = open_site(path)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError):
            raise MingzhangError(
                f"port {port} of {host} cannot be used; name a free one with: mingzhang serve -p PORT"
            ) from None
    announce(f"http://{host}:{port}")
    uvicorn.run(
        site.app(),
        host=host,
        port=port,
        lifespan="on",
        log_level="warning",
        http="h11",
        h11_max_incomplete_event_size=LONGEST_REQUEST_LINE,
    )
