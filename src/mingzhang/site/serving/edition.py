"""A database as it is served: opened once, with all its connections, processes and figures, and the same file to its end.

A file that is renamed into its place is another edition. Answers of one edition never mix with those of another.
"""

import asyncio
import copy
import sqlite3
from importlib.resources import files
from io import BufferedReader
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.errors import MingzhangError
from mingzhang.site.borrowed import ServedDatasette
from mingzhang.site.metadata import datasette_metadata
from mingzhang.site.originals import names_of_originals
from mingzhang.site.programs.late_models import late_models_of
from mingzhang.site.programs.shelf import shelf_of
from mingzhang.site.serving.kept_pages import KeptPages
from mingzhang.site.serving.lifespan import Lifespan
from mingzhang.site.sql.database import ServedDatabase
from mingzhang.site.sql.limits import load_limits
from mingzhang.site.sql.pool import Pool
from mingzhang.store.contract import hold_to_schema
from mingzhang.store.counted import NUMBER, NUMBERS
from mingzhang.store.identity import checksum_of, identity_of
from mingzhang.store.output import APPLICATION_ID

_TRIES = 5


class Edition:
    """A Datasette application on one file. `requests` is how many are being answered by it, `pages` what was answered."""

    def __init__(self, file: BufferedReader, identity: str, datasette: Datasette, database: ServedDatabase) -> None:
        self.file, self.identity, self.datasette, self.database = file, identity, datasette, database
        self.path = Path(database.path)
        self.app = datasette.app()
        self._lifespan = Lifespan(self.app)
        self.requests = 0
        self.pages = KeptPages()

    @property
    def files_beside(self) -> str:
        """What lies beside the database now and is named on pages: the files themselves, and packages."""
        return f"{names_of_originals(self.path)} {shelf_of(self.datasette).told()}"

    @property
    def hash(self) -> str:
        """The SHA-256 of the file."""
        return str(self.database.hash)

    async def start(self) -> None:
        """Starts its processes and readies its pages. Raises ConnectionError when a process does not start.

        Those that make files start when the first file is asked for.
        """
        await asyncio.gather(*(self.database.pools[name].start() for name in ("queries", "tables")))
        await self.datasette.invoke_startup()
        await self._lifespan.start()

    async def close(self) -> None:
        """Ends its processes and closes the file; whatever was being answered fails."""
        await self._lifespan.close()
        await late_models_of(self.datasette).close()
        await shelf_of(self.datasette).close()
        await asyncio.gather(*(pool.close() for pool in self.database.pools.values()))
        await asyncio.to_thread(self.database.close)
        self.file.close()


def open_edition(path: Path, servers: int = 1) -> Edition:
    """The database at `path`, named mingzhang, immutable, with the numbers of rows that its build counted.

    `servers` is how many processes serve it on one port, and share the workers of its pools.

    Raises MingzhangError when there is no such file, or when it is not one of our databases, or of another version.
    """
    for _ in range(_TRIES):
        file = _opened(path)
        identity = identity_of(file.fileno())
        inspected = inspect(path)
        datasette = ServedDatasette(
            [],
            inspect_data={DATABASE_NAME: inspected},
            metadata=copy.deepcopy(datasette_metadata(load_dictionary())),  # Datasette fills it in
            settings=read_yaml(files("mingzhang.site").joinpath("settings.yml").read_text(encoding="utf-8")),
            cors=True,
        )
        datasette.remove_database("_memory")
        pools = {name: Pool(name, str(path.absolute()), identity, servers) for name in load_limits().pools}
        database = ServedDatabase(datasette, str(path.absolute()), pools)
        datasette.add_database(database, name=DATABASE_NAME)
        database.open_connections()
        if path.exists() and identity_of(path) == identity:
            return Edition(file, identity, datasette, database)
        database.close()
        file.close()
    raise MingzhangError(f"{path}: is replaced again and again; serve it when that has ended")


def _opened(path: Path) -> BufferedReader:
    if not path.is_file():
        raise MingzhangError(f"{path}: no such database; make it with: mingzhang build")
    return path.open("rb")


def inspect(path: Path) -> dict[str, Any]:
    """What Datasette wants to know beforehand of an immutable database: hash, size, and the rows of each table.

    Raises MingzhangError when there is no such file, or when it is not one of our databases, or of another version.
    """
    _opened(path).close()
    counts = _counts(path)
    return {
        "hash": _sha256(path),
        "size": path.stat().st_size,
        "file": path.name,
        "tables": {name: {"count": count} for name, count in counts.items()},
    }


_known: dict[str, str] = {}


def _sha256(path: Path) -> str:
    """Computed once for several servers, which are forked after it, if the build has not kept it."""
    identity = identity_of(path)
    if identity not in _known:
        sha256 = checksum_of(path)
        _known.clear()
        _known[identity] = sha256
    return _known[identity]


def _counts(path: Path) -> dict[str, int]:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
        try:
            _hold_to_version(path, connection)
            return dict(connection.execute(f'SELECT name, "{NUMBER}" FROM "{NUMBERS}"').fetchall())
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        raise MingzhangError(
            f"{path}: not a SQLite database, or a damaged one; make it again with: mingzhang build"
        ) from None


def _hold_to_version(path: Path, connection: sqlite3.Connection) -> None:
    sql = "SELECT count(*) FROM sqlite_master WHERE name IN ('documents', 'projects', 'indicators')"
    if connection.execute(sql).fetchone()[0] != 3:
        raise MingzhangError(f"{path}: not a database of mingzhang; make one with: mingzhang build")
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if mark != APPLICATION_ID:
        raise MingzhangError(f"{path}: not a database of mingzhang; make one with: mingzhang build")
    hold_to_schema(path, connection)
