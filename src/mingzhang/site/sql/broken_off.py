"""Whether an answer lacks something because a statement took longer than it may: such an answer is never kept.

A page goes on without its sums, or without a facet, and says so; asked again on a quieter machine it would be whole.
"""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class BrokenOff:
    """Whether a statement of a request was broken off."""

    is_so: bool = False


broken_off: ContextVar[BrokenOff | None] = ContextVar("broken_off", default=None)


def note_broken_off() -> None:
    """Remembers that a statement of the request that is being answered was broken off."""
    if (now := broken_off.get()) is not None:
        now.is_so = True
