"""Serving a database: Datasette with the settings that were measured, whatever the file is called."""

import logging
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette

from mingzhang.errors import MingzhangError
from mingzhang.site.serving.connections import BoundedProtocol
from mingzhang.site.serving.edition import inspect, open_edition

# Ten thousand Chinese characters pasted into the search box are 90,000 bytes of address; our page then says what it did.
LONGEST_REQUEST_LINE = 200_000
# From a signal to the end: requests may end by themselves for so long, then they are broken off.
GRACE_SECONDS = 2


def open_site(path: Path) -> Datasette:
    """A Datasette application for the database at `path`, to be asked in this process.

    Raises MingzhangError when there is no such file, or when it is not one of our databases.
    """
    return open_edition(path).datasette


def serve(
    path: Path, port: int, host: str, announce: Callable[[str], None], access_log: bool = False, processes: int = 1
) -> None:
    """Serves the database until interrupted, by so many processes; `announce` is told the address first.

    Raises MingzhangError when it cannot, as when the port is taken.
    """
    # Here, because it needs Datasette's own modules, which load our plugin.
    from mingzhang.site.serving.processes import run_processes
    from mingzhang.site.serving.swapping import Editions

    def opened() -> Editions:
        """The editions of the database, of which this process serves the current one."""
        return Editions(path, partial(open_edition, servers=processes))

    editions = opened() if processes == 1 else None
    if editions is None:
        inspect(path)
    listening = _listening(host, port)
    _log(access_log)
    announce(f"http://{host}:{port}")
    if editions is not None:
        _run(editions, listening)
    else:
        run_processes(processes, lambda: _run(opened(), listening))


def _run(editions: Any, listening: socket.socket) -> None:
    from mingzhang.site.serving.application import application

    config = uvicorn.Config(
        application(editions),
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        http=BoundedProtocol,
        ws="none",
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=LONGEST_REQUEST_LINE,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)  # those that are accepted have it too
    try:
        listening.bind((host, port))
        listening.listen(512)
    except (OSError, OverflowError):
        listening.close()
        raise MingzhangError(
            f"port {port} of {host} cannot be used; name a free one with: mingzhang serve -p PORT"
        ) from None
    return listening


def _log(access_log: bool) -> None:
    """What went wrong goes to standard error, who asked for what to standard output if that is wanted."""
    own = logging.StreamHandler(sys.stderr)
    own.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger("mingzhang.site").addHandler(own)
    access = logging.getLogger("mingzhang.access")
    access.propagate = False
    if access_log:
        access.addHandler(logging.StreamHandler(sys.stdout))
        access.setLevel(logging.INFO)
