"""What is written beside a fetched file."""

import re
from collections.abc import Callable
from pathlib import Path

from mingzhang.data_files import write_whole
from mingzhang.errors import Refused
from mingzhang.readers.sidecar import read_sidecar
from mingzhang.readers.sources import SIDECAR_ENDING


def sidecar_path(path: Path) -> Path:
    """Where the sidecar of a file stands."""
    return path.with_name(path.name + SIDECAR_ENDING)


def write_sidecar(path: Path, values: dict[str, str | None], file_address: str) -> None:
    """Writes the sidecar of a file that is not there yet; one that somebody wrote already is left alone."""
    sidecar = sidecar_path(path)
    if sidecar.exists() and path.exists():
        return
    lines = [f"# Fetched by mingzhang collect from {file_address}"]
    lines += [f"{key}: {_quoted(value)}" for key, value in values.items() if value]
    write_whole(sidecar, "\n".join(lines) + "\n")


def pin_id(path: Path, id_of: Callable[[Path], str]) -> str:
    """The id of a fetched file, written into its sidecar so that it stays: a newer file is going to refer to it.

    `id_of` tells the id where the sidecar says none. Raises Refused when the sidecar cannot be read.
    """
    sidecar = sidecar_path(path)
    text = sidecar.read_text(encoding="utf-8-sig") if sidecar.exists() else ""
    if known := read_sidecar(text.encode()).id:
        return known
    pinned = id_of(path)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", pinned):
        raise Refused("sidecar-value-wrong", key="id", value=pinned, rule="ASCII")
    write_whole(sidecar, f"{text.rstrip()}\nid: {pinned} # as it was when a newer file superseded it\n".lstrip())
    return pinned


def put_aside(path: Path) -> Path:
    """Hides an older archive and its sidecar, so that no build reads them; says where it is kept.

    The documents in an archive have ids of their own, so no sidecar can say which of them a newer one supersedes; and one that
    is in both would count as the older one does.
    """
    aside = path.with_name(f".{path.name}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f".{path.stem} {number}{path.suffix}")
    if sidecar_path(path).exists():
        sidecar_path(path).replace(sidecar_path(aside))
    return path.replace(aside)


def _quoted(value: str) -> str:
    """A value as YAML in one line, in quotation marks where YAML would else take it for something else."""
    if re.fullmatch(r"[A-Za-z][\w./:?&=%#-]*|\d{4}-\d\d-\d\d", value, re.ASCII) and " #" not in value:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(one if one.isprintable() else " " for one in escaped) + '"'
