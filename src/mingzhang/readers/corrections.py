"""Corrections by hand: `x.pdf.cells.yml` beside `x.pdf` says what cells read that were recognised in a picture.

A list of mappings: `page`, `row`, `column` (as the page of the source numbers them), `text`, `by`, `corrected_on`; `table`
where a page has several (0: a line outside tables); `instead_of`, what has to be recognised there, else it is not taken.
What is printed as text is never changed. One entry that is wrong does not stop the others.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import yaml

from mingzhang.errors import Refused
from mingzhang.readers.sidecar import NoKeyTwice
from mingzhang.records import ByHand, Cell, Correction, Grid, Reading, Reject

ENDING = ".cells.yml"
_NEEDED = ("page", "row", "column", "text", "by", "corrected_on")
KEYS = (*_NEEDED, "table", "instead_of")
_LONGEST = 60  # characters of a wrong value that are told
# Doubts about how a cell was recognised: who looked at the picture has settled them.
_SETTLED = ("scan-line-through", "scan-on-rule", "scan-rule-broken", "scan-seal-over")


def with_corrections(reading: Reading, data: bytes, file: str) -> Reading:
    """The reading with the corrections in `data` taken, and a reject for each that is not, which names `file` and entry."""
    corrections, rejects = read_corrections(data, file)
    by_cell: defaultdict[Cell, list[Correction]] = defaultdict(list)
    for one in corrections:
        try:
            by_cell[_cell_of(reading, one)].append(one)
        except Refused as refused:
            rejects.append(Reject(refused.reason, {"file": file, "entry": one.entry, **refused.values}))
    corrected: dict[Cell, Cell] = {}
    for cell, own in by_cell.items():
        if len(own) == 1:
            corrected[cell] = _corrected(cell, own[0])
        else:
            entries = ", ".join(str(one.entry) for one in own)
            rejects.append(Reject("correction-twice", {"file": file, "entries": entries}, cell, 0, 0))
    return replace(_with_cells(reading, corrected), rejects=(*_rejects(reading, corrected), *rejects))


# ---- the file -----------------------------------------------------------------------------------------------------------


class _DaysAsText(NoKeyTwice):
    """YAML makes dates of days, and a day that no month has is an error of the whole file: here it is one of its entry."""


_DaysAsText.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in NoKeyTwice.yaml_implicit_resolvers.items()
}


def read_corrections(data: bytes, file: str) -> tuple[list[Correction], list[Reject]]:
    """The corrections in a file, and why others in it are none."""
    try:
        content = yaml.load(data.decode("utf-8-sig"), _DaysAsText)  # a SafeLoader
    except UnicodeDecodeError:
        return [], [Reject("corrections-broken", {"file": file, "problem": "UTF-8"})]
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        return [], [Reject("corrections-broken", {"file": file, "problem": f"YAML {mark.line + 1 if mark else 1}"})]
    entries = content if isinstance(content, list) else [content] if content is not None else []
    found, rejects = [], []
    for number, entry in enumerate(entries, 1):
        try:
            found.append(_correction(entry, number))
        except Refused as refused:
            rejects.append(Reject(refused.reason, {"file": file, "entry": number, **refused.values}))
    return found, rejects


def _correction(entry: Any, number: int) -> Correction:
    """An entry of the file. Raises Refused, with the key, when it is none."""
    if not isinstance(entry, dict):
        raise Refused("correction-value-wrong", key="page", value=str(entry)[:_LONGEST])
    for key, value in entry.items():
        if key not in KEYS:
            raise Refused("correction-key-unknown", key=key, keys=", ".join(KEYS))
        if value is not None and not _RULES[key](value):
            raise Refused("correction-value-wrong", key=key, value=str(value)[:_LONGEST])
    for key in _NEEDED:
        if entry.get(key) is None:
            raise Refused("correction-key-missing", key=key)
    given = {key: value for key, value in entry.items() if value is not None}
    given |= {"by": given["by"].strip(), "text": given["text"].strip()}
    return Correction(entry=number, **given)


def _is_number(least: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= least


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


# A text without quotation marks may be no text in YAML: 22.00 would lose its last digit, 1,234 its comma.
_RULES: Mapping[str, Callable[[Any], bool]] = {
    "page": _is_number(1),
    "row": _is_number(1),
    "column": _is_number(1),
    "table": _is_number(0),
    "text": lambda value: isinstance(value, str),
    "instead_of": lambda value: isinstance(value, str),
    "by": lambda value: isinstance(value, str) and bool(value.strip()),
    "corrected_on": _is_day,
}


# ---- the cell -----------------------------------------------------------------------------------------------------------


def _cell_of(reading: Reading, correction: Correction) -> Cell:
    """The cell that a correction speaks of. Raises Refused when there is none, it is not the only one, or it is print."""
    place = {"page": correction.page, "row": correction.row, "column": correction.column}
    if not 1 <= correction.page <= reading.pages:
        raise Refused("correction-of-nothing", **place)
    if correction.page not in reading.picture_pages:
        raise Refused("correction-of-print", page=correction.page)
    cells_there = [cell for cell in reading.cells() if (cell.page, cell.row, cell.column) == tuple(place.values())]
    wanted = [
        cell
        for cell in cells_there
        if (cell.table_number == correction.table if correction.table is not None else cell.table_number)
    ]
    if not wanted:
        raise Refused("correction-of-nothing", **place)
    if len(wanted) > 1:
        tables = ", ".join(str(cell.table_number) for cell in wanted)
        raise Refused("correction-of-which-table", **place, tables=tables)
    if correction.instead_of is not None and _squeezed(correction.instead_of) != _squeezed(wanted[0].printed):
        raise Refused("correction-of-other-text", **place, text=wanted[0].printed, instead_of=correction.instead_of)
    return wanted[0]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _corrected(cell: Cell, one: Correction) -> Cell:
    return replace(cell, text=one.text, marks=(), by_hand=ByHand(cell.printed, one.by, one.corrected_on))


def _with_cells(reading: Reading, corrected: Mapping[Cell, Cell]) -> Reading:
    def all_of(cells: Iterable[Cell]) -> tuple[Cell, ...]:
        """Cells, those that were corrected by their corrected text."""
        return tuple(corrected.get(cell, cell) for cell in cells)

    def of_grid(grid: Grid) -> Grid:
        """A grid of such cells."""
        return replace(grid, title_lines=all_of(grid.title_lines), rows=tuple(map(all_of, grid.rows)))

    return replace(reading, lines=all_of(reading.lines), grids=tuple(map(of_grid, reading.grids)))


def _rejects(reading: Reading, corrected: Mapping[Cell, Cell]) -> Sequence[Reject]:
    """What is said against cells, without what a correction has settled."""
    return [
        replace(one, cell=corrected[one.cell]) if one.cell and one.cell in corrected else one
        for one in reading.rejects
        if not (one.cell and one.cell in corrected and one.reason in _SETTLED)
    ]
