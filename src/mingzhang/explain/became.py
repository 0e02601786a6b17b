"""What every character of a document became: the field of a record, a part of the frame, or nothing, with the reason."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingzhang.records import Cell, Document, Form, Reject, Span
from mingzhang.vocabulary.reasons import kind_of

FRAME = "source_tables"
_NOT_READ = ("space", "note", "other_table", "unclear")


@dataclass(frozen=True, slots=True)
class Became:
    """Characters of a cell and the field, of a table, that they became."""

    start: int
    end: int
    table: str
    field: str

    @property
    def name(self) -> str:
        """Table and field as one word; what only frames the data has no table."""
        return self.field if self.table in (FRAME, "documents") else f"{self.table}.{self.field}"


@dataclass(frozen=True, slots=True)
class Shares:
    """How many printed characters a document has, how many of them were read, and how many are in rejects."""

    printed: int
    read: int
    rejected: int

    @property
    def percent(self) -> float:
        """Of the printed characters, those that were read."""
        return 100 * self.read / self.printed if self.printed else 0.0


@dataclass
class Cells:
    """What the cells of a document became."""

    became: defaultdict[Cell, list[Became]] = field(default_factory=lambda: defaultdict(list))
    rejects: defaultdict[Cell, list[Reject]] = field(default_factory=lambda: defaultdict(list))


def cells_of(document: Document) -> Cells:
    """What each cell of a document became, leaf by leaf in their order, and what is said against it."""
    found = Cells()
    for table, span in _spans(document):
        if span.is_leaf:
            found.became[span.cell].append(Became(span.start, span.end, table, span.field))
    for became in found.became.values():
        became.sort(key=lambda one: one.start)
    for reject in document.rejects:
        if reject.cell:
            found.rejects[reject.cell].append(reject)
    return found


def shares_of(document: Document) -> Shares:
    """The printed characters of a document by what became of them; a reject goes before a span, a doubt does not."""
    cells = cells_of(document)
    printed = read = rejected = 0
    for cell in document.reading.cells():
        places = {at for at, character in enumerate(cell.text) if not character.isspace()}
        lost = (one for one in cells.rejects[cell] if kind_of(one.reason) != "doubt")
        refused = {at for one in lost for at in range(one.start or 0, one.end or 0)} & places
        spans = (one for one in cells.became[cell] if one.field not in _NOT_READ)
        understood = {at for one in spans for at in range(one.start, one.end)} & places
        printed += len(places)
        rejected += len(refused)
        read += len(understood - refused)
    return Shares(printed, read, rejected)


def _spans(document: Document) -> Iterator[tuple[str, Span]]:
    for span in document.spans:
        yield "documents", span
    for table in document.tables:
        for span in table.furniture:
            yield FRAME, span
        if table.form:
            yield from _spans_of_form(table.form)


def _spans_of_form(form: Form) -> Iterator[tuple[str, Span]]:
    for span in form.spans:
        yield FRAME, span
    yield from (("units", span) for unit in form.units for span in unit.spans)
    yield from (("stated_totals", span) for total in form.stated_totals for span in total.spans)
    for project in form.projects:
        yield from (("projects", span) for span in project.spans)
        yield from (("goals", span) for one in project.goals for span in one.spans)
        yield from (("headings", span) for one in project.headings for span in one.spans)
        yield from (("indicators", span) for one in project.indicators for span in one.spans)
        yield from (("project_fields", span) for one in project.fields for span in one.spans)
        yield from (("amounts", span) for one in project.amounts for span in one.spans)
