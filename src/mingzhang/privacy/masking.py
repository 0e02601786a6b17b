"""A reading without the personal data that is not to be published. All later stages see the masked characters only."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from mingzhang.privacy.personal import LISTED, NAME, Personal, personal_data
from mingzhang.records import Cell, Grid, Mark, PersonalPlace, Reading, Reject

# No office prints it, so a masked number is never taken for a placeholder that was left in (138****5678).
MASK_CHARACTER = "█"
MASKED = "masked"  # the kind of a mark, see `records.Mark`


class Masked(NamedTuple):
    """A reading without what is not published, where personal data is, and what hides it in the texts beside the document."""

    reading: Reading
    places: tuple[PersonalPlace, ...]
    hiding: "Hiding"


def mask(reading: Reading, kinds: Collection[str], texts: Iterable[str] = ()) -> Masked:
    """The reading with a `█` for each character of the personal data of these kinds, and of these texts.

    Texts stay as long as they were, so offsets hold. A name that is masked in one place is masked wherever it stands.
    """
    found = {cell: data for cell, labels in _with_labels(reading) if (data := personal_data(cell.printed, labels))}
    hiding = Hiding(frozenset(kinds), _names_to_hide(found, kinds), _pattern(texts))
    if hiding.names or hiding.listed:
        found |= {
            cell: data for cell in reading.cells() if (data := hiding.with_texts(cell.printed, found.get(cell, [])))
        }
    places = tuple(
        PersonalPlace(cell.page, cell.row, cell.column, one.kind, one.kind in hiding.kinds)
        for cell in reading.cells()
        for one in [*found.get(cell, []), *(one for mark in _beside(cell) for one in hiding.found_in(mark.characters))]
    )
    masked = {cell: _masked_cell(cell, hiding.hidden(data)) for cell, data in found.items()}
    return Masked(_with_cells(reading, masked, hiding), places, hiding)


def _names_to_hide(found: dict[Cell, list[Personal]], kinds: Collection[str]) -> re.Pattern[str] | None:
    if NAME not in kinds:
        return None
    return _pattern(
        {cell.printed[one.start : one.end] for cell, data in found.items() for one in data if one.kind == NAME}
    )


def _pattern(texts: Iterable[str]) -> re.Pattern[str] | None:
    """Any of these texts, the longest first, also with blanks in them, as offices print names; None of none."""
    spaced = (r"\s*".join(map(re.escape, "".join(text.split()))) for text in sorted(texts, key=len, reverse=True))
    return re.compile(whole) if (whole := "|".join(spaced)) else None


class Hiding:
    """What is hidden: kinds of personal data, names that were found behind a label, and texts that the publisher lists."""

    def __init__(
        self, kinds: frozenset[str], names: re.Pattern[str] | None = None, listed: re.Pattern[str] | None = None
    ) -> None:
        self.kinds, self.names, self.listed = kinds | {LISTED}, names, listed

    def with_texts(self, text: str, data: list[Personal]) -> list[Personal]:
        """What was found in a text, with each other place where one of the names or of the listed texts stands."""
        for pattern, kind in ((self.listed, LISTED), (self.names, NAME)):
            for match in pattern.finditer(text) if pattern else ():
                if all(
                    match.end() <= other.start or other.end <= match.start() or other.kind not in self.kinds
                    for other in data
                ):
                    data = [*data, Personal(*match.span(), kind)]
        return sorted(data)

    def hidden(self, data: Iterable[Personal]) -> set[int]:
        """The offsets of the characters that are hidden."""
        return {place for one in data if one.kind in self.kinds for place in range(one.start, one.end)}

    def hidden_in(self, text: str) -> set[int]:
        """The offsets of the characters of a text without labels that are hidden."""
        return self.hidden(self.found_in(text))

    def found_in(self, text: str) -> list[Personal]:
        """The personal data in a text without labels."""
        return self.with_texts(text, personal_data(text))

    def text(self, text: str, beside: str) -> tuple[str, tuple[PersonalPlace, ...]]:
        """A text that stands in no cell, masked, and the places in it; `beside` is the ending of the file that says it."""
        data = self.found_in(text)
        places = (PersonalPlace(0, 0, 0, one.kind, one.kind in self.kinds, beside) for one in data)
        return _covered(text, self.hidden(data)), tuple(places)


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


def _beside(cell: Cell) -> list[Mark]:
    """The marks whose characters are printed beside the text, as a comment is."""
    return [mark for mark in cell.marks if mark.start == mark.end]


def _with_masked_hand(cell: Cell, hiding: Hiding) -> Cell:
    """The cell, where it was corrected by hand, without what was recognised and by whom as far as that is personal data."""
    if not cell.by_hand:
        return cell
    recognised, by, _ = cell.by_hand
    named = cell.by_hand._replace(by=_covered(by, hiding.hidden_in(by)))
    if recognised is None or not hiding.hidden_in(recognised):
        return replace(cell, by_hand=named)
    return replace(cell, by_hand=named._replace(recognised=None), pictures=())


def _with_cells(reading: Reading, masked: dict[Cell, Cell], hiding: Hiding) -> Reading:
    def of(cell: Cell) -> Cell:
        """A cell as it is published, with its marks."""
        cell = _with_masked_hand(masked.get(cell, cell), hiding)
        beside = [mark for mark in _beside(cell) if hiding.hidden_in(mark.characters)]
        if not beside:
            return cell
        covered = {
            mark: mark._replace(characters=_covered(mark.characters, hiding.hidden_in(mark.characters)))
            for mark in beside
        }
        return replace(cell, marks=tuple(covered.get(mark, mark) for mark in cell.marks))

    def of_grid(grid: Grid) -> Grid:
        """A grid of such cells."""
        rows = tuple(tuple(map(of, row)) for row in grid.rows)
        return replace(grid, title_lines=tuple(map(of, grid.title_lines)), rows=rows)

    def of_value(value: Any) -> Any:
        """A value of a sentence, masked where it is a text."""
        return _covered(value, hiding.hidden_in(value)) if isinstance(value, str) else value

    def of_reject(reject: Reject) -> Reject:
        """A reject whose sentence and cell are masked."""
        values = {key: of_value(value) for key, value in reject.values.items()}
        return replace(reject, values=values, cell=of(reject.cell) if reject.cell else None)

    return replace(
        reading,
        lines=tuple(map(of, reading.lines)),
        grids=tuple(map(of_grid, reading.grids)),
        rejects=tuple(map(of_reject, reading.rejects)),
    )
