"""A reading without the personal data that is not to be published. All later stages see the masked characters only."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from mingzhang.privacy.personal import NAME, Personal, personal_data
from mingzhang.records import Cell, Grid, Mark, PersonalPlace, Reading, Reject
from mingzhang.text.pieces import either

# No office prints it, so a masked number is never taken for a placeholder that was left in (138****5678).
MASK_CHARACTER = "█"
MASKED = "masked"  # the kind of a mark, see `records.Mark`


def mask(reading: Reading, kinds: Collection[str]) -> tuple[Reading, tuple[PersonalPlace, ...]]:
    """The reading with a `█` for each character of the personal data of these kinds, and every place where personal data is.

    Texts stay as long as they were, so offsets hold. A name that is masked in one place is masked wherever it stands.
    """
    found = {cell: data for cell, labels in _with_labels(reading) if (data := personal_data(cell.printed, labels))}
    if not found and not any(cell.by_hand for cell in reading.cells()):
        return reading, ()
    finder = _Finder(frozenset(kinds), _names_to_hide(found, kinds))
    if finder.names:
        found |= {
            cell: data for cell in reading.cells() if (data := finder.with_names(cell.printed, found.get(cell, [])))
        }
    places = tuple(
        PersonalPlace(cell.page, cell.row, cell.column, one.kind, one.kind in kinds)
        for cell in reading.cells()
        for one in found.get(cell, [])
    )
    masked = {cell: _masked_cell(cell, finder.hidden(data)) for cell, data in found.items()}
    return _with_cells(reading, masked, finder), places


def masked_text(text: str, kinds: Collection[str]) -> str:
    """A text that stands in no cell, as an answer of a publisher does, with a `█` for each character that is not published."""
    return _covered(text, _Finder(frozenset(kinds), None).hidden_in(text))


def _names_to_hide(found: dict[Cell, list[Personal]], kinds: Collection[str]) -> re.Pattern[str] | None:
    if NAME not in kinds:
        return None
    names = {cell.printed[one.start : one.end] for cell, data in found.items() for one in data if one.kind == NAME}
    return re.compile(either(names)) if names else None


@dataclass(frozen=True)
class _Finder:
    """What is hidden: the kinds of personal data, and the names that were found where a label says that a person is named."""

    kinds: frozenset[str]
    names: re.Pattern[str] | None

    def with_names(self, text: str, data: list[Personal]) -> list[Personal]:
        """What was found in a text, with each other place where one of the names stands."""
        named = [Personal(*match.span(), NAME) for match in self.names.finditer(text)] if self.names else []
        apart = [one for one in named if all(one.end <= other.start or other.end <= one.start for other in data)]
        return sorted([*data, *apart])

    def hidden(self, data: Iterable[Personal]) -> set[int]:
        """The offsets of the characters that are hidden."""
        return {place for one in data if one.kind in self.kinds for place in range(one.start, one.end)}

    def hidden_in(self, text: str) -> set[int]:
        """The offsets of the characters of a text without labels that are hidden."""
        return self.hidden(self.with_names(text, personal_data(text)))


def _with_labels(reading: Reading) -> Iterator[tuple[Cell, list[str]]]:
    """Each cell with the texts that may be its label: the cell before it, and the nearest above it that prints no digit."""
    for line in reading.lines:
        yield line, []
    for grid in reading.grids:
        above: dict[int, str] = {}
        for row in grid.rows:
            before = ""
            for cell in row:
                yield cell, [label for label in (before, above.get(cell.column, "")) if label]
                before = cell.printed
            above |= {cell.column: cell.printed for cell in row if cell.text.strip() and not _has_digit(cell.text)}


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _masked_cell(cell: Cell, hidden: set[int]) -> Cell:
    """The cell with `█` for these characters; where a reader took them for blanks (struck, hidden), they stay blank."""
    if not hidden:
        return cell
    text = "".join(
        MASK_CHARACTER if place in hidden and character == printed else character
        for place, (character, printed) in enumerate(zip(cell.text, cell.printed, strict=True))
    )
    marks = [
        mark._replace(characters=_covered(mark.characters, hidden, mark.start))
        for mark in cell.marks
        if mark.end > mark.start
    ]
    marks += [mark for mark in cell.marks if mark.end == mark.start]
    taken = {place for mark in cell.marks for place in range(mark.start, mark.end)}
    marks += [Mark(start, end, MASKED, MASK_CHARACTER * (end - start)) for start, end in _runs(hidden - taken)]
    by_hand = cell.by_hand and cell.by_hand._replace(recognised=None)  # nearly the same characters
    return replace(
        cell, text=text, marks=tuple(sorted(marks)), pictures=(), by_hand=by_hand
    )  # a picture would show them


def _covered(text: str, hidden: set[int], start: int = 0) -> str:
    return "".join(MASK_CHARACTER if start + place in hidden else one for place, one in enumerate(text))


def _runs(places: set[int]) -> Iterator[tuple[int, int]]:
    """Numbers without a gap between them, as the first and one behind the last."""
    start = 0
    for place in sorted(places):
        start = start if place - 1 in places else place
        if place + 1 not in places:
            yield start, place + 1


def _with_masked_hand(cell: Cell, finder: _Finder) -> Cell:
    """The cell, where it was corrected by hand, without what was recognised and by whom as far as that is personal data."""
    if not cell.by_hand:
        return cell
    recognised, by, _ = cell.by_hand
    named = cell.by_hand._replace(by=_covered(by, finder.hidden_in(by)))
    if recognised is None or not finder.hidden_in(recognised):
        return replace(cell, by_hand=named)
    return replace(cell, by_hand=named._replace(recognised=None), pictures=())


def _with_cells(reading: Reading, masked: dict[Cell, Cell], finder: _Finder) -> Reading:
    def of(cell: Cell) -> Cell:
        cell = _with_masked_hand(masked.get(cell, cell), finder)
        beside = [mark for mark in cell.marks if mark.start == mark.end and finder.hidden_in(mark.characters)]
        if not beside:
            return cell
        covered = {
            mark: mark._replace(characters=_covered(mark.characters, finder.hidden_in(mark.characters)))
            for mark in beside
        }
        return replace(cell, marks=tuple(covered.get(mark, mark) for mark in cell.marks))

    def of_grid(grid: Grid) -> Grid:
        rows = tuple(tuple(map(of, row)) for row in grid.rows)
        return replace(grid, title_lines=tuple(map(of, grid.title_lines)), rows=rows)

    def of_value(value: Any) -> Any:
        return _covered(value, finder.hidden_in(value)) if isinstance(value, str) else value

    def of_reject(reject: Reject) -> Reject:
        values = {key: of_value(value) for key, value in reject.values.items()}
        return replace(reject, values=values, cell=of(reject.cell) if reject.cell else None)

    return replace(
        reading,
        lines=tuple(map(of, reading.lines)),
        grids=tuple(map(of_grid, reading.grids)),
        rejects=tuple(map(of_reject, reading.rejects)),
    )
