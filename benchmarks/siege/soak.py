"""Weeks of public load in half an hour: `python -m benchmarks.siege.soak DATABASE --minutes 30 --connections 50`.

Of the connections, two fifths send SQL without an end (twenty of fifty), a fifth are bots that combine facets, the rest are
readers with a second between two pages. Printed are, each minute, the memory that the server and its workers alone hold; at the
end what each kind was answered. Anything but 200 and 429 (and 400 of slow SQL, which says that it took too long) is an error.
"""

import argparse
import os
import time
from pathlib import Path

from benchmarks.siege.server import SLOW_SQL, served
from benchmarks.siege.visits import facets, meanwhile, pages, visitors

_ALLOWED = {"pages": {200, 429}, "facets": {200, 429}, "slow SQL": {400, 429}}


def main() -> None:
    """Besieges a server and prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    abusers, bots = asked.connections * 2 // 5, asked.connections // 5
    readers = asked.connections - abusers - bots
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    memory: list[float] = []
    with served(asked.database, asked.workers) as server:
        begun = time.monotonic()

        def look() -> None:
            memory.append(server.own_megabytes())
            print(f"{(time.monotonic() - begun) / 60:5.1f} min  {memory[-1]:.0f} MB", flush=True)

        with (
            visitors(server, pages(asked.database), readers, 1.0) as read,
            visitors(server, facets(), bots, 1.0, "127.0.0.2") as followed,
            visitors(server, [SLOW_SQL], abusers, 0.5, "127.0.0.3") as abused,
        ):
            meanwhile(asked.minutes * 60, look, 60.0)
        answers_after = server.answers_within(60)
    kinds = {"pages": read, "facets": followed, "slow SQL": abused}
    for name, waits in kinds.items():
        print(f"{name:9} {waits.line()}")
    errors = sum(n for name, one in kinds.items() for status, n in one.statuses.items() if status not in _ALLOWED[name])
    print(
        f"errors {errors}; memory {memory[0]:.0f} MB at the start, {max(memory):.0f} MB at most, {memory[-1]:.0f} MB at the end"
    )
    print("answers afterwards" if answers_after is not None else "DOES NOT ANSWER afterwards")


if __name__ == "__main__":
    main()
