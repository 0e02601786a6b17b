"""Slow and silent connections: `python -m benchmarks.siege.slow DATABASE [--seconds 40]`, from the top.

Held open at once are readers of one byte a second (of a large CSV file and of a page), sockets that begin a request and say no
more, sockets that say nothing, and connections that were answered once and stay; meanwhile others open pages. Printed are what
the others were answered, how many of each kind the server has closed by the end, whole or cut off, and the memory that it held.
"""

import argparse
import select
import socket
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.siege.server import Server, served
from benchmarks.siege.visits import meanwhile, pages, visitors

_BUFFER = 4096  # bytes that the system takes before we read them: the least that Linux gives
_REQUESTS = {
    "one byte a second of a CSV": ("GET /mingzhang/cells.csv?_stream=on HTTP/1.1\r\nHost: a\r\n\r\n", 20),
    "one byte a second of a page": ("GET /mingzhang/indicators HTTP/1.1\r\nHost: a\r\n\r\n", 20),
    "half a request": ("GET /mingzhang/indicators HTTP/1.1\r\nHost: a\r\nX-", 100),
    "nothing": ("", 100),
    "idle after an answer": ("GET /-/health HTTP/1.1\r\nHost: a\r\n\r\n", 200),
}


def _opened(server: Server, request: str) -> socket.socket:
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
    one.settimeout(30)
    one.connect(("127.0.0.1", server.port))
    one.sendall(request.encode())
    return one


def _is_closed(one: socket.socket) -> bool:
    """Whether the server has closed a connection, after whatever of its answer lies here."""
    one.setblocking(False)
    try:
        while one.recv(65536):
            pass
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def main() -> None:
    """Holds connections and prints what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--seconds", type=float, default=40.0)
    asked = parser.parse_args()
    with served(asked.database) as server, ExitStack() as stack:
        before = server.own_megabytes()
        held = {
            name: [stack.enter_context(_opened(server, request)) for _ in range(number)]
            for name, (request, number) in _REQUESTS.items()
        }
        slow = [one for name, sockets in held.items() if name.startswith("one byte") for one in sockets]
        begun, memory = time.monotonic(), [server.own_megabytes()]

        def look() -> None:
            memory.append(server.own_megabytes())
            for one in select.select(slow, [], [], 0)[0]:
                one.setblocking(False)
                try:
                    one.recv(1)
                except OSError:
                    continue

        with visitors(server, pages(asked.database), 4, 0.2) as others:
            meanwhile(asked.seconds, look, 1.0)
        print(f"the others, over {time.monotonic() - begun:.0f} s: {others.line()}")
        for name, sockets in held.items():
            print(f"{name}: {sum(map(_is_closed, sockets))} of {len(sockets)} closed by the server")
        print(f"memory {before:.0f} MB before, {max(memory):.0f} MB at most")
        print(f"answers after all: {server.answers_within(30) is not None}")


if __name__ == "__main__":
    main()
