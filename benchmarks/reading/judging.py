"""Each expected value in one of four classes: exact, refused, lost or wrong; what nobody expects is wrong too.

exact    the record has it
refused  the record has it not, and a reject stands at a cell that prints it, at its name or at the head of its column, or
         the whole document is refused: the reader is told
lost     the record, or its field, is empty, and nothing is said: the reader believes that it was not printed
wrong    the record says something else, or a record, a sign or a unit is there that nobody printed
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from benchmarks.reading.notation import Case, ExpectedIndicator, ExpectedProject
from benchmarks.reading.published import NUMBER, Published, Values, folded

Outcome = Literal["exact", "refused", "lost", "wrong"]
OUTCOMES: tuple[Outcome, ...] = ("exact", "refused", "lost", "wrong")
NOT_COMPARED = ("", "?", "M")  # M: one merged cell over several indicators


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one expected value; `why` is the reject that names it, or, where none does, where its cell is kept."""

    outcome: Outcome
    what: str
    expected: str
    published: str | None
    why: str | None = None

    def __str__(self) -> str:
        said = f"  [{self.why}]" if self.why else ""
        return f"{self.outcome:8} {self.what}: expected {self.expected!r}, published {self.published!r}{said}"


def judge(case: Case, published: Published) -> list[Verdict]:
    """The verdict on every value that a case expects, and on what is published beyond them."""
    if case.expected.refused:
        return _judge_refusal(published)
    verdicts: list[Verdict] = []
    pairs, extra = _projects(case.expected.projects, published)
    for expected, row in pairs:
        verdicts += _Judge(published, row, body_of(expected, case, published)).project(expected)
    verdicts += [_unexpected("project", row["name"]) for row in extra]
    for row in extra:
        verdicts += [_unexpected("indicator", one["name"]) for one in _Judge(published, row).of("indicators")]
    return verdicts + [_Judge(published, None).total(yuan) for yuan in case.expected.totals]


def counted(verdicts: list[Verdict]) -> Counter[Outcome]:
    """How many verdicts of each class there are."""
    return Counter(verdict.outcome for verdict in verdicts)


def _unexpected(what: str, text: str | None) -> Verdict:
    return Verdict("wrong", f"{what} that nobody printed", "none", text)


def _judge_refusal(published: Published) -> list[Verdict]:
    rows = [("indicator", row) for row in published.table("indicators")]
    rows += [("project", row) for row in published.table("projects")]
    return [_unexpected(what, row["name"]) for what, row in rows] or [Verdict("exact", "no form", "refused", "refused")]


def body_of(project: ExpectedProject, case: Case, published: Published) -> int:
    """The first row below the heads of the columns that a project's indicators stand in.

    A sheet has heads of its own, above its first indicator. Where a project stands in the row of its first indicator it is one
    of a list, whose heads are above all indicators of the case.
    """
    start = _first_row([project.name or ""], published)
    first = _first_row([one.name for one in project.indicators], published, start)
    if first > start:
        return first
    return _first_row([one.name for other in case.expected.projects for one in other.indicators], published)


def _first_row(texts: list[str], published: Published, start: int = 1) -> int:
    rows = [cell["row"] for text in texts for cell in published.cells_with(text)]
    return min((row for row in rows if row >= start), default=start)


def _projects(
    expected: list[ExpectedProject], published: Published
) -> tuple[list[tuple[ExpectedProject, Values | None]], list[Values]]:
    """Each expected project with the row that is it: of the same name, else the next that no name claims; and the others."""
    rows = list(published.table("projects"))
    claimed: list[Values | None] = []
    for project in expected:
        match = next((row for row in rows if project.name and folded(row["name"]) == folded(project.name)), None)
        claimed.append(match)
        if match:
            rows.remove(match)
    if len(rows) <= claimed.count(None):  # otherwise it is not sure which is which
        claimed = [match or (rows.pop(0) if rows else None) for match in claimed]
    return list(zip(expected, claimed, strict=True)), rows


NAME_IS, NAME_HOLDS, TARGET_IS, LEVEL_IS = 10, 6, 3, 1


def _likeness(one: ExpectedIndicator, row: Values) -> int:
    """How surely a row is an expected indicator: by its name, then by its target and level."""
    name, printed = folded(one.name), folded(row["name"])
    score = NAME_IS if name == printed else NAME_HOLDS if printed and (name in printed or printed in name) else 0
    score += TARGET_IS if folded(one.target) in (folded(row["value_text"]), folded(str(row["value"]))) else 0
    return score + (LEVEL_IS if row["level2"] == one.level2 else 0)


def _matches(expected: list[ExpectedIndicator], rows: list[Values]) -> dict[int, int]:
    """Which row each expected indicator is, the likeliest first; one that nothing is like is not in it."""
    ranked = sorted(
        (-likeness, at, row_at)
        for at, one in enumerate(expected)
        for row_at, row in enumerate(rows)
        if (likeness := _likeness(one, row)) >= NAME_HOLDS
    )
    matches: dict[int, int] = {}
    for _, at, row_at in ranked:
        if at not in matches and row_at not in matches.values():
            matches[at] = row_at
    return matches


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges one project against its row; `body` is the first row below the heads of its columns."""

    published: Published
    row: Values | None
    body: int = 1

    @property
    def values(self) -> Values:
        """The project's row, empty when there is none."""
        return self.row or {}

    def of(self, table: str) -> list[Values]:
        """The project's rows in a table."""
        return [one for one in self.published.table(table) if self.row and one["project_id"] == self.row["id"]]

    def value(self, what: str, expected: str, has: str | None, is_it: bool, at: list[Values]) -> Verdict:
        """The class of one value; `at` are the cells that print it or name it."""
        if is_it:
            return Verdict("exact", what, expected, has)
        if has is not None:
            return Verdict("wrong", what, expected, has)
        if why := self.published.reason_at(at, self.body):
            return Verdict("refused", what, expected, None, why)
        return Verdict("lost", what, expected, None, self.published.kept_as(at))

    # ---- the project ---------------------------------------------------------------------------------------------

    def project(self, expected: ExpectedProject) -> Iterator[Verdict]:
        """The verdicts on a project and all below it."""
        yield self.name(expected)
        title = expected.name or "(unnamed)"
        if expected.yuan:
            yield self.money(f"{title} amount", expected.yuan, [self.values.get("amount_fen")])
        for kind, source, yuan in expected.amounts:
            rows = [one for one in self.of("amounts") if (one["kind"], one["source"]) == (kind, source)]
            yield self.money(f"{title} {kind} {source}", yuan, [one["amount_fen"] for one in rows])
        for scope, text in expected.goals:
            yield self.goal(scope, text)
        yield from self.indicators(expected.indicators)

    def name(self, expected: ExpectedProject) -> Verdict:
        """Its name; where none is printed, none with a doubt."""
        has = self.values.get("name")
        if expected.name is not None:
            same = has is not None and folded(has) == folded(expected.name)
            return self.value("project name", expected.name, has, same, self.published.cells_with(expected.name))
        doubted = self.row is not None and bool(self.published.table("rejects"))
        return self.value("project name", "none, with a doubt", has, has is None and doubted, [])

    def money(self, what: str, yuan: str, fens: list[int | None]) -> Verdict:
        """An amount; where several rows may be meant (the year's and the whole), one of them must be it."""
        known = [fen for fen in fens if fen is not None]
        has = " / ".join(str(Decimal(fen) / 100) for fen in known) or None
        is_it = any(Decimal(yuan) * 100 == fen for fen in known)
        return self.value(what, yuan, has, is_it, self.published.cells_with_money(yuan))

    def total(self, yuan: str) -> Verdict:
        """A stated total; no other total is it."""
        fens = [row["amount_fen"] for row in self.published.table("stated_totals")]
        is_it = any(Decimal(yuan) * 100 == fen for fen in fens if fen is not None)
        at = self.published.cells_with_money(yuan)
        return self.value("stated total", yuan, yuan if is_it else None, is_it, at)

    def goal(self, scope: str, text: str) -> Verdict:
        """A goal, of the scope that is printed."""
        rows = self.of("goals")
        same = [one for one in rows if folded(one["text"]) == folded(text)]
        at = self.published.cells_with(text)
        if same and scope != "?" and not any(one["scope"] == scope for one in same):
            return self.value("goal, its scope", scope, same[0]["scope"], False, at)
        holding = [one["text"] for one in rows if folded(text) in folded(one["text"])]
        return self.value(f"goal of {scope}", text, text if same else (holding[0] if holding else None), bool(same), at)

    # ---- its indicators ------------------------------------------------------------------------------------------

    def indicators(self, expected: list[ExpectedIndicator]) -> Iterator[Verdict]:
        """The verdicts on all indicators, and on rows that are none of them."""
        rows = self.of("indicators")
        matches = _matches(expected, rows)
        for at, one in enumerate(expected):
            yield from self.indicator(one, rows[matches[at]] if at in matches else {})
        for row_at, row in enumerate(rows):
            if row_at not in matches.values():
                yield _unexpected("indicator", row["name"] or row["text"])

    def indicator(self, one: ExpectedIndicator, row: Values) -> Iterator[Verdict]:
        """The verdicts on what is printed of an indicator; `row` is empty when there is none."""
        named = self.published.cells_with(one.name)
        has_name = row.get("name")
        yield self.value(f"{one.name} (name)", one.name, has_name, folded(has_name) == folded(one.name), named)
        levels = [*named, *self.published.left_of(named)]
        for field, text in (("level1", one.level1), ("level2", one.level2)):
            if text not in NOT_COMPARED:
                yield self.value(f"{one.name} {field}", text, row.get(field), row.get(field) == text, levels)
        yield from self.target(one, row, named)
        if one.actual not in NOT_COMPARED:
            has = row.get("actual_text")
            same = folded(has) == folded(one.actual)
            yield self.value(f"{one.name} actual", one.actual, has, same, self.beside(named, one.actual))
        for field, text in (("weight", one.weight), ("score", one.score)):
            if text not in NOT_COMPARED:
                yield self.number(f"{one.name} {field}", text, row.get(field), self.beside(named, text))

    def beside(self, named: list[Values], text: str) -> list[Values]:
        """The cells with an indicator's name, and those in their rows that print a text."""
        return [*named, *self.published.in_rows_of(self.published.cells_with(text), named)]

    def number(self, what: str, text: str, number: object, at: list[Values]) -> Verdict:
        """A number."""
        has = None if number is None else str(number)
        return self.value(what, text, has, has is not None and Decimal(text) == Decimal(has), at)

    def target(self, one: ExpectedIndicator, row: Values, named: list[Values]) -> Iterator[Verdict]:
        """Sign, target and unit. Where none is printed, one that is published is wrong, and none is nothing to count."""
        at = self.beside(named, one.target)
        is_number = bool(NUMBER.fullmatch(one.target))
        sign, unit = row.get("comparator"), row.get("unit")
        if one.comparator or sign:
            yield self.value(f"{one.name} comparator", one.comparator or "none", sign, one.comparator == sign, at)
        if is_number:
            yield self.number(f"{one.name} target", one.target, row.get("value"), at)
        elif one.target not in NOT_COMPARED:
            yield self.words(one, row, at)
        if is_number and (one.unit or unit):
            same = folded(one.unit) == folded(unit)
            yield self.value(f"{one.name} unit", one.unit or "none", unit, same, at)

    def words(self, one: ExpectedIndicator, row: Values, at: list[Values]) -> Verdict:
        """A target in words: the text without a number; words around it that are printed with it are no fault."""
        number, text = row.get("value"), row.get("value_text")
        has = f"{text} (number {number})" if number is not None else text
        is_it = number is None and text is not None and folded(one.target) in folded(text)
        return self.value(f"{one.name} target", one.target, has, is_it, at)
