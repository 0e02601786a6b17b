"""The edition that is served now, and its successor: a database that is renamed into place is picked up whole.

A request belongs to the edition that was served when it came, to its last byte. The old edition is closed when its last request
has been answered.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from mingzhang.errors import MingzhangError
from mingzhang.site.serving.edition import Edition
from mingzhang.store.identity import identity_of

logger = logging.getLogger("mingzhang.site")

_LOOK_SECONDS = 1.0
# A request of the old edition that has not ended by then is broken off.
_LONGEST_REQUEST_SECONDS = 900.0


class Editions:
    """The edition of a path that is served now."""

    def __init__(self, path: Path, open_at: Callable[[Path], Edition]) -> None:
        """Raises MingzhangError when what is at the path cannot be opened."""
        self._path, self._open_at, self.current = path, open_at, open_at(path)
        self._refused = self._told = ""
        self._watching: asyncio.Task[None] | None = None
        self._retiring: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Starts the first edition, and looks for the next."""
        await self.current.start()
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """Ends all editions."""
        tasks = [task for task in (self._watching, *self._retiring) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.current.close()

    @contextlib.contextmanager
    def taken(self) -> Iterator[Edition]:
        """The current edition, for one request."""
        edition = self.current
        edition.requests += 1
        try:
            yield edition
        finally:
            edition.requests -= 1

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                await self._look()
            except Exception:
                logger.exception("looking for a new database failed")

    async def _look(self) -> None:
        """Takes up what is at the path, unless it is what is served, or was refused already."""
        try:
            found = identity_of(self._path)
        except OSError:  # for a moment nothing is there, or for good: what is served stays
            return
        if found in (self.current.identity, self._refused):
            return
        try:
            edition = await self._opened()
        except MingzhangError as error:
            self._refused = found
            logger.error("the new database is not taken up, the old one is served on: %s", error)
            return
        except (
            OSError
        ) as error:  # of the machine, or it was replaced meanwhile: it is no fault of the file, and tried again
            if found != self._told:
                logger.error("the new database is not taken up yet, the old one is served on: %s", error)
            self._told = found
            return
        old, self.current = self.current, edition
        logger.warning("%s: the new database is served now, sha256 %s", self._path.name, edition.hash)
        retiring = asyncio.create_task(_retire(old))
        self._retiring.add(retiring)
        retiring.add_done_callback(self._retiring.discard)

    async def _opened(self) -> Edition:
        """The edition at the path, started. Raises MingzhangError, or OSError (as ConnectionError and TimeoutError are)."""
        edition = await asyncio.to_thread(self._open_at, self._path)
        try:
            await edition.start()
        except BaseException:
            await edition.close()  # with the processes that have begun
            raise
        return edition


async def _retire(edition: Edition) -> None:
    """Closes an edition when nobody is answered by it any more."""
    try:
        async with asyncio.timeout(_LONGEST_REQUEST_SECONDS):
            while edition.requests:
                await asyncio.sleep(_LOOK_SECONDS)
    except TimeoutError:
        logger.warning("a request of a replaced database was broken off")
    finally:
        await asyncio.shield(edition.close())
