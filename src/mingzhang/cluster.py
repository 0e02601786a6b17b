"""Documents converted by the workers of an executor: any of `concurrent.futures`, or a cluster of Dask.

What `workers` does with processes of this machine is done here by whoever the executor asks. An executor repeats by itself
what a lost worker had under way; a document that no worker survives is refused, and costs itself alone. A worker with another
version of this program gives other rows: it is refused by name.
"""

from __future__ import annotations

import asyncio
import pkgutil
import platform
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any, Generic

from mingzhang.errors import MingzhangError, Refused
from mingzhang.keeping import program
from mingzhang.version import VERSION
from mingzhang.workers import Result, Task, raising

_AHEAD = 64  # pieces under way: enough for the workers of a large cluster, few enough to keep in memory
_ANSWER_SECONDS = 20
_REPEATED = 3  # times that a piece is done again when its worker was lost
_POLL_SECONDS = 5.0
_WITHOUT_WORKERS_SECONDS = 60.0  # that a cluster may be without any, for workers that are begun again by themselves


@contextmanager
def executor_of_cluster(address: str) -> Iterator[Executor]:
    """An executor that asks the workers of a Dask cluster, whose scheduler is at an address: tcp://host:8786.

    Raises MingzhangError when the extra is missing, when no scheduler answers there, and when it has no workers or one that
    has not this version of mingzhang.
    """
    _hold_to_answer(address)
    with _distributed().Client(address, timeout=_ANSWER_SECONDS, set_as_default=False) as client:
        # Each is asked by a function that it has: one without mingzhang ends when it gets a piece of work.
        versions = client.run(pkgutil.resolve_name, "mingzhang.version:VERSION", on_error="return")
        if not versions:
            raise MingzhangError(f"{address}: the scheduler has no workers yet; start one there: dask worker {address}")
        for worker, found in sorted(versions.items()):
            if found != VERSION:
                has = f"cannot load it ({_first_line(found)})" if isinstance(found, Exception) else f"has {found}"
                raise MingzhangError(f"{worker}: a worker there {has}; install mingzhang {VERSION} there")
        yield ClusterExecutor(client)


class ClusterExecutor(Executor):
    """The executor of a cluster, which knows whether it has workers."""

    def __init__(self, client: Any) -> None:
        self._client, self._executor = client, client.get_executor(pure=False, retries=_REPEATED)

    def submit(self, work: Callable[..., Any], /, *pieces: Any, **others: Any) -> Future[Any]:
        """As every executor does."""
        future: Future[Any] = self._executor.submit(work, *pieces, **others)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As every executor does."""
        self._executor.shutdown(wait=wait, cancel_futures=cancel_futures)

    def has_workers(self) -> bool:
        """Whether the scheduler answers and has any worker."""
        try:
            return bool(self._client.scheduler_info()["workers"])
        except OSError:
            return False


def _hold_to_answer(address: str) -> None:
    """Raises MingzhangError when no scheduler answers at an address.

    It is asked before there is a client: one that never had a scheduler waits 40 s when it is thrown away and ends in a
    traceback, and where another kind of server listens (the dashboard) it waits without end.
    """
    try:
        with ThreadPoolExecutor(1) as apart:  # whoever calls may have a loop of its own
            kind = apart.submit(asyncio.run, _kind_of(address)).result()
    except (OSError, ValueError, TypeError) as error:  # TimeoutError is an OSError
        raise MingzhangError(f"{address}: no scheduler of Dask answers there ({_first_line(error)})") from None
    if kind != "Scheduler":
        raise MingzhangError(f"{address}: no scheduler of Dask answers there (it is a {kind.lower()})")


async def _kind_of(address: str) -> str:
    """What answers at an address, as it calls itself: Scheduler, Worker or Nanny."""
    distributed = _distributed()
    arguments = distributed.Security().get_connection_args("client")
    async with distributed.rpc(address, timeout=_ANSWER_SECONDS, connection_args=arguments) as server:
        said = await asyncio.wait_for(server.identity(), _ANSWER_SECONDS)
    return str(said["type"])


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise MingzhangError("--cluster needs the extra cluster: pip install 'mingzhang[cluster]'") from None
    return distributed


class Elsewhere(Generic[Task, Result]):
    """Gives pieces of work to an executor and the results in the order of the pieces, as `workers.Workers` does."""

    def __init__(self, work: Callable[[Task], Result], pieces: Sequence[Task], executor: Executor) -> None:
        self._work, self._executor = SameProgram(work), executor
        self._waiting = deque(pieces)
        self._under_way: deque[Future[Result]] = deque()

    def __enter__(self) -> Elsewhere[Task, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        for future in self._under_way:
            future.cancel()

    def next(self) -> Callable[[], Result]:
        """A function that returns the result of the next piece, or raises Refused or MingzhangError."""
        try:
            while self._waiting and len(self._under_way) < _AHEAD:
                self._under_way.append(self._executor.submit(self._work, self._waiting.popleft()))
            result = self._awaited(self._under_way.popleft())
        except Exception as error:
            return raising(_meaning(error))
        return lambda: result

    def _awaited(self, future: Future[Result]) -> Result:
        """The result of a piece. Raises MingzhangError when a cluster has been without workers for long."""
        if isinstance(self._executor, ClusterExecutor):
            last_seen = time.monotonic()
            while not wait([future], _POLL_SECONDS).done:
                now = time.monotonic()
                last_seen = now if self._executor.has_workers() else last_seen
                if now - last_seen > _WITHOUT_WORKERS_SECONDS:
                    raise MingzhangError(_lost("the scheduler has none any more"))
        return future.result()


class SameProgram(Generic[Task, Result]):
    """Work that a worker refuses to do when it has another version of this program than the one that asks."""

    def __init__(self, work: Callable[[Task], Result]) -> None:
        self.work, self.version, self.program = work, _version(), program()

    def __call__(self, piece: Task) -> Result:
        """Does the work, or raises MingzhangError that names both versions."""
        if program() != self.program:
            raise MingzhangError(_other(f"{_version()} there, {self.version} here"))
        return self.work(piece)


def _version() -> str:
    return f"mingzhang {VERSION} ({program().hex()[:8]}) on Python {platform.python_version()}"


def _other(said: str) -> str:
    return f"a worker has another version of mingzhang, of Python or of a library that reads: {said}; install the same there"


def _lost(said: str) -> str:
    return f"the workers were lost ({said}); nothing was replaced, build again"


def _meaning(error: Exception) -> Exception:
    """What a failure of an executor means: for this document alone (Refused), or for all (MingzhangError)."""
    if isinstance(error, Refused | MingzhangError):
        return error
    if isinstance(error, ImportError | AttributeError):
        return MingzhangError(_other(_first_line(error)))
    if type(error).__name__ == "KilledWorker":
        return Refused("internal-error", problem=f"it ended {_REPEATED + 1} workers of the cluster")
    if isinstance(error, BrokenExecutor | OSError) or type(error).__name__ in (
        "CancelledError",
        "FutureCancelledError",
    ):
        return MingzhangError(_lost(_first_line(error)))
    return Refused("internal-error", problem=f"{type(error).__name__}: {_first_line(error)}")


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
