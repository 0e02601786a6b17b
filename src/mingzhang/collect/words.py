"""The words of web pages, from words.yml."""

from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.data_files import read_yaml


@cache
def words(key: str) -> Any:
    """What words.yml says under a key."""
    return _content()[key]


@cache
def _content() -> Any:
    return read_yaml(files(__package__).joinpath("words.yml").read_text(encoding="utf-8"))


def ending_of(address_or_name: str) -> str | None:
    """The ending of an address or a file name, in lower case without its dot, when it is one of a document or an archive."""
    ending = address_or_name.partition("?")[0].partition("#")[0].rpartition(".")[2].strip().lower()
    return ending if ending in words("endings") or ending in words("archives") else None
