"""What people and programs ask a site for, and how long they wait: pages of every kind, bots that combine facets, SQL."""

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

from benchmarks.siege.server import Server

_FACETS = ("level1", "level2", "kind", "comparator", "year", "unit_id")


def pages(database: Path) -> list[str]:
    """Addresses that readers open one after the other."""
    with sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True) as connection:
        projects = [one for (one,) in connection.execute("SELECT id FROM projects ORDER BY id LIMIT 20")]
        units = [one for (one,) in connection.execute("SELECT id FROM units ORDER BY id LIMIT 10")]
    connection.close()
    words = ("体检", "培训", "满意度", "设备", "人")
    return [
        *("/", "/about", "/findings", "/units", "/documents", "/checks", "/rankings"),
        *("/mingzhang/indicators", "/mingzhang/projects"),
        *(f"/project/{quote(one)}" for one in projects),
        *(f"/unit/{quote(one)}" for one in units),
        *(f"/search?q={quote(word)}" for word in words),
        *(f"/mingzhang/indicators?_search={quote(word)}" for word in words),
    ]  # fmt: skip


def facets() -> list[str]:
    """Addresses of a bot that follows every facet together with every other."""
    pairs = [(one, other) for one in _FACETS for other in _FACETS if one != other]
    return [f"/mingzhang/indicators?_facet={one}&_facet={other}&_sort={one}" for one, other in pairs]


@dataclass
class Waits:
    """How long answers took, and their statuses."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def percentile(self, share: float) -> float:
        """So long at most took this share of them."""
        found = sorted(self.seconds)
        return found[min(len(found) - 1, int(share * len(found)))] if found else float("nan")

    def line(self) -> str:
        """What they came to."""
        statuses = ", ".join(f"{status or 'no answer'} {number}" for status, number in sorted(self.statuses.items()))
        p50, p99 = self.percentile(0.5) * 1000, self.percentile(0.99) * 1000
        return f"{len(self.seconds)} answers ({statuses}); p50 {p50:.0f} ms, p99 {p99:.0f} ms"


@contextmanager
def visitors(
    server: Server, addresses: list[str], number: int, pause: float, host: str = "127.0.0.1"
) -> Iterator[Waits]:
    """So many visitors who ask for these addresses in turn, with a pause behind each, while it lasts."""
    waits, is_over = Waits(), threading.Event()

    def visit(first: int) -> None:
        is_over.wait(pause * first / number)  # not all at once
        for address in cycle(addresses[first % len(addresses) :] + addresses[: first % len(addresses)]):
            if is_over.is_set():
                return
            begun = time.monotonic()
            waits.statuses[server.status(address, 60.0, host)] += 1
            waits.seconds.append(time.monotonic() - begun)
            is_over.wait(pause)

    threads = [threading.Thread(target=visit, args=[first]) for first in range(number)]
    for one in threads:
        one.start()
    try:
        yield waits
    finally:
        is_over.set()
        for one in threads:
            one.join()


def meanwhile(seconds: float, look: Callable[[], None], every: float = 5.0) -> None:
    """Looks again and again for so many seconds."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        look()
        time.sleep(min(every, left))
