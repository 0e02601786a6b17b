"""The same table published twice is counted once, and a doubt says so.

Offices publish a table as PDF and as Excel. Two current documents are the same content when they print the same projects with
the same money, indicators and goals, of the same year, phase and units, and their titles and regions do not contradict each
other. The first in the order of file names counts. Documents that share only some of their projects both count, with a doubt.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from mingzhang.records import Reject
from mingzhang.store.doubts import add_doubt
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import squeeze

# What two renderings have in common without reading their texts: only documents that share it are compared.
_ALIKE = """
SELECT documents.id, documents.file, documents.title, documents.region_code,
    json_array(documents.year, count(*), sum(projects.amount_fen), group_concat(DISTINCT projects.phase)) AS alike
FROM documents JOIN projects ON projects.document_id = documents.id
WHERE documents.is_current GROUP BY documents.id ORDER BY documents.file
"""
# Each text of a document that makes it what it is, in the order of print; ids are left out, because they differ.
_TEXTS = (
    "SELECT units.code, projects.serial, projects.code, projects.name, projects.amount_fen FROM projects"
    " LEFT JOIN units ON units.id = projects.unit_id WHERE projects.document_id = ? ORDER BY projects.position",
    "SELECT kind, source, scope, amounts.amount_fen FROM amounts JOIN projects ON projects.id = project_id"
    " WHERE document_id = ? ORDER BY projects.position, kind, source, scope",
    "SELECT projects.position, label, text FROM project_fields JOIN projects ON projects.id = project_id"
    " WHERE document_id = ? ORDER BY projects.position, label, text",
    "SELECT label, goals.scope, text FROM goals JOIN projects ON projects.id = project_id"
    " WHERE document_id = ? ORDER BY goals.sequence",
    "SELECT level1, level2, indicators.name, comparator, value_text, unit, actual_text FROM indicators"
    " WHERE document_id = ? ORDER BY sequence",
    "SELECT kind, label, amount_fen FROM stated_totals WHERE document_id = ? ORDER BY rowid",
)


def settle_repeats(database: Database) -> None:
    """Marks each current document that is the same content as another one before it as no longer current."""
    for group in _groups(database):
        kept: list[tuple[str, TableRow]] = []
        for row in group:
            content = _content(database, row["id"])
            first = next((other for key, other in kept if key == content and _agree(row, other)), None)
            if first is None:
                kept.append((content, row))
                continue
            database.conn.execute(
                "UPDATE documents SET is_current = 0, same_as_id = ? WHERE id = ?", [first["id"], row["id"]]
            )
            add_doubt(database, row, Reject("same-projects", {"other": first["file"]}))


def note_documents_that_repeat(database: Database) -> None:
    """A doubt for each current document that prints some projects of another current one, of the same year and phase."""
    repeated = database.query(
        "SELECT DISTINCT later.id, later.file, earlier.file AS other FROM projects"
        " JOIN projects AS twin ON twin.series_id = projects.series_id AND twin.year IS projects.year"
        " AND twin.phase = projects.phase AND twin.document_id != projects.document_id"
        " JOIN documents AS later ON later.id = projects.document_id AND later.is_current"
        " JOIN documents AS earlier ON earlier.id = twin.document_id AND earlier.is_current"
        " WHERE earlier.file < later.file ORDER BY later.file, earlier.file"
    )
    first_of = {row["id"]: row for row in reversed(list(repeated))}
    for row in sorted(first_of.values(), key=lambda row: str(row["file"])):
        add_doubt(database, row, Reject("projects-repeated", {"other": row["other"]}))


def _groups(database: Database) -> Iterable[list[TableRow]]:
    """Documents that may be the same, in the order of their files."""
    groups: defaultdict[str, list[TableRow]] = defaultdict(list)
    for row in database.query(_ALIKE):
        groups[row["alike"]].append(row)
    return [group for group in groups.values() if len(group) > 1]


def _content(database: Database, document_id: str) -> str:
    """A checksum of all that a document prints of its projects, whatever file it was printed in."""
    checksum = hashlib.sha256()
    for sql in _TEXTS:
        for values in database.conn.execute(sql, [document_id]):
            checksum.update(json.dumps(list(_folded(values)), ensure_ascii=False).encode())
        checksum.update(b"\n")
    return checksum.hexdigest()


def _folded(values: Iterable[object]) -> Iterator[object]:
    """Values without what formats change: blanks, line breaks, and full or half width."""
    return (squeeze(value) if isinstance(value, str) else value for value in values)


def _agree(row: TableRow, other: TableRow) -> bool:
    """Whether the titles and regions of two documents, where both have one, are the same."""
    titles = [squeeze(one["title"]) for one in (row, other) if one["title"]]
    regions = {one["region_code"] for one in (row, other) if one["region_code"]}
    return len(set(titles)) < 2 and len(regions) < 2
