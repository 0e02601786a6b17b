"""The whole way from files to a database, on one page: read, recognise, interpret, store, check.

    sources ──► convert: bytes ──read──► Reading ──mask, interpret──► Document      one file at a time, needing no other:
                                                                   │          in processes of their own (workers)
    build ────────────────────────────────────► SQLite ◄── rows ◄──┘          then, over all documents, in the database

`site` publishes what is built here. The figures and charts that it shows are computed at the end of a build.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from sqlite_utils import Database

from mingzhang.charts.fill import fill_charts
from mingzhang.checks.run import Before, run_checks
from mingzhang.checks.shared import fill_shared_sentences
from mingzhang.checks.small_groups import small_groups
from mingzhang.errors import MingzhangError, Refused
from mingzhang.explain.folder import FileReport, refused, report_of
from mingzhang.forms.coverage import prove
from mingzhang.interpret import document_id, interpret, sha256_of
from mingzhang.keeping import Converted, Kept, digest_of, program
from mingzhang.privacy.masking import mask
from mingzhang.privacy.people_file import personal_rows
from mingzhang.privacy.publishing import BY_DEFAULT, Publishing, publishing_beside
from mingzhang.readers import read
from mingzhang.readers.sources import Source, bytes_of, find_sources, replies_of, sidecar_of, source_of
from mingzhang.records import Document, Reject, Sidecar
from mingzhang.store import database as store
from mingzhang.store.figures import fill_figures
from mingzhang.store.intake import Intake
from mingzhang.store.named_units import settle_units_of_sheets
from mingzhang.store.originals import drop_originals, keep_originals, originals_of
from mingzhang.store.output import written_aside
from mingzhang.store.proof import prove_database
from mingzhang.store.repeats import note_documents_that_repeat, settle_repeats
from mingzhang.store.replies import settle_replies
from mingzhang.store.rows import NUMBERS_IN_DOCUMENT, TableRow
from mingzhang.store.rows_of_document import FinishedDocument, finished
from mingzhang.store.search_index import build_search_index
from mingzhang.store.whole import settle_documents, settle_series
from mingzhang.summary import Summary, describe
from mingzhang.vocabulary import PROJECT, Vocabulary, using
from mingzhang.vocabulary.added import files_of_words, vocabulary_beside
from mingzhang.vocabulary.reasons import sentence
from mingzhang.workers import MEGABYTE, Budget, Workers


def convert(source: Source, words: Vocabulary = PROJECT, publishing: Publishing = BY_DEFAULT) -> Document:
    """Reads one file as a document, by the given vocabulary, with personal data masked. No other file is needed.

    Raises Refused, with the reason, when it cannot be a document.
    """
    with using(words):
        return _convert(source, publishing)


def _convert(source: Source, publishing: Publishing) -> Document:
    try:
        sidecar, data = sidecar_of(source), bytes_of(source)
    except OSError as error:
        raise Refused("file-unreadable", problem=error.strerror or type(error).__name__) from None
    sha256 = sha256_of(data)
    if sidecar.sha256 and sidecar.sha256.lower() != sha256:
        raise Refused("sidecar-checksum", expected=sidecar.sha256.lower()[:8], sha256=sha256[:8])
    reading, personal = mask(read(data), publishing.masked_in(source.name))
    document = interpret(reading, sidecar, source.name, sha256)
    document = replace(document, personal=personal, may_be_served=publishing.hands_on(source.name))
    document = _answered(document, source)
    if (number := len(document.reading.cells())) > NUMBERS_IN_DOCUMENT:
        raise Refused("too-many-cells", number=number, limit=NUMBERS_IN_DOCUMENT)
    prove(document)
    return document


def _answered(document: Document, source: Source) -> Document:
    """Adds the publisher's replies to a document. A reply that cannot be read is rejected; the document stays."""
    try:
        return replace(document, replies=replies_of(source))
    except Refused as refused:
        return replace(document, rejects=(*document.rejects, Reject(refused.reason, refused.values)))
    except OSError as error:
        problem = {"problem": error.strerror or type(error).__name__}
        return replace(document, rejects=(*document.rejects, Reject("reply-broken", problem)))


def converted(source: Source, words: Vocabulary, publishing: Publishing) -> Converted | Refused:
    """Converts one file to finished rows, or to the reason why it is refused, in a worker process; the result can be pickled.

    An unexpected exception refuses this file alone.
    """
    try:
        document = convert(source, _warmed(words), publishing)
        return Converted(finished(document), personal_rows(document))
    except Refused as refused:
        return refused
    except (MingzhangError, MemoryError):
        raise
    except Exception as error:
        return Refused("internal-error", problem=f"{type(error).__name__}: {error}")


_LEAST_FORM = (
    "单位编码\t单位及项目名称\t金额 (万元)\t绩效目标\t绩效指标\n1\t甲\t5.00\t目标一：乙\t1. 人数≥3人\n".encode()
)


@lru_cache(maxsize=4)
def _warmed(words: Vocabulary) -> Vocabulary:
    """The same words whenever a process gets an equal copy of them, with what is derived from them by the first document.

    Workers that are forked after a call here have both from the start, and the dictionary of columns with them.
    """
    with using(words):
        finished(interpret(read(_LEAST_FORM), Sidecar(), "", ""))
    return words


def budget_of(source: Source) -> Budget:
    """The budget for converting a file: it grows with the size of the file."""
    try:
        size = source.path.stat().st_size
    except OSError:
        size = 0
    return Budget(seconds=60 + 60 * size / MEGABYTE)


def document_id_of(path: Path) -> str:
    """The id that a build gives to a file; one of region and checksum where it cannot be converted."""
    source = source_of(path)
    try:
        return convert(source, vocabulary_beside([path]), publishing_beside([path])).id
    except Refused:
        region = sidecar_of(source).region
        return document_id(region, None, None, sha256_of(path.read_bytes()))


def build(
    places: Iterable[Path],
    output: Path,
    strict: bool = False,
    workers: int | None = None,
    progress: Callable[[list[Source]], Iterable[Source]] = iter,
    charts: bool = True,
    originals: Path | None = None,
    kept: Path | None = None,
) -> Summary:
    """Converts all disclosures below the places into a database at `output`.

    `progress` may wrap the list of sources to show how far the build is; without `charts` the site's charts are not drawn,
    which saves a second. The files themselves, those that the site may hand on, are kept in the folder `originals`, if one is
    named. Documents are converted in so many worker processes, one for each core unless said otherwise. What an
    earlier build kept at `kept` (a file of `keeping`) is taken where nothing has changed that it comes from. What is built is
    the same for any number of workers, and with that file and without.

    Raises MingzhangError, and leaves what was at `output` as it was, when there is no disclosure, when two files have one id,
    when `output` cannot be written, when what was built does not hold what is promised (`store/proof.py`), or, if `strict`,
    when anything was not converted.
    """
    places = list(places)
    words, publishing = vocabulary_beside(places), publishing_beside(places)
    sources, lonely = find_sources(places)
    if not sources:
        raise MingzhangError(f"no disclosures in {', '.join(map(str, places))}: put the published files there")
    workers = workers or os.cpu_count() or 1
    work = partial(converted, words=_warmed(words), publishing=publishing)
    rows = Kept(kept)
    key = partial(digest_of, words=words, publishing=publishing)
    keys = {source: key(source) for source in sources} if kept else {}
    documents: dict[str, bytes] = {}
    changed = [source for source in sources if keys.get(source) not in rows]

    def result(source: Source) -> Converted | Refused:
        if (known := keys.get(source)) is not None and known in rows:
            if (kept_rows := rows.found(known)) is None:
                return work(source)
            documents[kept_rows.document.id] = known
            return kept_rows
        found = results.next()()
        if isinstance(found, Converted) and known is not None and known == key(source):
            rows.keep(known, found)
            documents[found.document.id] = known
        return found

    def again(source: Source, slot: int) -> FinishedDocument:
        return finished(convert(source, words, publishing), slot)

    with (
        using(words),
        Workers(work, changed, workers, budget_of) as results,
        written_aside(output) as aside,
        rows.written(),
        store.created(aside) as database,
    ):
        intake = Intake(database)
        personal = [row for source in progress(sources) for row in _take(intake, source, result, again)]
        with store.transaction(database):
            for source in lonely:
                intake.refuse(source.name, Refused("sidecar-without-document"))
            intake.settle()
        told = _done(SETTLING, database)
        before = Before(rows, documents, program("checks")) if kept else None
        run_checks(database, workers=workers, before=before)
        drawing = partial(fill_charts, remembering=rows.remembering)
        steps = [drawing if step is fill_charts else step for step in FINISHING if charts or step is not fill_charts]
        told += _done(steps, database)
        prove_database(database)
        wanted = originals_of(database)
        if originals:
            keep_originals(originals, wanted, sources)
        notes = [f"words were added by {path}" for path in files_of_words(places)]
        summary = _summary(database, personal, notes + told)
        if strict and summary.lost:
            raise MingzhangError(
                f"{len(summary.lost)} inputs or parts of them were not converted (--strict), the first: "
                f"{describe(summary.lost[0])}; {output} was left as it was"
            )
    if originals:
        drop_originals(originals, set(wanted.values()))
    return summary


# What is done over all documents before the checks and after them, in this order, each within one transaction;
# a step may return a line to tell. The search index
# is last: SQLite takes no functions any more while it is being written.
Step = Callable[[Database], str | None]
SETTLING: tuple[Step, ...] = (
    settle_documents,
    settle_units_of_sheets,
    settle_series,
    settle_repeats,
    note_documents_that_repeat,
    store.index,
)
FINISHING: tuple[Step, ...] = (
    settle_replies,
    fill_shared_sentences,
    fill_figures,
    fill_charts,
    build_search_index,
    store.analyze,
)
_COUNTED = ("documents", "units", "projects", "goals", "indicators", "stated_totals", "cells")


def _take(
    intake: Intake,
    source: Source,
    result: Callable[[Source], Converted | Refused],
    again: Callable[[Source, int], FinishedDocument],
) -> list[TableRow]:
    """Stores a converted source, or why it was refused; returns the places of personal data in it.

    A faulty file must not stop the others, whether the fault is in the file or in this program.
    """
    try:
        found = result(source)
        if isinstance(found, Refused):
            raise found
        intake.take(found.document, lambda slot: again(source, slot))
        return found.personal
    except Refused as refused:
        intake.refuse(source.name, refused)
    except (MingzhangError, sqlite3.Error):
        raise
    except Exception as error:
        intake.refuse(source.name, Refused("internal-error", problem=f"{type(error).__name__}: {error}"))
    return []


def _done(steps: Iterable[Step], database: Database) -> list[str]:
    """Does all steps in one transaction; returns what they tell."""
    with store.transaction(database):
        return [told for step in steps if (told := step(database))]


def _summary(database: Database, personal: list[TableRow], notes: list[str]) -> Summary:
    counts = Counter({table: database[table].count for table in _COUNTED})
    rejects = list(database.query("SELECT * FROM rejects ORDER BY rowid"))
    return Summary(counts, rejects, small_groups(database), personal, notes)


def report(folder: Path, progress: Callable[[list[Source]], Iterable[Source]] = iter) -> list[FileReport]:
    """Reports how each file below a folder is read, in the order of file names."""
    words, publishing = vocabulary_beside([folder]), publishing_beside([folder])
    reports = []
    for source in progress(find_sources([folder])[0]):
        try:
            document = convert(source, words, publishing)
        except Refused as reason:
            reports.append(refused(source.name, sentence(reason.reason, reason.values)))
            continue
        except Exception as error:
            problem = {"problem": f"{type(error).__name__}: {error}"}
            reports.append(refused(source.name, sentence("internal-error", problem)))
            continue
        with using(words):
            reports.append(report_of(document))
    return reports
