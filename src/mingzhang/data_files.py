"""Files of data that people read and edit: YAML, read with libyaml where PyYAML has it (ten times as fast), and texts
written whole.
"""

import os
from pathlib import Path
from typing import Any

import yaml

_FOLDERS_UP = 4
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> Any:
    """Parses YAML, plain values only. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_LOADER)


def folders_beside(place: Path) -> list[Path]:
    """The folder of a file, or a folder itself, and those above it, in which what belongs to it may lie: four at most."""
    place = place.resolve()
    start = place if place.is_dir() else place.parent
    return [start, *start.parents][:_FOLDERS_UP]


def write_whole(path: Path, text: str) -> None:
    """Writes a text to a temporary file and renames it, so that nobody reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.writing")
    try:
        with aside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
