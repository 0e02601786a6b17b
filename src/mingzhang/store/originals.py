"""The files themselves, kept beside the database under their checksums, so that a site can hand on what was published."""

import os
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.errors import Refused

if TYPE_CHECKING:
    from sqlite_utils import Database

    from mingzhang.readers.sources import Source

ENDING = ".originals"
_KEPT = re.compile(r"[0-9a-f]{64}")


def originals_beside(database: Path) -> Path:
    """The folder of a database in which the files themselves are kept."""
    return database.with_suffix(ENDING)


def originals_of(database: "Database") -> dict[str, str]:
    """The file of each document that the site may hand on, with its SHA-256."""
    return {
        row["file"]: row["sha256"] for row in database.query("SELECT file, sha256 FROM documents WHERE has_original")
    }


def keep_originals(folder: Path, wanted: Mapping[str, str], sources: "Iterable[Source]") -> None:
    """Copies the files that are wanted (name and SHA-256) into a folder; one that is there is not copied again.

    A file that changed while it was built, or went away, is left out.
    """
    from mingzhang.readers.sources import bytes_of  # here, because the site asks where originals lie, and reads none

    for source in sources:
        name = wanted.get(source.name)
        if name is None or (folder / name).exists():
            continue
        try:
            data = bytes_of(source)
        except (OSError, Refused):
            continue
        if sha256(data).hexdigest() == name:
            _write(folder / name, data)


def drop_originals(folder: Path, wanted: set[str]) -> None:
    """Removes the files of documents that the database has no longer, or may not hand on any more."""
    if folder.is_dir():
        for path in folder.iterdir():
            if _KEPT.fullmatch(path.name) and path.name not in wanted:
                path.unlink()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.writing")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
