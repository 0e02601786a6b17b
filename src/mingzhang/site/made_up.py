"""What every page says when documents were made up: how many of how many, and what for."""

from typing import Any
from weakref import WeakKeyDictionary

from mingzhang.dictionary.metadata_file import DATABASE_NAME

_MADE_UP = """
SELECT count(*) AS documents, count(made_up) AS made_up,
    (SELECT made_up FROM documents WHERE made_up IS NOT NULL ORDER BY id LIMIT 1) AS reason
FROM documents
"""
# Asked once for each database: it is immutable.
_known: WeakKeyDictionary[Any, dict[str, Any] | None] = WeakKeyDictionary()


async def made_up_documents(datasette: Any) -> dict[str, Any] | None:
    """`documents`, `made_up` and the first `reason`; None where every document is real."""
    database = datasette.get_database(DATABASE_NAME)
    if database not in _known:
        row = dict((await database.execute(_MADE_UP)).first())
        _known[database] = row if row["made_up"] else None
    return _known[database]
