"""Chunks that are made faster than they are read, kept in a file without a name: a slow reader then holds no worker.

The file lies where temporary files do (TMPDIR). It has a bound, and all such files together have one: beyond it whoever makes
the chunks waits for who reads them, as without a file.
"""

import asyncio
import os
import tempfile
import time
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from typing import BinaryIO

# Of one answer in memory; what is made beyond goes to the file.
_IN_MEMORY = 1 << 20
_CHUNK = 1 << 18


class TooSlow(Exception):
    """The reader takes longer than an answer may last."""


class Spool:
    """Chunks in the order in which they were put."""

    together = 0  # bytes in the files of all spools

    def __init__(self, most_bytes: int, most_together: int) -> None:
        self._most, self._most_together = most_bytes, most_together
        self._chunks: deque[bytes] = deque()
        self._in_memory = self._read = self._written = 0
        self._file: BinaryIO | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be taken."""
        return not self._chunks and self._read == self._written

    def has_room(self, chunk: bytes) -> bool:
        """Whether a chunk can be put."""
        if self._fits_in_memory(chunk) or self.is_empty:
            return True
        return self._written + len(chunk) <= self._most and Spool.together + len(chunk) <= self._most_together

    def put(self, chunk: bytes) -> None:
        """Keeps a chunk."""
        if self._fits_in_memory(chunk) or self.is_empty:
            self._chunks.append(chunk)
            self._in_memory += len(chunk)
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  closed by close()
        os.pwrite(self._file.fileno(), chunk, self._written)
        self._written += len(chunk)
        Spool.together += len(chunk)

    def take(self) -> bytes:
        """The next bytes; there must be some."""
        if self._chunks:
            chunk = self._chunks.popleft()
            self._in_memory -= len(chunk)
            return chunk
        assert self._file
        chunk = os.pread(self._file.fileno(), min(_CHUNK, self._written - self._read), self._read)
        self._read += len(chunk)
        if self._read == self._written:
            self._forget()
        return chunk

    def close(self) -> None:
        """Gives the file back."""
        self._forget()
        if self._file:
            self._file.close()

    def _fits_in_memory(self, chunk: bytes) -> bool:
        return self._read == self._written and self._in_memory + len(chunk) <= _IN_MEMORY

    def _forget(self) -> None:
        Spool.together -= self._written
        self._read = self._written = 0
        if self._file:
            os.ftruncate(self._file.fileno(), 0)


async def spooled(chunks: AsyncGenerator[bytes], spool: Spool, most_seconds: float) -> AsyncGenerator[bytes]:
    """The chunks as they are read, made as fast as there is room for them.

    Raises what making them raised, behind those that were made before; TooSlow when it all takes longer than `most_seconds`.
    """
    until = time.monotonic() + most_seconds
    making = _Making(chunks, spool)
    try:
        while (chunk := await making.next_chunk()) is not None:
            yield chunk
            if time.monotonic() > until:
                raise TooSlow
    finally:
        await making.close()


class _Making:
    """Making chunks and reading them, side by side."""

    def __init__(self, chunks: AsyncGenerator[bytes], spool: Spool) -> None:
        self._chunks, self._spool = chunks, spool
        self._changed = asyncio.Condition()
        self._is_made = False
        self._task = asyncio.create_task(self._make())

    async def next_chunk(self) -> bytes | None:
        """The next chunk; None behind the last. Raises what making them raised."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._is_made or not self._spool.is_empty)
            chunk = None if self._spool.is_empty else self._spool.take()
            self._changed.notify_all()
        if chunk is None:
            await self._task
        return chunk

    async def close(self) -> None:
        """Breaks off what is being made."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._spool.close()

    async def _make(self) -> None:
        try:
            async with aclosing(self._chunks):
                async for chunk in self._chunks:
                    async with self._changed:
                        await self._changed.wait_for(partial(self._spool.has_room, chunk))
                        self._spool.put(chunk)
                        self._changed.notify_all()
        finally:
            async with self._changed:
                self._is_made = True
                self._changed.notify_all()
