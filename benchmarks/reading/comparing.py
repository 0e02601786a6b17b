"""Two readings of what should say the same: every value is equal, or named by a reject, or else gone or changed in silence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.reading.published import Published, Values, folded


class Fact(NamedTuple):
    """Something that is published, compared as a whole; `anchor` is the text that prints it, `project` where it belongs."""

    kind: str
    project: str
    anchor: str
    says: tuple[object, ...]

    def __str__(self) -> str:
        return f"{self.kind} {self.project}: {self.anchor}: {', '.join('' if one is None else str(one) for one in self.says)}"


@dataclass(frozen=True, slots=True)
class Difference:
    """What a changed document silently lost (`gone`) or says without having been told (`different`)."""

    gone: tuple[Fact, ...]
    different: tuple[Fact, ...]
    named: int  # values that are not equal, and a reject says so


def facts_of(published: Published) -> Counter[Fact]:
    """All that a document publishes of its projects."""
    return Counter(_facts(published))


def _facts(published: Published) -> Iterator[Fact]:
    names = {row["id"]: folded(row["name"]) for row in published.table("projects")}
    for row in published.table("projects"):
        yield Fact("project", names[row["id"]], folded(row["name"]), ())
        if row["amount_fen"] is not None:
            yield Fact("amount", names[row["id"]], folded(row["amount_text"]), (row["amount_fen"],))
    for row in published.table("amounts"):
        if row["amount_fen"] is not None:
            says = (row["kind"], row["source"], row["scope"], row["amount_fen"])
            yield Fact("amount of a kind", names[row["project_id"]], folded(row["text"]), says)
    for row in published.table("goals"):
        if row["text"]:
            yield Fact("goal", names[row["project_id"]], folded(row["text"]), (row["scope"],))
    for row in published.table("indicators"):
        yield Fact("indicator", names[row["project_id"]], folded(row["name"] or row["text"]), _indicator(row))
    for row in published.table("stated_totals"):
        yield Fact("stated total", "", folded(row["label"]), (row["amount_fen"],))


def _indicator(row: Values) -> tuple[object, ...]:
    texts = (row["level1"], row["level2"], row["comparator"], row["value_text"], row["unit"], row["actual_text"])
    numbers = (row["value"], row["actual_value"], row["weight"], row["score"])
    return (*(folded(one) for one in texts), *numbers, row["scope"])


def compare(before: Published, after: Published) -> Difference:
    """What changed between two readings.

    Gone is what is printed as often as before and no longer published; different is what is published and was not, unless it
    is a copy of what was, or the first reading had a reject there. A reject at a cell that prints it, or of the document,
    excuses both. A level may become unknown: where a page breaks, the cell that printed it stays above. A goal may be kept as
    printed under a label that nobody knows; a number or an indicator may not, for then it seems to be missing.
    """
    if after.refused:
        return Difference((), (), sum(facts_of(before).values()))
    old, new = set(facts_of(before)), set(facts_of(after))
    body = _body(old, after)
    unnamed = {fact.project for fact in old if _is_unnamed(fact.project, new, after, body)}
    old = {_without_project(fact, unnamed) for fact in old if fact.kind != "project" or fact.project not in unnamed}
    new = {fact for fact in new if fact.kind != "project" or fact.project}
    weaker = {fact: same for fact in new - old if (same := next((one for one in old if _is_weaker(fact, one)), None))}
    missing = sorted(old - new - set(weaker.values()), key=str)
    extra = sorted((fact for fact in new - old - set(weaker) if not _is_copy(fact, old)), key=str)
    printed = [fact for fact in missing if _is_printed(fact.anchor, before, after)]
    gone = tuple(fact for fact in printed if not _named(fact, after, body) and not _is_kept(fact, after))
    different = tuple(fact for fact in extra if not _named(fact, after, body) and not _named(fact, before, body))
    return Difference(gone, different, len(printed) - len(gone))


def _is_kept(fact: Fact, after: Published) -> bool:
    """Whether a goal is kept as printed, alone or with others, under a label."""
    texts = [folded(row["text"]) for row in after.table("project_fields") if row["label"]]
    return fact.kind == "goal" and any(fact.anchor in text for text in texts)


def _is_printed(anchor: str, before: Published, after: Published) -> bool:
    """Whether a text stands in as many cells as before: a row that was dropped took one of them with it."""
    return not anchor or len(after.cells_with(anchor)) >= len(before.cells_with(anchor))


LEVELS = 2  # the first two things that an indicator says
POINTS = slice(-3, -1)  # its weight and score, which may stand in a cell merged over several rows


def _is_weaker(fact: Fact, other: Fact) -> bool:
    """Whether a fact is another but for a level, or points of a merged cell, that are not known."""
    if fact.kind != "indicator" or fact[:3] != other[:3]:
        return False
    pairs = list(zip(fact.says, other.says, strict=True))
    may_be_less = [*pairs[:LEVELS], *pairs[POINTS]]
    same = [*pairs[LEVELS : POINTS.start], pairs[-1]]
    return all(mine == its for mine, its in same) and all(mine in ("", None, its) for mine, its in may_be_less)


def _is_copy(fact: Fact, old: set[Fact]) -> bool:
    """Whether further money is the project's amount, printed again."""
    amounts = {one.says[0] for one in old if one.kind == "amount" and one.project == fact.project}
    return fact.kind == "amount of a kind" and fact.says[-1] in amounts


def _is_unnamed(name: str, new: set[Fact], after: Published, body: int) -> bool:
    """Whether a project has lost its name for a reason: it is no longer printed, or a reject names it."""
    if not name or any(fact.project == name for fact in new):
        return False
    return not after.cells_with(name) or _named(Fact("project", name, name, ()), after, body)


def _without_project(fact: Fact, unnamed: set[str]) -> Fact:
    """The fact as it is when the name of its project is no longer printed."""
    return fact._replace(project="") if fact.project in unnamed else fact


def _body(facts: set[Fact], published: Published) -> int:
    """The first row that prints an indicator; what is above may be the head of a column."""
    anchors = {fact.anchor for fact in facts if fact.kind == "indicator"}
    return min((cell["row"] for cell in published.table("cells") if folded(cell["text"]) in anchors), default=1)


def _named(fact: Fact, published: Published, body: int) -> bool:
    """Whether a reject stands where a fact is printed, in its row or at the head of its column."""
    at = published.cells_with(fact.anchor) if fact.anchor else published.table("cells")
    if published.reason_at(at, body):
        return True
    rejected = {reject["cell_id"] for reject in published.table("rejects")}
    return bool(published.in_rows_of([cell for cell in published.table("cells") if cell["id"] in rejected], at))
