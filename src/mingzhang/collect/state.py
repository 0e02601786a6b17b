"""What was fetched before: .collected.json beside the files, which a person can read and which may be deleted."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mingzhang.data_files import write_whole
from mingzhang.errors import MingzhangError

FILE_NAME = ".collected.json"
_VERSION = 1


@dataclass(slots=True)
class Fetched:
    """A document that was fetched: where it is from, which file it is now, and how its server told its version."""

    publisher: str
    page: str
    file: str  # relative to the folder
    sha256: str  # of the file; of what the tables say where the document is a web page (`mark`)
    size: int
    retrieved_on: str
    checked_on: str
    etag: str | None = None
    last_modified: str | None = None
    mark: str | None = None
    gone_since: str | None = None
    earlier: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Visited:
    """A page that was read: what it said, kept for the day when its server answers that nothing changed."""

    etag: str | None
    last_modified: str | None
    page: dict[str, Any]


@dataclass(slots=True)
class State:
    """Everything remembered, by address; `parts` are downloads that broke off, with how their server told their version."""

    path: Path
    documents: dict[str, Fetched] = field(default_factory=dict)
    pages: dict[str, Visited] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)

    def save(self) -> None:
        """Writes it, whole or not at all."""
        content = {
            "version": _VERSION,
            "documents": {key: asdict(one) for key, one in sorted(self.documents.items())},
            "pages": {key: asdict(one) for key, one in sorted(self.pages.items())},
            "parts": dict(sorted(self.parts.items())),
        }
        write_whole(self.path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def load_state(folder: Path) -> State:
    """What a folder remembers. Raises MingzhangError when the file is there and cannot be understood."""
    path = folder / FILE_NAME
    if not path.exists():
        return State(path)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            raise MingzhangError(
                f"{path}: was written by another version of mingzhang; delete it to fetch all files again"
            )
        return State(
            path,
            {key: Fetched(**one) for key, one in content["documents"].items()},
            {key: Visited(**one) for key, one in content["pages"].items()},
            dict(content["parts"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise MingzhangError(f"{path}: is damaged; delete it to fetch all files again") from None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """While it lasts no other `collect` writes into the folder. Raises MingzhangError when one does already."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".collected.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise MingzhangError(f"{folder}: another mingzhang collect is at work here") from None
        yield
