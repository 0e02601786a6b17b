"""A small pool of workers, with a short queue before it: who finds the queue full is told to come again.

A worker that takes too long, dies, or whose asker has gone is killed and replaced. Statements of a request that has had a
worker already go on whatever the length of the queue, so that no answer is thrown away half-made.
"""

import asyncio
import contextlib
import logging
import os
import pickle
import socket
import sqlite3
import sys
from collections.abc import AsyncGenerator, Coroutine
from random import random
from typing import Any, cast

from mingzhang.site.sql.frames import HEAD, Failure, FrameKind, decoded, frame
from mingzhang.site.sql.jobs import Job, Probe
from mingzhang.site.sql.limits import load_limits
from mingzhang.site.sql.places import Places, client
from mingzhang.site.sql.spool import Spool, TooSlow, spooled

logger = logging.getLogger("mingzhang.site")

_START_SECONDS = 30.0
# Between two tries to start a worker that will not start.
_RETRY_SECONDS = 2.0
# A pause before an asker reads of a full queue, so that programs which ask again at once cost nothing.
_PAUSE_SECONDS = 0.5


class Busy(Exception):
    """All workers are at work and enough wait already; `seconds` tells when it is worth asking again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class TooLargeAnswer(Exception):
    """The rows that were asked for are more than one answer may hold."""


class Failed(Exception):
    """A job that could not be done, and why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


class Worker:
    """A process that runs SQL, and the socket to it."""

    def __init__(self, process: asyncio.subprocess.Process, channel: socket.socket) -> None:
        self.process, self._channel = process, channel
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    async def ready(self) -> None:
        """Waits until it has opened its database. Raises ConnectionError when it has not."""
        self._reader, self._writer = await asyncio.open_connection(sock=self._channel)
        kind, _ = await asyncio.wait_for(self.answer(), _START_SECONDS)
        if kind is not FrameKind.READY:
            raise ConnectionError("a worker did not start")

    @property
    def is_dead(self) -> bool:
        """Whether its process has ended."""
        return self.process.returncode is not None

    async def ask(self, job: Job, seconds: float) -> None:
        """Gives it a job."""
        self._writer.write(frame(FrameKind.JOB, pickle.dumps((job, seconds))))
        await self._writer.drain()

    async def answer(self) -> tuple[FrameKind, bytes]:
        """Its next frame. Raises ConnectionError when it has died."""
        try:
            length, kind = HEAD.unpack(await self._reader.readexactly(HEAD.size))
            return FrameKind(kind), await self._reader.readexactly(length)
        except asyncio.IncompleteReadError:
            raise ConnectionError("a worker died") from None

    def kill(self) -> None:
        """Ends it, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        if hasattr(self, "_writer"):
            self._writer.close()
        else:
            self._channel.close()


class Pool:
    """The workers of one kind on one database."""

    def __init__(self, name: str, path: str, identity: str, servers: int = 1) -> None:
        self.name, self.limits = name, load_limits().pools[name].of_one_in(servers)
        self._path, self._identity = path, identity
        self._places = Places()
        self._workers: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._started: asyncio.Future[Any] | None = None
        self._is_closed = False

    async def start(self) -> None:
        """Starts the workers, unless they have been. Raises ConnectionError when one does not start."""
        loop = asyncio.get_running_loop()
        if (
            self._started is None or self._started.get_loop() is not loop
        ):  # an application may be asked in several loops
            self._places, self._workers = Places(), set()
            self._started = asyncio.gather(*(self._add() for _ in range(self.limits.workers)))
        await asyncio.shield(self._started)

    async def close(self) -> None:
        """Kills all workers."""
        self._is_closed = True
        for task in list(self._tasks):
            task.cancel()
        for worker in list(self._workers):
            worker.kill()
        for worker in list(self._workers):
            await worker.process.wait()

    async def value(self, job: Job, seconds: float, is_going_on: bool = False) -> Any:
        """The result of a job of one value. Raises Busy, or Failed."""
        return (await self.timed_value(job, seconds, is_going_on))[0]

    async def timed_value(self, job: Job, seconds: float, is_going_on: bool = False) -> tuple[Any, float]:
        """The result of a job of one value, and the seconds of CPU that it took."""
        async with contextlib.aclosing(self._frames(job, seconds, is_going_on)) as frames:
            found = {kind: decoded(content) async for kind, content in frames}
        return found[FrameKind.VALUE], found[FrameKind.END]

    async def stream(self, job: Job, seconds: float) -> AsyncGenerator[bytes]:
        """The chunks of a job, which holds no worker any more when they are made. Raises Busy, or Failed, at any chunk."""
        limits = load_limits()
        spool = Spool(limits.spooled_bytes, limits.spooled_bytes_together)
        try:
            async with contextlib.aclosing(
                spooled(self._chunks(job, seconds), spool, limits.longest_answer_seconds)
            ) as chunks:
                async for chunk in chunks:
                    yield chunk
        except TooSlow:
            raise Failed(Failure("too-long")) from None

    async def _chunks(self, job: Job, seconds: float) -> AsyncGenerator[bytes]:
        async with contextlib.aclosing(self._frames(job, seconds)) as frames:
            async for kind, content in frames:
                if kind is FrameKind.CHUNK:
                    yield content

    async def is_well(self) -> bool:
        """Whether a worker answers, or all are busy with what is within its time."""
        try:
            return bool(await self.value(Probe(), 1.0, is_going_on=True))
        except Busy:
            return bool(self._workers)
        except (Failed, ConnectionError):  # or none starts, as when the file is being replaced this second
            return False

    async def _frames(
        self, job: Job, seconds: float, is_going_on: bool = False
    ) -> AsyncGenerator[tuple[FrameKind, bytes]]:
        asker = client.get()
        worker = await self._worker(asker, is_going_on)
        places, is_done = self._places, False
        by_the_clock = seconds * load_limits().clock_factor + load_limits().grace_seconds
        try:
            await worker.ask(job, seconds)
            while not is_done:
                kind, content = await asyncio.wait_for(worker.answer(), by_the_clock)
                is_done = kind in (FrameKind.END, FrameKind.FAILED)
                if kind is FrameKind.FAILED:
                    failure = Failure(*decoded(content))
                    is_done = failure.kind != "too-large"  # what is left of its memory is not trusted
                    raise Failed(failure)
                yield kind, content
        except (TimeoutError, ConnectionError, OSError):
            raise Failed(Failure("too-long")) from None
        finally:
            places.leave(asker)
            if is_done:
                places.put(worker)
            else:
                self._replace(worker)

    async def _worker(self, asker: str, is_going_on: bool) -> Worker:
        """An idle worker, at once or when one has become idle and it is the asker's turn."""
        await self.start()
        if self._places.are_taken and not is_going_on and self._is_full_for(asker):
            await asyncio.sleep(_PAUSE_SECONDS * (1 + random()))  # not all at once
            raise Busy(self._retry_after())
        try:
            seconds = self.limits.wait_seconds * (2 if is_going_on else 1)
            while (worker := cast(Worker, await self._places.take(asker, seconds))).is_dead:
                self._places.leave(asker)
                self._replace(worker)
            return worker
        except TimeoutError:
            raise Busy(self._retry_after()) from None

    def _is_full_for(self, asker: str) -> bool:
        """Whether the queue is full, or all of it that one client may have."""
        share = max(1, int(self.limits.queue * load_limits().share_of_one_client))
        return self._places.waiting() >= self.limits.queue or self._places.waiting(asker) >= share

    def _retry_after(self) -> int:
        """Seconds in which those who wait now will have had their turn, at worst."""
        return 1 + int(self.limits.seconds * (self._places.waiting() + 1) / self.limits.workers)

    def _replace(self, worker: Worker) -> None:
        worker.kill()
        self._workers.discard(worker)
        if not self._is_closed:
            self._begin(self._add_again(worker))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Work that goes on beside the answers, until the pool is closed."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _watch(self, worker: Worker) -> None:
        """Replaces a worker that dies while it does nothing, so that nobody's request finds it dead."""
        places = self._places
        await worker.process.wait()
        if places.remove(worker):
            self._replace(worker)

    async def _add_again(self, old: Worker) -> None:
        await old.process.wait()
        while not self._is_closed:
            try:
                await self._add()
            except (ConnectionError, OSError, TimeoutError) as error:
                logger.error("a worker of the pool %s did not start: %s", self.name, error)
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                return

    async def _add(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "mingzhang.site.sql.worker"),
                *(str(theirs.fileno()), self._path, self._identity, self.name),
                pass_fds=[theirs.fileno()],
                stdin=asyncio.subprocess.DEVNULL,
            )
        with contextlib.suppress(OSError):  # from its first instruction on: to start takes 0.2 s of CPU
            os.setpriority(os.PRIO_PROCESS, process.pid, self.limits.niceness)
        worker = Worker(process, ours)
        if self._is_closed:  # while the process was begun
            worker.kill()
            raise ConnectionError("the pool is closed")
        self._workers.add(worker)
        try:
            await worker.ready()
        except BaseException:
            worker.kill()
            self._workers.discard(worker)
            raise
        self._places.put(worker)
        self._begin(self._watch(worker))


def as_sqlite(failure: Failure) -> Exception:
    """A failure that SQLite told of, as the exception that it would have been here."""
    kinds = (
        sqlite3.OperationalError,
        sqlite3.ProgrammingError,
        sqlite3.DataError,
        sqlite3.Warning,
        sqlite3.DatabaseError,
    )
    kind = next((kind for kind in kinds if kind.__name__ == failure.error), sqlite3.OperationalError)
    made = kind(failure.message)
    if failure.code is not None:
        made.sqlite_errorcode = failure.code  # type: ignore[union-attr]
    return made
