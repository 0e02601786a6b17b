"""Files of data that people read and edit: YAML, read with libyaml where PyYAML has it (ten times as fast), and texts
written whole.
"""

import os
from pathlib import Path
from typing import Any

import yaml

_FOLDERS_UP = 4
_FASTEST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_FASTEST):  # type: ignore[misc]  # which of the two it is, is known when it runs
    """Plain values only, and no name twice in one mapping: YAML would keep the last one without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        """A mapping whose names differ. Raises yaml.YAMLError, with the line, where one stands twice."""
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len(set(names)) < len(names):
            twice = next(key for at, (key, _) in enumerate(node.value) if key.value in names[:at])
            raise yaml.constructor.ConstructorError(None, None, f"{twice.value!r} stands here twice", twice.start_mark)
        return super().construct_mapping(node, deep=deep)


def read_yaml(text: str) -> Any:
    """Parses YAML, plain values only. Raises yaml.YAMLError, also where one name stands twice in a mapping."""
    return yaml.load(text, Loader=_Loader)


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
