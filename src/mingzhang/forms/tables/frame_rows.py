"""The rows of a list that are none of its data: the header again, page numbers, notes, the title of the next page."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from mingzhang.forms.furniture import could_hold_data, furniture_of, goes_on_from_note
from mingzhang.forms.labels import field_of, read_label, without_continued
from mingzhang.forms.matrix import Line, printed_in
from mingzhang.forms.tables.header import numbers_columns
from mingzhang.forms.tables.indicator_table_header import INDICATOR_TABLE
from mingzhang.forms.titles import is_title, is_title_of_table
from mingzhang.records import Cell
from mingzhang.text.pieces import squeeze

_LEAST_LABELS = 3  # of a row that prints a part of the header again, or another header


@dataclass
class FrameRows:
    """Tells the rows of a list that are no data, from its first row below the header down.

    `above` is what stands over the header, `columns` are those of the indicators.
    """

    header: list[Line]
    above: list[Cell]
    columns: set[int]
    below_note: bool = False

    def kind_of(self, line: Line, below: Iterable[Line]) -> str | None:
        """What a row above some others is: header (so is a blank row), furniture, or None where it is data."""
        printed = printed_in(line)
        if not printed or self._is_header(line) or numbers_columns(line):
            return "header"
        titles = {squeeze(cell.text) for cell in self.above}
        is_title_row = len(printed) == 1 and self._prints_title(printed[0], below)
        is_note = self.below_note and len(printed) == 1 and goes_on_from_note(printed[0].text)
        is_furniture = all(furniture_of(cell.text) or squeeze(cell.text) in titles for cell in printed)
        are_notes = {furniture_of(cell.text) for cell in printed} == {"note"}
        self.below_note = is_note or are_notes or (self.below_note and is_furniture)
        is_head = self._says_continued(printed) and self._heads_page(below)
        return "furniture" if is_note or is_furniture or is_title_row or is_head else None

    def heads_another(self, line: Line) -> bool:
        """Whether a row is a header that is worded otherwise than the one above: its columns may be others, from here on."""
        printed = printed_in(line)
        name = next((cell for cell in printed if field_of(INDICATOR_TABLE, cell) == "name"), None)
        labels = [cell for cell in printed if read_label(cell.text).fields]
        return name is not None and len(labels) >= _LEAST_LABELS and 2 * len(labels) > len(printed)

    def is_wide(self, cell: Cell) -> bool:
        """Whether a cell goes over columns of indicators and over others."""
        last = cell.column + cell.column_span
        return any(cell.column < column < last for column in self.columns)

    def _prints_title(self, alone: Cell, below: Iterable[Line]) -> bool:
        """Whether a cell alone in its row is a title: that of the table on the next page, of another part of it, or of a form.

        By its words alone (换装智能电表) it is one where it is too wide for a name, or right above the header once more.
        """
        again = {without_continued(cell.text) for cell in self.above} - {""}
        if is_title(alone) or without_continued(alone.text) in again:
            return True
        return is_title_of_table(alone) and (self.is_wide(alone) or self._heads_page(below))

    def _says_continued(self, printed: Line) -> bool:
        """Whether a row says that the table goes on, beside whose it is: 某康复中心 | 续表."""
        is_told = any(furniture_of(cell.text) == "continued" for cell in printed)
        return is_told and not could_hold_data(cell.text for cell in printed)

    def _heads_page(self, below: Iterable[Line]) -> bool:
        """Whether nothing but furniture stands above the header that is printed again in some rows."""
        behind = (line for line in below if not all(furniture_of(cell.text) for cell in printed_in(line)))
        line = next(behind, None)
        return line is not None and self._is_header(line)

    def _is_header(self, line: Line) -> bool:
        """Whether a row prints a row of the header again, or nothing but labels of it."""
        own, printed = [squeeze(cell.text) for cell in line], printed_in(line)
        known = self._known
        return own in self._rows or (
            len(printed) >= _LEAST_LABELS and all(squeeze(cell.text) in known for cell in printed)
        )

    @cached_property
    def _rows(self) -> list[list[str]]:
        return [[squeeze(cell.text) for cell in row] for row in self.header]

    @cached_property
    def _known(self) -> set[str]:
        return {text for row in self._rows for text in row}
