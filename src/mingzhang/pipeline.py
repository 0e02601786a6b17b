"""The whole way from files to a database, on one page: read, recognise, interpret, store, check.

    sources ──► convert: bytes ──read──► Reading ──mask, interpret──► Document      one file at a time, needing no other:
                                                                   │          in processes of their own (converting)
    build ────────────────────────────────────► SQLite ◄── rows ◄──┘          then, over all documents, in the database

`site` publishes what is built here. The figures and charts that it shows are computed at the end of a build.
"""

import logging
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from mingzhang.charts.fill import fill_charts
from mingzhang.checks.doubting.told_once import tell_once
from mingzhang.checks.doubting.unconfirmed import ask_about_pictures
from mingzhang.checks.doubting.unexplained import ask_about_unexplained
from mingzhang.checks.running.run import Before, run_checks
from mingzhang.checks.running.shared import fill_shared_sentences
from mingzhang.checks.running.small_groups import small_groups
from mingzhang.converting import Conversions
from mingzhang.converting import convert as convert
from mingzhang.dataset.reading import Dataset
from mingzhang.errors import MingzhangError, Refused
from mingzhang.explain.folder import FileReport, refused, report_of
from mingzhang.interpret import document_id, sha256_of
from mingzhang.keeping import Converted, Kept, program
from mingzhang.privacy.publishing import publishing_beside
from mingzhang.readers.sources import Source, find_sources, sidecar_of, source_of
from mingzhang.store import database as store
from mingzhang.store.counted import count_ahead
from mingzhang.store.figures import fill_figures
from mingzhang.store.intake import Intake
from mingzhang.store.named_units import settle_units_of_sheets
from mingzhang.store.originals import drop_originals, keep_originals, originals_of
from mingzhang.store.output import written_aside
from mingzhang.store.proof import prove_database
from mingzhang.store.repeats import note_documents_that_repeat, settle_repeats
from mingzhang.store.replies import settle_replies
from mingzhang.store.rows import TableRow
from mingzhang.store.rows_of_document import FinishedDocument
from mingzhang.store.search_index import build_search_index
from mingzhang.store.whole import settle_documents, settle_series
from mingzhang.summary import Summary, describe
from mingzhang.vocabulary import using
from mingzhang.vocabulary.added import files_of_words, vocabulary_beside
from mingzhang.vocabulary.reasons import sentence

_logger = logging.getLogger(__name__)  # tells what a build is at, after the documents were converted


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
    executor: Executor | None = None,
) -> Summary:
    """Converts all disclosures below the places into a database at `output`.

    `progress` may wrap the list of sources to show how far the build is; without `charts` the site's charts are not drawn,
    which saves a second. The files themselves, those that the site may hand on, are kept in the folder `originals`, if one is
    named. Documents are converted in so many worker processes, one for each core unless said otherwise, or by an executor
    whose workers have this program and see the same folders. What an earlier build kept at `kept` (a file of `keeping`) is
    taken where nothing has changed that it comes from. What is built is the same in all these ways.

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
    rows = Kept(kept)
    conversions = Conversions(sources, words, publishing, rows)
    notes = [f"words were added by {path}" for path in files_of_words(places)]
    with using(words), conversions.begun(workers, executor) as result:
        documents = _Documents(sources, lonely, result, conversions.in_slot, conversions.known)
        return _built(documents, output, _Wishes(strict, workers, progress, charts, originals, sources, notes), rows)


def build_from(
    dataset: Path,
    output: Path,
    region: str = "",
    strict: bool = False,
    workers: int | None = None,
    progress: Callable[[list[Source]], Iterable[Source]] = iter,
    charts: bool = True,
    originals: Path | None = None,
    places: Iterable[Path] = (),
) -> Summary:
    """Makes the database of the regions whose codes begin with `region` from a dataset (`mingzhang.dataset`).

    What is built is what `build` makes of the documents of these regions. The files themselves, if wanted, are taken from the
    places. Raises MingzhangError as `build` does, and when the dataset is none of this version, damaged or not whole.
    """
    stored = Dataset(dataset, region)
    files = find_sources(places)[0]
    wishes = _Wishes(strict, workers or os.cpu_count() or 1, progress, charts, originals, files, stored.notes)
    with using(stored.words), stored.opened() as (sources, lonely):
        documents = _Documents(sources, lonely, stored.result, stored.in_slot, {})
        return _built(documents, output, wishes, Kept(None))


class _Documents(NamedTuple):
    """The documents of a build: their files in order, and how to have the rows of each."""

    sources: list[Source]
    lonely: list[Source]  # sidecars without a document
    result: Callable[[Source], Converted | Refused]
    in_slot: Callable[[Source, int], FinishedDocument]
    known: Mapping[str, bytes]  # what the rows come from, of each document that is kept


class _Wishes(NamedTuple):
    """How something is built, as `build` says."""

    strict: bool
    workers: int
    progress: Callable[[list[Source]], Iterable[Source]]
    charts: bool
    originals: Path | None
    files: list[Source]  # where the originals are
    notes: list[str]


def _built(documents: _Documents, output: Path, wishes: _Wishes, rows: Kept) -> Summary:
    with written_aside(output) as aside, rows.written(), store.created(aside) as database:
        personal = _take_in(database, documents, wishes.progress(documents.sources))
        _logger.info("Comparing documents and running checks")
        told = _done(SETTLING, database)
        before = Before(rows, documents.known, program("checks")) if rows.is_used else None
        run_checks(database, workers=wishes.workers, before=before)
        _logger.info("Drawing charts, indexing for search, and proving the database")
        told += _done(_finishing(wishes.charts, rows), database)
        prove_database(database, entry_by_entry=not rows.gave)
        wanted = originals_of(database)
        if wishes.originals:
            keep_originals(wishes.originals, wanted, wishes.files)
        summary = _summary(database, personal, wishes.notes + told)
        if wishes.strict:
            _hold_to_whole(summary, output)
    if wishes.originals:
        drop_originals(wishes.originals, set(wanted.values()))
    return summary


# What is done over all documents before the checks and after them, in this order, each within one transaction; a step may
# return a line to tell. The search index is last: SQLite takes no functions any more while it is being written.
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
    ask_about_unexplained,
    tell_once,
    ask_about_pictures,
    settle_replies,
    fill_shared_sentences,
    fill_figures,
    count_ahead,
    fill_charts,
    build_search_index,
    store.analyze,
)
_COUNTED = ("documents", "units", "projects", "goals", "indicators", "stated_totals", "cells")


def _take_in(database: Database, documents: _Documents, sources: Iterable[Source]) -> list[TableRow]:
    """Stores all sources as they are converted, and what is refused; returns the places of personal data in them."""
    intake = Intake(database)
    personal = [row for source in sources for row in _take(intake, source, documents.result, documents.in_slot)]
    with store.transaction(database):
        for source in documents.lonely:
            intake.refuse(source.name, Refused("sidecar-without-document"))
        intake.settle()
    return personal


def _finishing(charts: bool, rows: Kept) -> list[Step]:
    """The steps after the checks, with pictures that an earlier build drew, or without charts."""
    drawing = partial(fill_charts, remembering=rows.remembering)
    return [drawing if step is fill_charts else step for step in FINISHING if charts or step is not fill_charts]


def _hold_to_whole(summary: Summary, output: Path) -> None:
    """Raises MingzhangError when anything was not converted."""
    if summary.lost:
        raise MingzhangError(
            f"{len(summary.lost)} inputs or parts of them were not converted (--strict), the first: "
            f"{describe(summary.lost[0])}; {output} was left as it was"
        )


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
