"""Which files are disclosures: everything below the folders given, without sidecars and what desktops leave behind."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

SIDECAR_ENDING = ".yml"
_LEFT_BEHIND = ("thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file to convert; `name` is its path relative to the folder it was found in, the same on every machine."""

    name: str
    path: Path
    sidecar: Path | None


def source_of(path: Path) -> Source:
    """A single file as a source, with its sidecar if it has one."""
    sidecar = path.with_name(path.name + SIDECAR_ENDING)
    return Source(printable(path.name), path, sidecar if sidecar.is_file() else None)


def find_sources(places: Iterable[Path]) -> tuple[list[Source], list[Source]]:
    """The disclosures in files and folders, in the order of their names, and sidecars that have no document beside them.

    Hidden files and folders, and the lock files of office programs (~$…), are passed over. A file found twice counts once.
    """
    found: dict[Path, Source] = {}
    lonely: dict[Path, Source] = {}
    for place in places:
        for path in [place] if place.is_file() else _files_below(place):
            source = source_of(path)
            if place.is_dir():
                source = replace(source, name=printable(path.relative_to(place).as_posix()))
            if not path.name.endswith(SIDECAR_ENDING):
                found.setdefault(path.resolve(), source)
            elif not path.with_suffix("").is_file():
                lonely[path.resolve()] = source
    return sorted(found.values()), sorted(lonely.values())


def _files_below(folder: Path) -> list[Path]:
    return [
        Path(parent, name)
        for parent, folders, names in os.walk(folder, onerror=_raise)
        if not folders.sort() and not any(part.startswith(".") for part in Path(parent).relative_to(folder).parts)
        for name in sorted(names)
        if not name.startswith((".", "~$")) and name.lower() not in _LEFT_BEHIND
    ]


def _raise(error: OSError) -> None:
    raise error


def printable(name: str) -> str:
    """A file name as text that any database and console takes, also when its bytes are no UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")
