"""Where what lies in a dataset, and what it says of itself.

    DATASET/dataset.json                                 version, columns, words, parts, and files that were refused
    DATASET/projects/2023-632221-0f3a9c1e77d2.parquet    the projects of one year and region from one part of the documents

A file is named after its year and region, not `year=2023`: readers of such names would make a number of the region code.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mingzhang.dataset.columns import column_types, tables
from mingzhang.errors import MingzhangError
from mingzhang.export.parquet_files import can_write_parquet
from mingzhang.store.contract import schema_differences, some
from mingzhang.version import VERSION

MANIFEST = "dataset.json"
_FORMAT = 1
UNKNOWN = "x"
SAME_CONTENT = "same-content"
NEEDS_DUCKDB = "a dataset needs DuckDB: pip install 'mingzhang[parquet]'"


@dataclass(frozen=True, slots=True)
class Part:
    """What one worker wrote of one year and region: table -> number of rows. `where` begins the names of its files."""

    where: str
    region: str
    rows: dict[str, int]

    def path(self, folder: Path, table: str) -> Path:
        """The file of a table."""
        return folder / table / f"{self.where}.parquet"


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that could not be a document, the region that its sidecar names, and why, as `Refused` says it."""

    file: str
    region: str
    reason: str
    values: dict[str, Any]
    is_lonely: bool = False  # a sidecar without a document


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a dataset says of itself; parts are in the order of the documents."""

    parts: list[Part] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)
    words: dict[str, Any] = field(default_factory=dict)
    made_by: str = VERSION
    program: str = ""

    def of_region(self, region: str) -> "Manifest":
        """What is of the regions whose codes begin so."""
        parts = [part for part in self.parts if part.region.startswith(region)]
        refused = [one for one in self.refused if one.region.startswith(region)]
        return Manifest(parts, refused, self.words, self.made_by, self.program)


def part_name(year: int | None, region: str | None, chunk: str) -> str:
    """What the files of a part are called."""
    return f"{year or UNKNOWN}-{region or UNKNOWN}-{chunk}"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes dataset.json."""
    columns = {name: list(column_types(table)) for name, table in tables().items()}
    content = {"format": _FORMAT, "columns": columns, **asdict(manifest)}
    (folder / MANIFEST).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """What a dataset says of itself.

    Raises MingzhangError, in one line, when there is none, when it cannot be read, and when its tables have other columns.
    """
    if not can_write_parquet():
        raise MingzhangError(NEEDS_DUCKDB)
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise MingzhangError(f"{folder}: is no dataset, {MANIFEST} is not in it") from None
    except ValueError:
        raise MingzhangError(f"{folder / MANIFEST}: is damaged; make the dataset again") from None
    _hold_to_columns(folder, said)
    try:
        return Manifest(
            [Part(**part) for part in said["parts"]],
            [RefusedFile(**one) for one in said["refused"]],
            said["words"],
            said["made_by"],
            said["program"],
        )
    except (KeyError, TypeError, AttributeError):
        raise MingzhangError(f"{folder / MANIFEST}: is damaged; make the dataset again") from None


def _hold_to_columns(folder: Path, said: Any) -> None:
    if not isinstance(said, dict) or said.get("format") != _FORMAT or not isinstance(said.get("columns"), dict):
        raise MingzhangError(f"{folder}: was written by another version of mingzhang; make the dataset again")
    own = {name: tuple(column_types(table)) for name, table in tables().items()}
    theirs = {str(name): tuple(map(str, columns)) for name, columns in said["columns"].items()}
    if differences := schema_differences(theirs, own, "the dataset", "this version"):
        made_by = said.get("made_by", "another version")
        raise MingzhangError(f"{folder}: was written by mingzhang {made_by} ({some(differences)}); make it again")
