"""Noticing that disclosures change, for `build --watch`: by looking at names, sizes and dates, which every system has."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

_LOOK_SECONDS = 1.0

FilesSeen = frozenset[tuple[str, int, int]]


def changes(places: Sequence[Path], wait: Callable[[], None] = lambda: time.sleep(_LOOK_SECONDS)) -> Iterator[None]:
    """Once at first, then each time that a file below the places was added, changed, renamed or removed; without end.

    Files that are still being written are waited for: two looks must see the same.
    """
    built: FilesSeen | None = None
    before = files_seen(places)
    while True:
        if before != built:
            built = before
            yield
        wait()
        now = files_seen(places)
        while now != before:
            before = now
            wait()
            now = files_seen(places)


def files_seen(places: Sequence[Path]) -> FilesSeen:
    """Name, size and date of each file at and below the places, and of what stands beside them for all."""
    found = set()
    for place in places:
        beside = [place.parent, place.parent / "vocabulary"] if place.is_file() else []
        paths = [place, *(path for folder in beside if folder.is_dir() for path in folder.glob("*.yml"))]
        for parent, _, names in os.walk(place):
            paths += [Path(parent, name) for name in names]
        for path in paths:
            try:
                status = path.stat()
            except OSError:
                continue
            if not path.is_dir():
                found.add((str(path), status.st_size, status.st_mtime_ns))
    return frozenset(found)
