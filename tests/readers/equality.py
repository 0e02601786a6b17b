"""What must be equal when the founding disclosure is read from another format."""

from typing import Any

from mingzhang.interpret import interpret, sha256_of
from mingzhang.readers import read
from mingzhang.records import Document, Sidecar
from tests.conftest import FOUNDING

TITLE, *LINES = [line for line in FOUNDING.read_text(encoding="utf-8").split("\n") if line.strip()]
ROWS = [line.split("\t") for line in LINES]
HEADER = ROWS[0]
# The rows of each page, the header first, as the text prints them; and all rows under one header.
PAGES: list[list[list[str]]] = []
for row in ROWS:
    if row == HEADER:
        PAGES.append([])
    PAGES[-1].append(row)
WHOLE = [HEADER, *(row for row in ROWS if row != HEADER)]


def document_of(data: bytes) -> Document:
    """The document that a file's bytes are."""
    return interpret(read(data), Sidecar(id="632221-006-2023", region="632221"), "file", sha256_of(data))


def substance(document: Document) -> dict[str, Any]:
    """All that a document says, without where on the page it says it."""
    (form,) = document.forms
    return {
        "title": document.title,
        "year": document.year,
        "money_unit": form.money_unit,
        "units": [(unit.code, unit.name, unit.level, unit.parent_code) for unit in form.units],
        "totals": [(total.kind, total.unit_code, total.label, total.amount) for total in form.stated_totals],
        "projects": [
            (
                project.unit_code,
                project.serial,
                project.name,
                project.amount,
                project.amount_text,
                [(goal.label, goal.text) for goal in project.goals],
                [(heading.level, heading.level1, heading.level2, heading.text) for heading in project.headings],
                [
                    (
                        indicator.heading.position if indicator.heading else None,
                        indicator.name,
                        indicator.comparator,
                        indicator.value_text,
                        indicator.value,
                        indicator.unit,
                        indicator.due_date,
                        indicator.kind,
                        indicator.text,
                    )
                    for indicator in project.indicators
                ],
            )
            for project in form.projects
        ],
        "rejects": [(reject.reason, reject.text) for reject in document.rejects],
    }
