"""Labels of a sheet and what they say: the value beside or below a label, goals, periods, and what has no label."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from mingzhang import vocabulary
from mingzhang.forms.coded_names import is_only_code, name_of, speaks_of_codes
from mingzhang.forms.furniture import furniture_of
from mingzhang.forms.labels import (
    field_of,
    heads_part,
    is_blank,
    is_continued,
    is_label,
    label_of,
    names_results,
    own_label,
)
from mingzhang.forms.matrix import Line, knows_columns, printed_in
from mingzhang.forms.sheets.fused import Fused, fused_in
from mingzhang.forms.sheets.goals_of_sheet import GoalReader
from mingzhang.forms.sheets.label_rows import is_unknown_pair
from mingzhang.forms.sheets.money_records import rate_of
from mingzhang.forms.texts import inexact_code, may_be_money, plain_field
from mingzhang.forms.titles import is_title
from mingzhang.records import Cell, Goal, ProjectField, Rate, Reject, Span
from mingzhang.text.dates import period_in
from mingzhang.text.numbers import money_unit_of_head, money_unit_stated
from mingzhang.text.pieces import squeeze


@dataclass
class PairReader:
    """Keeps what labels say of the project of a sheet."""

    labels: list[Span] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    name: str | None = None
    upper_name: tuple[Cell, Cell] | None = None  # label and name of the programme that the project is in
    upper_fused: Fused | None = None  # the same where one cell prints both
    code: str | None = None
    period: tuple[str | None, str | None] = (None, None)
    spans: list[Span] = field(default_factory=list)
    goal_reader: GoalReader = field(init=False)
    fields: list[ProjectField] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    is_understood: bool = True
    beside_money: bool = False  # whether the row that is read stands beside a heading of money with its unit

    def __post_init__(self) -> None:
        self.goal_reader = GoalReader(self.labels)

    @property
    def goals(self) -> list[Goal]:
        """The goals that were read so far."""
        return self.goal_reader.goals

    def finish(self) -> None:
        """Where only a programme is named, it is the project; beside the name of a project it is kept."""
        if self.upper_name:
            label, value = self.upper_name
            self._take_field("name" if self.name is None else "kept", label, value)
        if self.upper_fused:
            self._take_fused_field("name" if self.name is None else "kept", self.upper_fused)
        self.goal_reader.settle()

    # ---- values to the right -------------------------------------------------------------------------------------

    def take_row(self, line: Line, beside_money: bool = False) -> None:
        """Labels with their values to the right, and cells that are neither."""
        printed = printed_in(line)
        self.beside_money = beside_money
        if len(printed) == 1 and is_title(printed[0]) and squeeze(printed[0].text).endswith("表"):
            self.labels += plain_field(printed[0], "title")
            return
        if len(printed) == 1 and self.goal_reader.goes_on(printed[0]):
            return
        position = 0
        while position < len(printed):
            cell, value = printed[position], next(iter(printed[position + 1 : position + 2]), None)
            if value is not None and _states_unit(cell, value):
                self.labels += (*plain_field(cell, "label"), *plain_field(value, "label"))
                position += 2
            elif value is not None and not is_label(value) and field_of("fields", cell) == "period":
                position = self._take_period(printed, position)
            elif value is not None and self._take_code_and_name(cell, printed[position + 1 : position + 3]):
                position += 3
            elif value is not None and not is_label(value) and self._take_pair(cell, value):
                position += 2
            elif value is not None and is_unknown_pair(printed, position):
                self._take_unknown(cell, value)
                position += 2
            else:
                self._take_single(cell)
                position += 1

    def _take_code_and_name(self, label: Cell, behind: Line) -> bool:
        """A label of both (项目编码及名称) with code and name in a cell each, in either order; False for any other."""
        codes = [cell for cell in behind if is_only_code(cell)]
        names = [cell for cell in behind if cell not in codes and not is_label(cell)]
        is_of_both = field_of("fields", label) == "name" and speaks_of_codes(label)
        if not is_of_both or self.name is not None or len(codes) != 1 or len(names) != 1:
            return False
        self.labels += plain_field(label, "label")
        self._take_field("name", label, names[0])
        self._take_field("code", label, codes[0])
        return True

    def _take_pair(self, label: Cell, value: Cell) -> bool:
        """A label and what stands behind it; False when the first cell is no label."""
        if kind := field_of("fields", label):
            self._take_field(kind, label, value)
        elif scope := field_of("goals", label):
            self.goal_reader.take(scope, label, value)
        elif _names_what_follows(label) and not _names_what_follows(value):
            if not is_label(label):
                self._take_unknown(label, value)
                return True
            self._keep(label, value)
        else:
            return False
        self.labels += plain_field(label, "label")
        return True

    def _take_unknown(self, label: Cell, value: Cell) -> None:
        """A label that nobody knows, by its place, with its value: kept as printed, with a doubt; money is refused."""
        self.is_understood = False
        self.labels += plain_field(label, "label")
        printed = label.text.strip()
        if may_be_money(label, value, self.beside_money):
            values = {"text": value.text.strip(), "label": printed}
            self.rejects.append(Reject("money-under-no-label", values, value, 0, len(value.text)))
            return
        self._keep(label, value)
        self.rejects.append(Reject("label-unknown", {"label": printed}, label, 0, len(label.text)))
        if label_of(printed).endswith(tuple(vocabulary.load("forms")["labels_of_goals_end"])):
            self.rejects.append(Reject("goal-under-no-label", {"label": printed}, value, 0, len(value.text)))

    def _take_single(self, cell: Cell) -> None:
        """A cell that is no value: a label without one, a label with its value, a title, or something that nobody knows."""
        if (fused := fused_in(cell)) and self._take_fused(fused):
            self.labels += fused.markup()
            return
        if is_label(cell) or is_blank(cell) or money_unit_of_head(cell.text):
            self.labels += plain_field(cell, "label")
            return
        self.is_understood &= bool(own_label(cell) or furniture_of(cell.text))
        self.fields.append(ProjectField("", cell.text.strip(), plain_field(cell, "text")))

    def _take_fused(self, fused: Fused) -> bool:
        """A label with its value in one cell; False where nothing but the label and the text is to be kept of it."""
        kind, scope = field_of("fields", fused.label), field_of("goals", fused.label)
        if kind == "programme" and self.upper_fused is None:
            self.upper_fused = fused
        elif kind in ("name", "code", "period"):
            self._take_fused_field(kind, fused)
        elif scope and not is_blank(fused.value):
            self.goal_reader.take_fused(fused, None if scope == "none" else scope)
        else:
            return False
        return True

    def _take_fused_field(self, kind: str, fused: Fused) -> None:
        if kind == "name" and self.name is None:
            code, name, spans = name_of(fused.value, fused.label)
            self.name = name or None
            self.code = code or self.code
            self.spans += fused.moved(spans)
        elif kind == "code" and self.code is None and not inexact_code(fused.value):
            self.code = fused.value.text
            self.spans += fused.moved(plain_field(fused.value, "code"))
        else:
            dates = period_in(fused.value.text) if kind == "period" else []
            over: list[Span] = []
            if len(dates) == 2:
                self.period = (dates[0].iso, dates[1].iso)
                names = ("period_start", "period_end")
                over = [
                    Span(fused.value, date.start, date.end, name, is_leaf=False)
                    for date, name in zip(dates, names, strict=True)
                ]
            spans = fused.moved((*plain_field(fused.value, "text"), *over))
            self.fields.append(ProjectField(fused.label.text, fused.value.text, spans))

    def _take_field(self, kind: str, label: Cell, value: Cell) -> None:
        if not value.text.strip():
            return
        if kind == "name" and self.name is None:
            code, name, spans = name_of(value, label)
            self.name = name or None
            self.code = code or self.code
            self.spans += spans
            if is_continued(value):
                self.rejects.append(Reject("name-continued", {"text": value.text.strip()}, value, 0, 0))
        elif kind == "programme" and self.upper_name is None:
            self.upper_name = (label, value)
        elif kind == "code" and (inexact := inexact_code(value)):
            self.rejects += inexact
        elif kind == "code" and self.code is None:
            self.code = value.text.strip()
            self.spans += plain_field(value, "code")
        else:
            if kind == "name" and name_of(value, label)[1] != self.name:
                self._note_second_name(value)
            over: list[Span] = []
            if kind in ("start", "end") and len(dates := period_in(value.text)) == 1:
                start, end = self.period
                self.period = (dates[0].iso, end) if kind == "start" else (start, dates[0].iso)
                over = [Span(value, dates[0].start, dates[0].end, f"period_{kind}", is_leaf=False)]
            self._keep(label, value, over)

    def _note_second_name(self, value: Cell) -> None:
        """A doubt where a sheet names a second project: which of them its indicators are of is not known."""
        self.is_understood = False
        values = {"text": value.text.strip(), "name": self.name}
        self.rejects.append(Reject("second-name", values, value, 0, len(value.text)))

    def _keep(self, label: Cell, value: Cell, over: Iterable[Span] = ()) -> None:
        kept = ProjectField(label.text.strip(), value.text.strip(), (*plain_field(value, "text"), *over))
        self.fields.append(kept)
        if field_of("money_columns", label) == "rate":
            self.rates.append(rate_of("all", kept))

    def _take_period(self, line: Line, position: int) -> int:
        """Start and end where two dates are printed behind a label, in one cell or in two with 到 between; where it ends."""
        label, stop = line[position], position + 1
        while stop < len(line) and not is_label(line[stop]):
            stop += 1
        self.labels += plain_field(label, "label")
        values = line[position + 1 : stop]
        dates = [(cell, date) for cell in values for date in period_in(cell.text)]
        over: list[Span] = []
        if len(dates) == 2:
            self.period = (dates[0][1].iso, dates[1][1].iso)
            over = [
                Span(cell, date.start, date.end, name, is_leaf=False)
                for (cell, date), name in zip(dates, ("period_start", "period_end"), strict=True)
            ]
        for value in values:
            if squeeze(value.text) in ("到", "至") and len(values) > 1:
                self.labels += plain_field(value, "label")
            else:
                self._keep(label, value, [span for span in over if span.cell == value])
        return stop

    # ---- values below ----------------------------------------------------------------------------------------------

    def take_unplaced(self, line: Line, unknown: Cell) -> None:
        """A row of labels of which one is not known, so that nobody can say which of them the text below it belongs to."""
        self.is_understood = False
        self.labels += [span for cell in line if cell != unknown for span in plain_field(cell, "label")]
        values = {"label": unknown.text.strip()}
        self.rejects.append(Reject("label-unknown", values, unknown, 0, len(unknown.text)))

    def take_below(self, labels: list[Cell], below: Line, line: Line) -> None:
        """Labels side by side, and the row of their values below them."""
        self.labels += [span for cell in line for span in plain_field(cell, "label")]
        values = printed_in(below)
        by_column = {cell.column: cell for cell in below}
        stand_below = (
            knows_columns(below) and knows_columns(labels) and all(label.column in by_column for label in labels)
        )
        if stand_below and {by_column[label.column] for label in labels} >= set(values):
            pairs = [(label, by_column[label.column]) for label in labels]
        elif len(values) == len(labels) and (knows_columns(below) or not field_of("sections", labels[0])):
            pairs = list(zip(labels, values, strict=True))
        else:
            self.rejects += [Reject("cells-not-placed", {}, cell, 0, len(cell.text)) for cell in values]
            return
        for label, value in pairs:
            scope = field_of("goals", label)
            if scope and not names_results(label):
                self.goal_reader.take(scope, label, value)
            elif is_label(label):
                self._take_field(field_of("fields", label) or "kept", label, value)
            else:
                self.labels[:] = [span for span in self.labels if span.cell != label]
                self._take_unknown(label, value)


def _states_unit(label: Cell, value: Cell) -> bool:
    """Whether two cells state the unit of money together: 金额单位： | 万元."""
    both = [squeeze(label.text).rstrip(":"), squeeze(value.text)]
    return not any(":" in text for text in both) and money_unit_stated(":".join(both)) is not None


def _names_what_follows(cell: Cell) -> bool:
    """Whether a cell names what stands behind it: a label that heads no part, or one that nobody knows with its colon."""
    return (is_label(cell) and not heads_part(cell)) or squeeze(cell.text).endswith(":")
