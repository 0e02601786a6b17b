"""thresholds.yml and words.yml: the numbers and lists that checks go by, each with the reason beside it."""

from functools import cache
from importlib.resources import files
from typing import Any

from sqlite_utils import Database

from mingzhang.data_files import read_yaml
from mingzhang.store.database import insert


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


def fill_lists(database: Database) -> None:
    """Fills the tables `thresholds` and `words`, which the SQL of checks reads."""
    if database.conn.execute("SELECT 1 FROM thresholds LIMIT 1").fetchone():
        return
    insert(
        database,
        "thresholds",
        [
            {"name": name, "value": one["value"], "why": one["why"], "why_en": one["why_en"]}
            for name, one in load("thresholds").items()
        ],
    )
    insert(
        database,
        "words",
        [
            {"list": name, "position": position, "word": word}
            for name in load("words")
            for position, word in enumerate(listed(name), 1)
        ],
    )
