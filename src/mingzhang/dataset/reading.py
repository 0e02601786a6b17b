"""The documents of a dataset, or of some of its regions, as a build takes them: in the order of their files, row by row.

What comes out is what the worker that read a document gave, so that a build from a dataset is a build from the documents.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from mingzhang.dataset.columns import DOCUMENT, column_types, document_column, from_parquet, tables
from mingzhang.dataset.layout import SAME_CONTENT, UNKNOWN, Manifest, Part, RefusedFile, read_manifest
from mingzhang.errors import MingzhangError, Refused
from mingzhang.export.parquet_files import PARQUET_TYPES, as_sql
from mingzhang.keeping import Converted, program
from mingzhang.readers.sources import Source
from mingzhang.store.contract import some
from mingzhang.store.image import rows_in_image
from mingzhang.store.rows import TableRow, TableRows, in_slot
from mingzhang.store.rows_of_document import FinishedDocument, of_rows
from mingzhang.store.spans import in_parts
from mingzhang.vocabulary import PROJECT, Vocabulary


class _Place(NamedTuple):
    """A document of a dataset: the number of its part, and its id."""

    part: int
    document: str


class Dataset:
    """The documents of a dataset, of the regions whose codes begin with `region`; all of them without one.

    Raises MingzhangError, in one line, when it is no dataset of this version, when a file of a region is missing, and when
    nothing is of these regions.
    """

    def __init__(self, folder: Path, region: str = "") -> None:
        whole = read_manifest(folder)
        self._folder, self._manifest = folder, whole.of_region(region)
        if not self._manifest.parts and not self._manifest.refused:
            known = sorted({part.region for part in whole.parts} - {UNKNOWN})
            raise MingzhangError(f"{folder}: nothing is of region {region}; there are {some(known)}")
        for path in (part.path(folder, name) for part in self._manifest.parts for name in part.rows):
            if not path.is_file():
                raise MingzhangError(f"{path}: is missing from the dataset; make it again")
        self.words = Vocabulary(self._manifest.words) if self._manifest.words else PROJECT
        self.notes = list(_notes(folder, whole, region))
        self._places: dict[Source, _Place | RefusedFile] = {}
        self._left: Counter[int] = Counter()  # documents of each part that were not taken
        self._read: dict[int, dict[str, FinishedDocument]] = {}
        self._content: dict[str, str] = {}  # file -> checksum
        self._first: dict[str, str] = {}  # checksum -> the first file of it
        self._last: FinishedDocument | None = None

    @contextmanager
    def opened(self) -> Iterator[tuple[list[Source], list[Source]]]:
        """While it lasts documents can be had. Gives what stands for their files, and for sidecars without a document."""
        import duckdb  # an extra

        with duckdb.connect(config={"threads": 1, "preserve_insertion_order": True}) as self._connection:
            for number, part in enumerate(self._manifest.parts):
                for document, file, sha256 in self._rows(part, "documents", "id, file, sha256"):
                    self._places[self._source(file)] = _Place(number, document)
                    self._left[number] += 1
                    self._content[file] = sha256
            lonely = []
            for one in self._manifest.refused:
                source = self._source(one.file)
                self._places[source] = one
                if one.is_lonely:
                    lonely.append(source)
            sources = sorted(self._places.keys() - set(lonely))
            for name in (source.name for source in sources if source.name in self._content):
                self._first.setdefault(self._content[name], name)
            yield sources, lonely

    def result(self, source: Source) -> Converted | Refused:
        """The rows of a document, or why its file was refused."""
        place = self._places[source]
        if isinstance(place, RefusedFile):
            return self._refused(place)
        if place.part not in self._read:
            self._read[place.part] = self._documents(self._manifest.parts[place.part])
        self._last = self._read[place.part][place.document]
        self._left[place.part] -= 1
        if not self._left[place.part]:
            del self._read[place.part]
        return Converted(self._last, [])

    def _refused(self, one: RefusedFile) -> Refused:
        """Why a file was refused. Who read it knew only the files of its part; an earlier one may be the same too."""
        if one.reason == SAME_CONTENT and (content := self._content.get(one.values["other"])):
            return Refused(SAME_CONTENT, other=self._first[content])
        return Refused(one.reason, **one.values)

    def in_slot(self, source: Source, slot: int) -> FinishedDocument:
        """The document that was given last, with its cells numbered in another slot."""
        assert self._last
        assert self._last.file == source.name
        rows: TableRows = {**rows_in_image(self._last.image), "units": self._last.units}
        return of_rows(in_slot(rows, self._last.slot, slot), slot)

    def _source(self, file: str) -> Source:
        return Source(file, self._folder, None, len(self._places))

    def _documents(self, part: Part) -> dict[str, FinishedDocument]:
        """The documents of a part by their ids."""
        found: defaultdict[str, TableRows] = defaultdict(dict)
        for name in part.rows:
            own = {column.name for column in tables()[name].columns}
            for row in self._table(part, name):
                document = row[document_column(name)]
                if DOCUMENT not in own:
                    row.pop(DOCUMENT, None)
                found[document].setdefault(name, []).append(row)
        return {document: of_rows(in_parts(rows)) for document, rows in found.items()}

    def _table(self, part: Part, name: str) -> list[TableRow]:
        """The rows of a table in a part. Raises MingzhangError when the file does not hold what the dataset says."""
        path, table = part.path(self._folder, name), tables()[name]
        described = self._asked(path, f"DESCRIBE SELECT * FROM read_parquet({as_sql(str(path))})")
        columns = {column: PARQUET_TYPES[kind] for column, kind in column_types(table).items()}
        if {column: kind for column, kind, *_ in described} != columns or [row[0] for row in described] != [*columns]:
            raise MingzhangError(f"{path}: has other columns than the dataset says; make the dataset again")
        said = self._asked(
            path, f"SELECT value FROM parquet_kv_metadata({as_sql(str(path))}) WHERE decode(key) = 'exact'"
        )
        rows = from_parquet(table, self._rows(part, name), json.loads(said[0][0]) if said else [])
        if len(rows) != part.rows[name]:
            raise MingzhangError(
                f"{path}: has {len(rows)} rows where the dataset says {part.rows[name]}; make the dataset again"
            )
        return rows

    def _rows(self, part: Part, name: str, columns: str = "*") -> list[tuple[Any, ...]]:
        path = part.path(self._folder, name)
        return self._asked(path, f"SELECT {columns} FROM read_parquet({as_sql(str(path))})")

    def _asked(self, path: Path, sql: str) -> list[tuple[Any, ...]]:
        import duckdb  # an extra

        try:
            rows: list[tuple[Any, ...]] = self._connection.execute(sql).fetchall()
        except duckdb.Error as error:
            raise MingzhangError(f"{path}: cannot be read ({str(error).splitlines()[0]})") from None
        return rows


def _notes(folder: Path, whole: Manifest, region: str) -> Iterator[str]:
    """What whoever builds from a dataset should know."""
    if whole.program != program().hex()[:8]:
        yield f"{folder} was read by mingzhang {whole.made_by} ({whole.program}), not by this one ({program().hex()[:8]})"
    if region:
        left = sum(part.rows.get("documents", 0) for part in whole.parts if part.region == UNKNOWN)
        refused = sum(one.region == UNKNOWN for one in whole.refused)
        if left or refused:
            yield f"of {folder}, {left} documents and {refused} refused files are of no known region and left out"
