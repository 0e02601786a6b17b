"""Two databases record by record and field by field."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mingzhang.export.opened import key_of
from mingzhang.store.contract import columns_of_tables

_LONG, _AROUND = 80, 20  # characters of a text that are shown, and around what differs in it

Value = Any  # what SQLite gives: None, int, float, str or bytes


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that one database has and the other has not, or has otherwise.

    `what` is added, removed or changed; `record_id` its key, several columns joined by `/`; `fields` name -> (old, new) of
    what differs, of an added or removed record all that it has. `document_id` is the document that it is of.
    """

    what: str
    table: str
    record_id: str
    document_id: str | None
    fields: dict[str, tuple[Value, Value]]

    def sentence(self) -> str:
        """It in one line."""
        name = f"{self.table} {self.record_id}"
        if self.what != "changed":
            return f"{self.what}: {name}"
        parts = ((field, *shown_beside(old, new)) for field, (old, new) in self.fields.items())
        return f"changed: {name}: " + "; ".join(f"{field} {old} -> {new}" for field, old, new in parts)


def value_in_a_line(value: Value) -> str:
    """A value in one line: a text in quotation marks, so that spaces and line breaks are seen; of a long one its beginning."""
    if value is None:
        return "nothing"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if not isinstance(value, str):
        return repr(value)
    text = "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in value)
    return f"“{text if len(text) <= _LONG else text[: _LONG - 1] + '…'}”"


def shown_beside(old: Value, new: Value) -> tuple[str, str]:
    """Two values in one line each; of two long texts the part in which they differ."""
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > _LONG:
        old, new = _changed_part(old, new)
    return value_in_a_line(old), value_in_a_line(new)


def _changed_part(old: str, new: str) -> tuple[str, str]:
    shortest = min(len(old), len(new))
    start = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    end = next((at for at in range(shortest - start) if old[-1 - at] != new[-1 - at]), shortest - start)
    begin, rest = max(0, start - _AROUND), max(0, end - _AROUND)

    def part(text: str) -> str:
        """The part of a text that changed, with … where something is left out."""
        return ("…" if begin else "") + text[begin : len(text) - rest] + ("…" if rest else "")

    return part(old), part(new)


def compare(old: sqlite3.Connection, new: sqlite3.Connection, tables: Iterable[str]) -> Iterator[Difference]:
    """Every difference in these tables, table by table in the order of the schema, by key in each.

    Both databases must have the same columns. Rows are read side by side, so that memory does not grow with them.
    """
    columns = columns_of_tables(old)
    for table in tables:
        key = key_of(old, table)
        for before, after in _side_by_side(
            _rows(old, table, columns[table], key), _rows(new, table, columns[table], key)
        ):
            record = after if after is not None else before
            assert record is not None
            fields = _fields(before, after, columns[table])
            if fields:
                document = _document_of(new if after is not None else old, table, record)
                what = (
                    "changed" if before is not None and after is not None else "added" if before is None else "removed"
                )
                yield Difference(what, table, "/".join(str(record[name]) for name in key), document, fields)


def _rows(connection: sqlite3.Connection, table: str, columns: tuple[str, ...], key: tuple[str, ...]) -> Iterator[Any]:
    names = ", ".join(f'"{name}"' for name in columns)
    order = ", ".join(f'"{name}"' for name in key)
    for row in connection.execute(f'SELECT {names} FROM "{table}" ORDER BY {order}'):
        record = dict(zip(columns, row, strict=True))
        yield tuple(_in_order(record[name]) for name in key), record


def _in_order(value: Value) -> tuple[int, Any]:
    """A value as SQLite sorts it: nothing, numbers, texts (by their UTF-8 bytes), bytes."""
    if value is None:
        return 0, 0
    if isinstance(value, int | float):
        return 1, value
    return (2, value.encode()) if isinstance(value, str) else (3, value)


def _side_by_side(old: Iterator[Any], new: Iterator[Any]) -> Iterator[tuple[Any, Any]]:
    """The records of two sorted rows with the same key together, None beside those that have no partner."""
    before: Any = next(old, None)
    after: Any = next(new, None)
    while before is not None or after is not None:
        if after is None or (before is not None and before[0] < after[0]):
            yield before[1], None
            before = next(old, None)
        elif before is None or after[0] < before[0]:
            yield None, after[1]
            after = next(new, None)
        else:
            yield before[1], after[1]
            before, after = next(old, None), next(new, None)


def _fields(before: Any, after: Any, columns: tuple[str, ...]) -> dict[str, tuple[Value, Value]]:
    if before is None or after is None:
        known = {name: value for name, value in (before or after).items() if value is not None}
        return {name: (value, None) if after is None else (None, value) for name, value in known.items()}
    # 1 and 1.0 and '1' are three values: a changed type is a changed value.
    return {
        name: (before[name], after[name])
        for name in columns
        if before[name] != after[name] or type(before[name]) is not type(after[name])
    }


# How a record leads to its document, where it does not name it itself.
_THROUGH = {
    "project_id": "SELECT document_id FROM projects WHERE id = ?",
    "cell_id": "SELECT document_id FROM cells WHERE id = ?",
    "finding_id": "SELECT document_id FROM findings WHERE id = ?",
}


def _document_of(connection: sqlite3.Connection, table: str, record: dict[str, Value]) -> str | None:
    if table == "documents":
        return str(record["id"])
    if record.get("document_id"):
        return str(record["document_id"])
    for column, sql in _THROUGH.items():
        if record.get(column) and (row := connection.execute(sql, [record[column]]).fetchone()):
            return str(row[0])
    return None
