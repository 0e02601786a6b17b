"""thresholds.yml and words.yml: the numbers and lists that checks go by, each with the reason beside it."""

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.languages import stored_columns

if TYPE_CHECKING:
    from sqlite_utils import Database


@cache
def entries(name: str) -> dict[str, dict[str, Any]]:
    """The entries of thresholds.yml or words.yml, by their names."""
    content = read_yaml(files(__package__).joinpath(f"{name}.yml").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


@cache
def threshold(name: str) -> int | float:
    """The number that thresholds.yml has under this name."""
    value = entries("thresholds")[name]["value"]
    assert isinstance(value, int | float)
    return value


@cache
def listed(name: str) -> tuple[str, ...]:
    """The list that words.yml has under this name."""
    return tuple(map(str, entries("words")[name]["words"]))


def fill_lists(database: "Database") -> None:
    """Fills the tables `thresholds` and `words`, which the SQL of checks reads."""
    # Here, because the processes that run SQL of readers need the lists, and not what writes databases.
    from mingzhang.store.database import insert

    if database.conn.execute("SELECT 1 FROM thresholds LIMIT 1").fetchone():
        return
    insert(
        database,
        "thresholds",
        [
            {"name": name, "value": one["value"], **stored_columns("why", one["why"])}
            for name, one in entries("thresholds").items()
        ],
    )
    # One statement: a row at a time takes twice as long, and each build, also of one document, adds thousands.
    database.conn.execute(
        "INSERT INTO words (list, position, word) SELECT lists.key, words.key + 1, words.value"
        " FROM json_each(?) AS lists JOIN json_each(lists.value) AS words",
        [json.dumps({name: listed(name) for name in entries("words")})],
    )
