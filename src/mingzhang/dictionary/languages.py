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
    """A language: its own name, how a page says that it is written in it, and the unit of money that its readers reckon in.

    `comma` stands between the entries of a list; of one that is `stored` the tables have columns.
    """

    name: str
    html: str
    money: str = "yuan"
    comma: str = ", "
    stored: bool = False


def read_languages(content: Any) -> dict[str, Language]:
    """The languages of languages.yml by their codes, in its order."""
    return {str(code): Language(**said) for code, said in content.items()}


LANGUAGES = read_languages(read_yaml(files(__package__).joinpath("languages.yml").read_text(encoding="utf-8")))
DEFAULT = next(iter(LANGUAGES))
STORED = tuple(code for code, language in LANGUAGES.items() if language.stored)


def in_language(texts: Texts, language: str) -> str:
    """The text in a language, else in DEFAULT; '' where there is neither."""
    return texts.get(language) or texts.get(DEFAULT) or ""


def column_in(language: str, column: str, columns: Iterable[str] | Mapping[str, Any]) -> str:
    """Which of the columns holds the text of `column` in a language.

    A language without a column of its own reads the text in DEFAULT.
    """
    twin = _twin(column, language)
    return twin if twin in columns else column


def stored_columns(column: str, texts: Texts) -> dict[str, str | None]:
    """The columns of a table that hold a text, one for each language that is stored; None where there is no text."""
    return {_twin(column, language): in_language(texts, language) or None for language in STORED}


def select_texts(*columns: str) -> str:
    """The columns that hold these texts, in each language that is stored, as a SELECT lists them.

    `checks.title AS name` gives `checks.title AS name, checks.title_en AS name_en`.
    """
    named = (tuple(column.split(" AS ")) for column in columns)
    return ", ".join(" AS ".join(_twin(name, language) for name in names) for names in named for language in STORED)


def _twin(column: str, language: str) -> str:
    """The column of a text in a language: `summary` in DEFAULT, `summary_en` in English."""
    return column if language == DEFAULT else f"{column}_{language}"


def translated_from(column: str, columns: Iterable[str] | Mapping[str, Any]) -> tuple[str, str] | None:
    """Of a column that holds another's text in a further language, that other column and the language; else None."""
    for language in LANGUAGES:
        plain = column.removesuffix(f"_{language}")
        if language != DEFAULT and plain != column and plain in columns:
            return plain, language
    return None


def is_translated(column: str, columns: Iterable[str] | Mapping[str, Any]) -> bool:
    """Whether another column holds the same text in a further language: then it is a text of ours, and none of a document."""
    return any(_twin(column, language) in columns for language in LANGUAGES if language != DEFAULT)
