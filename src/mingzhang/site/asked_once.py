"""What is asked for while it is being found already is found once, for all who wait for it."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Found = TypeVar("Found")


class AskedOnce(Generic[Found]):
    """What is being found, under keys. Of one event loop at a time: an application may be asked in several.

    `shared` are the errors that all who wait would meet, so that none of them tries it again.
    """

    def __init__(self, *shared: type[Exception]) -> None:
        self._shared = shared
        self._being_found: dict[Hashable, asyncio.Future[Found | Exception | None]] = {}

    async def ask(self, key: Hashable, find: Callable[[], Awaitable[Found]]) -> Found:
        """What is being found under a key, or what is found now. Where that failed otherwise, whoever waited tries it, too."""
        loop = asyncio.get_running_loop()
        other = self._being_found.get(key)
        if other is not None and other.get_loop() is loop and (found := await asyncio.shield(other)) is not None:
            if isinstance(found, Exception):
                raise found
            return found
        mine = self._being_found[key] = loop.create_future()
        result: Found | Exception | None = None
        try:
            result = await find()
            return result
        except self._shared as error:
            result = error
            raise
        finally:
            if self._being_found.get(key) is mine:
                del self._being_found[key]
            mine.set_result(result)
