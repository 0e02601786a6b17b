"""The whole way from files to a database, on one page: read, recognise, interpret, store, check.

    sources ──► convert: bytes ──read──► Reading ──interpret──► Document      one file at a time, needing no other
                                                                   │
    build ─────────────────────────────────────► rows ──► SQLite ◄─┘          then, over all documents, in the database

Publishing what it builds is the work of `site`; its figures and charts are made at the end of a build.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from mingzhang.charts.fill import fill_charts
from mingzhang.checks.run import run_checks
from mingzhang.checks.shared import fill_shared_sentences
from mingzhang.checks.small_groups import small_groups
from mingzhang.errors import MingzhangError, Refused
from mingzhang.forms.coverage import prove
from mingzhang.interpret import document_id, interpret, sha256_of
from mingzhang.read import read, read_bytes
from mingzhang.read.sidecar import read_sidecar
from mingzhang.read.sources import Source, find_sources, source_of
from mingzhang.records import Document, Reject, Sidecar
from mingzhang.store import database as store
from mingzhang.store.figures import fill_figures
from mingzhang.store.proof import prove as prove_database
from mingzhang.store.repeats import note_documents_that_repeat, settle_repeats
from mingzhang.store.rows import DOCUMENT_SLOTS, NUMBERS_IN_DOCUMENT, Row, Rows, reject_row, rows_of, slot_of
from mingzhang.store.search_index import build_search_index
from mingzhang.store.whole import region_rows, settle_documents, settle_series, settle_units


def convert(source: Source) -> Document:
    """One file as a document, needing nothing of any other. Raises Refused, with the reason, when it cannot be one."""
    try:
        sidecar = read_sidecar(source.sidecar.read_bytes()) if source.sidecar else Sidecar()
        data = read_bytes(source.path)
    except OSError as error:
        raise Refused("file-unreadable", problem=error.strerror or type(error).__name__) from None
    sha256 = sha256_of(data)
    if sidecar.sha256 and sidecar.sha256.lower() != sha256:
        raise Refused("sidecar-checksum", expected=sidecar.sha256.lower()[:8], sha256=sha256[:8])
    document = interpret(read(data), sidecar, source.name, sha256)
    if (number := len(document.reading.cells())) > NUMBERS_IN_DOCUMENT:
        raise Refused("too-many-cells", number=number, limit=NUMBERS_IN_DOCUMENT)
    prove(document)
    return document


def id_of(path: Path) -> str:
    """The id that a build gives to a file; one of region and checksum where it cannot be converted."""
    source = source_of(path)
    try:
        return convert(source).id
    except Refused:
        region = read_sidecar(source.sidecar.read_bytes()).region if source.sidecar else None
        return document_id(region, None, None, sha256_of(path.read_bytes()))


@dataclass
class Summary:
    """What a build came to: rows by table, the rejects as they stand in the database, where few people are named, and what
    else there is to tell.
    """

    counts: Counter[str] = field(default_factory=Counter)
    rejects: list[Row] = field(default_factory=list)
    small_groups: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def lost(self) -> list[Row]:
        """The rejects that stand for something that was not converted."""
        return [reject for reject in self.rejects if reject["kind"] != "doubt"]


def build(
    places: Iterable[Path],
    output: Path,
    strict: bool = False,
    progress: Callable[[list[Source]], Iterable[Source]] = iter,
    charts: bool = True,
) -> Summary:
    """Converts all disclosures below the places into a database at `output`.

    `progress` may wrap the list of sources to show how far the build is; without `charts` the site's charts are not drawn,
    which saves a second. Raises MingzhangError, and leaves what was at
    `output` as it was, when there is no disclosure, when two files have one id, or, if `strict`, when anything was not
    converted.
    """
    places = list(places)
    sources, lonely = find_sources(places)
    if not sources:
        raise MingzhangError(f"no disclosures in {', '.join(map(str, places))}: put the published files there")
    with store.written_aside(output) as aside:
        database = store.create(aside)
        try:
            builder = _Builder(database)
            for source in progress(sources):
                builder.take(source)
            builder.refuse_all(lonely, "sidecar-without-document")
            summary = builder.finish(charts)
        finally:
            database.close()
        if strict and summary.lost:
            raise MingzhangError(
                f"{len(summary.lost)} inputs or parts of them were not converted (--strict), the first: "
                f"{describe(summary.lost[0])}; {output} was left as it was"
            )
    return summary


def describe(reject: Row) -> str:
    """A reject in one plain line: file, page and row, and what is the matter."""
    place = f" page {reject['page']} row {reject['row']}" if reject["page"] else ""
    return f"{reject['file']}{place}: {reject['reason_en']}"


def describe_small_group(group: Row) -> str:
    """A group of few people in one plain line: where it is named, in which words, and what to think of."""
    people = f"{group['people']} {'person' if group['people'] == 1 else 'people'}"
    return (
        f"{group['file']} page {group['page']} row {group['row']}: {group['project'] or 'a project'} names {people} "
        f"({group['quote']}): people could be recognised; consider what you publish"
    )


class _Builder:
    """Takes the sources one by one into the database, and keeps what has to be settled over all of them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.by_id: dict[str, str] = {}
        self.by_content: dict[str, str] = {}
        self.refused: Counter[str] = Counter()
        self.slots: set[int] = set()
        self.units: list[tuple[int | None, str, Row]] = []
        self.regions: set[str] = set()

    def take(self, source: Source) -> None:
        """Convert a source and store it, or store why not."""
        try:
            document = convert(source)
            if other := self.by_content.get(document.sha256):
                raise Refused("same-content", other=other)
            rows = rows_of(document, self._free_slot(document.id))
        except Refused as refused:
            self._refuse(source, refused)
            return
        except Exception as error:  # one bad file must not cost the others, whatever is wrong with it or with us
            self._refuse(source, Refused("internal-error", problem=f"{type(error).__name__}: {error}"))
            return
        if other := self.by_id.get(document.id):
            raise MingzhangError(f"{other} and {source.name} have the same id {document.id}: give one of them another")
        self.by_id[document.id] = self.by_content[document.sha256] = source.name
        self._store(document, rows)

    def refuse_all(self, sources: Iterable[Source], reason: str) -> None:
        """Store that these files were not taken."""
        for source in sources:
            self._refuse(source, Refused(reason))

    def _refuse(self, source: Source, refused: Refused) -> None:
        self.refused[source.name] += 1
        row = reject_row(Reject(refused.reason, refused.values), source.name, self.refused[source.name], None, None)
        store.insert(self.database, "rejects", [row])

    def _free_slot(self, document_id: str) -> int:
        """The document's slot for cell ids, or the next free one where two documents share it."""
        slot = slot_of(document_id)
        while slot in self.slots:
            slot = (slot + 1) % DOCUMENT_SLOTS
        self.slots.add(slot)
        return slot

    def _store(self, document: Document, rows: Rows) -> None:
        if document.region_code:
            self.regions.add(document.region_code)
        self.units += [(document.year, document.id, row) for row in rows.pop("units", [])]
        for table, table_rows in rows.items():
            store.insert(self.database, table, table_rows)

    def finish(self, charts: bool) -> Summary:
        """Everything that needs all documents; what the build came to."""
        store.insert(self.database, "regions", region_rows(sorted(self.regions)))
        store.insert(self.database, "units", settle_units(self.units))
        settle_documents(self.database)
        settle_series(self.database)
        settle_repeats(self.database)
        note_documents_that_repeat(self.database)
        store.index(self.database)
        run_checks(self.database)
        build_search_index(self.database)
        few = small_groups(self.database)
        fill_shared_sentences(self.database)
        fill_figures(self.database)
        note = fill_charts(self.database) if charts else None
        store.finish(self.database)
        prove_database(self.database)
        rejects = list(self.database.query("SELECT * FROM rejects ORDER BY rowid"))
        return Summary(Counter(dict(self._counts())), rejects, few, [note] if note else [])

    def _counts(self) -> Iterator[tuple[str, int]]:
        for table in ("documents", "units", "projects", "goals", "indicators", "stated_totals", "cells"):
            yield table, self.database[table].count
