"""Documents converted by the workers of an executor: any of `concurrent.futures`, or a cluster of Dask.

What `workers` does with processes of this machine is done here by whoever the executor asks. An executor repeats by itself
what a lost worker had under way; a document that no worker survives is refused, and costs itself alone. A worker with another
version of this program gives other rows: it is refused by name.
"""

from __future__ import annotations

import platform
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from typing import Any, Generic

from mingzhang.errors import MingzhangError, Refused
from mingzhang.keeping import program
from mingzhang.version import VERSION
from mingzhang.workers import Result, Task

_AHEAD = 64  # pieces under way: enough for the workers of a large cluster, few enough to keep in memory
_ANSWER_SECONDS = 20
_REPEATED = 3  # times that a piece is done again when its worker was lost


@contextmanager
def executor_of_cluster(address: str) -> Iterator[Executor]:
    """An executor that asks the workers of a Dask cluster, whose scheduler is at an address: tcp://host:8786.

    Raises MingzhangError when the extra is missing, or when no scheduler answers there, or it has no workers.
    """
    try:
        client = _client_of(address)
    except (OSError, ValueError, TypeError) as error:
        raise MingzhangError(f"{address}: no scheduler of Dask answers there ({_first_line(error)})") from None
    with client:
        if not client.scheduler_info()["workers"]:
            raise MingzhangError(f"{address}: the scheduler has no workers yet; start one there: dask worker {address}")
        yield client.get_executor(pure=False, retries=_REPEATED)


def _client_of(address: str) -> Any:
    try:
        import distributed
    except ImportError:
        raise MingzhangError("--cluster needs the extra cluster: pip install 'mingzhang[cluster]'") from None
    client: Any = distributed.Client
    return client(address, timeout=_ANSWER_SECONDS, set_as_default=False)


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
            result = self._under_way.popleft().result()
        except Exception as error:
            return _raising(_meaning(error))
        return lambda: result


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
        return MingzhangError(f"the workers were lost ({_first_line(error)}); nothing was replaced, build again")
    return Refused("internal-error", problem=f"{type(error).__name__}: {_first_line(error)}")


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__


def _raising(error: Exception) -> Callable[[], Any]:
    def raise_it() -> Any:
        raise error

    return raise_it
