"""What needs all documents at once, computed in the database: units, regions, current documents, series."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlite_utils import Database

from mingzhang import search, vocabulary
from mingzhang.records import UNKNOWN, Reject
from mingzhang.store.doubts import add_doubt
from mingzhang.store.rows import TableRow


def region_rows(codes: Iterable[str]) -> list[TableRow]:
    """Rows for regions and all regions around them. A code that GB/T 2260 lacks has no name."""
    known = vocabulary.regions()
    rows: dict[str, TableRow] = {}
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


def settle_units(views: Iterable[tuple[int | None, str, TableRow]]) -> list[TableRow]:
    """One row for each unit, from what each document says of it: (year, document id, row). The newest name counts."""
    settled: dict[str, TableRow] = {}
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


def _drop_reference(database: Database, row: TableRow, reason: str) -> None:
    add_doubt(database, row, Reject(reason, {"id": row["supersedes_id"]}))
    database.conn.execute("UPDATE documents SET supersedes_id = NULL WHERE id = ?", [row["id"]])


def settle_series(database: Database) -> None:
    """Gives projects of one region, unit and code (or else folded name) the same series_id, over years and phases.

    Where a document has two such projects, it is not known which one continues the series: both get none.
    """
    rows = database.query("SELECT id, document_id, unit_id, region_code, code, name FROM projects ORDER BY id")
    keys = [(row["document_id"], row["id"], *_keys(row)) for row in rows]
    coded: defaultdict[str | None, set[str]] = defaultdict(set)
    for _, _, by_code, by_name in keys:
        if by_code:
            coded[by_name].add(by_code)
    members: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for document_id, project_id, by_code, by_name in keys:
        if series := _series_of(by_code, by_name, coded):
            members[series].append((document_id, project_id))
    updates = [
        (series_id, project_id)
        for series_id, projects in members.items()
        if max(Counter(document_id for document_id, _ in projects).values()) == 1
        for _, project_id in projects
    ]
    database.conn.executemany("UPDATE projects SET series_id = ? WHERE id = ?", updates)


_NATIONAL_CODE = re.compile(r"[0-9A-Z]{21}")  # 51092324T000010263357: publisher, year, kind and number


def _keys(project: TableRow) -> tuple[str | None, str | None]:
    """The series that a project belongs to by its code, and by its name; None where it has none, or is not known whose."""
    code, name = project["code"] or "", search.fold(project["name"] or "")
    whose = project["unit_id"]
    owner = (project["region_code"] or UNKNOWN) if _NATIONAL_CODE.fullmatch(code) else whose
    by_code = _series_id(owner, code) if owner and code else None
    return by_code, _series_id(whose, name) if whose and name else None


def _series_of(by_code: str | None, by_name: str | None, coded: dict[str | None, set[str]]) -> str | None:
    """A project's series: by its code; else that of the one code its name goes with; else by its name."""
    if by_code or by_name is None:
        return by_code
    codes = coded.get(by_name, set())
    if len(codes) > 1:
        return None
    return next(iter(codes), by_name)


def _series_id(whose: str, key: str) -> str:
    return f"{whose}-s{hashlib.sha256(key.encode()).hexdigest()[:8]}"
