"""Pages beside twenty clients of slow SQL: `python -m benchmarks.siege.abuse DATABASE [--seconds 60]`, on an idle machine.

The same visitors open the same pages, first alone, then beside clients who each send SQL without an end. Printed are both, by
how much the 99th percentile grew, and what the clients were answered; the load of the machine before, because it decides.
"""

import argparse
import os
from pathlib import Path

from benchmarks.siege.server import SLOW_SQL, served
from benchmarks.siege.visits import meanwhile, pages, visitors

_VISITORS, _PAUSE = 4, 0.2
_ABUSERS_HOST = "127.0.0.2"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    addresses = pages(asked.database)
    with served(asked.database, asked.workers) as server:
        for address in addresses:
            server.status(address, 60.0)
        with visitors(server, addresses, _VISITORS, _PAUSE) as quiet:
            meanwhile(asked.seconds, lambda: None)
        print(f"pages, quiet: {quiet.line()}", flush=True)
        with visitors(server, [SLOW_SQL], asked.clients, 0.0, _ABUSERS_HOST) as abuse:
            meanwhile(5.0, lambda: None)
            with visitors(server, addresses, _VISITORS, _PAUSE) as beside:
                meanwhile(asked.seconds, lambda: None)
        print(f"pages, beside {asked.clients} clients of slow SQL: {beside.line()}")
        print(f"slow SQL: {abuse.line()}")
        print(f"p99 is {beside.percentile(0.99) / quiet.percentile(0.99):.2f} times the quiet one")


if __name__ == "__main__":
    main()
