"""What was asked for last, kept within a number of bytes: what was asked longest ago goes first."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Remembered = TypeVar("Remembered")


class LastAsked(Generic[Remembered]):
    """Values under keys, none larger than `most_bytes_of_one` and all together not larger than `most_bytes`."""

    def __init__(self, most_bytes: int, most_bytes_of_one: int) -> None:
        self._most_bytes, self._most_bytes_of_one = most_bytes, most_bytes_of_one
        self._kept: OrderedDict[Hashable, tuple[Remembered, int]] = OrderedDict()
        self.bytes = 0

    def get(self, key: Hashable) -> Remembered | None:
        """A value, None when it is not kept."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def keep(self, key: Hashable, value: Remembered, size: int) -> None:
        """Keeps a value of a size in bytes unless it is large, and lets go others where there is no room."""
        if size > self._most_bytes_of_one or key in self._kept:
            return
        self._kept[key] = value, size
        self.bytes += size
        while self.bytes > self._most_bytes:
            _, (_, gone) = self._kept.popitem(last=False)
            self.bytes -= gone
