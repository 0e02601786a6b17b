"""Kills of `mingzhang serve`: `python -m benchmarks.siege.servers --kills 100 [--seed 1]`, from the top.

While pages and slow SQL are asked for, a process of the server is killed: a worker of SQL, one of several servers on the port,
or the parent. A worker or a server has to be replaced, with pages answered all the while; when the parent is gone, nothing of
it may go on, and another server has to answer on the same port at once.
"""

import argparse
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.siege.processes import becomes_true, in_session, killed, mingzhang
from benchmarks.siege.server import SLOW_SQL, Server, free_port, served

_SECONDS = 30.0  # for whatever has to come back, on a machine that does other things as well
_GONE_SECONDS = 10.0
_KINDS = {1: ("worker", "parent"), 2: ("worker", "server", "parent")}


@contextmanager
def _visited(server: Server) -> Iterator[Counter[int]]:
    """Statuses of pages that are asked for, with slow SQL beside them, while it lasts."""
    statuses: Counter[int] = Counter()
    is_over = threading.Event()

    def visit(address: str, counted: bool) -> None:
        while not is_over.is_set():
            status = server.status(address)
            if counted:
                statuses[status] += 1

    threads = [threading.Thread(target=visit, args=one) for one in (("/", True), ("/about", True), (SLOW_SQL, False))]
    for one in threads:
        one.start()
    try:
        yield statuses
    finally:
        is_over.set()
        for one in threads:
            one.join()


def _replaced(server: Server, kind: str, chance: random.Random, faults: list[str]) -> float:
    """Kills a worker or a server; the seconds until there are as many as before and all answers are right again."""
    before, victim = server.numbers(), chance.choice(server.of_kind(kind))

    def is_whole() -> bool:
        return victim.id not in {one.id for one in server.of_kind(kind)} and server.numbers() >= before

    with _visited(server) as statuses:
        time.sleep(chance.uniform(0, 1))
        begun = time.monotonic()
        killed(victim.id)
        if server.answers_within(_SECONDS) is None:
            faults.append(f"no answers after a {kind} was killed: {server.health()}")
    if becomes_true(is_whole, _SECONDS) is None:
        faults.append(f"a {kind} was killed; there are {dict(server.numbers())}, and there were {dict(before)}")
    taken = time.monotonic() - begun
    wrong = any(number for status, number in statuses.items() if status not in (200, 0))
    # Connections of the killed server itself break; of a worker none of a page may.
    if wrong or (kind == "worker" and statuses[0]) or statuses[0] > 4:
        faults.append(f"pages beside it: {dict(statuses)}")
    return taken


def _ended(server: Server, chance: random.Random, faults: list[str]) -> float:
    """Kills the parent while pages are asked for; the seconds until nothing of it is left."""
    with _visited(server):
        time.sleep(chance.uniform(0, 1))
        killed(server.process.pid)
        server.process.wait()
        taken = becomes_true(lambda: not in_session(server.process.pid), _GONE_SECONDS)
    if taken is None:
        faults.append(f"processes go on: {[one.command for one in in_session(server.process.pid).values()]}")
    return taken or _GONE_SECONDS


def main() -> None:
    """Kills as many processes as asked for and prints what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    taken: dict[tuple[int, str], list[float]] = {}
    chance, left, wrong = random.Random(asked.seed), asked.kills, 0
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "a.db")
        if mingzhang("build", "disclosures", "-o", str(database)).wait():
            raise RuntimeError("the database could not be built")
        port = free_port()  # always the same: it has to be free at once
        while left > 0:
            workers = chance.choice((1, 2))
            with served(database, workers, port) as server:
                for kind in [*chance.choices(_KINDS[workers][:-1], k=2), "parent"][:left]:
                    faults: list[str] = []
                    found = (
                        _ended(server, chance, faults) if kind == "parent" else _replaced(server, kind, chance, faults)
                    )
                    taken.setdefault((workers, kind), []).append(found)
                    left, wrong = left - 1, wrong + bool(faults)
                    if faults:
                        print(f"--workers {workers}, {kind}: {'; '.join(faults)}", flush=True)
    for (workers, kind), seconds in sorted(taken.items()):
        print(
            f"--workers {workers}, {kind:6} {len(seconds):4} kills, well again or gone after {max(seconds):.1f} s at most"
        )
    print(f"{sum(map(len, taken.values()))} kills, {wrong} not as promised")


if __name__ == "__main__":
    main()
