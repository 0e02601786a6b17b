"""What the project knows as data: words of the forms, levels, signs, units, regions, characters, sentences.

The files beside this module can be edited by a person who knows budgets and no Python; README.md tells how. Here they are
loaded, once each, and turned into what the code looks up.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from mingzhang.data_files import read_yaml


class Region(NamedTuple):
    """A region of GB/T 2260 with its official six-digit code; a province has no parent."""

    code: str
    name: str
    parent_code: str | None


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def load(name: str) -> Any:
    """The content of a YAML file of this folder, by its name without the ending."""
    return read_yaml(_text(f"{name}.yml"))


@cache
def simplified_characters() -> dict[str, str]:
    """Traditional character -> the simplified one that search takes it for."""
    return dict(line.split("\t") for line in _text("simplified.tsv").splitlines())


@cache
def regions() -> dict[str, Region]:
    """Code -> region, for all regions of mainland China down to counties."""
    rows = csv.DictReader(_text("regions.csv").splitlines())
    return {row["code"]: Region(row["code"], row["name"], row["parent_code"] or None) for row in rows}


@cache
def variants(name: str, key: str) -> dict[str, str]:
    """Each variant of a word -> the word itself, from a list `word: [variants]` under `key` of a file."""
    return {variant: word for word, others in load(name)[key].items() for variant in [word, *(others or [])]}
