"""Rows as CSV and as JSON, a batch at a time."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mingzhang.site.downloads.cells import harmless, texts_and_numbers

BYTE_ORDER_MARK = "\ufeff"  # tells Excel that the file is UTF-8


def csv_text(rows: Iterable[Sequence[Any]]) -> str:
    """Rows of texts and numbers as CSV: lines end with CR LF, fields are quoted where they need it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def excel_csv(labels: Sequence[str], batches: Iterable[Iterable[Sequence[Any]]]) -> Iterator[str]:
    """CSV for Excel: byte-order mark, labels as header, no cell that a spreadsheet would run."""
    yield BYTE_ORDER_MARK + csv_text([[harmless(label) for label in labels]])
    for batch in batches:
        yield csv_text([harmless(value) for value in row] for row in batch)


def plain_csv(columns: Sequence[str], batches: Iterable[Iterable[Sequence[Any]]]) -> Iterator[str]:
    """CSV as Datasette writes it, of all rows."""
    yield csv_text([columns])
    for batch in batches:
        yield csv_text(texts_and_numbers(row) for row in batch)


def json_array(columns: Sequence[str], batches: Iterable[Iterable[Sequence[Any]]]) -> Iterator[str]:
    """One JSON array of objects. It is closed only behind the last row, so what was cut short is no JSON."""
    separator = "["
    for batch in batches:
        yield separator + ",\n".join(_json(columns, row) for row in batch)
        separator = ",\n"
    yield "[]" if separator == "[" else "]"


def json_lines(columns: Sequence[str], batches: Iterable[Iterable[Sequence[Any]]]) -> Iterator[str]:
    """A JSON object a line."""
    for batch in batches:
        yield "".join(_json(columns, row) + "\n" for row in batch)


def _json(columns: Sequence[str], row: Sequence[Any]) -> str:
    return json.dumps(dict(zip(columns, texts_and_numbers(row), strict=True)), ensure_ascii=False)
