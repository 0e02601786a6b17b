"""What a check tested, as a reader sees it: the record, the outcome and its reason in words, money in one unit, names for ids.

The columns that its SQL gives for programs (details and evidence as JSON) are in the downloads.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from mingzhang.checks.definition import Check, load_checks
from mingzhang.dictionary.languages import LANGUAGES, in_language
from mingzhang.site import cells
from mingzhang.site.grid import Head, ShownGrid
from mingzhang.site.language import say_in
from mingzhang.site.pages.lists import values
from mingzhang.site.pages.page import rows as asked
from mingzhang.site.sides import sides_of
from mingzhang.site.words import column_label, described_column, label_with_unit, value_name

CheckRow = Mapping[str, Any]

_NEEDED = frozenset(("subject", "document_id", "outcome", "reason"))
_MONEY = ("expected_fen", "observed_fen", "difference_fen")
_NAMES = {
    "project_id": "SELECT id, name FROM projects WHERE id IN (SELECT value FROM json_each(?))",
    "unit_id": "SELECT id, coalesce(name, code) AS name FROM units WHERE id IN (SELECT value FROM json_each(?))",
    "document_id": "SELECT id, coalesce(title, file) AS name FROM documents WHERE id IN (SELECT value FROM json_each(?))",
}
# A goal or indicator is told by its project; where there is none, by the words of the details that name what was tested.
_PROJECT_OF_RECORD = re.compile(r"(.+-p\d+)(?:-[a-z]+\d+)*")
_NAMING = ("label", "sentence", "unit")


async def grid_of_check(
    language: str, datasette: Any, query: str | None, columns: list[str], rows: Iterable[Any]
) -> ShownGrid | None:
    """The rows of the ready query of a check; None for another query."""
    check = next((one for one in load_checks() if query == f"check-{one.id}"), None)
    if check is None or not set(columns) >= _NEEDED:
        return None
    plain = [_with_project(dict(zip(columns, row, strict=True))) for row in rows]
    names = {column: await _names(datasette, column, plain) for column in _NAMES}
    grid = _CheckGrid(language, datasette.urls.path, check, plain, names)
    return ShownGrid([head for head, _ in grid.columns()], [grid.cells_of(row) for row in plain])


def _with_project(row: dict[str, Any]) -> dict[str, Any]:
    found = _PROJECT_OF_RECORD.fullmatch(row["subject"])
    return {**row, "project_id": row.get("project_id") or (found[1] if found else None)}


async def _names(datasette: Any, column: str, rows: Sequence[CheckRow]) -> dict[str, str]:
    found = await asked(datasette, _NAMES[column], values({row.get(column) for row in rows} - {None}))
    return {row["id"]: row["name"] for row in found}


class _CheckGrid:
    """The heads and cells of one check's rows in a language."""

    def __init__(
        self, language: str, path: Any, check: Check, rows: Sequence[CheckRow], names: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.language, self.path, self.check, self.rows, self.names = language, path, check, rows, names
        self.say = say_in(language)
        self.unit = LANGUAGES[language].money
        self.fen = described_column(None, "amount_fen")
        amounts = [row.get(column) for row in rows for column in _MONEY]
        self.decimals = cells.decimals_of(self.fen, amounts, self.unit)

    def columns(self) -> list[tuple[Head, Any]]:
        """Each column with what makes its cells; columns of which no row has a value are left out."""
        sides = sides_of(self.check.id)
        found = [
            (Head("subject", str(self.say("核对对象")), "", "wide"), self._subject),
            (Head("outcome", column_label(self.language, "check_results", "outcome"), ""), self._outcome),
            (Head("reason", column_label(self.language, None, "reason"), "", "long"), self._reason),
        ]
        for name, label in (("expected", sides["expected"]), ("observed", sides["observed"])):
            found += self._side(name, in_language(label, self.language))
        found += self._side("difference", str(self.say("相差")))
        if any(row.get("unit_id") for row in self.rows):
            found.append(
                (Head("unit_id", column_label(self.language, None, "unit"), "", "wide"), self._named("unit_id"))
            )
        found.append((Head("source", str(self.say("位置")), ""), self._source))
        return [
            *found,
            (
                Head("document_id", column_label(self.language, None, "document"), "", "wide"),
                self._named("document_id"),
            ),
        ]

    def cells_of(self, row: CheckRow) -> list[Markup]:
        """The cells of a row below the heads."""
        return [make(row) for _, make in self.columns()]

    def _side(self, name: str, label: str) -> list[tuple[Head, Any]]:
        fen = f"{name}_fen"
        if any(row.get(fen) is not None for row in self.rows):
            return [(Head(fen, label_with_unit(self.language, label, self.unit), "", "amount"), self._amount(fen))]
        if any(row.get(name) is not None for row in self.rows):
            return [(Head(name, label, "", "wide"), self._text(name))]
        return []

    def _subject(self, row: CheckRow) -> Markup:
        details = json.loads(row.get("details") or "{}")
        told = [details.get(name) for name in _NAMING]
        named = [self.names[column].get(row.get(column) or "") for column in ("project_id", "document_id")]
        text = next((one for one in (named[0], *told, named[1]) if isinstance(one, str) and one), row["subject"])
        return self._link(self._address(row), text)

    def _address(self, row: CheckRow) -> str | None:
        """Of what failed the finding; of anything else the project or the document."""
        if row["outcome"] == "failed":
            first = row["document_id"] if self.check.check_class == "form" else row["subject"]
            return f"/finding/{quote(f'{first}-{self.check.id}', safe='')}"
        if row.get("project_id"):
            return cells.record_address("projects", row["project_id"])
        return cells.record_address("documents", row["document_id"])

    def _outcome(self, row: CheckRow) -> Markup:
        name = value_name(self.language, "check_results", "outcome", row["outcome"]) or row["outcome"]
        return Markup("<strong>{}</strong>").format(name) if row["outcome"] == "failed" else Markup("{}").format(name)

    def _reason(self, row: CheckRow) -> Markup:
        reason = self.check.reasons.get(row["reason"])
        return Markup("{}").format(in_language(reason.reason, self.language) if reason else row["reason"])

    def _amount(self, column: str) -> Any:
        def make(row: CheckRow) -> Markup:
            """An amount of a row."""
            if row.get(column) is None:
                return cells.empty(self.language, self.fen, None, {})
            return cells.amount(self.language, self.fen, row[column], self.decimals, self.unit)

        return make

    def _text(self, column: str) -> Any:
        described = described_column(None, column)

        def make(row: CheckRow) -> Markup:
            """A text of a row, folded where it is long."""
            if row.get(column) is None:
                return cells.empty(self.language, described, None, {})
            return cells.folded(self.language, str(row[column]))

        return make

    def _named(self, column: str) -> Any:
        table = {"unit_id": "units", "document_id": "documents"}[column]

        def make(row: CheckRow) -> Markup:
            """A link to the record that a row names."""
            if not row.get(column):
                return cells.empty(self.language, described_column(None, column), None, {})
            name = self.names[column].get(row[column]) or row[column]
            return self._link(cells.record_address(table, row[column]), name)

        return make

    def _source(self, row: CheckRow) -> Markup:
        address = f"/source/{quote(row['document_id'], safe='')}?record={quote(row['subject'], safe='')}#marked"
        return Markup('<a href="{}">{}</a>').format(self.path(address), self.say("原文"))

    def _link(self, address: str | None, text: str) -> Markup:
        shown = Markup("<bdi>{}</bdi>").format(cells.beginning(text))
        return Markup('<a href="{}">{}</a>').format(self.path(address), shown) if address else shown
