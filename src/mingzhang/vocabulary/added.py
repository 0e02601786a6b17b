"""Words that a user adds: files in a folder `vocabulary` beside the disclosures, named and built like the project's own.

A word that is added stands behind the project's; nothing can be taken away. What a file may hold is what the project's file
of that name holds: the same keys, with lists of words where it has lists.
"""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from mingzhang.data_files import folders_beside
from mingzhang.errors import MingzhangError
from mingzhang.vocabulary import PROJECT, Vocabulary, merged

FOLDER = "vocabulary"
_ENDING = ".yml"
_NOT_WORDS = ("reasons",)
# Files in which a word may be new as a key too: the name of a level, a unit of measure.
_OPEN = ("levels", "units")


def vocabulary_beside(places: Iterable[Path]) -> Vocabulary:
    """The project's vocabulary with the words beside these files and folders. Raises MingzhangError, with file and line."""
    added: dict[str, Any] = {}
    for path in files_of_words(places):
        added[path.stem] = merged(added[path.stem], _read(path)) if path.stem in added else _read(path)
    return Vocabulary(added) if added else PROJECT


def files_of_words(places: Iterable[Path]) -> list[Path]:
    """The files of words beside the places, each once: in the nearest folder `vocabulary` at a place or above it."""
    folders = dict.fromkeys(folder for place in places if (folder := _folder_beside(place)))
    paths = [path for folder in folders for path in sorted(folder.glob(f"*{_ENDING}"))]
    for path in paths:
        if not path.is_file():  # to read a pipe would wait for ever
            raise MingzhangError(f"{path}: is no regular file (a folder, a pipe or a broken link)")
    return paths


def _folder_beside(place: Path) -> Path | None:
    candidates = [folder / FOLDER for folder in folders_beside(place)]
    return next((folder for folder in candidates if any(folder.glob(f"*{_ENDING}"))), None)


def file_names() -> list[str]:
    """The names, without ending, of the files that words can be added to."""
    found = (path.name for path in files("mingzhang.vocabulary").iterdir() if path.name.endswith(_ENDING))
    return sorted(name.removesuffix(_ENDING) for name in found if name.removesuffix(_ENDING) not in _NOT_WORDS)


def _read(path: Path) -> Any:
    """The words of a file."""
    if path.stem not in file_names():
        raise MingzhangError(f"{path}: no file of words is named so; there are {', '.join(file_names())}")
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, yaml.SafeLoader)
    except UnicodeDecodeError:
        raise MingzhangError(f"{path}: is not in UTF-8; save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise MingzhangError(f"{path} line {line}: is no valid YAML ({error.problem})") from None
    if node is None:
        return {}
    _check(path, node, PROJECT.load(path.stem), path.stem in _OPEN, 0)
    return yaml.load(text, Loader=yaml.SafeLoader)


def _check(path: Path, node: yaml.Node, ours: Any, is_open: bool, depth: int) -> None:
    """Raises MingzhangError where a node is not built like the project's own words at its place."""
    if isinstance(ours, dict):
        if not isinstance(node, yaml.MappingNode):
            raise _wrong(path, node, "keys are expected here, each with its words: name: [word, word]")
        for key, value in node.value:
            if key.value in ours:
                _check(path, value, ours[key.value], is_open, depth + 1)
            elif not (is_open and depth):
                raise _wrong(path, key, f"{key.value} is no key of this file; here are {', '.join(map(str, ours))}")
    elif isinstance(ours, list):
        is_list = isinstance(node, yaml.SequenceNode)
        if not is_list or not all(isinstance(one, yaml.ScalarNode) and one.value for one in node.value):
            raise _wrong(path, node, "a list of words is expected here: [word, word]")
    elif not isinstance(node, yaml.ScalarNode):
        raise _wrong(path, node, "one word or number is expected here")


def _wrong(path: Path, node: yaml.Node, problem: str) -> MingzhangError:
    return MingzhangError(f"{path} line {node.start_mark.line + 1}: {problem}")
