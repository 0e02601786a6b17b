"""Which one word would help most: each label that nobody knows is tried for each thing that it may mean, and the gain counted.

A trial is a reading by another vocabulary. What is proposed is a line for a file beside the disclosures; whether the label
means that is for a person to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mingzhang.explain.became import shares_of
from mingzhang.forms.labels import label_of
from mingzhang.forms.missed import unknown_labels
from mingzhang.forms.view import view_of
from mingzhang.interpret import interpret
from mingzhang.records import Document
from mingzhang.vocabulary import Vocabulary, derived, in_use, load, merged, using

_MOST_TRIALS = 60
_MOST_CELLS = 5_000  # of a document; to read a longer one sixty times takes too long
_LEAST_GAIN = 10  # characters

# file and keys -> what a label there means. In the order in which equals are preferred.
MEANINGS = {
    ("sheets", "fields", "name"): "the project's name",
    ("sheets", "indicator_columns", "target"): "the target",
    ("sheets", "indicator_columns", "name"): "the name of the indicator",
    ("sheets", "goals", "year"): "the goals of the year",
    ("sheets", "totals", "year"): "the year's money",
    ("columns", "project_table", "labels", "name"): "the project's name, in a table of projects",
    ("columns", "project_table", "labels", "goals"): "the goals, in a table of projects",
    ("columns", "project_table", "labels", "indicators"): "the indicators, in a table of projects",
    ("columns", "project_table", "labels", "amount"): "the amount, in a table of projects",
    ("columns", "indicator_table", "labels", "name"): "the project's name, in a table of indicators",
}


@derived
def _hint(keys: tuple[str, ...]) -> re.Pattern[str]:
    """What a label has in it that may mean so, and has not; 原指标值 is no project's name, and most other labels may be it."""
    words = load("forms")["hints"].get(".".join(keys), {})
    parts = (*map(re.escape, words.get("holds", ())), *(f"{re.escape(word)}$" for word in words.get("ends", ())))
    never = "".join(f"(?!.*{re.escape(word)})" for word in words.get("never", ()))
    return re.compile(f"^{never}.*?(?:{'|'.join(parts)})")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word, where to add it, and how many characters more would be read."""

    label: str
    keys: tuple[str, ...]
    gain: int

    @property
    def meaning(self) -> str:
        """What the label would be taken for."""
        return MEANINGS[self.keys]

    @property
    def file(self) -> str:
        """The file, as it stands beside the disclosures."""
        return f"vocabulary/{self.keys[0]}.yml"

    @property
    def line(self) -> str:
        """What to write into the file, as YAML on one line."""
        *above, last = self.keys[1:]
        return "".join(f"{key}: {{" for key in above) + f"{last}: [{self.label}]" + "}" * len(above)


def best_proposal(document: Document) -> Proposal | None:
    """The word by which most would be gained; None when no single one gains anything worth it."""
    if len(document.reading.cells()) > _MOST_CELLS:
        return None
    before = shares_of(document).read
    best: Proposal | None = None
    for label, keys in _trials(document):
        gain = _read_with(document, label, keys) - before
        if gain >= _LEAST_GAIN and (best is None or gain > best.gain):
            best = Proposal(label, keys, gain)
    return best


def _trials(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    """Labels and what they may mean: the likeliest labels first, as many as there is time for."""
    labels = list(dict.fromkeys(_labels(document)))[: _MOST_TRIALS // len(MEANINGS)]
    return [(label, keys) for keys in MEANINGS for label in labels if _hint(keys).search(label)]


def _labels(document: Document) -> Iterator[str]:
    rejected = {reject.cell for reject in document.rejects if reject.cell and reject.end}
    for table in document.tables:
        unknown = unknown_labels(view_of(table.grid))
        yield from (label_of(cell.text) for cell in unknown if table.form is None or cell in rejected)


def _read_with(document: Document, label: str, keys: tuple[str, ...]) -> int:
    """How many characters are read when a label is known for something."""
    words: Any = [label]
    for key in reversed(keys):
        words = {key: words}
    with using(Vocabulary(merged(in_use().added, words))):
        again = interpret(document.reading, document.sidecar, document.file, document.sha256)
        return shares_of(again).read
