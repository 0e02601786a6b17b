"""The file of a database: written aside and renamed when it is whole, by one build at a time, and never over somebody else's.

The database bears a mark (`application_id` and `user_version` of SQLite), by which it is known as ours.
"""

import importlib
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from mingzhang.errors import MingzhangError

APPLICATION_ID = 0x6D7A6462  # "mzdb"
SCHEMA_VERSION = 1
_SIGNATURE = b"SQLite format 3\0"
# What SQLite says when the folder or the disk is at fault, and not the program.
_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")


@contextmanager
def written_aside(output: Path) -> Iterator[Path]:
    """A path beside `output` to write to. It is renamed to `output` at the end, and removed when anything fails.

    Whoever serves the old file keeps it whole. A link is written through: what it leads to is replaced. What a killed build
    left behind is swept away by the next one. Raises MingzhangError when something else is at `output`, when another build
    is writing it, and when the folder or the disk takes no file.
    """
    target = output.resolve() if output.is_symlink() else output
    if target.exists() and not _is_ours(target):
        raise MingzhangError(f"{output}: is there and is no database of mingzhang; name another output with -o")
    with _told_of_folder(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        aside, lock = _locked(target)
    try:
        with _told_of_folder(target.parent):
            yield aside
            os.fsync(lock.fileno())
            aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
        lock.close()


@contextmanager
def _told_of_folder(folder: Path) -> Iterator[None]:
    """Turns failures of the folder or its disk into one line that names the folder."""
    try:
        yield
    except OSError as error:
        if error.filename and Path(os.fsdecode(error.filename)).parent not in (folder, folder.parent):
            raise
        raise MingzhangError(f"{folder}: the database cannot be written there: {error.strerror or error}") from None
    except sqlite3.OperationalError as error:
        if not str(getattr(error, "sqlite_errorname", "")).startswith(_NO_ROOM):
            raise
        raise MingzhangError(f"{folder}: the database cannot be written there: {error}") from None


def _locked(target: Path) -> tuple[Path, BinaryIO]:
    """The path to write to, empty and locked. The lock is on the file itself, so it ends with the build, also a killed one."""
    aside = target.with_name(f".{target.name}.building")
    while True:
        file = aside.open("ab")
        if not _lock(file):
            file.close()
            raise MingzhangError(f"{target}: another build is writing it; wait until it has ended")
        if aside.exists() and aside.stat().st_ino == os.fstat(file.fileno()).st_ino:
            file.truncate(0)
            return aside, file
        file.close()  # the other build has just finished: its file was renamed to the output


def _lock(file: BinaryIO) -> bool:
    """Whether nobody else had locked a file, which then is locked. Where the system has no such locks, nobody had."""
    try:
        fcntl = importlib.import_module("fcntl")
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        return True
    except OSError:
        return False
    return True


def _is_ours(path: Path) -> bool:
    """Whether a file is a database of ours, of any version, or empty: anything else is somebody's.

    Databases built before they bore a mark are known by their tables.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(72)
    if not head.startswith(_SIGNATURE):
        return not head
    return int.from_bytes(head[68:72]) == APPLICATION_ID or (not any(head[68:72]) and _has_our_tables(path))


def _has_our_tables(path: Path) -> bool:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()
    return {"documents", "source_tables", "stated_totals", "indicators", "rejects"} <= names


def _sweep(target: Path) -> None:
    """Removes files that killed builds of earlier versions left; their names contain a process id."""
    for path in target.parent.glob(f".{target.name}.*.building*"):
        match = re.fullmatch(rf"\.{re.escape(target.name)}\.(\d+)\.building(-journal)?", path.name)
        if match and not is_running(int(match[1])):
            path.unlink(missing_ok=True)


def is_running(process: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
