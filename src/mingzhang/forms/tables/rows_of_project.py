"""The rows of one project of a list, and whose the codes in them are: its own, or a unit's."""

import re
from dataclasses import dataclass, field, replace

from mingzhang.forms.matrix import Line
from mingzhang.forms.texts import inexact_code, is_project_code, plain_field
from mingzhang.forms.titles import speaks_of
from mingzhang.records import Cell, ProjectField, Reject, Span
from mingzhang.text.pieces import half_width, squeeze

_SERIAL = re.compile(r"\s*(?P<serial>[0-9]{1,2})\s*[.、]\s*(?=[^\W\d])")
_UNIT_CODE = re.compile(r"(?:\d{3}){1,3}", re.ASCII)


@dataclass
class RowsOfProject:
    """The rows of one project."""

    name: Cell
    lines: list[Line] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)  # whole ones
    cells: dict[str, list[Cell]] = field(default_factory=dict)  # of the project's own columns, by field

    def of(self, name: str) -> list[Cell]:
        """The printed cells of one of the project's columns."""
        return self.cells.setdefault(name, [])

    def own_cells(self) -> list[Cell]:
        """The printed cells of all columns of the project."""
        return [cell for cells in self.cells.values() for cell in cells]


def is_of_unit(rows: RowsOfProject, label: Cell | None) -> bool:
    """Whether rows have a unit's code in a column of both (单位编码（项目编码）), by its label: no indicator is a unit's."""
    is_mixed = label is not None and speaks_of("codes_of_projects", label.text)
    return is_mixed and any(_UNIT_CODE.fullmatch(squeeze(cell.text)) for cell in rows.of("code"))


def serial_before(cell: Cell) -> tuple[str | None, Cell, tuple[Span, ...]]:
    """The serial that stands before the name of a project in its cell (1.社会组织孵化), the cell with blanks in its place, and
    the spans of it; 5.12地震遗址 has none.
    """
    match = _SERIAL.match(half_width(cell.text))
    if match is None:
        return None, cell, ()
    rest = replace(cell, text=" " * match.end() + cell.text[match.end() :])
    spans = (Span(cell, *match.span("serial"), "serial"), Span(cell, match.end("serial"), match.end(), "separator"))
    return match["serial"], rest, spans


def moved_to(cell: Cell, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans of a cell with blanks in it as spans of the printed cell."""
    return tuple(span._replace(cell=cell) for span in spans)


def project_code_of(rows: RowsOfProject) -> tuple[str | None, tuple[Span, ...], list[Reject]]:
    """The code in a column of its own, or by its length in one of units and projects; what else stands there is named."""
    own = [cell for cell in rows.of("code") if is_project_code(cell.text)]
    rows.cells["code"] = [cell for cell in rows.of("code") if cell not in own]
    cells = rows.of("project_code") or own
    inexact = [reject for cell in cells for reject in inexact_code(cell)]
    rejects = [*inexact, *(Reject("cells-not-placed", {}, cell, 0, len(cell.text)) for cell in cells[1:])]
    if not cells or inexact:
        return None, (), rejects
    return half_width(cells[0].text).strip(), plain_field(cells[0], "code"), rejects


def unit_codes_of(rows: RowsOfProject, label: Cell | None) -> tuple[tuple[ProjectField, ...], list[Reject]]:
    """The codes of the unit as they are printed, under their label."""
    printed = label.text.strip() if label else ""
    rejects = [reject for cell in rows.of("code") for reject in inexact_code(cell)]
    return tuple(
        ProjectField(printed, cell.text.strip(), plain_field(cell, "text")) for cell in rows.of("code")
    ), rejects
