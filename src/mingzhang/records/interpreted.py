"""What a document says, read by its official forms: units, projects, goals, indicators, money and points."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mingzhang.records.money import Amount, MoneyPart, ProjectAmount, ProjectField, Rate, StatedTotal
from mingzhang.records.quantities import QuantityReading
from mingzhang.records.source import Cell, Grid, PersonalPlace, Reading, Reject, Reply, Row, Sidecar, Span


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal sentence of a project; `text` is None when nothing follows its label."""

    position: int
    label: str | None
    text: str | None
    spans: tuple[Span, ...]
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed heading of the indicator framework, of level 1 or 2; a name that is not printed or not known is None."""

    position: int
    level: int
    level1: str | None
    level2: str | None
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A performance indicator; `value` and `unit` as printed, `base_value` and `base_unit` comparable.

    `due_date` is a date as precise as it is printed (2023-12, 2023-Q4), `due_last_day` the last day of it, and
    `due_year_assumed` says that its year is not printed (12月底前) and is that of the document.
    """

    position: int
    heading: Heading | None
    name: str | None
    comparator: str | None
    value_text: str | None
    value: Decimal | None
    unit: str | None
    base_value: Decimal | None
    base_unit: str | None
    due_date: str | None
    due_last_day: str | None
    kind: str | None
    text: str
    cell: Cell
    spans: tuple[Span, ...]
    scope: str | None = None
    actual_text: str | None = None
    actual_value: Decimal | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    deviation_reason: str | None = None
    due_year_assumed: bool = False
    nature: str | None = None  # what its column of 指标性质 prints beside a sign: 定性, 正向


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the text of a goal or an indicator (`parent`), as it is printed there, and what it was read as."""

    parent: Goal | Indicator
    text: str
    reading: QuantityReading


@dataclass(frozen=True, slots=True)
class Unit:
    """A budget unit as coded by its publisher."""

    code: str
    name: str | None
    level: str  # department, unit
    parent_code: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Points that a sheet prints for one of its parts: what it can get (`weight`) and what it got (`score`).

    `part` is indicator, heading (产出指标(50分)), indicators or execution (a part of the sheet that prints its points, as in
    绩效指标(90分) and 预算执行情况(10分)), rate (the row of the execution rate) or total (the last row, 合计). `unplaced` is a
    number of the last row that may be a weight or a score. A cell merged over several rows is printed once: it counts
    with the first of its indicators, and `weight_rows` or `score_rows` says how many it serves.
    """

    part: str
    label: str
    weight: Decimal | None = None
    score: Decimal | None = None
    unplaced: Decimal | None = None
    weight_counts: bool = True
    score_counts: bool = True
    weight_rows: int = 1
    score_rows: int = 1
    indicator: Indicator | None = None
    heading: Heading | None = None
    fields: tuple[ProjectField, ...] = ()  # where the numbers are kept as printed, when no other record holds them


@dataclass(frozen=True, slots=True)
class Project:
    """A project of a document; `amount` is None when none is printed or it cannot be read."""

    unit_code: str | None
    serial: str | None
    code: str | None
    name: str | None
    amount: Amount | None
    amount_text: str | None
    goals: tuple[Goal, ...]
    headings: tuple[Heading, ...]
    indicators: tuple[Indicator, ...]
    fields: tuple[ProjectField, ...]
    cell: Cell  # the first cell of its row, or of its name: where it stands
    spans: tuple[Span, ...]
    amounts: tuple[ProjectAmount, ...] = ()
    period_start: str | None = None
    period_end: str | None = None
    quantities: tuple[Quantity, ...] = ()
    points: tuple[Points, ...] = ()
    rates: tuple[Rate, ...] = ()
    money_parts: tuple[MoneyPart, ...] = ()
    extent: tuple[Cell, ...] = ()  # the cells of its row or sheet: what is not read of them is not read of this project
    has_results: bool = False  # whether its sheet has a column for what was reached
    is_understood: bool = (
        True  # whether all labels and columns of its row or sheet are understood: else no value is absent
    )

    def indicator_counts(self) -> Counter[int]:
        """How many indicators stand below each heading, by its position; those of a level 2 are also below its level 1."""
        own = Counter(indicator.heading.position for indicator in self.indicators if indicator.heading)
        below = Counter(own)
        above: int | None = None
        for heading in self.headings:
            if heading.level == 1:
                above = heading.position
            elif above is not None:
                below[above] += own[heading.position]
        return below


@dataclass(frozen=True, slots=True)
class Form:
    """The content of one table, read as an official form."""

    form: str
    phase: str
    money_unit: int | None  # yuan that a printed 1 stands for
    header: Row
    columns: dict[int, str]  # column of the header -> field; other columns are kept as ProjectField
    units: tuple[Unit, ...]
    stated_totals: tuple[StatedTotal, ...]
    projects: tuple[Project, ...]
    spans: tuple[Span, ...]
    rejects: tuple[Reject, ...]
    width: int = 0  # the last column of its rows: a continuation of the table has the same width
    is_understood: bool = (
        True  # whether every label and column of it was understood: only then may a value be called absent
    )


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table of a document: `form` is None when it is no performance form, and `why` says how that was decided.

    `title_lines` are the lines above the table and, of a form, the rows of one printed cell above its header.
    """

    grid: Grid
    title_lines: tuple[Cell, ...]
    form: Form | None
    why: str  # a key of vocabulary/reasons.yml
    why_values: dict[str, Any]
    continues: int | None = None  # the table that this one continues: both are one table that was cut
    furniture: tuple[Span, ...] = ()  # spans of the lines around a form
    is_whole: bool = True  # whether no row of it was refused, and no line around it may be one

    @property
    def title(self) -> str | None:
        """The title lines as one text, None when there are none."""
        return "\n".join(cell.text.strip() for cell in self.title_lines) or None


@dataclass(frozen=True, slots=True)
class Document:
    """One disclosure, read and interpreted."""

    id: str
    title: str | None
    year: int | None
    region_code: str | None
    unit_code: str | None  # of the topmost unit printed
    file: str
    sha256: str
    sidecar: Sidecar
    reading: Reading
    tables: tuple[SourceTable, ...]
    spans: tuple[Span, ...]
    rejects: tuple[Reject, ...]
    replies: tuple[Reply, ...] = ()
    personal: tuple[PersonalPlace, ...] = ()
    may_be_served: bool = True  # the file itself, as far as whoever publishes has decided

    @property
    def forms(self) -> list[Form]:
        """The performance forms in it, in the order of the tables."""
        return [table.form for table in self.tables if table.form]
