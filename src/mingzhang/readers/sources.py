"""Which files are disclosures: everything below the folders given, without sidecars and what desktops leave behind.

A ZIP archive of attachments is as many disclosures as it holds documents, each named by the archive and by its own name. A
link is followed only within the folder that it stands in.
"""

import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from mingzhang.errors import Refused
from mingzhang.readers import attachments
from mingzhang.readers.corrections import ENDING as CORRECTIONS_ENDING
from mingzhang.readers.replies import ENDING as REPLY_ENDING
from mingzhang.readers.replies import read_replies
from mingzhang.readers.sidecar import read_sidecar
from mingzhang.records import Reply, Sidecar

SIDECAR_ENDING = ".yml"
LARGEST_BYTES = 100_000_000
WORDS = "vocabulary"
DECISIONS = "publish.yml"
_LEFT_BEHIND = ("thumbs.db", "desktop.ini")
_NEVER_SHOWN = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file to convert; `name` is its path relative to the folder it was found in, the same on every machine.

    `member` is the place of a document in the archive at `path`; links out of the folder `within` are not followed.
    """

    name: str
    path: Path
    sidecar: Path | None
    member: int | None = None
    within: Path | None = None


def source_of(path: Path) -> Source:
    """A single file as a source, with its sidecar if it has one."""
    sidecar = path.with_name(path.name + SIDECAR_ENDING)
    return Source(printable(path.name), path, sidecar if sidecar.is_file() else None)


def sources_at(place: Path) -> list[Source]:
    """The sources that a path names: a file, the documents in an archive, or one of these (attachments.zip/附件1.xlsx).

    None of them when there is no such file, or none of that name in the archive.
    """
    if place.is_file():
        return _expanded(source_of(place))
    archive = next((parent for parent in place.parents if parent.is_file()), None)
    if archive is None:
        return []
    name = f"{printable(archive.name)}/{place.relative_to(archive).as_posix()}"
    return [source for source in _expanded(source_of(archive)) if source.name == name]


def find_sources(places: Iterable[Path]) -> tuple[list[Source], list[Source]]:
    """The disclosures in files and folders, in the order of their names, and sidecars that have no document beside them.

    Hidden files and folders, and the lock files of office programs (~$…), are passed over, and so are words that a user adds
    in a folder `vocabulary` and what `publish.yml` says of all files. A file found twice counts once.
    """
    sources: dict[tuple[str, int | None], Source] = {}
    lonely: dict[str, Source] = {}
    for place in places:
        for path in [place] if place.is_file() else _files_below(place):
            source = source_of(path)
            if place.is_dir():
                name = printable(path.relative_to(place).as_posix())
                source = replace(source, name=name, within=Path(os.path.realpath(place)))
            if path.name == DECISIONS or (path.parent.name == WORDS and path.name.endswith(SIDECAR_ENDING)):
                continue
            real = os.path.realpath(path)
            if not path.name.endswith(SIDECAR_ENDING):
                for document in _expanded(source):
                    sources.setdefault((real, document.member), document)
            elif (
                not path.with_suffix("").is_file() and not _answers_a_document(path) and not _corrects_a_document(path)
            ):
                lonely[real] = source
    return sorted(sources.values()), sorted(lonely.values())


def bytes_of(source: Source) -> bytes:
    """The bytes of a source, one more than LARGEST_BYTES at most.

    Raises Refused when it is no regular file, a link that leads elsewhere, or a document that its archive does not give;
    OSError when it cannot be opened.
    """
    _check_inside(source, source.path)
    if not source.path.is_file():
        raise Refused("file-not-regular")
    if source.member is not None:
        return attachments.member(source.path, source.member, LARGEST_BYTES)
    with source.path.open("rb") as file:
        return file.read(LARGEST_BYTES + 1)


def sidecar_of(source: Source) -> Sidecar:
    """What the sidecar of a source says; that of an archive speaks of each document in it, but for their ids and checksums.

    Raises Refused as `read_sidecar` does, and when it is a link that leads elsewhere; OSError when it cannot be opened.
    """
    data = _sidecar_bytes(source)
    if data is None:
        return Sidecar()
    sidecar = read_sidecar(data)
    return sidecar if source.member is None else replace(sidecar, id=None, sha256=None, supersedes=None)


def replies_of(source: Source) -> tuple[Reply, ...]:
    """What the publisher answers, from the file beside a source; those beside an archive are of no single document in it.

    Raises Refused as `read_replies` does, and when it is a link that leads elsewhere; OSError when it cannot be opened.
    """
    data = _replies_bytes(source)
    return () if data is None else read_replies(data)


def bytes_beside(source: Source) -> tuple[bytes | None, bytes | None, bytes | None]:
    """The files beside a source that speak of it, unread: sidecar, replies, corrections; None for one that is not there.

    Raises Refused when one is a link that leads elsewhere; OSError when it cannot be opened.
    """
    return _sidecar_bytes(source), _replies_bytes(source), corrections_of(source)


def _sidecar_bytes(source: Source) -> bytes | None:
    if source.sidecar is None:
        return None
    _check_inside(source, source.sidecar)
    return source.sidecar.read_bytes()


def _replies_bytes(source: Source) -> bytes | None:
    path = source.path.with_name(source.path.name + REPLY_ENDING)
    if source.member is not None or not path.is_file():
        return None
    _check_inside(source, path)
    return path.read_bytes()


def corrections_of(source: Source) -> bytes | None:
    """The file of corrections by hand beside a source, unread; None where there is none. A document in an archive has none.

    Raises Refused when it is a link that leads elsewhere; OSError when it cannot be opened.
    """
    path = corrections_beside(source.path)
    if source.member is not None or not path.is_file():
        return None
    _check_inside(source, path)
    return path.read_bytes()


def corrections_beside(path: Path) -> Path:
    """Where the corrections of a file stand."""
    return path.with_name(path.name + CORRECTIONS_ENDING)


def _corrects_a_document(path: Path) -> bool:
    """Whether a file of corrections has its document beside it: one beside an archive is of no single document."""
    document = path.with_name(path.name.removesuffix(CORRECTIONS_ENDING))
    return path.name.endswith(CORRECTIONS_ENDING) and document.is_file() and not attachments.members(document)


def _answers_a_document(path: Path) -> bool:
    return path.name.endswith(REPLY_ENDING) and path.with_name(path.name.removesuffix(REPLY_ENDING)).is_file()


def _check_inside(source: Source, path: Path) -> None:
    if source.within and not Path(os.path.realpath(path)).is_relative_to(source.within):
        raise Refused("link-leads-elsewhere")


def _expanded(source: Source) -> list[Source]:
    """A source, or the documents in it when it is an archive of attachments."""
    try:
        _check_inside(source, source.path)
        names = attachments.members(source.path) if source.path.is_file() else {}
    except Refused:
        return [source]
    inside = [replace(source, name=f"{source.name}/{printable(name)}", member=number) for number, name in names.items()]
    return inside or [source]


def _files_below(folder: Path) -> list[Path]:
    """All files below a folder; links to folders are among them, because they are not followed."""
    return [
        Path(parent, name)
        for parent, folders, names in os.walk(folder, onerror=_raise)
        if not folders.sort() and not any(part.startswith(".") for part in Path(parent).relative_to(folder).parts)
        for name in sorted([*names, *(one for one in folders if Path(parent, one).is_symlink())])
        if not name.startswith((".", "~$")) and name.lower() not in _LEFT_BEHIND
    ]


def _raise(error: OSError) -> None:
    raise error


def printable(name: str) -> str:
    """A file name as text that any database and console takes, also when its bytes are no UTF-8 or break a line."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join("\ufffd" if unicodedata.category(one) in _NEVER_SHOWN else one for one in text)
