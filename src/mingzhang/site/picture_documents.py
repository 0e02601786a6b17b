"""What every page says when documents were recognised in pictures: how many of how many."""

from typing import Any
from weakref import WeakKeyDictionary

from mingzhang.dictionary.metadata_file import DATABASE_NAME

_PICTURES = "SELECT count(*) AS documents, sum(read_as = 'picture') AS pictures FROM documents"
# Asked once for each database: it is immutable.
_known: WeakKeyDictionary[Any, dict[str, Any] | None] = WeakKeyDictionary()


async def documents_of_pictures(datasette: Any) -> dict[str, Any] | None:
    """`documents` and `pictures`; None where no document is a picture."""
    database = datasette.get_database(DATABASE_NAME)
    if database not in _known:
        row = dict((await database.execute(_PICTURES)).first())
        _known[database] = row if row["pictures"] else None
    return _known[database]
