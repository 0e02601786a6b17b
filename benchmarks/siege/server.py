"""A server under siege: `mingzhang serve` on a port of its own, its kinds of processes, and what they hold."""

import http.client
import json
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from benchmarks.siege.processes import Process, cleared, in_session, mingzhang

_START_SECONDS = 120.0
_FROM_THE_START = ("queries", "tables")
_RUNS_SQL = "mingzhang.site.sql.worker"
_ENDLESS = "with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) from c"
SLOW_SQL = f"/mingzhang.json?sql={quote(_ENDLESS)}"
SQL = f"/mingzhang.json?sql={quote('select count(*) from indicators')}"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server that was begun on a port."""

    def __init__(self, database: Path, port: int, workers: int) -> None:
        self.port, self.workers = port, workers
        self.process = mingzhang("serve", str(database), "-p", str(port), "--workers", str(workers))

    def status(self, address: str, seconds: float = 20.0, host: str = "127.0.0.1") -> int:
        """The status of an answer that was read to its end; 0 when there was none. `host` is the address that asks."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds, source_address=(host, 0))
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()
        return answer.status

    def health(self) -> str:
        """What the server says of itself."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/-/health")
            return json.dumps(json.loads(connection.getresponse().read()))
        except (OSError, ValueError, http.client.HTTPException) as error:
            return f"{type(error).__name__}: {error}"
        finally:
            connection.close()

    def answers_within(self, seconds: float) -> float | None:
        """The seconds until the front page and SQL were answered; None when they were not within so many."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds and self.process.poll() is None:
            if self.status("/-/health") == 200 and self.status("/") == 200 and self.status(SQL) == 200:
                return time.monotonic() - begun
            time.sleep(0.05)
        return None

    def of_kind(self, kind: str) -> list[Process]:
        """Its living processes of a kind: parent, server (of several on one port), worker (of SQL)."""
        kinds: dict[str, list[Process]] = {"parent": [], "server": [], "worker": []}
        for one in in_session(self.process.pid).values():
            is_worker = _RUNS_SQL in one.command
            kinds["worker" if is_worker else "parent" if one.id == self.process.pid else "server"].append(one)
        return kinds[kind]

    def numbers(self) -> Counter[str]:
        """How many servers there are, and workers of the pools that begin with a server; the others begin with a first file."""
        pools = Counter(pool for one in self.of_kind("worker") if (pool := one.command.split()[-1]) in _FROM_THE_START)
        return pools + Counter(server=len(self.of_kind("server")))

    def own_megabytes(self) -> float:
        """The memory that all of its processes hold and share with no file."""
        return sum(one.own_bytes for one in in_session(self.process.pid).values()) / 1e6


@contextmanager
def served(database: Path, workers: int = 1, port: int | None = None) -> Iterator[Server]:
    """A server that answers. Raises RuntimeError when it does not begin to."""
    server = Server(database, port or free_port(), workers)
    with cleared(server.process):
        if server.answers_within(_START_SECONDS) is None:
            raise RuntimeError(f"the server of {database} did not start")
        yield server
        server.process.terminate()
        try:
            server.process.wait(15)
        except subprocess.TimeoutExpired:
            print("the server did not end within 15 s of SIGTERM")
