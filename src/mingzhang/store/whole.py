"""What needs all documents at once, computed in the database: units, regions, which documents count, series."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from mingzhang import search, vocabulary
from mingzhang.parse.pieces import half_width
from mingzhang.records import UNKNOWN, Reject
from mingzhang.store.database import insert
from mingzhang.store.rows import Row, reject_row


def region_rows(codes: Iterable[str]) -> list[Row]:
    """Rows for regions and all regions around them. A code that GB/T 2260 lacks has no name."""
    known = vocabulary.regions()
    rows: dict[str, Row] = {}
    for code in codes:
        while code not in rows:
            region = known.get(code)
            parent = region.parent_code if region else _nearest_known(code)
            rows[code] = {"code": code, "name": region.name if region else None, "parent_code": parent}
            if parent is None:
                break
            code = parent
    return [rows[code] for code in sorted(rows)]


def _nearest_known(code: str) -> str | None:
    around = (f"{code[:4]}00", f"{code[:2]}0000")
    return next((other for other in around if other != code and other in vocabulary.regions()), None)


def settle_units(views: Iterable[tuple[int | None, str, Row]]) -> list[Row]:
    """One row for each unit, from what each document says of it: (year, document id, row). The newest name counts."""
    settled: dict[str, Row] = {}
    for _, _, row in sorted(views, key=lambda view: (view[0] or 0, view[1])):
        known = settled.get(row["id"], {})
        settled[row["id"]] = {column: row[column] or known.get(column) for column in row}
    return [settled[key] for key in sorted(settled)]


def settle_documents(database: Database) -> None:
    """Marks documents that another one supersedes, or that were withdrawn, as no longer current.

    A reference to a document that is not here is taken out, and a reject says so.
    """
    dangling = database.query(
        "SELECT id, file, supersedes_id FROM documents WHERE supersedes_id NOT IN (SELECT id FROM documents) ORDER BY id"
    )
    for row in list(dangling):
        _drop_reference(database, row, "supersedes-unknown")
    _break_circles(database)
    database.conn.execute(
        "UPDATE documents SET is_current = 0 WHERE withdrawn IS NOT NULL"
        " OR id IN (SELECT supersedes_id FROM documents WHERE supersedes_id IS NOT NULL)"
    )


def _break_circles(database: Database) -> None:
    """Takes out the references of documents that supersede each other in a circle: none of them can be the older."""
    rows = {row["id"]: row for row in database.query("SELECT id, file, supersedes_id FROM documents ORDER BY id")}
    for row in rows.values():
        seen, at = set(), row["supersedes_id"]
        while at is not None and at not in seen:
            seen.add(at)
            at = rows[at]["supersedes_id"]
        if row["id"] in seen:
            _drop_reference(database, row, "supersedes-circle")


def note_documents_that_repeat(database: Database) -> None:
    """A doubt for each current document that prints projects of another current one, of the same year and phase.

    A unit that publishes its table as PDF and as Excel would else be counted twice without a word.
    """
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
        _add_reject(database, row, Reject("projects-repeated", {"other": row["other"]}))


def _drop_reference(database: Database, row: Row, reason: str) -> None:
    _add_reject(database, row, Reject(reason, {"id": row["supersedes_id"]}))
    database.conn.execute("UPDATE documents SET supersedes_id = NULL WHERE id = ?", [row["id"]])


def _add_reject(database: Database, document: Row, reject: Reject) -> None:
    (count,) = database.conn.execute("SELECT count(*) FROM rejects WHERE document_id = ?", [document["id"]]).fetchone()
    insert(database, "rejects", [reject_row(reject, document["file"], count + 1, document["id"], None)])


def settle_series(database: Database) -> None:
    """Gives projects of one region, unit and code (or else folded name) the same series_id, over years and phases.

    Where a document has two such projects nobody can say which one goes on: both get none.
    """
    members: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row, owner in _with_owners(database):
        if key := row["code"] or search.fold(row["name"] or ""):
            members[_series_id(owner, key)].append((row["document_id"], row["id"]))
    updates = [
        (series_id, project_id)
        for series_id, projects in members.items()
        if max(Counter(document_id for document_id, _ in projects).values()) == 1
        for _, project_id in projects
    ]
    database.conn.executemany("UPDATE projects SET series_id = ? WHERE id = ?", updates)


# A national project code names region or publisher, year and kind itself: no two projects of the country share one.
_NATIONAL_CODE = re.compile(r"[0-9A-Z]{21}")
_CODED_UNIT = re.compile(r"(?P<code>\d{3,})\s*[-—]\s*\S.*", re.DOTALL)


def _with_owners(database: Database) -> Iterator[tuple[Row, str]]:
    """Each project with what its series belongs to: its unit; of a sheet, which has no unit of its own in the tables, the
    unit that has the same national code, or the unit that it prints (实施单位) within its region.
    """
    rows = list(database.query("SELECT id, document_id, unit_id, region_code, code, name FROM projects ORDER BY id"))
    by_code: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["unit_id"] and _NATIONAL_CODE.fullmatch(row["code"] or ""):
            by_code[row["code"]].add(row["unit_id"])
    printed = _printed_units(database)
    names: defaultdict[tuple[str | None, str], set[str]] = defaultdict(set)
    for unit in database.query("SELECT id, region_code, name FROM units WHERE name IS NOT NULL"):
        names[unit["region_code"], search.fold(unit["name"])].add(unit["id"])
    for row in rows:
        if row["unit_id"]:
            yield row, row["unit_id"]
        elif _NATIONAL_CODE.fullmatch(row["code"] or ""):
            units = by_code[row["code"]]
            yield row, next(iter(units)) if len(units) == 1 else UNKNOWN
        elif row["region_code"] and (unit_name := printed.get(row["id"])):
            coded = _CODED_UNIT.fullmatch(half_width(unit_name))
            known = names[row["region_code"], search.fold(unit_name)]
            name = hashlib.sha256(search.fold(unit_name).encode()).hexdigest()[:8]
            own = coded["code"] if coded else f"{UNKNOWN}{name}"
            yield row, next(iter(known)) if len(known) == 1 else f"{row['region_code']}-{own}"


def _printed_units(database: Database) -> dict[str, str]:
    """The unit that the sheet of a project prints; the department where it prints nothing else."""
    labels = vocabulary.load("sheets")["unit_labels"]
    rows = database.query(
        "SELECT project_id, label, text FROM project_fields WHERE text IS NOT NULL AND project_id IN"
        " (SELECT id FROM projects WHERE unit_id IS NULL) ORDER BY rowid"
    )
    ranks = {search.fold(label): rank for rank, label in enumerate(labels)}
    found: dict[str, tuple[int, str]] = {}
    for row in rows:
        rank = ranks.get(search.fold(re.sub(r"[(（].*", "", row["label"] or "")))
        if rank is not None:
            found[row["project_id"]] = min(found.get(row["project_id"], (rank, row["text"])), (rank, row["text"]))
    return {project_id: text for project_id, (_, text) in found.items()}


def _series_id(unit_id: str, key: str) -> str:
    return f"{unit_id}-s{hashlib.sha256(key.encode()).hexdigest()[:8]}"
