"""The whole way of `mingzhang export`, on one page.

database ──► tables ──► csv/ ──► parquet/
                   └──► mingzhang.xlsx, mingzhang.db          all of it aside, renamed when whole
         ──► datapackage.json, README.md, SHA256SUMS
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter.exceptions import XlsxFileError

from mingzhang.dictionary.caveats import caveats_of
from mingzhang.dictionary.descriptions import Dictionary
from mingzhang.dictionary.languages import LANGUAGES, Texts, in_language
from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.errors import MingzhangError
from mingzhang.export.csv_files import WrittenFile, content_hash, write_csv, written_file
from mingzhang.export.descriptor import descriptor
from mingzhang.export.opened import opened, reading
from mingzhang.export.parquet_files import can_write_parquet, write_parquet
from mingzhang.export.tables import ExportedTable, exported_tables
from mingzhang.export.workbook import WorkbookTexts, write_package_workbook
from mingzhang.store.contract import hold_to_schema

_OPTIONS = {"package": "-o", "dataset": "--dataset"}
More = Callable[[str], Mapping[str, str]]

DESCRIPTOR, SUMS, DATABASE, WORKBOOK = "datapackage.json", "SHA256SUMS", "mingzhang.db", "mingzhang.xlsx"


@dataclass(frozen=True, slots=True)
class Package:
    """What was written: where, its version, the hash of its content, rows by table, and what there is to note."""

    folder: Path
    version: str
    content: str
    rows: dict[str, int]
    notes: tuple[str, ...] = ()


def export(database: Path, folder: Path, version: str | None = None, more: More = lambda _: {}) -> Package:
    """Writes the package of a database into a folder, replacing a package that is there. No clock, no locale goes into it.

    Without a version it is 0.0.0 and the beginning of its content's hash; from that hash `more` gives further texts by file
    name. Raises MingzhangError, and leaves what was there as it was, when the database is none of ours or the folder is
    anything but a package.
    """
    with opened(database) as connection, reading(database):
        hold_to_schema(database, connection)
        connection.execute("BEGIN")  # one state of the database for all files
        dictionary = load_dictionary()
        tables = exported_tables(connection, dictionary)
        with folder_aside(folder) as aside:
            (aside / "csv").mkdir()
            rows = {table.name: write_csv(connection, table, _csv_path(aside, table)) for table in tables}
            files = {table.name: written_file(aside, _csv_path(aside, table)) for table in tables}
            content = content_hash(list(files.values()))
            version = version or f"0.0.0+{content[:12]}"
            caveats = caveats_of(connection)
            write_package_workbook(
                connection, tables, aside / WORKBOOK, WorkbookTexts(dictionary.title, version, caveats)
            )
            shutil.copyfile(database, aside / DATABASE)
            notes = _parquet(tables, aside, {"version": version, **_by_language(caveats)})
            for name, text in more(content).items():
                (aside / name).write_text(text, encoding="utf-8")
            _describe(aside, dictionary, tables, files, version, caveats)
    return Package(folder, version, content, rows, notes)


def _csv_path(folder: Path, table: ExportedTable) -> Path:
    return folder / "csv" / f"{table.name}.csv"


def _by_language(caveats: Sequence[Texts]) -> dict[str, str]:
    return {f"caveats_{one}": "\n".join(in_language(texts, one) for texts in caveats) for one in LANGUAGES}


def _parquet(tables: Sequence[ExportedTable], folder: Path, said: Mapping[str, str]) -> tuple[str, ...]:
    if not can_write_parquet():
        return ("Parquet is left out: pip install 'mingzhang[parquet]'",)
    for table in tables:
        write_parquet(table, _csv_path(folder, table), folder / "parquet", said)
    return ()


def _describe(
    folder: Path,
    dictionary: Dictionary,
    tables: Sequence[ExportedTable],
    files: dict[str, WrittenFile],
    version: str,
    caveats: Sequence[Texts],
) -> None:
    """Writes README.md, datapackage.json and the checksums of everything."""
    (folder / "README.md").write_text(_readme(dictionary, tables, version, caveats), encoding="utf-8")
    known = {file.path for file in files.values()}
    others = [one for one in _all_files(folder) if one.path not in known]
    content = descriptor(dictionary, tables, files, others, version, caveats)
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    (folder / DESCRIPTOR).write_text(text, encoding="utf-8")
    write_sums(folder)


def write_sums(folder: Path) -> None:
    """Writes SHA256SUMS, which `sha256sum -c` checks, over all other files of a folder."""
    lines = [f"{one.sha256}  {one.path}\n" for one in _all_files(folder) if one.path != SUMS]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _all_files(folder: Path) -> list[WrittenFile]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return sorted((written_file(folder, path) for path in paths), key=lambda one: one.path.encode())


def _readme(dictionary: Dictionary, tables: Sequence[ExportedTable], version: str, caveats: Sequence[Texts]) -> str:
    lines = [f"# {' · '.join(in_language(dictionary.title, language) for language in LANGUAGES)} {version}", ""]
    lines += [f"{in_language(dictionary.description, language)}\n" for language in LANGUAGES]
    lines += [f"- {in_language(one, language)}" for one in caveats for language in LANGUAGES]
    lines += ["", "| file | " + " | ".join(LANGUAGES) + " |", "| --- |" + " --- |" * len(LANGUAGES)]
    for table in tables:
        titles = " | ".join(in_language(table.said.title, language) for language in LANGUAGES)
        lines.append(f"| csv/{table.name}.csv | {titles} |")
    about = dictionary.about
    lines += ["", f"{about['license']}: {about['license_url']}", "", f"`sha256sum -c {SUMS}`"]
    return "\n".join(lines) + "\n"


@contextmanager
def folder_aside(folder: Path, mark: str = DESCRIPTOR, what: str = "package") -> Iterator[Path]:
    """A new folder beside `folder` that takes its place at the end; nothing of it stays when anything fails.

    Raises MingzhangError when `folder` is there and is neither empty nor what it should be, a folder with a file `mark`.
    """
    if folder.exists() and not (folder.is_dir() and ((folder / mark).is_file() or not any(folder.iterdir()))):
        raise MingzhangError(f"{folder}: is there and is no {what}; name another folder with {_OPTIONS[what]}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = folder.with_name(f".{folder.name}.{os.getpid()}.building")
    before = folder.with_name(f".{folder.name}.{os.getpid()}.before")
    try:
        with _told_of_disk(folder, what):
            aside.mkdir()
            yield aside
            if folder.exists():
                folder.rename(before)
            aside.rename(folder)
    finally:
        if before.exists() and not folder.exists():
            before.rename(folder)
        for left in (aside, before):
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _told_of_disk(folder: Path, what: str) -> Iterator[None]:
    """A disk that is full or takes no files ends in one line that names the folder, whichever library was writing to it."""
    try:
        yield
    except OSError as problem:
        raise _unwritable(folder, what, problem.strerror or str(problem)) from None
    except XlsxFileError as problem:  # holds the OSError
        raise _unwritable(folder, what, getattr(problem.args[0], "strerror", None) or str(problem)) from None
    except Exception as problem:
        if type(problem).__module__.partition(".")[0] not in ("duckdb", "_duckdb") or "IO Error" not in str(problem):
            raise
        raise _unwritable(folder, what, str(problem).partition("\n")[0]) from None


def _unwritable(folder: Path, what: str, why: str) -> MingzhangError:
    return MingzhangError(f"{folder}: the {what} cannot be written there: {why}")
