"""Which packages the site has: the one of its database, made beside it or when it is first asked for, and earlier releases.

`package/` and `releases/` are looked for in the folder of the database, where `make export` and `mingzhang release` put them.
"""

import asyncio
import contextlib
import json
import logging
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from mingzhang.dictionary.metadata_file import DATABASE_NAME

logger = logging.getLogger("mingzhang.site")

DESCRIPTOR, DATABASE_FILE = "datapackage.json", "mingzhang.db"
# A package takes about a second for each megabyte, in a process of its own; a larger one is made by whoever runs the site.
LARGEST_MADE_HERE = 300_000_000
_LONGEST_MAKING = 900.0


@dataclass(frozen=True, slots=True)
class PublishedPackage:
    """A package in a folder, as its descriptor tells."""

    folder: Path
    descriptor: dict[str, Any]

    @property
    def version(self) -> str:
        """The version of its data."""
        return str(self.descriptor["version"])

    @property
    def is_released(self) -> bool:
        """Whether it has a version of its own, under which nothing ever changes; else it is made of what is there now."""
        return not self.version.startswith("0.0.0+")

    @property
    def files(self) -> dict[str, dict[str, Any]]:
        """Every file that may be had, by path; with its size and hash where the descriptor knows them."""
        known = {one["path"]: one for one in (*self.descriptor["resources"], *self.descriptor["files"])}
        others = {name: {"path": name} for name in (DESCRIPTOR, "SHA256SUMS") if (self.folder / name).is_file()}
        return {**known, **others}

    def is_of(self, sha256: str) -> bool:
        """Whether it was made of the database file with this hash."""
        return bool(self.files.get(DATABASE_FILE, {}).get("hash") == f"sha256:{sha256}")


class NotReady(Exception):
    """The package is being made; it is worth asking again."""


class NotHere(Exception):
    """There is no package, and none can be made by the site."""


def read_package(folder: Path) -> PublishedPackage | None:
    """The package in a folder; None when there is none, or it cannot be understood."""
    try:
        descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        package = PublishedPackage(folder, descriptor)
        return package if package.version and package.files else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


@dataclass(eq=False)
class Shelf:
    """The packages of one site."""

    database: Any
    _made: "tempfile.TemporaryDirectory[str] | None" = None
    _making: "asyncio.Task[None] | None" = None
    _read: dict[Path, tuple[int, PublishedPackage]] = field(default_factory=dict)

    def current(self) -> PublishedPackage | None:
        """The package of the database that the site serves, when there is one."""
        return next((one for one in self._found() if one.is_of(self.database.hash)), None)

    def versions(self) -> list[PublishedPackage]:
        """All packages that there are: of the database first, then the releases, the newest first."""
        current = self.current()
        found = [*([current] if current else []), *self._releases()]
        return list({one.version: one for one in reversed(found)}.values())[::-1]

    def told(self) -> str:
        """Which packages there are, each with when it was written: pages name them, so what was made before is another page."""
        return ";".join(f"{one.folder} {self._read[one.folder][0]}" for one in self._found())

    async def ready(self, patience: float) -> PublishedPackage:
        """The package of the database, made if need be. Raises NotReady after `patience` seconds, and NotHere."""
        if found := self.current():
            return found
        if self._making is None:
            if Path(self.database.path).stat().st_size > LARGEST_MADE_HERE:
                raise NotHere
            self._making = asyncio.create_task(self._make())
        await asyncio.wait({self._making}, timeout=patience)
        if not self._making.done():
            raise NotReady
        if found := self.current():
            return found
        raise NotHere

    async def close(self) -> None:
        """Ends the making of a package, and takes away what was made, so that nothing stays in the temporary folder."""
        if self._making is not None:
            self._making.cancel()
            await asyncio.wait({self._making})
        if self._made is not None:
            await asyncio.to_thread(self._made.cleanup)

    async def _make(self) -> None:
        """Makes the package aside, in a process of its own: it takes a whole processor."""
        self._made = tempfile.TemporaryDirectory(prefix="mingzhang-package-")
        command = ["-m", "mingzhang", "export", str(self.database.path), "-o", str(Path(self._made.name) / "package")]
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
        )
        try:
            _, said = await asyncio.wait_for(process.communicate(), _LONGEST_MAKING)
        except TimeoutError:
            said = b"it took too long"
        finally:
            await _ended(process)
        if process.returncode:
            logger.error("the package could not be made: %s", said.decode("utf-8", "replace").strip())

    def _found(self) -> Iterator[PublishedPackage]:
        beside = Path(self.database.path).parent
        folders = [beside / "package", *([Path(self._made.name) / "package"] if self._made else [])]
        yield from filter(None, map(self._package, folders))
        yield from self._releases()

    def _releases(self) -> list[PublishedPackage]:
        folder = Path(self.database.path).parent / "releases"
        found = [self._package(path.parent) for path in folder.glob(f"*/{DESCRIPTOR}")]
        return sorted(filter(None, found), key=lambda one: _in_order(one.version), reverse=True)

    def _package(self, folder: Path) -> PublishedPackage | None:
        """A package, read again only when its descriptor was written again."""
        try:
            written = (folder / DESCRIPTOR).stat().st_mtime_ns
        except OSError:
            return None
        known = self._read.get(folder)
        if known is None or known[0] != written:
            if (package := read_package(folder)) is None:
                return None
            known = self._read[folder] = (written, package)
        return known[1]


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Kills a process that still runs."""
    with contextlib.suppress(ProcessLookupError):
        if process.returncode is None:
            process.kill()
    await process.wait()


def _in_order(version: str) -> tuple[int, ...]:
    numbers = version.partition("+")[0].split(".")
    return tuple(int(one) if one.isascii() and one.isdigit() else 0 for one in numbers)


_shelves: "WeakKeyDictionary[Any, Shelf]" = WeakKeyDictionary()


def shelf_of(datasette: Any) -> Shelf:
    """The packages of a site."""
    database = datasette.get_database(DATABASE_NAME)
    shelf = _shelves.get(datasette)
    if shelf is None or shelf.database is not database:
        shelf = _shelves[datasette] = Shelf(database)
    return shelf
