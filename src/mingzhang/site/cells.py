"""How a value looks in a table: amounts, dates, names of values, links to its pages, long texts folded, and no value at all."""

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

from datasette.utils import tilde_encode
from markupsafe import Markup

from mingzhang.site.language import say_in
from mingzhang.site.metadata import DATABASE_NAME
from mingzhang.site.tables import emptiness, empty_words, has_value_labels, is_money, value_label
from mingzhang.text.money import WAN_YUAN, YUAN, digits_in

Row = Mapping[str, Any]

# A text longer than this is folded; what is longer than the second is cut, and whole on the page of its row.
FOLDED, CUT = 70, 5000
# A link cannot be folded: it is cut, and its page has the whole text.
LINKED = 160
EXCERPT = 48
# More than all the money there is: beyond it floating point has no fen.
MOST_MONEY = 1e13
# The site's own pages of records: by the column that names one, or by the table for its own id.
_PAGES_OF_COLUMNS = {
    "project_id": "project",
    "document_id": "document",
    "supersedes_id": "document",
    "unit_id": "unit",
    "check_id": "check",
    "finding_id": "finding",
}
_PAGES_OF_TABLES = {
    "projects": "project",
    "documents": "document",
    "units": "unit",
    "checks": "check",
    "findings": "finding",
}
# Other ids lead to the row itself.
_TABLES_OF_COLUMNS = {
    "region_code": "regions",
    "heading_id": "headings",
    "goal_id": "goals",
    "indicator_id": "indicators",
    "quantity_id": "quantities",
    "count_quantity_id": "quantities",
    "cell_id": "cells",
}
# In a view, the name of a thing leads to the page of the id beside it.
_NAMES_WITH_IDS = {
    "project": "project_id",
    "document": "document_id",
    "check_title": "check_id",
    "indicator": "indicator_id",
    "summary": "finding_id",
    "summary_en": "finding_id",
}
_NOT_COUNTED = frozenset(
    {"year", "page", "row", "column", "position", "table_number", "page_from", "page_to", "id", "rowid"}
)
_CODES = frozenset(
    {"sql", "sha256", "id", "record_id", "series_id", "file", "table_name", "field", "reason_id", "version"}
)
_DATES = frozenset({"due_date", "published_on", "retrieved_on", "period_start", "period_end"})
_DOCUMENT_OF_RECORD = re.compile(r"(.+?)-p\d+(?:-[a-z]\d+)*$")


def row_address(table: str, row_id: Any) -> str:
    """Datasette's page of a row with one key."""
    return f"/{DATABASE_NAME}/{tilde_encode(table)}/{tilde_encode(str(row_id))}"


def source_address(table: str | None, row: Row) -> str | None:
    """The page of the source on which the record of this row is printed; None when the row does not tell."""
    page = row.get("page") if table != "source_tables" else row.get("page_from")
    record = row.get("indicator_id") or row.get("project_id") or row.get("record_id")
    if table in ("projects", "indicators", "goals", "headings", "stated_totals"):
        record = row.get("id")
    document = row.get("document_id")
    if document is None and (found := _DOCUMENT_OF_RECORD.match(str(record))):
        document = found[1]
    if not isinstance(document, str) or not isinstance(page, int):
        return None
    arguments = {"page": page}
    cell = row.get("id") if table == "cells" else row.get("cell_id")
    if cell is not None:
        arguments["cell"] = cell
    elif record and table not in ("findings", "finding_list", "rejects", "source_tables"):
        arguments["record"] = record
    return f"/source/{quote(document, safe='')}?{urlencode(arguments)}"


def address_of(table: str | None, column: str, value: Any, row: Row) -> str | None:
    """Where a value leads: to the page of what it names; None when it names nothing."""
    if value in (None, ""):
        return None
    if column in ("page", "page_from"):
        return source_address(table, row)
    if table == "units" and column in ("name", "parent_id"):
        return _own_page("unit", row.get("id") if column == "name" else value)
    if table == "regions" and column in ("code", "parent_code"):
        return row_address("regions", value)
    if page := _PAGES_OF_COLUMNS.get(column):
        return _own_page(page, value)
    if other := _TABLES_OF_COLUMNS.get(column):
        return row_address(other, value)
    if (name := _NAMES_WITH_IDS.get(column)) and row.get(name):
        return address_of(table, name, row[name], {})
    if table == "money_by_unit" and column == "unit" and row.get("unit_id"):
        return _own_page("unit", row["unit_id"])
    if column == "series_id":
        return f"/{DATABASE_NAME}/projects?{urlencode({'series_id': value})}"
    if table and column in ("id", "name", "title", "summary", "title_en", "summary_en", "label") and row.get("id"):
        page = _PAGES_OF_TABLES.get(table)
        return _own_page(page, row["id"]) if page else row_address(table, row["id"])
    if table in ("goals", "headings") and column == "text" and row.get("id"):
        return row_address(table, row["id"])
    return None


def _own_page(page: str, record_id: Any) -> str:
    return f"/{page}/{quote(str(record_id), safe='')}"


def decimals_of(column: str, values: list[Any]) -> int:
    """How many digits behind the point all amounts of a column are shown with, so that they stand below each other."""
    if not is_money(column):
        return 0
    digits = [
        -int(exponent)
        for value in values
        if _is_number(value) and isinstance(exponent := _rounded(value).normalize().as_tuple().exponent, int)
    ]
    most = max([0, *digits])
    return max(most, 2) if column.endswith("_wan_yuan") or most else 0


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _rounded(value: float) -> Decimal:
    """An amount without the noise of floating point."""
    return Decimal(repr(value)).quantize(Decimal("0.000001")) if abs(value) <= MOST_MONEY else Decimal(0)


def number(value: float) -> str:
    """A number with separators from ten thousand on: a year has none."""
    shown = f"{value:.10g}" if isinstance(value, float) and abs(value) < 1e10 else str(value)
    whole, point, rest = shown.partition(".")
    return f"{int(whole):,}{point}{rest}" if abs(value) >= 10_000 and whole.lstrip("-").isdecimal() else shown


def amount(language: str, column: str, value: float, decimals: int) -> Markup:
    """An amount in the unit of its column, with the same in 万元 or yuan when pointed at."""
    if abs(value) > MOST_MONEY:
        return Markup('<span class="number">{}</span>').format(value)
    fen = round(value * (WAN_YUAN if column.endswith("_wan_yuan") else 1 if column.endswith("_fen") else YUAN))
    say = say_in(language)
    hint = say("{yuan} 元，即 {wan} 万元", yuan=digits_in(fen, YUAN), wan=digits_in(fen, WAN_YUAN, 0))
    return Markup('<span class="money" title="{}">{}</span>').format(hint, f"{value:,.{decimals}f}")


def folded(language: str, text: str, whole: bool = False) -> Markup:
    """A text as published; a long one folded, to be opened with a click or a key, without any script."""
    if whole or len(text) <= FOLDED:
        return Markup('<bdi class="text">{}</bdi>').format(text)
    say = say_in(language)
    cut = text if len(text) <= CUT else text[:CUT] + "…"
    return Markup(
        '<details class="long"><summary><bdi class="excerpt">{}…</bdi> <span class="fold">{}</span></summary>'
        '<bdi class="text">{}</bdi></details>'
    ).format(text[:EXCERPT], say("全文"), cut)


def empty(language: str, table: str | None, column: str, value: Any) -> Markup:
    """No value, in words; what it means there, when pointed at."""
    say = say_in(language)
    if value == "":
        return Markup('<span class="empty">{}</span>').format(say("空文字"))
    return Markup('<span class="empty" title="{}">{}</span>').format(
        emptiness(language, table, column), empty_words(language, column)
    )


def cell(
    language: str,
    table: str | None,
    column: str,
    value: Any,
    row: Row,
    path: Callable[[str], str],
    decimals: int = 0,
    whole: bool = False,
) -> Markup:
    """A value of a row as HTML. `path` makes an address of ours one of the site's; `whole`: nothing is folded."""
    label = None
    if isinstance(value, Mapping):  # Datasette's form of a foreign key
        value, label = value["value"], value["label"]
    if value is None or value == "":
        return empty(language, table, column, value)
    address = address_of(table, column, value, row)
    label = value_label(language, table, column, value) or (None if label == value else label)
    content = _content(language, column, value, label, decimals, whole, linked=address is not None)
    if address is not None:
        return Markup('<a href="{}">{}</a>').format(path(address), content)
    if isinstance(value, str) and value.startswith(("http://", "https://")) and not re.search(r"\s", value):
        return Markup('<a href="{}" rel="nofollow noopener">{}</a>').format(value, content)
    return content


def _content(
    language: str, column: str, value: Any, label: str | None, decimals: int, whole: bool, linked: bool
) -> Markup:
    say = say_in(language)
    if isinstance(value, bytes):
        return say("二进制数据，{n} 字节", n=f"{len(value):,}")
    if label:
        return Markup('<bdi title="{}">{}</bdi>').format(value, label if whole else _excerpt(label))
    if _is_number(value):
        if is_money(column):
            return amount(language, column, value, decimals)
        plain = column in _NOT_COUNTED or column.endswith("_id")
        return Markup('<span class="number">{}</span>').format(value if plain else number(value))
    text = str(value)
    if column in _DATES:
        return Markup('<time class="number">{}</time>').format(text)
    if column in _CODES or column.endswith("_id"):
        return Markup('<code dir="auto">{}</code>').format(text if whole else text[:CUT])
    if linked and not whole:  # details cannot stand in a link
        return Markup("<bdi>{}</bdi>").format(_excerpt(text))
    return folded(language, text, whole)


def _excerpt(text: str) -> str:
    return text if len(text) <= LINKED else text[:LINKED] + "…"


def is_right_aligned(table: str | None, column: str, values: list[Any]) -> bool:
    """Whether a column is one of numbers, which stand below each other."""
    if has_value_labels(table, column):
        return False
    if is_money(column):
        return True
    present = [value for value in values if value is not None]
    return bool(present) and all(_is_number(value) for value in present)


def room_for(values: list[Any]) -> str:
    """The room that a column of texts wants: `long`, `wide` or as much as it takes."""
    texts = [value["label"] if isinstance(value, Mapping) else value for value in values]
    longest = max((len(text) for text in texts if isinstance(text, str)), default=0)
    return "long" if longest > 40 else "wide" if longest > 10 else ""
