"""What metadata.yml says, as Datasette's own configuration wants it: plain texts, in the language that stands in for others."""

from typing import Any

from mingzhang.dictionary.descriptions import ColumnDescription, Dictionary
from mingzhang.dictionary.languages import DEFAULT, Texts, in_language
from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.site.words import explanation
from mingzhang.store.counted import counted_tables
from mingzhang.store.spans import PARTS


def datasette_metadata(dictionary: Dictionary) -> dict[str, Any]:
    """Datasette's metadata: titles, descriptions, columns as `label：explanation`, order, facets and queries."""
    return {
        "title": _plain(dictionary.title),
        "description": _plain(dictionary.description),
        **dictionary.about,
        "databases": {
            DATABASE_NAME: {
                "title": _plain(dictionary.database_title),
                "description": _plain(dictionary.database_description),
                "tables": {
                    name: {
                        "title": _plain(table.title),
                        "description": _plain(table.description),
                        "columns": {column: _column(said) for column, said in table.columns.items()},
                        **table.shown,
                    }
                    for name, table in dictionary.tables.items()
                }
                | {name: {"hidden": True} for name in (*counted_tables(), *PARTS)},
                "queries": {
                    name: {"title": _plain(query.title), "description": _plain(query.description), "sql": query.sql}
                    for name, query in dictionary.queries.items()
                },
            }
        },
    }


def _plain(texts: Texts) -> str:
    return in_language(texts, DEFAULT)


def _column(column: ColumnDescription) -> str:
    return f"{_plain(column.label)}：{explanation(DEFAULT, column)}"
