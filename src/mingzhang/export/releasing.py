"""The whole way of `mingzhang release`: a package beside the earlier ones, under the version that the rule gives it.

database ──► what changed since the last release ──► version ──► DIR/1.2.0/ (the package, changes.json, CITATION.*)
                                                          └──► DIR/catalogue.json, catalogue.atom
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from mingzhang.citing import as_files, citation
from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.errors import MingzhangError
from mingzhang.export.catalogue import Catalogue, Release, load_catalogue, version_address, write_catalogue
from mingzhang.export.packing import DATABASE, SUMS, export
from mingzhang.export.telling import as_json, as_lines
from mingzhang.export.versions import FIRST, VersionStep, next_version, step_between


def release(folder: Path, database: Path, today: date, address: str | None = None) -> Release | None:
    """Adds the database as a release to a folder; None, and nothing is written, when nothing changed since the last one.

    Raises MingzhangError when the last release is damaged or incomplete: what is new cannot be told then.
    """
    if address is not None and not re.fullmatch(r"https?://\S+", address):
        raise MingzhangError(f"{address}: an address begins with http:// or https://")
    with _alone(folder):
        return _released(folder, database, today, address)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While it lasts no other release is made in the folder: two would take the same version. The lock is on the folder itself
    and ends with its process.
    """
    folder.mkdir(parents=True, exist_ok=True)
    opened_folder = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(opened_folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise MingzhangError(f"{folder}: another mingzhang release is at work here") from None
        yield
    finally:
        os.close(opened_folder)
        with suppress(OSError):  # where releases are, it is not empty
            folder.rmdir()


def _released(folder: Path, database: Path, today: date, address: str | None) -> Release | None:
    catalogue = load_catalogue(folder)
    if address is not None:
        catalogue = replace(catalogue, address=address)
    if catalogue.releases:
        last = catalogue.releases[-1]
        hold_to_sums(folder / last.version)
        step = step_between(folder / last.version / DATABASE, database)
        if step is None:
            return None
        version = next_version(last.version, step.level)
    else:
        step, version = VersionStep("first", (), None), FIRST
    made = _made(folder, database, catalogue, version, today, step)
    write_catalogue(folder, replace(catalogue, releases=(*catalogue.releases, made)))
    return made


def _made(folder: Path, database: Path, catalogue: Catalogue, version: str, today: date, step: VersionStep) -> Release:
    def more(content: str) -> dict[str, str]:
        """The files that a release has beside its rows: how to cite it, and what changed."""
        where = version_address(catalogue, version)
        files = as_files(citation(load_dictionary(), version, today.isoformat(), where, content))
        if step.found:
            files |= {"changes.json": as_json(step.found) + "\n", "changes.txt": "\n".join(as_lines(step.found)) + "\n"}
        return files

    package = export(database, folder / version, version, more)
    changes = {"published numbers": len(step.found.numbers), "records": len(step.found.records)} if step.found else {}
    return Release(version, today.isoformat(), package.content, package.rows, step.level, list(step.reasons), changes)


def hold_to_sums(folder: Path) -> None:
    """Raises MingzhangError when a file of a package is missing or is not what its SHA256SUMS say."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise MingzhangError(f"{folder}: the release is incomplete ({SUMS} is missing); fetch it again") from None
    for line in lines:
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file():
            raise MingzhangError(f"{folder}: the release is incomplete ({name} is missing); fetch it again")
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise MingzhangError(f"{path}: is not what {SUMS} says; fetch the release again")
