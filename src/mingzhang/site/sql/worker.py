"""The process that runs SQL of readers: it opens the database, bounds itself, and does one job after another.

What bounds it is the operating system: seconds of CPU, address space, size of files. Whoever started it kills it when a job
takes far too long by the clock, whatever call of C or Python it is in. It never imports Datasette, and writes nothing.

    python -m mingzhang.site.sql.worker SOCKET PATH IDENTITY POOL
"""

import math
import os
import pickle
import resource
import signal
import socket
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from mingzhang.checks import functions
from mingzhang.search import match_expression
from mingzhang.site.sql.frames import HEAD, Failure, FrameKind, encoded, frame
from mingzhang.site.sql.jobs import Job, TooLarge
from mingzhang.site.sql.limits import Limits, PoolLimits, load_limits
from mingzhang.site.sql.statement_errors import is_of_statement
from mingzhang.store.identity import identity_of

# SQLite's instructions between two looks at the clock.
_INSTRUCTIONS = 10_000
# It would tell where the file lies, or reach another one.
_REFUSED_PRAGMAS = frozenset({"database_list", "temp_store_directory", "data_store_directory"})
# What SQLite says when its temporary files have grown too large, or it gets no more memory.
_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_NOMEM})
_REFUSED_ACTIONS = frozenset({sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH})


def prepared(path: str, limits: Limits) -> sqlite3.Connection:
    """A connection that only reads, searches by our rule, and knows what checks call, with bounded arguments."""
    connection = sqlite3.connect(f"file:{quote(path)}?immutable=1", uri=True, check_same_thread=False)
    connection.text_factory = lambda text: str(text, "utf-8", "replace")
    connection.create_function("escape_fts", 1, match_expression, deterministic=True)
    functions.register(connection, limits.longest_argument)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limits.largest_value_bytes)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.execute("PRAGMA query_only = 1")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # reads the schema before memory is bounded
    connection.set_authorizer(_authorized)
    return connection


def _authorized(action: int, first: str | None, *_: str | None) -> int:
    if action in _REFUSED_ACTIONS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in _REFUSED_PRAGMAS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def bound(limits: PoolLimits) -> None:
    """What the operating system holds this process to, beyond what it has now."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.temporary_bytes, limits.temporary_bytes))
    if address_space := _address_space():
        most = address_space + limits.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    for ignored in (signal.SIGINT, signal.SIGXFSZ):
        signal.signal(ignored, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _address_space() -> int | None:
    """Bytes of address space that the process has; None on systems that do not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return None
    return int(pages) * resource.getpagesize()


@contextmanager
def timed(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Statements of so many seconds of CPU at most; also when the server has died, nobody waits for them."""
    limits = load_limits()
    end = time.process_time() + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(end + limits.grace_seconds), resource.RLIM_INFINITY))
    server, end_by_the_clock = os.getppid(), time.monotonic() + seconds * limits.clock_factor

    def is_over() -> bool:
        """Whether the time is over, or the server is gone."""
        return time.process_time() > end or time.monotonic() > end_by_the_clock or os.getppid() != server

    connection.set_progress_handler(is_over, _INSTRUCTIONS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def answers(connection: sqlite3.Connection, job: Job, seconds: float) -> Iterator[bytes]:
    """The frames that a job is answered with. Only the CPU time that they take to make counts, not that of a slow reader."""
    begun, made = time.process_time(), job.run(connection)
    left = seconds
    try:
        while True:
            before = time.process_time()
            with timed(connection, left):
                found = next(made, None)
            left -= time.process_time() - before
            if found is None:
                break
            yield frame(*found)
            if left <= 0:
                raise TimeoutError
        yield frame(FrameKind.END, encoded(time.process_time() - begun))
    except Exception as error:
        made.close()  # type: ignore[attr-defined]
        failure = failure_of(error)
        yield frame(FrameKind.FAILED, encoded([failure.kind, failure.message, failure.error, failure.code]))


def failure_of(error: Exception) -> Failure:
    """What went wrong, as it is told to the server."""
    too_long = functions.too_long_an_argument()
    if too_long is not None:
        return Failure("argument", too_long)
    if isinstance(error, TimeoutError) or error.args == ("interrupted",):
        return Failure("too-long")
    if isinstance(error, MemoryError | TooLarge):
        return Failure("too-large")
    code = getattr(error, "sqlite_errorcode", None)
    if code in _NO_ROOM:
        return Failure("too-large")
    if is_of_statement(error):
        # SQLite refuses with the error of a damaged file; an integer that it has no room for is an OverflowError.
        kind = {"DatabaseError": "OperationalError", "OverflowError": "DataError"}.get(type(error).__name__)
        return Failure("sqlite", str(error), kind or type(error).__name__, code)
    return Failure("unexpected", f"{type(error).__name__}: {error}")


def main(arguments: list[str]) -> None:
    """Does jobs until the server closes the connection, or memory has run out once: what is left then is not trusted."""
    number, path, identity, pool = arguments
    limits = load_limits()
    channel = socket.socket(fileno=int(number))
    connection = prepared(path, limits)
    if identity_of(Path(path)) != identity:
        return  # the file was replaced: this worker would answer from another one than its server
    bound(limits.pools[pool])
    channel.sendall(frame(FrameKind.READY))
    with channel.makefile("rb") as asked:
        while len(head := asked.read(HEAD.size)) == HEAD.size:
            job, seconds = pickle.loads(asked.read(HEAD.unpack(head)[0]))
            for answer in answers(connection, job, seconds):
                channel.sendall(answer)


if __name__ == "__main__":
    main(sys.argv[1:])
