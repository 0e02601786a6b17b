"""Why something was not converted, in words: the sentences of vocabulary/reasons.yml, filled in."""

from typing import Any

from mingzhang import vocabulary


def kind_of(reason: str) -> str:
    """document, part or doubt."""
    return str(vocabulary.load("reasons")[reason]["kind"])


def sentence(reason: str, values: dict[str, Any], language: str = "en") -> str:
    """The sentence of a reason in `zh` or `en`."""
    return str(vocabulary.load("reasons")[reason][language]).format_map(values)


def loses_rows(reason: str) -> bool:
    """Whether something that has the reason may have been a row: then a table is not whole, and its total not compared."""
    return bool(vocabulary.load("reasons")[reason].get("loses") == "rows")
