"""Rows of a grid of indicators whose cells were placed, to headings, indicators and what else they print."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from mingzhang import vocabulary
from mingzhang.forms.indicators.cells import Fields
from mingzhang.forms.indicators.columns import OF_YEARS
from mingzhang.forms.indicators.contents import contents_of
from mingzhang.forms.indicators.header import IndicatorHeader
from mingzhang.forms.indicators.joined_points import are_joined_points, joined_column, number_in
from mingzhang.forms.indicators.row import indicator_of
from mingzhang.forms.indicators.target_elsewhere import with_target_of_elsewhere
from mingzhang.forms.indicators.unusual_header import columns_read_by_contents
from mingzhang.forms.labels import field_of, is_blank, is_unnamed, says_as_above, says_none
from mingzhang.forms.matrix import Line
from mingzhang.forms.texts import may_be_money, plain_field
from mingzhang.parse.levels import LEVEL1, LEVEL2, BothLevels, both_levels, official_name, second_below
from mingzhang.parse.target import SeveralTargets, signs_in
from mingzhang.records import Cell, Heading, Indicator, ProjectField, Reject, Span
from mingzhang.text.numbers import trailing_quantity
from mingzhang.text.pieces import squeeze, trim


@dataclass
class IndicatorGrid:
    """What a grid of indicators says; `labels` are the spans of labels of rows that are no indicators."""

    headings: list[Heading] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    fields: list[ProjectField] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)

    @property
    def is_understood(self) -> bool:
        """Whether its labels and rows all were: only then is something absent."""
        return all(reject.reason not in _NOT_UNDERSTOOD for reject in self.rejects)


_PARTS_OF_A_TARGET = ("sign", "number", "unit", "target")  # what a cell may hold, whatever the rest of its column does
_BY_CONTENTS = "label-read-by-contents"
_NOT_UNDERSTOOD = (
    "label-unknown",
    _BY_CONTENTS,
    "column-twice",
    "column-contradicts",
    "target-of-which-year",
    "cells-not-placed",
    "value-under-unknown-label",
)


def read_block(
    header: IndicatorHeader, lines: list[Line], placed: Sequence[Fields | None], taken: Collection[Cell] = ()
) -> IndicatorGrid:
    """The indicators of rows whose cells were placed. Headings in cells `taken` by a block to the left lie over them."""
    reader = _GridReader(taken)
    refused = [cell for name, cell in header.columns if name.startswith("refused")]
    targets = [cell for cell in refused if field_of("indicator_columns", cell) == "target"]
    reason = "column-twice" if len(targets) > 1 else "column-contradicts"
    if header.cell_of("target") is None:
        targets = refused
    reader.result.rejects += [Reject(reason, {"label": cell.text.strip()}, cell, 0, len(cell.text)) for cell in refused]
    reader.note_unknown(header, placed, has_targets=header.cell_of("target") is not None)
    reader.result.rejects += [told_by_contents(*column) for column in columns_read_by_contents(header.columns)]
    if targets:  # without its targets nobody can say what an indicator says
        placed = [None] * len(lines)
    for line, fields in zip(lines, placed, strict=True):
        if fields is None:
            reader.result.rejects += [not_placed(cell) for cell in line if cell.text.strip()]
            reader.lose_levels()
        else:
            reader.take(fields, dict(header.columns))
    return reader.result


def told_by_contents(name: str, label: Cell) -> Reject:
    """A doubt: nobody knows a label, and what stands below it told which column it is."""
    official = vocabulary.load("forms")["official_columns"][name]
    return Reject(_BY_CONTENTS, {"label": label.text.strip(), "column": official}, label, 0, len(label.text))


def is_told_again(reject: Reject, before: Sequence[Reject]) -> bool:
    """Whether a doubt of the label of a column, which is one for all projects of a table, is among rejects already."""
    return reject.reason == _BY_CONTENTS and reject in before


def _may_be_name(unknown: Cell, name: Cell | None) -> bool:
    """Whether a label that nobody knows may be that of the names: no other is, or one (指标内容) that is so only without it."""
    return name is None or (bool(field_of("names_without_level3", name)) and unknown.column < name.column)


def not_placed(cell: Cell) -> Reject:
    """A reject of a cell of which nobody can say what it belongs to."""
    return Reject("cells-not-placed", {}, cell, 0, len(cell.text))


def _is_quantity(name: str) -> bool:
    """Whether what stands where a name should is a number with its unit, with a sign or without: 2000次, ≥99%."""
    sign = next(iter(signs_in(name, 0, len(name))), None)
    start = sign.end() if sign and sign.start() == 0 else 0
    match = trailing_quantity(name, start, len(name))
    return match is not None and match.start() == start


class _GridReader:
    """Walks down the rows and keeps the headings that the next indicator stands under."""

    def __init__(self, taken: Collection[Cell] = ()) -> None:
        self.taken = taken
        self.result = IndicatorGrid()
        self.kept: set[Cell] = set()
        self.has_lost_levels = False
        self.level1: tuple[Cell, Heading] | None = None
        self.level2: tuple[Cell, Heading] | None = None
        self.is_first_among_seconds = (
            False  # level 1 stands in the column of level 2, and holds up to the next one there
        )
        self.doubtful: set[str] = (
            set()
        )  # columns nobody knows, of which each cell may be part of what an indicator says

    def lose_levels(self) -> None:
        """Forget the levels: a row that was not read may have printed others for the rows below."""
        self.level1 = self.level2 = None
        self.has_lost_levels = True

    def take(self, fields: Fields, labels: Fields) -> None:
        """Take one row."""
        fields = with_target_of_elsewhere(fields, labels)
        if "level1" in fields and not is_blank(fields.get("name")):
            self.is_first_among_seconds = "level1" not in labels
        self._take_levels(fields)
        name, target = fields.get("name"), fields.get("target")
        says_nothing = is_blank(target) or (says_none(name) and says_none(target))
        if (is_unnamed(name) or says_none(name)) and says_nothing and is_blank(fields.get("actual")):
            self._keep_rest(fields, labels, ())
            return
        has_moved = name is not None and _is_quantity(squeeze(name.text))
        if has_moved or says_as_above(name) or says_as_above(target):
            self.result.rejects += [not_placed(cell) for cell in dict.fromkeys(fields.values()) if cell.text.strip()]
            return
        try:
            reading = indicator_of(fields, len(self.result.indicators) + 1, self._heading())
        except SeveralTargets:
            cells = [cell for cell in (name, target) if cell and cell.text]
            self.result.rejects += [Reject("several-targets", {}, cell, 0, len(cell.text)) for cell in cells]
            self._keep_rest(fields, labels, ("name", "target"))
            return
        if self.has_lost_levels and self.level1 is None and "level1" in labels and name is not None:
            values = {"text": name.text.strip()}
            self.result.rejects.append(Reject("level-not-known", values, name, 0, len(name.text)))
        unknown = [one for one, cell in fields.items() if one.startswith("unknown") and not is_blank(cell)]
        is_missing = reading.indicator.kind == "missing" and bool(unknown)
        self.result.indicators.append(replace(reading.indicator, kind=None) if is_missing else reading.indicator)
        doubtful = [one for one in unknown if one in self.doubtful or contents_of([fields[one]]) in _PARTS_OF_A_TARGET]
        of_years = [one for one in unknown if field_of("indicator_columns", labels[one]) in OF_YEARS]
        doubtful = [one for one in (unknown if is_missing else doubtful) if one not in of_years]
        self._doubt(fields, labels, doubtful)  # of columns of years one doubt is told at the head
        if reading.doubt:
            where = target if target and target.text.strip() else name
            assert where
            text = reading.indicator.text.replace("\n", " ")
            self.result.rejects.append(Reject(reading.doubt, {"text": text}, where, 0, len(where.text)))
        self._doubt_points(fields)
        self._keep_rest(fields, labels, reading.used)

    def note_unknown(self, header: IndicatorHeader, placed: Sequence[Fields | None], has_targets: bool) -> None:
        """A doubt for each label that nobody knows over a column in which something is printed.

        Where the column holds signs, numbers, units or targets, or the grid has no other column of targets or none of names,
        or scores without results, each of its cells may be part of what an indicator says.
        """
        for name, cell in header.columns:
            contents = contents_of(fields.get(name) for fields in placed if fields)
            if not name.startswith("unknown") or contents is None:
                continue
            is_of_a_year = field_of("indicator_columns", cell) in OF_YEARS
            reason = "target-of-which-year" if is_of_a_year else "label-unknown"
            self.result.rejects.append(Reject(reason, {"label": cell.text.strip()}, cell, 0, len(cell.text)))
            if is_of_a_year:
                continue
            lacks_results = header.cell_of("score") is not None and header.cell_of("actual") is None
            may_be_part = lacks_results or not has_targets or _may_be_name(cell, header.cell_of("name"))
            if contents != "text" or may_be_part:
                self.doubtful.add(name)

    def _doubt(self, fields: Fields, labels: Fields, names: Iterable[str]) -> None:
        """A doubt at each cell of a row that may be part of what its indicator says, under a label that nobody knows."""
        for name in names:
            cell = fields[name]
            values = {"text": cell.text.strip(), "label": labels[name].text.strip()}
            if cell not in (reject.cell for reject in self.result.rejects):
                self.result.rejects.append(Reject("value-under-unknown-label", values, cell, 0, len(cell.text)))

    def _doubt_points(self, fields: Fields) -> None:
        """A doubt at each cell of points that prints no number, and at one of both that prints no two."""
        cells = [cell for name in ("weight", "score") if (cell := fields.get(name)) and number_in(cell) is None]
        column = joined_column(fields)
        cells += [fields[column]] if column and not are_joined_points(fields[column]) else []
        for cell in cells:
            if not is_blank(cell):
                values = {"text": cell.text.strip()}
                self.result.rejects.append(Reject("number-not-understood", values, cell, 0, len(cell.text)))

    def _heading(self) -> Heading | None:
        return (self.level2 or self.level1 or (None, None))[1]

    def _take_levels(self, fields: Fields) -> None:
        level1, level2 = fields.get("level1"), fields.get("level2")
        above = [known[0] for known in (self.level1, self.level2) if known]
        if level1 is not None and level1 not in above and (both := both_levels(level1.text)):
            self._add_both(level1, both)
        elif level1 is not None and not is_unnamed(level1) and level1 not in above:
            below_second = self.level1 is None and self.level2 is not None  # then 成本指标, of either level, is one too
            is_second = official_name(LEVEL1, level1.text) is None or below_second
            if is_second and official_name(LEVEL2, level1.text) is not None:
                self.level1 = None
                self.level2 = (level1, self._add_heading(2, level1))  # a level 2 in its place; no level 1 is printed
            else:
                self.level1, self.level2 = (level1, self._add_heading(1, level1)), None
        if level2 is not None and not is_unnamed(level2) and (self.level2 is None or level2 != self.level2[0]):
            if self.is_first_among_seconds and level1 is None:
                self.level1 = None
            self.level2 = (level2, self._add_heading(2, level2))

    def _add_both(self, cell: Cell, both: BothLevels) -> None:
        """A cell that names both levels, as one of level 2 below the level 1 that is printed in it, which may hold on."""
        start, end = trim(cell.text, 0, len(cell.text))
        if self.level1 is None or self.level1[1].level1 != both.level1:
            over = tuple(Span(cell, start, both.end, field, is_leaf=False) for field in ("text", "level1"))
            text = cell.text[start : both.end]
            heading = Heading(len(self.result.headings) + 1, 1, both.level1, None, text, over)
            self.result.headings.append(heading)
            self.level1 = (cell, heading)
        own = Span(cell, start, end, "text", is_leaf=cell not in self.taken)
        spans = (own, Span(cell, both.end, end, "level2", is_leaf=False))
        heading = Heading(len(self.result.headings) + 1, 2, both.level1, both.level2, cell.text[start:end], spans)
        self.result.headings.append(heading)
        self.level2 = (cell, heading)

    def _add_heading(self, level: int, cell: Cell) -> Heading:
        official = official_name(LEVEL1 if level == 1 else LEVEL2, cell.text)
        above = self.level1[1].level1 if self.level1 and level == 2 else None
        if official is None and above:
            official = second_below(above, cell.text)
        heading = Heading(
            len(self.result.headings) + 1,
            level,
            official if level == 1 else above,
            official if level == 2 else None,
            cell.text.strip(),
            tuple(
                span._replace(is_leaf=span.is_leaf and cell not in self.taken)
                for span in plain_field(cell, "text", f"level{level}")
            ),
        )
        self.result.headings.append(heading)
        if official is None:
            self.result.rejects.append(Reject("heading-unknown", {"text": heading.text}, cell, 0, len(cell.text)))
        return heading

    def _keep_rest(self, fields: Fields, labels: Fields, used: tuple[str, ...]) -> None:
        """What a row prints and no column of ours holds, under the label above it."""
        for name, cell in fields.items():
            if cell.row_span > 1 and cell in self.kept:  # merged down its rows, and kept at the first of them
                continue
            is_heading = name in ("level1", "level2") and not is_unnamed(cell)
            if name not in used and not is_heading and cell.text.strip():
                label = labels[name].text.strip() if name in labels else ""
                if name.startswith("refused") or not label:
                    self.result.rejects.append(not_placed(cell))
                elif name.startswith("unknown") and may_be_money(labels[name], cell):
                    values = {"text": cell.text.strip(), "label": label}
                    self.result.rejects.append(Reject("money-under-no-label", values, cell, 0, len(cell.text)))
                else:
                    self.kept.add(cell)
                    self.result.fields.append(ProjectField(label, cell.text.strip(), plain_field(cell, "text")))
