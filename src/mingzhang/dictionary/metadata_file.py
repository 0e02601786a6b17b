"""metadata.yml to records."""

import os
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.descriptions import (
    FEN,
    PREPOSITIONS,
    ColumnDescription,
    Dictionary,
    Kind,
    QueryDescription,
    TableDescription,
)
from mingzhang.dictionary.languages import DEFAULT, Texts

DATABASE_NAME = "mingzhang"
_OF_COLUMN = frozenset({"is", "label", "meaning", "empty", "values", "printed", "like"})
_OF_TABLE = frozenset({"title", "row", "description", "columns", "page", "search"})
_SHOWN = frozenset({"hidden", "sort", "sort_desc", "size", "label_column", "facets", "fts_table", "fts_pk"})


def metadata_path() -> Path:
    """The file: inside the package when installed as a wheel, at the top of the repository in a checkout."""
    package = Path(str(files("mingzhang")))
    inside, in_checkout = package / "metadata.yml", package.parent.parent / "metadata.yml"
    return inside if inside.is_file() else in_checkout


@cache
def load_dictionary() -> Dictionary:
    """What metadata.yml says. Raises ValueError, with the place, when it cannot be understood."""
    return read_dictionary(read_yaml(metadata_path().read_text(encoding="utf-8")))


def contact() -> str | None:
    """Where readers report errors and publishers answer: $MINGZHANG_CONTACT, else what metadata.yml says; None if neither."""
    return os.environ.get("MINGZHANG_CONTACT", "").strip() or load_dictionary().about.get("contact") or None


NO_CONTACT = (
    "readers have nowhere to report an error: no contact is given; set MINGZHANG_CONTACT, or contact in metadata.yml, to "
    "mailto:…, https://… or words"
)


def read_dictionary(content: Mapping[str, Any]) -> Dictionary:
    """The content of metadata.yml as records. Raises ValueError, with the place, when it cannot be understood."""
    about = {key: value for key, value in content.items() if key not in ("title", "description", "databases")}
    database = content["databases"][DATABASE_NAME]
    written = {name: table.get("columns", {}) for name, table in database["tables"].items()}
    codes = database["codes"]
    queries = {
        name: QueryDescription(name, _texts(said["title"], name), _texts(said["description"], name), said["sql"])
        for name, said in database.get("queries", {}).items()
    }
    return Dictionary(
        title=_texts(content["title"], "title"),
        description=_texts(content["description"], "description"),
        about=about,
        database_title=_texts(database["title"], DATABASE_NAME),
        database_description=_texts(database["description"], DATABASE_NAME),
        tables={name: _table(name, said, written, codes) for name, said in database["tables"].items()},
        queries=queries,
        query_columns={
            name: _column("query_columns", name, said, written, codes)
            for name, said in database["query_columns"].items()
        },
    )


def _table(
    name: str, said: Mapping[str, Any], written: Mapping[str, Any], codes: Mapping[str, Any]
) -> TableDescription:
    if unknown := said.keys() - _OF_TABLE - _SHOWN:
        raise ValueError(f"metadata.yml: {name}: {', '.join(sorted(unknown))} means nothing")
    return TableDescription(
        name=name,
        title=_texts(said["title"], name),
        row=_texts(said.get("row", said["title"]), name),
        description=_texts(said["description"], name),
        columns={column: _column(name, column, one, written, codes) for column, one in written[name].items()},
        page=said.get("page"),
        search=said.get("search", {}),
        shown={key: said[key] for key in said if key in _SHOWN},
    )


def _column(
    table: str, name: str, said: Mapping[str, Any], written: Mapping[str, Any], codes: Mapping[str, Any]
) -> ColumnDescription:
    place = f"{table}.{name}"
    said = _whole(place, said, written)
    if unknown := said.keys() - _OF_COLUMN:
        raise ValueError(f"metadata.yml: {place}: {', '.join(sorted(unknown))} means nothing")
    kind, of = _kind(place, said.get("is"))
    values = said.get("values", {})
    if isinstance(values, str):
        values = codes[values]
    return ColumnDescription(
        name=name,
        kind=kind,
        of=of,
        label=_texts(said.get("label", {}), place),
        meaning=_texts(said.get("meaning", {}), place),
        empty=_texts(said.get("empty", {}), place),
        values={value: _texts(texts, place) for value, texts in values.items()},
        printed=said.get("printed"),
    )


def _whole(place: str, said: Mapping[str, Any], written: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """What is said of a column, with what the column says that it is like. Raises ValueError for a circle."""
    if "like" not in said:
        return dict(said)
    table, _, column = str(said["like"]).partition(".")
    if depth > len(written) or column not in written.get(table, {}):
        raise ValueError(f"metadata.yml: {place}: there is no {said['like']} to be like")
    own = {key: value for key, value in said.items() if key != "like"}
    return {**_whole(place, written[table][column], written, depth + 1), **own}


def _kind(place: str, said: Any) -> tuple[Kind, str]:
    """`money in fen` as its kind and what stands behind it."""
    word, _, rest = str(said).partition(" ")
    try:
        kind = Kind(word)
    except ValueError:
        raise ValueError(f"metadata.yml: {place}: nothing is {said!r}") from None
    preposition, _, of = rest.partition(" ")
    if (
        preposition != PREPOSITIONS.get(kind, "")
        or bool(preposition) != bool(of)
        or (kind is Kind.MONEY and of not in FEN)
    ):
        raise ValueError(f"metadata.yml: {place}: nothing is {said!r}")
    return kind, of


def _texts(said: Any, place: str) -> Texts:
    """A text by language. Raises ValueError where there is none in the language that stands in for the others."""
    if not isinstance(said, dict) or (said and DEFAULT not in said):
        raise ValueError(f"metadata.yml: {place}: write each text by language: {{{DEFAULT}: …}}, not {said!r}")
    return {language: str(text) for language, text in said.items() if text}
