"""What the project knows as data: words of the forms, levels, signs, units, regions, characters, sentences.

The files beside this module can be edited by a person who knows budgets and no Python; README.md tells how. A `Vocabulary` is
those files, with what a user's own files add to them. One is in use at a time: that of the project unless `using` says
another. What is computed from words is kept with the vocabulary that it was computed from: see `derived`.
"""

import csv
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from importlib.resources import files
from typing import Any, NamedTuple, TypeVar, cast

from mingzhang.data_files import read_yaml


class Region(NamedTuple):
    """A region of GB/T 2260 with its official six-digit code; a province has no parent."""

    code: str
    name: str
    parent_code: str | None


class Vocabulary:
    """The project's files, with words added to some of them: a value, the same wherever the same words were added.

    `added` is file name (without its ending) -> words by the keys of that file, as plain YAML values.
    """

    def __init__(self, added: Mapping[str, Any] | None = None) -> None:
        self.added = dict(added or {})
        self.kept: dict[Hashable, Any] = {}  # what `load` and `derived` found; no part of the value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and self.added == other.added

    def __hash__(self) -> int:
        return hash(repr(sorted(self.added.items())))

    def __reduce__(self) -> tuple[type["Vocabulary"], tuple[dict[str, Any]]]:
        return Vocabulary, (self.added,)

    def load(self, name: str) -> Any:
        """The content of a YAML file, by its name without the ending."""
        if name not in self.kept:
            content = read_yaml(_text(f"{name}.yml"))
            self.kept[name] = merged(content, self.added[name]) if name in self.added else content
        return self.kept[name]


PROJECT = Vocabulary()
_in_use: ContextVar[Vocabulary] = ContextVar("vocabulary", default=PROJECT)


def in_use() -> Vocabulary:
    """The vocabulary by which is read now."""
    return _in_use.get()


@contextmanager
def using(vocabulary: Vocabulary) -> Iterator[None]:
    """While it lasts, everything is read by this vocabulary."""
    token = _in_use.set(vocabulary)
    try:
        yield
    finally:
        _in_use.reset(token)


def load(name: str) -> Any:
    """The content of a YAML file of the vocabulary in use, by its name without the ending."""
    return _in_use.get().load(name)


_Function = TypeVar("_Function", bound=Callable[..., Any])
MOST_KEPT = 20_000


def derived(function: _Function) -> _Function:
    """Keeps what a function of hashable arguments computes from words, for each vocabulary by itself.

    As many results are kept as a few documents need; then it begins anew.
    """

    @wraps(function)
    def kept(*arguments: Hashable, **named: Hashable) -> Any:
        """What the function computes, kept for the vocabulary in use."""
        found = _in_use.get().kept
        key = (arguments, *named.items()) if named else arguments
        try:
            return found[function][key]
        except KeyError:
            results = found.setdefault(function, {})
            if len(results) >= MOST_KEPT:
                results.clear()
            result = results[key] = function(*arguments, **named)
            return result

    return cast(_Function, kept)


def merged(ours: Any, added: Any) -> Any:
    """Words with others added by the same keys: lists grow, maps get new keys, and anything else is replaced."""
    if isinstance(ours, dict) and isinstance(added, dict):
        return {**ours, **{key: merged(ours.get(key), value) for key, value in added.items()}}
    if isinstance(ours, list) and isinstance(added, list):
        return [*ours, *(word for word in added if word not in ours)]
    return added


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def simplified_characters() -> dict[str, str]:
    """Traditional character -> the simplified one that search takes it for."""
    return dict(line.split("\t") for line in _text("simplified.tsv").splitlines())


@cache
def regions() -> dict[str, Region]:
    """Code -> region, for all regions of mainland China down to counties."""
    rows = csv.DictReader(_text("regions.csv").splitlines())
    return {row["code"]: Region(row["code"], row["name"], row["parent_code"] or None) for row in rows}


@derived
def variants(name: str, key: str) -> dict[str, str]:
    """Each variant of a word -> the word itself, from a list `word: [variants]` under `key` of a file."""
    return {variant: word for word, others in load(name)[key].items() for variant in [word, *(others or [])]}
