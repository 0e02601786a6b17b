"""The outcome of a build, and its parts in plain lines."""

from collections import Counter
from dataclasses import dataclass, field

from mingzhang.dictionary.languages import column_in
from mingzhang.store.rows import TableRow


@dataclass
class Summary:
    """The outcome of a build: row counts by table, rejects, small groups of people, places of personal data, and messages."""

    counts: Counter[str] = field(default_factory=Counter)
    rejects: list[TableRow] = field(default_factory=list)
    small_groups: list[TableRow] = field(default_factory=list)
    personal: list[TableRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def lost(self) -> list[TableRow]:
        """The rejects that lost data: documents and parts, not doubts."""
        return [reject for reject in self.rejects if reject["kind"] != "doubt"]


def describe(reject: TableRow) -> str:
    """A reject in one plain line: file, page, row and reason."""
    place = f" page {reject['page']} row {reject['row']}" if reject["page"] else ""
    return f"{reject['file']}{place}: {reject[column_in('en', 'reason', reject)]}"


def describe_small_group(group: TableRow) -> str:
    """A small group of people in one plain line: where it is printed, in which words, and what to consider."""
    people = f"{group['people']} {'person' if group['people'] == 1 else 'people'}"
    return (
        f"{group['file']} page {group['page']} row {group['row']}: {group['project'] or 'a project'} names {people} "
        f"({group['quote']}): people could be recognised; consider what you publish"
    )


def describe_personal(places: list[TableRow]) -> str:
    """Personal data in one plain line: in how many places it is printed, and which kinds are published."""
    kinds = Counter((place["what"].replace("_", " "), place["published"]) for place in places)
    parts = ", ".join(f"{number} {kind} {published}" for (kind, published), number in sorted(kinds.items()))
    return f"personal data is printed in {len(places)} place{'s' if len(places) > 1 else ''}: {parts}"
