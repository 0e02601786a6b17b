"""Work in worker processes, each piece within a budget of CPU time and memory that the operating system enforces.

Results come in the order of the pieces, whatever the number of workers. A piece that is over its budget, or that ends the
process, costs itself alone: the others that were under way are done again. Nothing here knows what the work is.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from logging.handlers import QueueHandler
from multiprocessing.connection import wait as wait_for_end
from pathlib import Path
from typing import Any, Generic, TypeVar

from mingzhang.errors import Refused

Task = TypeVar("Task")
Result = TypeVar("Result")

MEGABYTE = 1_000_000
# When no instruction of ours was reached for so much more time, the process is ended from outside: it is in one long call.
_GRACE = 1.5
_AHEAD = 2  # pieces under way for each worker, so that none waits for the one who takes the results
_POLL = 0.2  # seconds between looks at what workers tell


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget of one piece of work: seconds of CPU time, and megabytes beyond what the process already has."""

    seconds: float = 60.0
    megabytes: int = 2_000


class _OverTime(BaseException):
    """Not an Exception: no reader that takes whatever a library raises for a damaged file may take this for one."""


# ---- in a worker ---------------------------------------------------------------------------------------------------


def within(budget: Budget, work: Callable[[Task], Result], piece: Task) -> Result:
    """Does a piece of work within a budget. Raises Refused when it is exceeded; a process that cannot raise is killed."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return work(piece)
    signal.signal(signal.SIGVTALRM, _raise_over_time)
    with _memory_limited(budget.megabytes):
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, budget.seconds)
            signal.setitimer(signal.ITIMER_PROF, budget.seconds * _GRACE)  # its signal ends a process
            return work(piece)
        except _OverTime:
            raise Refused("over-budget-time", **_values(budget)) from None
        except MemoryError:
            raise Refused("over-budget-memory", **_values(budget)) from None
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.setitimer(signal.ITIMER_PROF, 0)


def _values(budget: Budget) -> dict[str, int]:
    return {"seconds": round(budget.seconds), "megabytes": budget.megabytes}


def _raise_over_time(*_: object) -> None:
    raise _OverTime


class _memory_limited:  # noqa: N801 - used as a function
    """While it lasts, the process gets so many megabytes of memory more than it has; where the system can say so."""

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        self.before: tuple[int, int] | None = None

    def __enter__(self) -> None:
        with suppress(ImportError, OSError, ValueError):
            import resource

            pages = int(_first_line("/proc/self/statm").split()[0])
            self.before = resource.getrlimit(resource.RLIMIT_AS)
            most = pages * os.sysconf("SC_PAGE_SIZE") + self.megabytes * MEGABYTE
            resource.setrlimit(resource.RLIMIT_AS, (most, self.before[1]))

    def __exit__(self, *_: object) -> None:
        if self.before:
            import resource

            resource.setrlimit(resource.RLIMIT_AS, self.before)


def _first_line(path: str) -> str:
    with Path(path).open(encoding="ascii") as file:
        return file.readline()


def _begin(told: Any, level: int) -> None:
    """Prepares a worker: it forwards log records, and ends when its parent process ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that began it ends it
    gc.freeze()  # what was there before the fork stays in shared pages: a collection would write into, and so copy, them all
    for name in ("mingzhang.readers",):
        logger = logging.getLogger(name)
        logger.handlers = [QueueHandler(told)]
        logger.setLevel(level)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for_end([sentinel])
    os._exit(1)


# ---- in the process that wants it done -----------------------------------------------------------------------------


class Workers(Generic[Task, Result]):
    """Does pieces of work in processes and gives the results in their order; to be used in a `with`, which begins them.

    `work` and its pieces and results must be fit for pickling. What `work` raises, the result raises; Refused when
    a piece was over its budget, or the process that did it ended. `budget_of` says what a piece may take.
    """

    def __init__(
        self,
        work: Callable[[Task], Result],
        pieces: Sequence[Task],
        number: int,
        budget_of: Callable[[Task], Budget],
    ) -> None:
        self._work, self._budget_of = work, budget_of
        self._waiting = deque(pieces)
        self._under_way: deque[tuple[Task, Future[Result]]] = deque()
        self._number = max(1, min(number, len(pieces)))
        self._logger = logging.getLogger("mingzhang.readers")
        method = "fork" if sys.platform == "linux" else "spawn"
        self._context = multiprocessing.get_context(method)
        self._told: Any = self._context.SimpleQueue()

    def __enter__(self) -> Workers[Task, Result]:
        self._pool = self._new_pool(self._number)
        self._fill()
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def next(self) -> Callable[[], Result]:
        """A function that returns the result of the next piece, or raises what the piece raised."""
        self._fill()
        piece, future = self._under_way.popleft()
        self._await(future)
        try:
            result = future.result()
        except BrokenProcessPool:
            return self._again(piece)
        except Exception as error:
            return raising(error)
        self._fill()
        return lambda: result

    def _new_pool(self, number: int) -> ProcessPoolExecutor:
        arguments = (_Told(self._told), self._logger.getEffectiveLevel())
        return ProcessPoolExecutor(number, self._context, _begin, arguments)

    def _fill(self) -> None:
        while self._waiting and len(self._under_way) < self._number * _AHEAD:
            piece = self._waiting.popleft()
            self._under_way.append((piece, self._submit(piece)))

    def _submit(self, piece: Task) -> Future[Result]:
        try:
            return self._pool.submit(within, self._budget_of(piece), self._work, piece)
        except BrokenProcessPool as error:
            broken: Future[Result] = Future()
            broken.set_exception(error)
            return broken

    def _await(self, future: Future[Result]) -> None:
        while True:
            done = wait([future], _POLL).done
            while not self._told.empty():
                self._logger.handle(self._told.get())
            if done:
                return

    def _again(self, piece: Task) -> Callable[[], Result]:
        """Repeats a piece whose pool broke. Another piece may have broken it, so this one runs alone."""
        self._pool.shutdown(cancel_futures=True)
        outcome = self._alone(piece)
        self._pool = self._new_pool(self._number)
        self._under_way = deque((one, self._kept(one, future)) for one, future in self._under_way)
        return outcome

    def _kept(self, piece: Task, future: Future[Result]) -> Future[Result]:
        is_done = future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenProcessPool)
        return future if is_done else self._submit(piece)

    def _alone(self, piece: Task) -> Callable[[], Result]:
        with self._new_pool(1) as pool:
            future = pool.submit(within, self._budget_of(piece), self._work, piece)
            try:
                self._await(future)
                result = future.result()
            except BrokenProcessPool:
                return raising(Refused("over-budget-or-lost", **_values(self._budget_of(piece))))
            except Exception as error:
                return raising(error)
        return lambda: result


class _Told:
    """A queue with the one function that a handler of log records needs."""

    def __init__(self, queue: Any) -> None:
        self._queue = queue

    def put_nowait(self, record: logging.LogRecord) -> None:
        """Forwards a log record."""
        self._queue.put(record)


def raising(error: Exception) -> Callable[[], Any]:
    """A result that raises an error when it is asked for."""

    def raise_it() -> Any:
        """Raises what the work raised."""
        raise error

    return raise_it
