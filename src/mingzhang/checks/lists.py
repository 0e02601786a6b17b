"""thresholds.yml and words.yml: the numbers and lists that checks go by, each with the reason beside it."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.data_files import read_yaml


@cache
def load(name: str) -> dict[str, dict[str, Any]]:
    """The content of thresholds.yml or words.yml."""
    content = read_yaml(files(__package__).joinpath(f"{name}.yml").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


@cache
def threshold(name: str) -> int | float:
    """The number that thresholds.yml has under this name."""
    value = load("thresholds")[name]["value"]
    assert isinstance(value, int | float)
    return value


@cache
def listed(name: str) -> tuple[str, ...]:
    """The list that words.yml has under this name."""
    return tuple(map(str, load("words")[name]["words"]))


@cache
def words(name: str) -> str:
    """The list that words.yml has under this name, as a JSON array."""
    return json.dumps(listed(name), ensure_ascii=False)
