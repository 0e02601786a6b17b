"""How the files of a folder were read, one line a file: form, share of characters that were read, rejects, what would help."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from unicodedata import east_asian_width

from mingzhang.explain.became import shares_of
from mingzhang.explain.proposals import Proposal, best_proposal
from mingzhang.records import Document
from mingzhang.vocabulary.reasons import sentence

COLUMNS = (
    "file",
    "form",
    "projects",
    "indicators",
    "read %",
    "rejects",
    "first reason",
    "word to add",
    "file of words",
)
_NUMBERS = ("projects", "indicators", "read %", "rejects")
_LONGEST = {"file": 40, "first reason": 60, "word to add": 40}
_RUNS = ("=", "+", "-", "@")  # what a spreadsheet would take for a formula


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of a file."""

    file: str
    forms: str
    projects: int
    indicators: int
    percent: float
    rejects: int
    reason: str
    proposal: Proposal | None

    def cells(self) -> tuple[str, ...]:
        """The columns of COLUMNS."""
        word, file = (self.proposal.line, self.proposal.file) if self.proposal else ("", "")
        numbers = (str(self.projects), str(self.indicators), f"{self.percent:.1f}", str(self.rejects))
        return (self.file, self.forms, *numbers, self.reason, word, file)


def report_of(document: Document) -> FileReport:
    """What came of a document."""
    projects = [project for form in document.forms for project in form.projects]
    first = next(iter(document.rejects), None)
    return FileReport(
        document.file,
        ", ".join(Counter(form.form for form in document.forms)) or "none",
        len(projects),
        sum(len(project.indicators) for project in projects),
        shares_of(document).percent,
        len(document.rejects),
        sentence(first.reason, first.values) if first else "",
        best_proposal(document) if document.rejects else None,
    )


def refused(file: str, reason: str) -> FileReport:
    """A file that could not be read at all, with the reason as a sentence."""
    return FileReport(file, "not read", 0, 0, 0.0, 1, reason, None)


def as_table(reports: Iterable[FileReport]) -> Iterator[str]:
    """The lines of a table for a terminal, in which texts are cut short."""
    rows = [COLUMNS, *(tuple(map(_cut, COLUMNS, report.cells())) for report in reports)]
    widths = [max(map(_width, column)) for column in zip_longest(*rows, fillvalue="")]
    for row in rows:
        parts = (
            " " * (width - _width(text)) + text if name in _NUMBERS else text + " " * (width - _width(text))
            for name, text, width in zip(COLUMNS, row, widths, strict=True)
        )
        yield "  ".join(parts).rstrip()


def as_tsv(reports: Iterable[FileReport]) -> Iterator[str]:
    """The lines of a file for a spreadsheet, with a header. Nothing in it runs there as a formula."""
    yield "\t".join(COLUMNS)
    for report in reports:
        yield "\t".join(map(_harmless, report.cells()))


def _harmless(text: str) -> str:
    plain = " ".join(text.split())
    return f"'{plain}" if plain.startswith(_RUNS) else plain


def _cut(name: str, text: str) -> str:
    most = _LONGEST.get(name)
    plain = " ".join(text.split())
    if most is None or _width(plain) <= most:
        return plain
    while _width(plain) >= most:
        plain = plain[:-1]
    return f"{plain}…"


def _width(text: str) -> int:
    """The columns of a terminal that a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
