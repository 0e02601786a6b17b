"""What a disclosure says of people, for whoever publishes it: a list of places beside the database, never in it."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mingzhang.data_files import write_whole
from mingzhang.records import Document

ENDING = ".people.tsv"
_COLUMNS = ("file", "page", "row", "column", "what", "published", "project", "people", "words")
_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def personal_rows(document: Document) -> list[dict[str, Any]]:
    """The places of personal data in a document as rows: where, what kind, and whether it is published. Not the data."""
    return [
        {
            "file": f"{document.file}{place.beside or ''}",
            "page": place.page or None,
            "row": place.row or None,
            "column": place.column or None,
            "what": place.kind,
            "published": "masked" if place.is_masked else "as printed",
        }
        for place in document.personal
    ]


def write_people_file(
    database: Path, personal: Iterable[Mapping[str, Any]], groups: Iterable[Mapping[str, Any]]
) -> Path:
    """Writes the list of a database beside it, with tabs for a spreadsheet, and gives its path; without a row, none is left.

    `groups` are the rows of `checks.small_groups`.
    """
    path = database.with_suffix(ENDING)
    small = ({**group, "what": "small group", "published": "as printed", "words": group["quote"]} for group in groups)
    rows = [*personal, *small]
    if not rows:
        path.unlink(missing_ok=True)
        return path
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, delimiter="\t", lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({key: _plain(value) for key, value in row.items()} for row in rows)
    write_whole(path, text.getvalue())
    return path


def _plain(value: Any) -> Any:
    """A text that a spreadsheet takes for no formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_BEGINS) else value
