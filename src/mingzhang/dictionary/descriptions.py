"""What is said of a column, a table, a query, and of all of them: the records that metadata.yml becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

from mingzhang.dictionary.languages import Texts


class Kind(StrEnum):
    """What a column is: how it is shown, filtered and exported follows from it."""

    TEXT = "text"
    ID = "id"
    IDENTIFIER = "identifier"
    NUMBER = "number"
    COUNT = "count"
    RATE = "rate"
    YEAR = "year"
    DATE = "date"
    MONEY = "money"
    CODE = "code"
    BOOLEAN = "boolean"
    REFERENCE = "reference"
    NAME = "name"
    SERIES = "series"
    PAGE = "page"
    POSITION = "position"
    ORDER = "order"
    ADDRESS = "address"
    SQL = "sql"
    JSON = "json"
    SVG = "svg"


# What stands behind the kind: `money in fen`, `reference to units`, `name of unit_id`, `page of indicator_id or project_id`.
PREPOSITIONS = {Kind.MONEY: "in", Kind.REFERENCE: "to", Kind.NAME: "of", Kind.PAGE: "of"}
# How many fen one of each unit of money is; 万元 are ten thousand yuan.
FEN = {"fen": 1, "yuan": 100, "wan_yuan": 1_000_000}
NUMBERS = frozenset({Kind.NUMBER, Kind.COUNT, Kind.RATE, Kind.YEAR, Kind.MONEY, Kind.PAGE, Kind.POSITION, Kind.ORDER})


@dataclass(frozen=True)
class ColumnDescription:
    """A column: what it is, what it is called, what it means, what it means when it is empty, and its codes by value.

    `of` is what the kind needs: the unit of money, the table referred to, the column whose record is named or stands on the
    page. `printed` is the column beside it that holds the characters from which the value was read.
    """

    name: str
    kind: Kind
    of: str = ""
    label: Texts = field(default_factory=dict)
    meaning: Texts = field(default_factory=dict)
    empty: Texts = field(default_factory=dict)
    values: Mapping[str | int, Texts] = field(default_factory=dict)
    printed: str | None = None

    @property
    def is_number(self) -> bool:
        """Whether it is compared, sorted and aligned as a number."""
        return self.kind in NUMBERS

    @property
    def fen(self) -> int | None:
        """How many fen a 1 in it is; None when it holds no money."""
        return FEN[self.of] if self.kind is Kind.MONEY else None

    @property
    def refers_to(self) -> str | None:
        """The table whose record it names by id."""
        return self.of if self.kind is Kind.REFERENCE else None

    @property
    def names(self) -> str | None:
        """The column beside it that refers to the record which it names in words."""
        return self.of if self.kind is Kind.NAME else None

    @property
    def records(self) -> list[str]:
        """Of a page, the columns that may name the record which is printed there; the first that has a value does."""
        return self.of.split(" or ") if self.kind is Kind.PAGE else []

    def value(self, value: Any) -> Texts | None:
        """What a value is called; in an address every value is text, in the database 1 is a number."""
        if isinstance(value, str) and value.isdecimal() and len(value) < 10 and int(value) in self.values:
            return self.values[int(value)]
        return self.values.get(value) if isinstance(value, str | int) else None


@dataclass(frozen=True)
class TableDescription:
    """A table or view: its texts, its columns, the site's page of one of its records, how it is searched, and how shown."""

    name: str
    title: Texts
    row: Texts  # what one of its rows is called
    description: Texts
    columns: Mapping[str, ColumnDescription]
    page: str | None = None
    search: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, Any] = field(default_factory=dict)  # Datasette's own keys: sort, facets, size …


@dataclass(frozen=True)
class QueryDescription:
    """A ready query."""

    name: str
    title: Texts
    description: Texts
    sql: str


@dataclass(frozen=True)
class Dictionary:
    """Everything that is said of the database and of where it is from."""

    title: Texts
    description: Texts
    about: Mapping[str, Any]  # licence, source, contact: Datasette's own keys
    database_title: Texts
    database_description: Texts
    tables: Mapping[str, TableDescription]
    queries: Mapping[str, QueryDescription]
    query_columns: Mapping[str, ColumnDescription]

    def column(self, table: str | None, column: str) -> ColumnDescription | None:
        """What is said of a column of a table, or, where no table says anything of it, of a column of a query."""
        described = self.tables[table].columns.get(column) if table and table in self.tables else None
        return described or self.query_column(column)

    def query_column(self, column: str) -> ColumnDescription | None:
        """A column of a query: what is said of it there, or what all tables agree on, or what its name tells."""
        if column in self.query_columns:
            return self.query_columns[column]
        if column in self._agreed:
            return self._agreed[column]
        return next((said for name, said in self.query_columns.items() if fnmatchcase(column, name)), None)

    @cached_property
    def _agreed(self) -> dict[str, ColumnDescription]:
        """Columns that are the same thing under the same label in all tables that have one of the name."""
        found: dict[str, list[ColumnDescription]] = {}
        for table in self.tables.values():
            for name, column in table.columns.items():
                found.setdefault(name, []).append(column)
        return {
            name: alike[0]
            for name, alike in found.items()
            if all((one.kind, one.of, one.label) == (alike[0].kind, alike[0].of, alike[0].label) for one in alike)
        }
