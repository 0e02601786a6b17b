"""Tables with a ~ between the cells, one line a row, as an office might send them."""

from mingzhang.readers.encodings import decode_text
from mingzhang.records import Cell, Grid, Reading


def recognises(data: bytes) -> bool:
    """Whether the content says that it is such a table."""
    return data.startswith(b"%tilde")


def read(data: bytes) -> Reading:
    """The lines below the first as one grid."""
    lines = enumerate(decode_text(data).splitlines()[1:], 1)
    rows = tuple(tuple(Cell(1, 1, row, at, text) for at, text in enumerate(line.split("~"), 1)) for row, line in lines)
    return Reading("text/x-tilde", 1, (), (Grid(1, (), rows),))
