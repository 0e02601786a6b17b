"""The reader's languages, and which of several texts one of them reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from mingzhang.data_files import read_yaml

# A text by language. Where a language has none, that of DEFAULT stands in.
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its own name, how a page says that it is written in it, and the unit of money that its readers reckon in."""

    name: str
    html: str
    money: str = "yuan"


def read_languages(content: Any) -> dict[str, Language]:
    """The languages of languages.yml by their codes, in its order."""
    return {str(code): Language(**said) for code, said in content.items()}


LANGUAGES = read_languages(read_yaml(files(__package__).joinpath("languages.yml").read_text(encoding="utf-8")))
DEFAULT = next(iter(LANGUAGES))


def in_language(texts: Texts, language: str) -> str:
    """The text in a language, else in DEFAULT; '' where there is neither."""
    return texts.get(language) or texts.get(DEFAULT) or ""


def column_in(language: str, column: str, columns: Iterable[str] | Mapping[str, Any]) -> str:
    """Which of the columns holds the text of `column` in a language.

    Tables have a text in DEFAULT under its own name and in other languages under that name, `_` and the code: `summary`,
    `summary_en`. A language without such a column reads the text in DEFAULT.
    """
    twin = column if language == DEFAULT else f"{column}_{language}"
    return twin if twin in columns else column


def translated_from(column: str, columns: Iterable[str] | Mapping[str, Any]) -> tuple[str, str] | None:
    """Of a column that holds another's text in a further language, that other column and the language; else None."""
    for language in LANGUAGES:
        plain = column.removesuffix(f"_{language}")
        if language != DEFAULT and plain != column and plain in columns:
            return plain, language
    return None
