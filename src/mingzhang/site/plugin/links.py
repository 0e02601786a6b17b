"""Cells of the site's tables that lead on: from a piece of evidence to its record, and from a page and row to the source."""

import re
from typing import Any
from urllib.parse import urlencode

from datasette.utils import tilde_encode
from markupsafe import Markup

# Views have no foreign keys by which Datasette could link their ids.
_VIEWS = ("finding_list", "findings_by_check", "project_list", "indicator_list")
_RECORDS = {
    "finding_id": "findings",
    "check_id": "checks",
    "document_id": "documents",
    "project_id": "projects",
    "indicator_id": "indicators",
}
# The columns of a place in the source that a link from each of its columns names.
_PLACES = {"page": ("document_id", "page"), "row": ("document_id", "table_number", "page", "row")}

# The ids of a project (-p4), of what it has (-p4-i6, -p4-i6-q1), and of a total (-total3), below that of their document.
_BELOW_DOCUMENT = re.compile(r"(?P<document>.+)-(?:p\d+(?:-[a-z]\d+)*|total\d+)")


def linked(row: Any, value: Any, column: str, table: str | None, database: str, urls: Any) -> Markup | None:
    """The link that a cell of a row is to be shown as; None for a cell that leads nowhere."""
    if value is None:
        return None
    if column == "record_id" and (named := _printed(row, "table_name")):
        return _link(urls.row(database, named, tilde_encode(str(value))), value)
    if column in _RECORDS and table in _VIEWS:
        return _link(urls.row(database, _RECORDS[column], tilde_encode(str(value))), value)
    if column in _PLACES and table != "cells":
        place = {name: _printed(row, name) for name in _PLACES[column]}
        place["document_id"] = place["document_id"] or _document_of(_printed(row, "record_id"))
        if place["document_id"] and place["page"]:
            known = {name: one for name, one in place.items() if one is not None}
            return _link(f"{urls.table(database, 'cells')}?{urlencode(known)}", value)
    return None


def _printed(row: Any, column: str) -> Any:
    """A row's value of a column, None where it has none; a foreign key comes from Datasette with its label."""
    value = row[column] if column in row.keys() else None  # noqa: SIM118 - `in` a row of SQLite looks through its values
    return value["value"] if isinstance(value, dict) else value


def _document_of(record_id: str | None) -> str | None:
    """The document that a record is of, by its id; None for an id without a place in a document."""
    match = _BELOW_DOCUMENT.fullmatch(record_id or "")
    return match["document"] if match else None


def _link(address: str, value: Any) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, value)
