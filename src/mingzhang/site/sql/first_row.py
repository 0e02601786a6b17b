"""Which row of a query a page of its rows begins with."""

# The argument of an address that names it, from 1; SQLite walks past the rows before it.
FIRST_ROW = "_from"
_LAST_FIRST_ROW = 10_000_000


def first_row(text: str | None) -> int:
    """The row that an address names as the first of its page; 1 for what is none."""
    number = int(text) if text and text.isdecimal() and text.isascii() and len(text) < 9 else 1
    return min(max(number, 1), _LAST_FIRST_ROW)
