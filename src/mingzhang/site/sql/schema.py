"""What a database is made of, asked once: tables, columns and keys stay as they are as long as a file is served.

Datasette asks SQLite for them again with each request, each time in another thread or process: of the nine questions that a
row as JSON took, seven were these.
"""

import copy
from collections.abc import Mapping
from typing import Any

from datasette.database import Results

from mingzhang.site.borrowed import QuotedDatabase
from mingzhang.store.spans import PARTS, SPANS

# Datasette's statements about the schema, each to its last character.
STATEMENTS = frozenset(
    {
        "select 1 from sqlite_master where type='table' and name=?",
        "select name from sqlite_master where type in ('table', 'view') and name = ? collate nocase",
        "select name from sqlite_master where type='table'",
        "select name from sqlite_master where type='view'",
        "select sql from sqlite_master where name = :n and type=:t",
        "select sql from sqlite_master where tbl_name = :n and type='index' and sql is not null",
    }
)
# Names of tables that are not there come from addresses.
_MOST = 2000


class SchemaKept(QuotedDatabase):
    """A database that does not change, and keeps what it answered about its schema."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._kept: dict[Any, Any] = {}

    async def execute(self, sql: str, params: Any = None, *arguments: Any, **named: Any) -> Results:
        """Rows of a statement; of one about the schema those of the first time."""
        if sql not in STATEMENTS:
            return await super().execute(sql, params, *arguments, **named)
        key = (sql, *(params.values() if isinstance(params, Mapping) else params or ()))
        found = self._kept[key] if key in self._kept else await super().execute(sql, params, *arguments, **named)
        self._keep(key, found)
        return found

    async def table_columns(self, table: str) -> Any:
        """The names of the columns of a table."""
        return await self._once("table_columns", table)

    async def table_column_details(self, table: str) -> Any:
        """The columns of a table."""
        return await self._once("table_column_details", table)

    async def primary_keys(self, table: str) -> Any:
        """The columns of its key."""
        return await self._once("primary_keys", table)

    async def fts_table(self, table: str) -> Any:
        """The search index of a table."""
        return await self._once("fts_table", table)

    async def foreign_keys_for_table(self, table: str) -> Any:
        """The references of a table."""
        return await self._once("foreign_keys_for_table", table)

    async def get_all_foreign_keys(self) -> Any:
        """The references of all tables; those of a part of a view are the view's, which has a page."""
        found = await self._once("get_all_foreign_keys")
        for keys in found.values():
            for key in keys["incoming"]:
                if key["other_table"] in PARTS:
                    key["other_table"] = SPANS
        return found

    async def _once(self, method: str, *arguments: str) -> Any:
        key = (method, *arguments)
        found = self._kept[key] if key in self._kept else await getattr(super(), method)(*arguments)
        self._keep(key, found)
        return _copied(found)  # Datasette changes what it is given

    def _keep(self, key: Any, found: Any) -> None:
        if len(self._kept) < _MOST:
            self._kept[key] = found


def _copied(found: Any) -> Any:
    """What can be changed without changing `found`; columns are tuples, which nobody changes."""
    if isinstance(found, list):
        return [dict(one) if isinstance(one, dict) else one for one in found]
    return copy.deepcopy(found)
