"""Comma-separated values (CSV), with commas or semicolons between the cells, as spreadsheets write them.

The whole file is one grid; the row of a cell is the number of its record, blank ones counted, as a spreadsheet shows it.
"""

import csv
import io
import re
from collections import Counter

from mingzhang.errors import Refused
from mingzhang.readers.blocks import MOST_COLUMNS
from mingzhang.readers.encodings import decode_text
from mingzhang.readers.uneven import told, uneven_ends
from mingzhang.records import Cell, Grid, Reading, Reject

_DELIMITERS = (",", ";")
_OTHER_TABLE = re.compile(r"\t| \| ")  # between the cells of text that the reader of text knows
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
_NUMBER = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?%?", re.ASCII)


def recognises(data: bytes) -> bool:
    """Whether the content is text in which more than half of the records have the same number of cells, two at least."""
    try:
        return bool(_records(decode_text(data))[0])
    except Refused:
        return False


def read(data: bytes) -> Reading:
    """The records as one grid. Raises Refused when the content is no such text."""
    text = decode_text(data)
    records, is_open = _records(text)
    if not records:
        raise Refused("format-unknown")
    if max(map(len, records)) > MOST_COLUMNS:
        raise Refused("too-many-columns", limit=MOST_COLUMNS)
    rows = tuple(
        tuple(Cell(1, 1, number, column, _plain(text)) for column, text in enumerate(record, 1))
        for number, record in enumerate(records, 1)
        if record
    )
    ends = [len(row) if len(row) > 1 else None for row in rows]
    rejects = [
        Reject(told(more).reason, told(more).values, rows[at][-1], 0, 0) for at, more in uneven_ends(ends).items()
    ]
    if is_open:
        rejects.append(Reject("quotes-not-closed", {}, rows[-1][-1], 0, len(rows[-1][-1].text)))
    elif not text.endswith(("\n", "\r", "\x1a")):  # whatever writes such files ends their last line
        rejects.append(Reject("last-line-open", {}, rows[-1][-1], 0, 0))
    return Reading("text/csv", 1, (), (Grid(1, (), rows),), tuple(rejects))


def _plain(text: str) -> str:
    """What a cell shows: ="006" is how systems write a code so that no spreadsheet takes its zeros away."""
    match = _TEXT_FORMULA.fullmatch(text)
    return match[1] if match else text.replace("\r\n", "\n").replace("\r", "\n")


def _records(text: str) -> tuple[list[list[str]], bool]:
    """The records of a text under the delimiter that makes a table of it, and whether the last ends within quotes.

    None when neither makes a table.
    """
    for delimiter in _DELIMITERS:
        try:
            records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except csv.Error:
            if records := _cut_within_quotes(text, delimiter):
                return records, True
            continue
        if _is_table(records, delimiter):
            return records, False
    return [], False


def _cut_within_quotes(text: str, delimiter: str) -> list[list[str]]:
    """The records of a text that breaks off within quotes; none where a stray mark took in the records behind it."""
    found: list[list[str]] = []
    lines = io.StringIO(text + '"', newline="")  # closed, so that everything before it is held to the rules
    try:
        found = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    is_swallowed = not found or any(line.count(delimiter) + 1 >= len(found[0]) > 1 for line in _last_lines(found))
    return [] if is_swallowed or not _is_table(found, delimiter) else found


def _last_lines(records: list[list[str]]) -> list[str]:
    """The lines behind the first in the last cell."""
    return records[-1][-1].splitlines()[1:] if records[-1] else []


def _is_table(records: list[list[str]], delimiter: str) -> bool:
    """Whether the records hang together: prose has commas too, and amounts have them between thousands."""
    printed = [record for record in records if any(cell.strip() for cell in record)]
    widths = Counter(1 if _NUMBER.fullmatch(delimiter.join(record).strip()) else len(record) for record in printed)
    width, number = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    if width < 2 or number < 2 or number * 2 <= len(printed):
        return False
    if width == 2 and set(widths) - {1, 2}:
        return False
    others = sum(bool(_OTHER_TABLE.search(delimiter.join(record))) for record in printed)
    return others * 2 < len(printed)
