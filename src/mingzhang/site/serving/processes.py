"""Several servers on one port: processes that accept from one socket, kept up by the one that began them.

Each is a whole server, with its own look at the file and its own workers for SQL; the kernel gives a connection to whichever
accepts it. One that ends by itself is started again. When the first one ends, in whatever way, all end.
"""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

logger = logging.getLogger("mingzhang.site")

# Between the end of a server and the start of the next one.
_PAUSE_SECONDS = 1.0
_FAILED = 3


def run_processes(number: int, run: Callable[[], None]) -> None:
    """Runs so many processes until SIGTERM or SIGINT. What `run` opens, it opens in each of them; here no thread may run."""
    alive, held = os.pipe()
    children: set[int] = set()
    is_stopping = False

    def stop(*_: int | FrameType | None) -> None:
        """Ends all processes of the server."""
        nonlocal is_stopping
        is_stopping = True
        for child in children:
            os.kill(child, signal.SIGTERM)

    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, stop)
    for _ in range(number):
        children.add(_forked(run, alive, held))
    while children:
        child, status = os.wait()
        children.discard(child)
        if not is_stopping:
            logger.error("a server ended with %s; another one is started", os.waitstatus_to_exitcode(status))
            time.sleep(_PAUSE_SECONDS)
        if not is_stopping:
            children.add(_forked(run, alive, held))
        if is_stopping:  # a signal may have come while the set was being changed
            stop()


def _forked(run: Callable[[], None], alive: int, held: int) -> int:
    """A child that runs; it is told to end when nobody holds the other end of the pipe any more."""
    if child := os.fork():
        return child
    status = _FAILED
    try:
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signal_number, signal.SIG_DFL)
        os.close(held)
        threading.Thread(target=_end_with_parent, args=[alive], daemon=True).start()
        run()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else _FAILED
    except BaseException as error:
        logger.error("a server could not be run: %s: %s", type(error).__name__, error)
    finally:
        os._exit(status)


def _end_with_parent(alive: int) -> None:
    os.read(alive, 1)
    os.kill(os.getpid(), signal.SIGTERM)
