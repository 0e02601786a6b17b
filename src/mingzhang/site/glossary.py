"""The words of the framework in plain language: glossary.yml, for the page about this site and for where a word stands."""

from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.languages import DEFAULT, in_language


@cache
def glossary() -> list[dict[str, Any]]:
    """The words, explained in each language, in groups."""
    content = read_yaml(files("mingzhang.site").joinpath("glossary.yml").read_text(encoding="utf-8"))
    assert isinstance(content, list)
    return content


@cache
def _by_word() -> dict[str, dict[str, Any]]:
    words = [word for group in glossary() for word in group["words"]]
    return {word["word"][DEFAULT]: {**word, "number": number} for number, word in enumerate(words, 1)}


def explained_word(language: str, word: str) -> dict[str, Any] | None:
    """A word of the glossary (by its Chinese form) in a language: `word`, `text` and its `number`; None when it is none."""
    found = _by_word().get(word)
    if found is None:
        return None
    return {
        "word": in_language(found["word"], language),
        "text": in_language(found["text"], language),
        "number": found["number"],
    }
