"""Tables that a page makes of other elements than those of tables: which element is which part of one.

A style sheet says so (`display: table-cell`; CSS 2.2, 17.2), or a role (WAI-ARIA 1.2: table, row, cell); a grid lays its items
out in columns one by one (CSS Grid Layout 1, 8.5), and boxes in rows of one number of items are a table to whoever sees them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from mingzhang.readers.html_parts.css import Declarations
from mingzhang.readers.html_parts.looks import PageLooks, is_gone

BEGINS_ROW = "first"
# Element -> the element of HTML that it is shown as: table, tbody, tr, td, or BEGINS_ROW for a td that begins a row.
TableParts = dict[Any, str]

_MENTIONED = re.compile(
    r"""display\s*:\s*(?:inline-)?(?:table|grid|flex)|\brole\s*=\s*["']?(?:table|grid|treegrid)\b""", re.IGNORECASE
)
_OF_TABLES = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"))
_BY_DISPLAY = {
    **{"table": "table", "inline-table": "table", "table-row": "tr", "table-cell": "td"},
    **{"table-row-group": "tbody", "table-header-group": "thead", "table-footer-group": "tfoot"},
}
_BY_ROLE = {
    **{"table": "table", "grid": "table", "treegrid": "table", "rowgroup": "tbody", "row": "tr"},
    **{"cell": "td", "gridcell": "td", "columnheader": "td", "rowheader": "td"},
}
_NOT_SHOWN = ("script", "style", "template", "link", "meta")
_LEAST_COLUMNS = 3  # of a table that nothing calls one; less is the layout of a page
_LEAST_ROWS = 2
_TRACK = re.compile(
    r"repeat\(\s*(\d{1,3})\s*,((?:[^()]|\([^()]*\))*)\)|(?:minmax|fit-content)\([^()]*\)|\[[^\]]*\]|[^\s()\[\]]+"
)
_WIDE = re.compile(r"span\s+(\d{1,3})|auto|(\d{1,3})\s*/\s*(?:span\s+(\d{1,3})|(\d{1,3}))")
_PLACED = ("grid-row", "grid-area", "grid-auto-flow", "grid-template")


def mentions_parts(page: str) -> bool:
    """Whether a page speaks of such tables anywhere: most do not, and need not be looked through."""
    return _MENTIONED.search(page) is not None


def table_parts(root: Any, looks: PageLooks) -> TableParts:
    """The parts of tables that other elements make; columns that a part spans are set as its attribute colspan."""
    parts: TableParts = {}
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in _OF_TABLES or element in parts:
            continue
        declared = looks.declared(element)
        display = declared.get("display", "")
        if part := _BY_DISPLAY.get(display) or _BY_ROLE.get(element.get("role") or ""):
            parts[element] = part
            _take_spans(element)
        elif display in ("grid", "inline-grid"):
            parts |= _grid(element, declared, looks)
        elif rows := _rows_of_boxes(element, looks):
            parts[element] = "table"
            parts |= dict.fromkeys(rows, "tr") | {cell: "td" for row in rows for cell in _shown(row, looks)}
    return parts


def _take_spans(element: Any) -> None:
    for name in ("colspan", "rowspan"):
        if element.get(f"aria-{name}"):
            element.set(name, element.get(f"aria-{name}"))


def _shown(element: Any, looks: PageLooks) -> list[Any]:
    """The children of an element that take a place on the page."""
    children = (child for child in element if isinstance(child.tag, str) and child.tag not in _NOT_SHOWN)
    return [child for child in children if "hidden" not in child.attrib and not is_gone(looks.declared(child))]


# ---- grids -----------------------------------------------------------------------------------------------------------


def _grid(element: Any, declared: Declarations, looks: PageLooks) -> TableParts:
    """The parts of a grid whose items follow each other; none when it is placed otherwise or narrower than a table."""
    number = _columns(declared.get("grid-template-columns", ""))
    items = list(_items(element, looks))
    if number < _LEAST_COLUMNS or len(items) < number * _LEAST_ROWS or any(name in declared for name in _PLACED):
        return {}
    parts: TableParts = {element: "table"}
    column = 0
    for item in items:
        wide = _wide(looks.declared(item), column)
        if wide is None or wide > number:
            return {}
        if column + wide > number:
            column = 0
        parts[item] = "td" if column else BEGINS_ROW
        item.set("colspan", str(wide))
        column = (column + wide) % number
    return parts


def _items(element: Any, looks: PageLooks) -> Iterator[Any]:
    """The items of a grid: its children, and those of children that have no box of their own, however deep."""
    waiting = _shown(element, looks)[::-1]
    while waiting:
        child = waiting.pop()
        if looks.declared(child).get("display") == "contents":
            waiting += _shown(child, looks)[::-1]
        else:
            yield child


def _columns(template: str) -> int:
    """How many columns a template has, 0 when it does not say."""
    number = 0
    for track in _TRACK.finditer(template):
        if track[1]:
            number += int(track[1]) * sum(not one[0].startswith("[") for one in _TRACK.finditer(track[2]))
        elif track[0] in ("none", "subgrid", "masonry", "repeat"):
            return 0
        elif not track[0].startswith("["):
            number += 1
    return number


def _wide(declared: Declarations, column: int) -> int | None:
    """How many columns an item spans; None when it is placed where the order does not lead."""
    if any(name in declared for name in ("grid-row", "grid-area", "order")):
        return None
    match = _WIDE.fullmatch(declared.get("grid-column", "auto"))
    if match is None or (match[2] and int(match[2]) != column + 1):
        return None
    if match[4]:
        return max(int(match[4]) - int(match[2]), 1)
    return int(match[1] or match[3] or 1)


# ---- boxes in rows ---------------------------------------------------------------------------------------------------


def _rows_of_boxes(element: Any, looks: PageLooks) -> list[Any]:
    """The children of an element when each lays out the same number of items in a row; none when they are no table."""
    if len(element) < _LEAST_ROWS:
        return []
    rows = _shown(element, looks)
    if len(rows) < _LEAST_ROWS or not all(_is_row(looks.declared(row)) for row in rows):
        return []
    cells = [_shown(row, looks) for row in rows]
    is_table = len(cells[0]) >= _LEAST_COLUMNS and all(len(one) == len(cells[0]) for one in cells)
    return rows if is_table and not any(_moved(cells, looks)) else []


def _is_row(declared: Declarations) -> bool:
    direction = declared.get("flex-direction", "row")
    return declared.get("display") in ("flex", "inline-flex") and direction == "row"


def _moved(rows: Iterable[Iterable[Any]], looks: PageLooks) -> Iterator[bool]:
    return ("order" in looks.declared(cell) for row in rows for cell in row)
