"""Why something was not converted, in words: the sentences of vocabulary/reasons.yml, filled in."""

from functools import cache
from typing import Any

from mingzhang import vocabulary
from mingzhang.dictionary.languages import DEFAULT, STORED, Texts, in_language
from mingzhang.dictionary.metadata_file import load_dictionary

_LONGEST_VALUE = 500  # characters of a text that a sentence repeats whole; the longest that tests print has half of it
_LONGEST_QUOTED = 200


def kind_of(reason: str) -> str:
    """document, part or doubt."""
    return str(vocabulary.load("reasons")[reason]["kind"])


def sentence(reason: str, values: dict[str, Any], language: str = "en") -> str:
    """What was seen and what to do about it, as one sentence in a language."""
    joint = "" if language == DEFAULT else "; "
    return joint.join(filter(None, (what_was_seen(reason, values, language), remedy(reason, values, language))))


def what_was_seen(reason: str, values: dict[str, Any], language: str = "en") -> str:
    """What was seen, in a language. A form is called by its Chinese name in Chinese, elsewhere by its id."""
    if "form" in values and language == DEFAULT:
        values = {**values, "form": _form_names().get(values["form"], values["form"])}
    return in_language(vocabulary.load("reasons")[reason], language).format_map(_bounded(values, language))


def remedy(reason: str, values: dict[str, Any], language: str = "en") -> str:
    """What to do about a reject, in a language; '' for a note, which is none."""
    return in_language(vocabulary.load("reasons")[reason].get("remedy", {}), language).format_map(
        _bounded(values, language)
    )


def _bounded(values: dict[str, Any], language: str) -> dict[str, Any]:
    """The values, of which a text of a printed page's length is quoted by its beginning: its cell has all of it."""
    return {name: _quoted(value, language) if isinstance(value, str) else value for name, value in values.items()}


def _quoted(text: str, language: str) -> str:
    if len(text) <= _LONGEST_VALUE:
        return text
    length = f"（共 {len(text):,} 字）" if language == DEFAULT else f" ({len(text):,} characters)"
    return f"{text[:_LONGEST_QUOTED]}…{length}"


def sentence_by_language(reason: str, values: dict[str, Any]) -> Texts:
    """The sentence of a reason in each language that the tables hold."""
    return {language: sentence(reason, values, language) for language in STORED}


@cache
def _form_names() -> dict[str, str]:
    """Form -> the Chinese name that metadata.yml gives it."""
    described = load_dictionary().column("source_tables", "form")
    assert described
    return {str(form): texts[DEFAULT] for form, texts in described.values.items()}


def loses_rows(reason: str) -> bool:
    """Whether something that has the reason may have been a row: then a table is not whole, and its total not compared."""
    return bool(vocabulary.load("reasons")[reason].get("loses") == "rows")
