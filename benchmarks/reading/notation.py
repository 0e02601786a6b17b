"""The notation of tests/cases: `.grid` files draw tables, `.exp` files say what a careful human reads in them.

Both are explained in tests/cases/README.md. Nothing here knows how disclosures are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

NEXT_TABLE = "===="  # a line of it begins another table; what follows it is printed between the tables
UNNAMED = "?"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell of a drawing with the rows and columns that it covers; all count from 1."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """A table as drawn, and the lines printed above it."""

    lines: tuple[str, ...]
    cells: tuple[Drawn, ...]
    height: int
    width: int

    def rows(self) -> Iterator[list[Drawn]]:
        """The cells that begin in each row; a row into which cells only reach from above is empty."""
        for number in range(1, self.height + 1):
            yield [cell for cell in self.cells if cell.row == number]


@dataclass(frozen=True, slots=True)
class ExpectedIndicator:
    """An indicator as a human reads it; '' is not compared, except the comparator, and a unit beside a number."""

    level1: str
    level2: str
    name: str
    comparator: str
    target: str
    unit: str
    actual: str
    weight: str
    score: str


@dataclass(slots=True)
class ExpectedProject:
    """A project as a human reads it; `name` None where none is printed, `yuan` '' where it is not compared."""

    name: str | None
    yuan: str
    amounts: list[tuple[str, str, str]] = field(default_factory=list)  # kind, source, yuan
    goals: list[tuple[str, str]] = field(default_factory=list)  # scope, text
    indicators: list[ExpectedIndicator] = field(default_factory=list)


@dataclass(slots=True)
class Expectation:
    """What a file gives: projects and stated totals, or a refusal."""

    refused: bool = False
    projects: list[ExpectedProject] = field(default_factory=list)
    totals: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Case:
    """A drawing with its expectation."""

    name: str
    drawings: tuple[Drawing, ...]
    expected: Expectation


def cases_in(folder: Path, only: str = "") -> list[Case]:
    """The cases of a folder whose names begin with `only`, by name."""
    return [case_of(path) for path in sorted(folder.glob(f"{only}*.grid"))]


def case_of(path: Path) -> Case:
    """The case that a `.grid` file and the `.exp` file beside it are."""
    expected = expectation_of(path.with_suffix(".exp").read_text(encoding="utf-8"))
    return Case(path.stem, drawings_of(path.read_text(encoding="utf-8")), expected)


# ---- drawings ----------------------------------------------------------------------------------------------------


def drawings_of(text: str) -> tuple[Drawing, ...]:
    """The tables of a `.grid` file, one after the other."""
    drawings: list[Drawing] = []
    above: tuple[str, ...] = ()
    rows: list[str] = []
    for line in text.splitlines():
        if line.startswith(NEXT_TABLE):
            drawings += [drawing_of(rows, above)] if rows else []
            said = line.removeprefix(NEXT_TABLE).strip()
            above, rows = ((said,) if said else ()), []
        elif line:
            rows.append(line)
    return (*drawings, drawing_of(rows, above))


def drawing_of(rows: Iterable[str], lines: tuple[str, ...] = ()) -> Drawing:
    """A table from its rows in the notation; a row with fewer cells than others ends in blank ones."""
    texts = [[cell.strip(" ") if cell.strip() in ("<", "^") else cell for cell in row.split("|")] for row in rows]
    width = max(map(len, texts))
    texts = [row + [""] * (width - len(row)) for row in texts]
    cells = [
        Drawn(at + 1, column + 1, text.replace("/n", "\n"), _height(texts, at, column), _width(texts[at], column))
        for at, row in enumerate(texts)
        for column, text in enumerate(row)
        if text not in ("<", "^")
    ]
    return Drawing(lines, tuple(cells), len(texts), width)


def _width(row: list[str], column: int) -> int:
    width = 1
    while column + width < len(row) and row[column + width] == "<":
        width += 1
    return width


def _height(texts: list[list[str]], at: int, column: int) -> int:
    height = 1
    while at + height < len(texts) and texts[at + height][column] == "^":
        height += 1
    return height


# ---- expectations ------------------------------------------------------------------------------------------------


def expectation_of(text: str) -> Expectation:
    """What an `.exp` file says. Raises ValueError for a line that is none of the notation."""
    expected = Expectation()
    for line in filter(None, map(str.rstrip, text.splitlines())):
        kind, _, rest = line.partition(" ")
        parts = rest.split("|")
        if kind == "REFUSE":
            expected.refused = True
        elif kind == "T":
            expected.totals.append(rest.strip())
        elif kind == "P":
            name, yuan = parts
            expected.projects.append(ExpectedProject(None if name == UNNAMED else name, yuan))
        else:
            _add(expected.projects[-1], kind, rest, parts)
    return expected


def _add(project: ExpectedProject, kind: str, rest: str, parts: list[str]) -> None:
    if kind == "A":
        what, source, yuan = rest.split()
        project.amounts.append((what, source, yuan))
    elif kind == "G":
        scope, _, text = rest.partition("|")
        project.goals.append((scope, text))
    elif kind == "I":
        project.indicators.append(ExpectedIndicator(*(parts + [""] * 9)[:9]))
    else:
        raise ValueError(f"no line of the notation: {kind} {rest}")
