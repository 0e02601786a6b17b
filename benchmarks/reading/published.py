"""What the project publishes of one file: the rows that `build` would store, and what names the places that it left out."""

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from mingzhang.errors import Refused
from mingzhang.pipeline import convert
from mingzhang.readers.sources import source_of
from mingzhang.store.rows_of_document import rows_of

Values = dict[str, Any]  # a row of a table by column
SCALES = (1, 10_000, 1_000, 100_000_000)  # 元, 万元, 千元, 亿元
MONEY_ROWS = 4  # rows of money below one head: the total, of which, other
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def folded(text: str | None) -> str:
    """A text for comparing: width folded, no white space, nothing that has no width."""
    plain = unicodedata.normalize("NFKC", text or "")
    return "".join(one for one in plain if not one.isspace() and unicodedata.category(one) != "Cf")


def numbers_in(text: str | None) -> list[str]:
    """The numbers in a text as printed, their width folded."""
    return NUMBER.findall(unicodedata.normalize("NFKC", text or ""))


@dataclass(slots=True)
class Published:
    """The rows of one document by table; `refused` has the reasons for which all of it was refused."""

    rows: dict[str, list[Values]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def table(self, name: str) -> list[Values]:
        """The rows of a table, none where it has none."""
        return self.rows.get(name, [])

    def cells_with(self, text: str) -> list[Values]:
        """The cells that print a text, compared folded; a number must be a number there, not digits of another."""
        wanted = folded(text)
        if NUMBER.fullmatch(wanted):
            return [cell for cell in self.table("cells") if wanted in numbers_in(cell["text"])]
        return [cell for cell in self.table("cells") if wanted and wanted in folded(cell["text"])]

    def cells_with_money(self, yuan: str) -> list[Values]:
        """The cells that print an amount of so many yuan, in yuan or in one of their multiples."""
        amounts = {Decimal(yuan) / scale for scale in SCALES}
        return [
            cell
            for cell in self.table("cells")
            if any(Decimal(one.replace(",", "")) in amounts for one in numbers_in(cell["text"]))
        ]

    def in_rows_of(self, cells: list[Values], others: list[Values]) -> list[Values]:
        """Those of the cells that share a row with one of the others."""
        return [cell for cell in cells if any(_share_a_row(cell, other) for other in others)]

    def left_of(self, cells: list[Values]) -> list[Values]:
        """The cells that stand left of these in a row of theirs."""
        return [
            one
            for one in self.table("cells")
            if any(_share_a_row(one, cell) and one["column"] < cell["column"] for cell in cells)
        ]

    def reason_at(self, cells: list[Values], body: int = 1) -> str | None:
        """Why something at these cells was left out or is in doubt; None if nobody says.

        A reject at the head of their column says it too: heads stand in the rows that reach down to the row `body`, or, for
        what is above that row (money in a sheet), in the few rows above it.
        """
        if self.refused:
            return self.refused[0]
        by_id = {cell["id"]: cell for cell in self.table("cells")}
        for reject in self.table("rejects"):
            place = by_id.get(reject["cell_id"])
            if reject["kind"] == "document":
                return str(reject["reason_id"])
            if place and any(place is cell or self._heads(place, cell, body) for cell in cells):
                return f"{reject['reason_id']} at row {place['row']}: {reject['reason_en']}"
        return None

    def _heads(self, head: Values, cell: Values, body: int) -> bool:
        """Whether a cell stands above another, over its column, and where heads stand."""
        if head["table_number"] != cell["table_number"] or not (
            head["column"] < cell["column"] + cell["column_span"]
            and cell["column"] < head["column"] + head["column_span"]
        ):
            return False
        if cell["row"] < body and head["page"] == cell["page"]:
            return bool(0 < cell["row"] - head["row"] <= MONEY_ROWS and head["column_span"] <= cell["column_span"] + 1)
        rows = [
            one["row"]
            for one in self.table("cells")
            if (one["page"], one["table_number"]) == (head["page"], head["table_number"])
            and one["row"] < body <= one["row"] + one["row_span"]
        ]
        return bool(head["page"] <= cell["page"] and min(rows, default=body) <= head["row"] < body)

    def kept_as(self, cells: list[Values]) -> str | None:
        """What the characters of these cells became, as tables and fields; None when they became nothing."""
        ids = {cell["id"] for cell in cells}
        spans = [span for span in self.table("spans") if span["is_leaf"] and span["cell_id"] in ids]
        names = sorted({f"{span['table_name']}.{span['field']}" for span in spans if span["field"] != "space"})
        return f"its cell is kept as {', '.join(names)}" if names else None


def published_of(path: Path) -> Published:
    """What a file gives, by the real pipeline."""
    try:
        document = convert(source_of(path))
        return Published(rows_of(document, 1))
    except Refused as refused:
        return Published(refused=[refused.reason])
    except Exception as error:  # what the build stores of it too: a bug of ours refuses one file, by name
        return Published(refused=[f"internal-error: {type(error).__name__}: {error}"])


def _share_a_row(one: Values, other: Values) -> bool:
    return (one["page"], one["table_number"]) == (other["page"], other["table_number"]) and (
        one["row"] < other["row"] + other["row_span"] and other["row"] < one["row"] + one["row_span"]
    )
