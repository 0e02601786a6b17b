"""The goals of a sheet: beside or below their labels, in rows of their own, and going on in the row below."""

import re
from dataclasses import dataclass, field, replace

from mingzhang.forms.labels import field_of, is_blank, own_label, read_label
from mingzhang.forms.sheets.fused import Fused, fused_in
from mingzhang.forms.sheets.goal_rows import GoalRow, number_before
from mingzhang.forms.texts import goals_of, plain_field
from mingzhang.records import Cell, Goal, Span
from mingzhang.text.pieces import squeeze, trim


@dataclass
class GoalReader:
    """Keeps the goals of a sheet; `labels` are the spans of all that is label or numbering, shared with who reads the rest."""

    labels: list[Span]
    goals: list[Goal] = field(default_factory=list)

    def settle(self) -> None:
        """Where one goal is the year's, one that says that it is the overall one is the whole project's."""
        if any(one.scope == "year" for one in self.goals):
            self.goals = [_of_whole(one) for one in self.goals]

    def take(self, scope: str, label: Cell, value: Cell) -> None:
        """What stands beside or below a label of goals; a blank is kept as one."""
        if not is_blank(value):
            goals = self._numbered_goals(value) or [self._only_goal(label, value)]
            own = None if scope == "none" else scope
            self.goals += [replace(one, position=len(self.goals) + one.position, scope=own) for one in goals]
        else:
            self.labels += plain_field(value, "label")

    def take_row(self, row: GoalRow) -> None:
        """A goal in a row of its own, under a label that stands beside several."""
        label = [span for span in plain_field(row.label, "label") if span not in self.labels]  # once for all its rows
        self.labels += (*label, *plain_field(row.number, "numbering"))
        scope = field_of("goals", row.label)
        assert scope
        self.take(scope, row.label, row.value)

    def goes_on(self, cell: Cell) -> bool:
        """Take a cell alone in its row that numbers the goal after the one in the row above: 目标2：… below 目标1：…"""
        last = self.goals[-1] if self.goals else None
        if last is None or not last.label or cell.row != last.spans[0].cell.row + last.spans[0].cell.row_span:
            return False
        own = own_label(cell)
        if own is None and not number_before(cell):
            return False
        goals, markup, rejects = goals_of(cell)
        if rejects or not goals or not all(one.label for one in goals) or not _follows(last.label, goals[0].label):
            return False
        self.labels += markup
        self.goals += [replace(one, position=len(self.goals) + one.position, scope=last.scope) for one in goals]
        return True

    def _only_goal(self, label: Cell, value: Cell) -> Goal:
        """What a cell prints as one goal, without its numbering or a label of goals before it (年初设定：…)."""
        spans = plain_field(value, "text")
        if (fused := fused_in(value)) and field_of("goals", fused.label) and not is_blank(fused.value):
            self.labels += fused.markup()
            return Goal(1, fused.label.text, fused.value.text, fused.moved(plain_field(fused.value, "text")))
        if number := number_before(value):
            self.labels.append(Span(value, *number, "numbering"))
            start = trim(value.text, number[1], len(value.text))[0]
            spans = tuple(span._replace(start=start) for span in spans)
        return Goal(1, label.text.strip(), value.text[spans[0].start : spans[0].end], spans)

    def _numbered_goals(self, value: Cell) -> list[Goal]:
        """The goals of a cell that numbers them all (目标1：…), none when it does not."""
        goals, markup, rejects = goals_of(value)
        if rejects or not goals or not all(one.label for one in goals):
            return []
        self.labels += markup
        return list(goals)

    def take_fused(self, fused: Fused, scope: str | None) -> None:
        """A goal in one cell with its label."""
        goals, markup, rejects = goals_of(fused.value)
        if rejects or not goals or not all(one.label for one in goals):
            goals, markup = (Goal(1, fused.label.text, fused.value.text, plain_field(fused.value, "text")),), ()
        self.labels += fused.moved(markup)
        self.goals += [
            replace(one, position=len(self.goals) + one.position, scope=scope, spans=fused.moved(one.spans))
            for one in goals
        ]


def _of_whole(goal: Goal) -> Goal:
    """A goal that does not say its time, as the whole project's where its label says that it is the overall one: 总体绩效目标
    beside 年度绩效目标.
    """
    parts = read_label(goal.label).parts if goal.scope is None and goal.label else None
    return replace(goal, scope="whole_project") if parts is not None and "overall" in parts.classes else goal


def _follows(label: str, other: str | None) -> bool:
    """Whether a label of a goal has the number behind another's, and is else the same: 目标2 behind 目标1."""
    digits = [re.fullmatch(r"(\D*)(\d{1,2})(\D*)", squeeze(one or ""), re.ASCII) for one in (label, other)]
    if not all(digits):
        return False
    first, second = (match for match in digits if match)
    return int(second[2]) == int(first[2]) + 1 and (first[1], first[3]) == (second[1], second[3])
