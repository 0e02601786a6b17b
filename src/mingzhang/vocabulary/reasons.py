"""Why something was not converted, in words: the sentences of vocabulary/reasons.yml, filled in."""

from typing import Any

from mingzhang import vocabulary


def kind_of(reason: str) -> str:
    """document, part or doubt."""
    return str(vocabulary.load("reasons")[reason]["kind"])


def sentence(reason: str, values: dict[str, Any], language: str = "en") -> str:
    """The sentence of a reason in `zh` or `en`."""
    return str(vocabulary.load("reasons")[reason][language]).format_map(values)
