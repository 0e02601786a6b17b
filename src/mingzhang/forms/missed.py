"""What stands between a table and its reading: a table that looks like a performance form and was not read is told why.

The reason names what was seen (the row of labels), what was expected beside it, and the labels that nobody knows, for one of
them may be what is missing: then a word in vocabulary/ is enough.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mingzhang import vocabulary
from mingzhang.forms.labels import read_label
from mingzhang.forms.matrix import Line, printed_in
from mingzhang.forms.titles import speaks_of
from mingzhang.forms.view import View
from mingzhang.parse.levels import LEVEL1, LEVEL2, official_name
from mingzhang.records import Cell, Reject
from mingzhang.text.pieces import squeeze

_LEAST_LABELS = 2
_LEAST_UNPARTED = 3
_LONGEST_ROW = 200  # characters of a row of labels
_PARTED = re.compile(r"[,，;；^~|¦│┃\t\"']|\s{2,}")
_MOST_NAMED = 6
_CELLS_OF_A_PAIR = 4  # 项目名称 | … | 主管部门 | …
_LONGEST_LABEL = 14
# Characters that labels are made of: no digits, no sentence.
_LABEL = re.compile(r"[^\d\W]+(?:[(（、/—-][^\d\W]*[)）]?[^\d\W]*)*[:：]?")
_OF_INDICATORS = ("level1", "level2", "name", "target")
_OF_PROJECTS = ("name", "goals", "indicators", "amount")

# What a reason is where each label is known, so that none can be meant.
_ALL_KNOWN = {
    "no-project-named": "no-name-of-project",
    "no-column-of-targets": "no-targets-printed",
    "no-goals-or-indicators": "no-goals-printed",
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """A row with labels of a form, and their fields."""

    cells: Line
    fields: frozenset[str]


def why_not_read(view: View) -> Reject | None:
    """What is missing for a table to be read, at the cell as printed; None when it does not look like a form at all."""
    why = _why_not_read(view)
    return replace(why, cell=view.originals.get(why.cell, why.cell)) if why and why.cell else why


def _why_not_read(view: View) -> Reject | None:
    if seen := _best_row(view, "indicator_columns", _OF_INDICATORS):
        if not {"target"} & seen.fields:
            return _reject("no-column-of-targets", seen, _unknown(seen.cells))
        above = [cell for line in view.rows[: view.rows.index(seen.cells) + 1] for cell in line]
        return _reject("no-project-named", seen, _unknown(above))
    if seen := _best_row(view, "project_table", _OF_PROJECTS):
        reason = "no-goals-or-indicators" if "name" in seen.fields else "no-project-named"
        return _reject(reason, seen, _unknown(seen.cells))
    if levels := [cell for line in view.rows for cell in line if _is_level(cell)]:
        return _reject("no-row-of-labels", _Seen(levels, frozenset()), [])
    speaks = any(
        speaks_of("performance", cell.text)
        for cell in (*view.grid.title_lines, *(cell for line in view.rows for cell in line))
    )
    if speaks and (top := _top_of_sheet(view)):
        return _reject("no-indicators", _Seen(top, frozenset()), [])
    return None


def unparted_labels(cells: Iterable[Cell]) -> Reject | None:
    """The first cell that holds a whole row of labels, parted by signs that no reader takes for the end of a cell."""
    for cell in cells:
        if len(cell.text) > _LONGEST_ROW:
            continue
        labels = [part.strip() for part in _PARTED.split(cell.text) if part.strip() and read_label(part).fields]
        if len(set(labels)) >= _LEAST_UNPARTED:
            values = {"row": cell.row, "page": cell.page, "seen": "、".join(labels[:_MOST_NAMED])}
            return Reject("columns-not-parted", values, cell, 0, 0)
    return None


def _top_of_sheet(view: View) -> Line:
    """The labels of a table that names a project with its value beside the label: a sheet whose indicators stand elsewhere."""
    rows = [printed_in(line) for line in view.rows]
    named = [line for line in rows if len(line) <= _CELLS_OF_A_PAIR and any(map(_is_named, line, line[1:]))]
    return [cell for line in rows for cell in line if read_label(cell.text).fields] if named else []


def _is_named(label: Cell, value: Cell) -> bool:
    return read_label(label.text).fields.get("fields") == "name" and not read_label(value.text).fields


def _best_row(view: View, part: str, names: tuple[str, ...]) -> _Seen | None:
    """The row that has most labels of a part, at least two different ones of those that matter."""
    found = []
    for line in view.rows:
        labelled = [(cell, field) for cell in line if (field := read_label(cell.text).fields.get(part)) in names]
        fields = frozenset(str(field) for _, field in labelled)
        if len(fields) >= _LEAST_LABELS:
            found.append(_Seen(line, fields))
    return max(found, key=lambda seen: len(seen.fields), default=None)


def _is_level(cell: Cell) -> bool:
    text = squeeze(cell.text)
    return len(text) > 3 and any(official_name(level, text) for level in (LEVEL1, LEVEL2))


def unknown_labels(view: View) -> list[Cell]:
    """The cells of a table, down to its header, that look like labels and are known as none; what stands below is data."""
    heads = [_best_row(view, "indicator_columns", _OF_INDICATORS), _best_row(view, "project_table", _OF_PROJECTS)]
    stops = [view.rows.index(seen.cells) + 1 for seen in heads if seen]
    return _unknown([cell for line in view.rows[: max(stops, default=None)] for cell in line])


def _unknown(cells: Line) -> list[Cell]:
    found: dict[str, Cell] = {}
    for cell in cells:
        text = squeeze(cell.text)
        looks_so = 2 <= len(text) <= _LONGEST_LABEL and bool(_LABEL.fullmatch(text))
        is_level = any(official_name(level, cell.text) for level in (LEVEL1, LEVEL2))
        if looks_so and not is_level and not read_label(cell.text).fields:
            found.setdefault(text, cell)
    return sorted(found.values(), key=lambda cell: not _is_likely(cell.text))


def _reject(reason: str, seen: _Seen, unknown: list[Cell]) -> Reject:
    known = [cell for cell in seen.cells if read_label(cell.text).fields or _is_level(cell)]
    names = [squeeze(cell.text) for cell in unknown][:_MOST_NAMED]
    first = next(cell for cell in seen.cells if cell.text.strip())
    values = {
        "row": first.row,
        "page": first.page,
        "seen": "、".join(dict.fromkeys(squeeze(cell.text) for cell in known[:_MOST_NAMED])),
        "unknown": "、".join(names),
    }
    return Reject(reason if unknown else _ALL_KNOWN.get(reason, reason), values, first, 0, 0)


def _is_likely(label: str) -> bool:
    """Whether a label is likely to be of a performance form: such labels are named before values."""
    words = vocabulary.load("forms")
    return any(word in label for word in words["likely_labels"]) or label.endswith(tuple(words["likely_endings"]))
