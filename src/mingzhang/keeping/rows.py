"""The file of what is kept: a SQLite database of one table, replaced whole at the end of a build.

A build works on a copy of it, so that what stays as it is need not be written again entry by entry. Each entry carries a
checksum: one that is damaged is as good as none. A file that is none of ours is left alone.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from mingzhang.keeping.keys import program
from mingzhang.store.output import is_running
from mingzhang.store.rows import TableRow
from mingzhang.store.rows_of_document import FinishedDocument

_APPLICATION_ID = 0x6D7A6B70  # "mzkp"
_TABLE = "kept (key BLOB PRIMARY KEY, checksum BLOB NOT NULL, content BLOB NOT NULL) WITHOUT ROWID"
# What LibreOffice converted comes from its version too, which takes a second to ask.
_CONVERTED_BY_OTHERS = ("application/msword", "application/rtf", "application/vnd.ms-works")


class Converted(NamedTuple):
    """The finished rows of a document, and the places where it prints personal data."""

    document: FinishedDocument
    personal: list[TableRow]


def kept_beside(output: Path) -> Path:
    """Where a build keeps what the next one at the same output may use."""
    return output.with_name(f".{output.name}.kept")


class Kept:
    """What an earlier build kept at a path, and what this one will keep; without a path there is nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path if path and _is_free_or_ours(path) else None
        self._file: sqlite3.Connection | None = None
        self._used: set[bytes] = set()
        self._is_damaged = self._gave = False
        self._known = self._keys()

    @property
    def is_used(self) -> bool:
        """Whether anything is found or kept at all."""
        return self._path is not None

    @property
    def gave(self) -> bool:
        """Whether the rows of any document were taken from it."""
        return self._gave

    def __contains__(self, key: bytes | None) -> bool:
        return key in self._known

    @contextmanager
    def written(self) -> Iterator[None]:
        """While it lasts, rows can be found and kept; at its end what was found or kept is in the file, and nothing else.

        If what is done fails, the file stays as it was.
        """
        if self._path is None:
            yield
            return
        aside = _aside(self._path)
        try:
            if self._known:
                shutil.copyfile(self._path, aside)
            with closing(sqlite3.connect(aside, isolation_level=None)) as self._file:
                self._file.execute("PRAGMA journal_mode = OFF")
                self._file.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
                self._file.execute("BEGIN")
                self._file.execute(f"CREATE TABLE IF NOT EXISTS {_TABLE}")
                yield
                with self._unless_damaged():
                    self._drop_unused()
            if self._is_damaged:
                self._path.unlink(missing_ok=True)
            else:
                aside.replace(self._path)
        finally:
            self._file = None
            aside.unlink(missing_ok=True)

    @contextmanager
    def _unless_damaged(self) -> Iterator[None]:
        """Passes over what fails because the file is damaged, which is then given up at the end: it is never needed."""
        try:
            yield
        except sqlite3.OperationalError:  # of the disk, and not of the file
            raise
        except sqlite3.DatabaseError:
            self._is_damaged = True

    def _drop_unused(self) -> None:
        """Ends the transaction; where most was dropped, the room that it took is given back."""
        assert self._file
        unused = self._known - self._used
        self._file.executemany("DELETE FROM kept WHERE key = ?", ((key,) for key in unused))
        self._file.execute("COMMIT")
        if len(unused) > len(self._used):
            self._file.execute("VACUUM")

    def found(self, key: bytes) -> Converted | None:
        """What was kept under a key; None where it is not there whole."""
        content = self._read(key)
        found = None if content is None else _unpacked(content)
        self._gave = self._gave or found is not None
        return found

    def keep(self, key: bytes | None, converted: Converted) -> None:
        """Keeps the rows of a document under its key, if it has one."""
        if key is not None and converted.document.media_type not in _CONVERTED_BY_OTHERS:
            self._write(key, _packed(converted))

    def recalled(self, key: bytes) -> bytes | None:
        """The content that was kept under a key; None where it is not there whole."""
        content = self._read(key)
        return None if content is None else zlib.decompress(content)

    def remember(self, key: bytes, content: bytes) -> None:
        """Keeps content under a key."""
        self._write(key, zlib.compress(content, 1))

    def remembering(self, name: str, function: Callable[[Any], str]) -> Callable[[Any], str]:
        """A function that is not called again for the same plain value; `name` is what it computes, and its version."""

        def called(argument: Any) -> str:
            """What the function gives, or gave for an equal argument to this program before."""
            said = json.dumps([name, argument], sort_keys=True)
            key = hashlib.sha256(program() + said.encode("utf-8", "surrogatepass")).digest()
            if (content := self._read(key)) is not None:
                return content.decode()
            result = function(argument)
            self._write(key, result.encode())
            return result

        return called

    def _read(self, key: bytes) -> bytes | None:
        if self._file is None or key not in self._known:
            return None
        row = None
        with self._unless_damaged():
            row = self._file.execute("SELECT checksum, content FROM kept WHERE key = ?", [key]).fetchone()
        if row is None or hashlib.sha256(key + row[1]).digest() != row[0]:
            return None
        self._used.add(key)
        return bytes(row[1])

    def _write(self, key: bytes, content: bytes) -> None:
        if self._file and key not in self._used:
            self._used.add(key)
            checksum = hashlib.sha256(key + content).digest()
            with self._unless_damaged():
                self._file.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", [key, checksum, content])

    def _keys(self) -> set[bytes]:
        if self._path is None or not self._path.is_file():
            return set()
        try:
            with closing(_opened(self._path)) as connection:
                made_as = [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master")]
                # What another version made is not taken, and is made anew.
                if made_as != [f"CREATE TABLE {_TABLE}"]:
                    return set()
                return {key for (key,) in connection.execute("SELECT key FROM kept")}
        except sqlite3.DatabaseError:
            return set()


def _aside(path: Path) -> Path:
    """An empty file beside a path for this build alone; several may share what is kept, and the last one's stays.

    What killed builds left behind is swept away, known by the process that its name begins with.
    """
    for left in path.parent.glob(f"{path.name}.*.writing"):
        process = left.name.removeprefix(f"{path.name}.").partition(".")[0]
        if process.isdecimal() and not is_running(int(process)):
            left.unlink(missing_ok=True)
    descriptor, name = tempfile.mkstemp(".writing", f"{path.name}.{os.getpid()}.", path.parent)
    os.close(descriptor)
    return Path(name)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _is_free_or_ours(path: Path) -> bool:
    """Whether a file of ours may be written at a path: nothing is there, or kept rows of any version."""
    if not path.exists():
        return not path.is_symlink()
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(72)
    return int.from_bytes(head[68:72]) == _APPLICATION_ID


def _packed(converted: Converted) -> bytes:
    document = converted.document
    said = json.dumps([*document[:-1], converted.personal], ensure_ascii=False, allow_nan=False)
    head = said.encode("utf-8", "surrogatepass")
    return zlib.compress(len(head).to_bytes(8) + head + document.image, 1)


def _unpacked(content: bytes) -> Converted:
    plain = zlib.decompress(content)
    end = 8 + int.from_bytes(plain[:8])
    said: list[Any] = json.loads(plain[8:end].decode("utf-8", "surrogatepass"))
    return Converted(FinishedDocument._make([*said[:-1], plain[end:]]), said[-1])
