"""The files themselves: where one lies beside the database, how a browser is told of it, and whether its pages can be drawn."""

from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.site.downloads.filename import attachment
from mingzhang.store.originals import originals_beside

PDF, TEXT = "application/pdf", "text/plain"
# Shown by browsers as what they are; any other is saved: a stranger's HTML would be a page of ours.
_SHOWN = (PDF, TEXT)
_ENCODINGS = ("utf-8", "gb18030")
# Nothing runs in it, and nothing is loaded by it.
_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


def original_path(datasette: Any, document: Mapping[str, Any]) -> Path | None:
    """Where the file of a document lies; None when the site may not hand it on, or does not have it."""
    if not document["has_original"] or document["masked"]:
        return None
    path = originals_beside(Path(datasette.get_database(DATABASE_NAME).path)) / document["sha256"]
    return path if path.is_file() else None


def names_of_originals(database: Path) -> str:
    """A digest of which of the files themselves lie beside a database; '' where there are none."""
    folder = _folder_of(database)
    try:
        changed = folder.stat().st_mtime_ns
    except OSError:
        return ""
    return _names_in(folder, changed)


_folder_of = lru_cache(maxsize=8)(originals_beside)


@lru_cache(maxsize=8)
def _names_in(folder: Path, _changed: int) -> str:
    """`_changed` says when a file was last added or taken away: as long as it is the same, so are the names."""
    names = sorted(path.name for path in folder.iterdir())
    return sha256("\n".join(names).encode()).hexdigest()


def can_draw_pages(document: Mapping[str, Any]) -> bool:
    """Whether its pages can be shown as pictures: a PDF, where the library that draws is installed (the extra `pdf`)."""
    return bool(document["media_type"] == PDF and _draws())


@cache
def _draws() -> bool:
    return find_spec("pypdfium2") is not None and find_spec("PIL") is not None


def file_name_of(document: Mapping[str, Any]) -> str:
    """The name under which the file was published, without its folder or archive."""
    return str(document["file"]).rpartition("/")[2]


def answer_headers(document: Mapping[str, Any], path: Path) -> tuple[str, dict[str, str]]:
    """Content-Type and the other headers of the file of a document."""
    name = file_name_of(document)
    disposition = attachment(name, f"{document['id']}{Path(name).suffix}")
    if document["media_type"] in _SHOWN:
        disposition = disposition.replace("attachment", "inline", 1)
    headers = {"content-disposition": disposition, "content-security-policy": _POLICY, "cache-control": "no-cache"}
    return _content_type(document["media_type"], path), headers


def _content_type(media_type: str, path: Path) -> str:
    """The media type; of a text with its encoding, as browsers need to be told."""
    if not media_type.startswith("text/"):
        return media_type
    data = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return f"{media_type}; charset={encoding}"
    return media_type
