"""Making a dataset: documents are converted a few at a time, and whoever converts them writes their rows.

    sources ──► chunks ──► a worker: convert each, write its rows by table, year and region ──► parts ──► dataset.json

The parts are written into a folder aside, which takes the place of the dataset when all of them are there. A worker that is
lost costs a repetition; a chunk that no worker survives is done again document by document, so that one costs itself alone.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from mingzhang.cluster import Elsewhere
from mingzhang.converting import budget_of, converted
from mingzhang.dataset.columns import Exact, column_types, inexact, tables, to_parquet
from mingzhang.dataset.layout import (
    MANIFEST,
    NEEDS_DUCKDB,
    SAME_CONTENT,
    UNKNOWN,
    Manifest,
    Part,
    RefusedFile,
    part_name,
    write_manifest,
)
from mingzhang.errors import MingzhangError, Refused
from mingzhang.export.packing import folder_aside
from mingzhang.export.parquet_files import PARQUET_TYPES, as_sql, can_write_parquet, copy_as_parquet, said_of
from mingzhang.keeping import Converted, program
from mingzhang.privacy.publishing import Publishing, publishing_beside
from mingzhang.readers.sources import Source, find_sources, sidecar_of
from mingzhang.store.image import rows_in_image
from mingzhang.store.rows import TableRow, TableRows
from mingzhang.store.spans import in_whole
from mingzhang.version import VERSION
from mingzhang.vocabulary import Vocabulary
from mingzhang.vocabulary.added import vocabulary_beside
from mingzhang.workers import Budget, Workers

# A chunk is small enough to be held in memory and to be done again, and large enough for files that are worth opening.
_CHUNK_FILES, _CHUNK_BYTES = 32, 8_000_000
_LEAST_LINE = 2**20  # bytes: DuckDB reads by twice as much at once
_MORE_MEGABYTES = 1_000  # for DuckDB


class Chunk(NamedTuple):
    """Some sources, in their order, that one worker does."""

    sources: tuple[Source, ...]

    @property
    def name(self) -> str:
        """A name that only these sources have."""
        return hashlib.sha256("\0".join(source.name for source in self.sources).encode()).hexdigest()[:12]


class WrittenChunk(NamedTuple):
    """What a worker wrote, what it could not, (id, checksum, file) of each document, and where personal data is printed."""

    parts: list[Part]
    refused: list[RefusedFile]
    documents: list[tuple[str, str, str]]
    personal: list[TableRow]


class DatasetSummary(NamedTuple):
    """What a dataset holds: rows by table, files that were refused, and where personal data is printed."""

    rows: Counter[str]
    refused: list[RefusedFile]
    personal: list[TableRow]


def write_dataset(
    places: Iterable[Path],
    folder: Path,
    workers: int | None = None,
    progress: Callable[[list[Chunk]], Iterable[Chunk]] = iter,
    executor: Executor | None = None,
) -> DatasetSummary:
    """Converts all disclosures below the places into a dataset in a folder, by so many processes or by an executor.

    The workers of an executor write into the folder: they must see it, and the disclosures, under the same path. Raises
    MingzhangError, and leaves what was in the folder as it was, when there is no disclosure, when two files have one id, and
    when the folder cannot be written.
    """
    if not can_write_parquet():
        raise MingzhangError(NEEDS_DUCKDB)
    places = list(places)
    words, publishing = vocabulary_beside(places), publishing_beside(places)
    sources, lonely = find_sources(places)
    if not sources:
        raise MingzhangError(f"no disclosures in {', '.join(map(str, places))}: put the published files there")
    with folder_aside(folder, MANIFEST, "dataset") as aside:
        work = partial(write_chunk, folder=aside.absolute(), words=words, publishing=publishing)
        written = list(_written(work, chunks_of(sources), workers or os.cpu_count() or 1, progress, executor))
        _hold_to_ids(written)
        refused = [one for some in written for one in some.refused]
        refused += [RefusedFile(one.name, UNKNOWN, "sidecar-without-document", {}, True) for one in lonely]
        parts = [part for some in written for part in some.parts]
        write_manifest(aside, Manifest(parts, refused, words.added, VERSION, program().hex()[:8]))
    rows = Counter[str]()
    for part in parts:
        rows.update(part.rows)
    return DatasetSummary(rows, refused, [row for some in written for row in some.personal])


def chunks_of(sources: Sequence[Source]) -> list[Chunk]:
    """The sources in their order as chunks, the same whoever does them."""
    chunks: list[Chunk] = []
    some: list[Source] = []
    size = 0
    for source in sources:
        some.append(source)
        size += _size(source)
        if len(some) == _CHUNK_FILES or size >= _CHUNK_BYTES:
            chunks.append(Chunk(tuple(some)))
            some, size = [], 0
    return [*chunks, Chunk(tuple(some))] if some else chunks


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size
    except OSError:
        return 0


def _budget_of(chunk: Chunk) -> Budget:
    budgets = [budget_of(source) for source in chunk.sources]
    return Budget(sum(one.seconds for one in budgets) + 60, max(one.megabytes for one in budgets) + _MORE_MEGABYTES)


def _written(
    work: Callable[[Chunk], WrittenChunk],
    chunks: list[Chunk],
    workers: int,
    progress: Callable[[list[Chunk]], Iterable[Chunk]],
    executor: Executor | None,
) -> Iterator[WrittenChunk]:
    """What was written of each chunk, in their order; of one that ended its worker, of its documents one by one."""

    def doing(some: Sequence[Chunk]) -> Workers[Chunk, WrittenChunk] | Elsewhere[Chunk, WrittenChunk]:
        """Who writes some chunks: the workers of a cluster, or processes here."""
        return Elsewhere(work, some, executor) if executor else Workers(work, some, workers, _budget_of)

    with doing(chunks) as results:
        for chunk in progress(chunks):
            try:
                yield results.next()()
            except Refused as refused:
                if len(chunk.sources) == 1:
                    yield WrittenChunk([], [_refused_file(chunk.sources[0], refused)], [], [])
                else:
                    yield from _written(work, [Chunk((one,)) for one in chunk.sources], workers, iter, executor)


def _hold_to_ids(written: Iterable[WrittenChunk]) -> None:
    """Raises MingzhangError when two documents that differ have one id; the same one twice is told by whoever builds it."""
    known: dict[str, tuple[str, str]] = {}
    for some in written:
        for document, sha256, file in some.documents:
            other_sha256, other = known.setdefault(document, (sha256, file))
            if other_sha256 != sha256:
                raise MingzhangError(f"{other} and {file} have the same id {document}: give one of them another")


# ---- what a worker does ----------------------------------------------------------------------------------------------


def write_chunk(chunk: Chunk, folder: Path, words: Vocabulary, publishing: Publishing) -> WrittenChunk:
    """Converts the documents of a chunk and writes their rows; the same chunk gives the same files, whoever repeats it.

    Raises MingzhangError when the folder, or a file, is not there on this machine.
    """
    for path in (folder, *(source.path for source in chunk.sources)):
        if not path.exists():
            raise MingzhangError(f"{path}: a worker does not see it; it must be there under the same path")
    files = _Files(folder, chunk.name)
    found = WrittenChunk([], [], [], [])
    try:
        for source in chunk.sources:
            result = converted(source, words, publishing)
            if isinstance(result, Refused):
                found.refused.append(_refused_file(source, result))
            else:
                found.personal.extend(result.personal)
                found.documents.append((result.document.id, result.document.sha256, result.document.file))
                if other := files.add(result):
                    refused = Refused(SAME_CONTENT, other=other)
                    found.refused.append(_refused_file(source, refused, result.document.region_code))
        found.parts.extend(files.written())
    finally:
        files.remove()
    return found


def _refused_file(source: Source, refused: Refused, region: str | None = None) -> RefusedFile:
    """What a dataset says of a refused file; its region is that of its sidecar where it is not known better."""
    with suppress(OSError, Refused):
        region = region or sidecar_of(source).region
    return RefusedFile(source.name, region or UNKNOWN, refused.reason, refused.values)


class _Files:
    """The rows of a chunk on their way: lines of JSON by part and table, then Parquet."""

    def __init__(self, folder: Path, chunk: str) -> None:
        self._folder, self._chunk = folder, chunk
        self._aside = folder / f".{chunk}.{os.getpid()}"
        self._longest: Counter[tuple[str, str]] = Counter()  # bytes of a line
        self._parts: dict[str, Part] = {}
        self._exact: dict[tuple[str, str], list[Exact]] = {}
        self._file_by_id: dict[tuple[str, str], str] = {}

    def add(self, result: Converted) -> str | None:
        """Adds the rows of a document, in their order, unless they are there: gives the file that they came from then."""
        document = result.document
        where = part_name(document.year, document.region_code, self._chunk)
        if other := self._file_by_id.get((where, document.id)):
            return other
        self._file_by_id[where, document.id] = document.file
        part = self._parts.setdefault(where, Part(where, document.region_code or UNKNOWN, {}))
        rows: TableRows = {**in_whole(rows_in_image(document.image)), "units": document.units}
        for name, some in rows.items():
            if some:
                first = part.rows.get(name, 0)
                part.rows[name] = first + len(some)
                self._exact.setdefault((where, name), []).extend(inexact(tables()[name], some, first))
                self._write_lines(part, name, to_parquet(tables()[name], document.id, some))
        return None

    def _write_lines(self, part: Part, name: str, rows: Iterable[TableRow]) -> None:
        with self._json(part, name).open("ab") as file:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
                self._longest[part.where, name] = max(self._longest[part.where, name], len(line))
                file.write(line)

    def written(self) -> list[Part]:
        """Writes all parts as Parquet, each file under its name when it is whole, and gives them."""
        import duckdb  # an extra

        with duckdb.connect(config={"threads": 1, "preserve_insertion_order": True}) as connection:
            for part in self._parts.values():
                for table in part.rows:
                    self._write(connection, part, table)
        return list(self._parts.values())

    def _write(self, connection: Any, part: Part, name: str) -> None:
        types = column_types(tables()[name])
        columns = ", ".join(f"{as_sql(column)}: {as_sql(PARQUET_TYPES[kind])}" for column, kind in types.items())
        rows = (
            f"read_json({as_sql(str(self._json(part, name)))}, format='newline_delimited', columns={{{columns}}},"
            f" maximum_object_size={max(_LEAST_LINE, self._longest[part.where, name])})"
        )
        exact = {"exact": json.dumps(self._exact[part.where, name])} if self._exact[part.where, name] else {}
        aside, path = self._aside / "written.parquet", part.path(self._folder, name)
        copy_as_parquet(connection, f"SELECT * FROM {rows}", aside, {**said_of(tables()[name]), **exact})
        path.parent.mkdir(exist_ok=True)
        aside.replace(path)

    def _json(self, part: Part, table: str) -> Path:
        self._aside.mkdir(exist_ok=True)
        return self._aside / f"{part.where}.{table}.json"

    def remove(self) -> None:
        """Removes what was only on the way."""
        for path in self._aside.glob("*") if self._aside.is_dir() else ():
            path.unlink()
        if self._aside.is_dir():
            self._aside.rmdir()
