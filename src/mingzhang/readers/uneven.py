"""Rows that end elsewhere than most rows of their table do: a cell is missing, or one too many, in a file that was damaged.

A table of which many rows end early is written so (blank cells at the end are left out), and nothing is said of it.
"""

from collections import Counter
from collections.abc import Sequence

from mingzhang.readers.blocks import Problem

_FEW = 4  # of so many rows one may be short by mistake
_LEAST_USUAL = 2


def uneven_ends(ends: Sequence[int | None]) -> dict[int, int]:
    """How many columns behind the usual end (before it: less than 0) the few rows end that do, by their place in `ends`.

    None stands for a row that says nothing.
    """
    counted = Counter(end for end in ends if end is not None)
    usual, number = max(counted.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    uneven = {at: end - usual for at, end in enumerate(ends) if end is not None and end != usual}
    header = next((at for at, end in enumerate(ends) if end is not None), 0)
    if uneven.get(header, 0) > 0:  # its last columns are blank in all rows
        del uneven[header]
    is_few = number >= _LEAST_USUAL and len(uneven) <= max(1, len(ends) // _FEW)
    return uneven if is_few else {}


def told(more: int) -> Problem:
    """What is said of a row that ends so many columns behind most of its table."""
    return Problem("row-ends-late" if more > 0 else "row-ends-early", {"number": abs(more)})
