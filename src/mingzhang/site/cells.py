"""How a value looks in a table: amounts, dates, names of values, links to its pages, long texts folded, and no value at all."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from mingzhang.dictionary.descriptions import FEN, ColumnDescription, Kind
from mingzhang.dictionary.languages import DEFAULT, in_language, is_translated
from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.language import say_in
from mingzhang.site.words import described_column, value_name
from mingzhang.text.money import WAN_YUAN, YUAN, digits_in
from mingzhang.text.spacing import close_set

ShownRow = Mapping[str, Any]

# A text longer than this is folded; of a longer one than the second a table shows the beginning, and so does the page of its
# row than the third: twenty rows of a page of 300 KB have no more room. It is whole in every download, and on the source page.
FOLDED, CUT, WHOLE = 70, 2000, 15_000
# A link cannot be folded: it is cut, and its page has the whole text.
LINKED = 160
EXCERPT = 48
# More than all the money there is: beyond it floating point has no fen.
MOST_MONEY = 1e13
# Numbers that count nothing and are written without separators; texts that mean something to programs.
_PLAIN = frozenset({Kind.YEAR, Kind.PAGE, Kind.POSITION, Kind.ORDER, Kind.ID, Kind.IDENTIFIER, Kind.REFERENCE})
_TECHNICAL = frozenset({Kind.ID, Kind.IDENTIFIER, Kind.REFERENCE, Kind.SERIES, Kind.SQL, Kind.JSON, Kind.SVG})
_DOCUMENT_OF_RECORD = re.compile(r"(.+?)-p\d+(?:-[a-z]\d+)*$")


def row_address(table: str, row_id: Any) -> str:
    """Datasette's page of a row with one key."""
    return f"/{DATABASE_NAME}/{tilde_encode(table)}/{tilde_encode(str(row_id))}"


def source_address(table: str | None, row: ShownRow) -> str | None:
    """The page of the source on which the record of this row is printed; None when the row does not tell."""
    known = load_dictionary().tables.get(table or "")
    for column in known.columns if known else row:
        described = described_column(table, column)
        if described.kind is Kind.PAGE:
            return _source_address(table, described, row)
    return None


def _source_address(table: str | None, page: ColumnDescription, row: ShownRow) -> str | None:
    record, printed = next(
        ((one, _table_of(table, one)) for one in page.records if row.get(one) is not None), (None, None)
    )
    document = row.get("document_id")
    if document is None and record and (found := _DOCUMENT_OF_RECORD.match(str(row[record]))):
        document = found[1]
    if not isinstance(document, str) or not isinstance(row.get(page.name), int):
        return None
    arguments = {"page": row[page.name]}
    if record and printed != "documents":
        arguments["cell" if printed == "cells" else "record"] = row[record]
    return f"/source/{quote(document, safe='')}?{urlencode(arguments)}"


def _table_of(table: str | None, column: str) -> str | None:
    """The table whose record a column names: its own for an id."""
    described = described_column(table, column)
    return table if described.kind is Kind.ID else described.refers_to


def value_address(table: str | None, column: str, value: Any, row: ShownRow) -> str | None:
    """Where a value leads: to the page of what it names; None when it names nothing."""
    if value in (None, ""):
        return None
    described = described_column(table, column)
    if described.kind is Kind.PAGE:
        return _source_address(table, described, row)
    if described.kind is Kind.SERIES:
        return f"/{DATABASE_NAME}/projects?{urlencode({'series_id': value})}"
    if described.names:
        named = row.get(described.names)
        return None if named is None else value_address(table, described.names, named, row)
    record = _table_of(table, column)
    return record_address(record, value) if record else None


def record_address(table: str, record_id: Any) -> str | None:
    """The site's own page of a record, else Datasette's page of its row; None for what has no key of one column."""
    described = load_dictionary().tables.get(table)
    if described is None or not any(column.kind is Kind.ID for column in described.columns.values()):
        return None
    return _own_page(described.page, record_id) if described.page else row_address(table, record_id)


def _own_page(page: str, record_id: Any) -> str:
    return f"/{page}/{quote(str(record_id), safe='')}"


def decimals_of(column: ColumnDescription, values: list[Any], unit: str | None = None) -> int:
    """How many digits behind the point all amounts or rates of a column are shown with, so that they stand below each other.

    `unit` is the unit of money they are shown in, where it is not the column's own.
    """
    if column.kind is Kind.RATE:
        return max((len(number(value).partition(".")[2]) for value in values if _is_number(value)), default=0)
    if column.fen is None:
        return 0
    unit = unit or column.of
    least = 2 if unit == "wan_yuan" else 0
    amounts = [digits_in(_fen(value, column.fen), FEN[unit], least) for value in values if _is_amount(value)]
    most = max([least, *(len(digits.partition(".")[2]) for digits in amounts)])
    return 2 if most == 1 else most


def _fen(value: float, fen_each: int) -> int:
    """An amount in fen, without the noise of floating point."""
    return round(value * fen_each)


def _is_amount(value: Any) -> bool:
    return _is_number(value) and abs(value) <= MOST_MONEY


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def number(value: float) -> str:
    """A number with separators from ten thousand on: a year has none."""
    shown = f"{value:.10g}" if isinstance(value, float) and abs(value) < 1e10 else str(value)
    whole, point, rest = shown.partition(".")
    return f"{int(whole):,}{point}{rest}" if abs(value) >= 10_000 and whole.lstrip("-").isdecimal() else shown


def amount(language: str, column: ColumnDescription, value: float, decimals: int, unit: str | None = None) -> Markup:
    """An amount, in the column's own unit of money or in another, with the same in yuan and 万元 when pointed at."""
    if column.fen is None or not _is_amount(value):
        return Markup('<span class="number">{}</span>').format(value)
    fen = _fen(value, column.fen)
    say = say_in(language)
    hint = say("{yuan}元，即{wan}万元", yuan=digits_in(fen, YUAN), wan=digits_in(fen, WAN_YUAN, 0))
    return Markup('<span class="money" title="{}">{}</span>').format(
        hint, digits_in(fen, FEN[unit or column.of], decimals)
    )


def folded(language: str, text: str, whole: bool = False) -> Markup:
    """A text as published; a long one folded, to be opened with a click or a key, without any script.

    Of a very long one it is the beginning, which is said: in a table CUT characters, on the page of its row (`whole`) WHOLE.
    """
    if whole or len(text) <= FOLDED:
        return Markup(f'<bdi class="text">{escape(text[:WHOLE])}</bdi>{_left_out(language, text, WHOLE)}')
    say = say_in(language)
    return Markup(
        '<details class="long"><summary><bdi class="excerpt">{}…</bdi> <span class="fold">{}</span></summary>'
        '<bdi class="text">{}</bdi>{}</details>'
    ).format(text[:EXCERPT], say("全文"), text[:CUT], _left_out(language, text, CUT))


def _left_out(language: str, text: str, most: int) -> Markup:
    if len(text) <= most:
        return Markup("")
    say = say_in(language)
    said = say("……以上为前{most}字，共{n}字；全文见下载的数据", most=f"{most:,}", n=f"{len(text):,}")
    return Markup(' <span class="cut quiet small">{}</span>').format(said)


def emptiness(language: str, column: ColumnDescription, row: ShownRow) -> str:
    """Why there is no value: what was printed could not be read, or what metadata.yml says an empty value means."""
    say = say_in(language)
    if column.printed and column.printed in row:
        return str(say("未填写") if row[column.printed] in (None, "") else say("未能识别"))
    return in_language(column.empty, language) or str(say("未填写"))


def empty(language: str, column: ColumnDescription, value: Any, row: ShownRow) -> Markup:
    """No value: a dash, and why for whoever listens or points at it."""
    why = say_in(language)("空文字") if value == "" else emptiness(language, column, row)
    return Markup(f'<span class="empty"><span aria-hidden="true">—</span><span class="why">{escape(why)}</span></span>')


def cell(
    language: str,
    table: str | None,
    column: str,
    value: Any,
    row: ShownRow,
    path: Callable[[str], str],
    decimals: int = 0,
    whole: bool = False,
    unit: str | None = None,
) -> Markup:
    """A value of a row as HTML. `path` makes an address of ours one of the site's; `whole`: nothing is folded.

    `unit` is the unit of money in which amounts are shown, where it is not the column's own.
    """
    label = None
    if isinstance(value, Mapping):  # Datasette's form of a foreign key
        value, label = value["value"], value["label"]
    described = described_column(table, column)
    if value is None or value == "":
        return empty(language, described, value, row)
    address = value_address(table, column, value, row)
    label = value_name(language, table, column, value) or (None if label == value else label)
    if label is None and described.fen is not None and _is_number(value):
        return amount(language, described, value, decimals, unit)
    if label is None and described.kind is Kind.RATE and _is_number(value):
        return Markup(f'<span class="number">{value:,.{decimals}f}</span>')
    if language == DEFAULT and isinstance(value, str) and is_translated(column, row):
        value = close_set(value)  # a sentence of ours
    content = _content(language, described, value, label, whole, linked=address is not None)
    if address is not None:
        return Markup(f'<a href="{escape(path(address))}">{content}</a>')
    if isinstance(value, str) and value.startswith(("http://", "https://")) and not re.search(r"\s", value):
        return Markup('<a href="{}" rel="nofollow noopener">{}</a>').format(value, content)
    return content


def _content(
    language: str, column: ColumnDescription, value: Any, label: str | None, whole: bool, linked: bool
) -> Markup:
    if isinstance(value, bytes):
        return say_in(language)("二进制数据，{n} 字节", n=f"{len(value):,}")
    if label:
        return Markup(f'<bdi title="{escape(value)}">{escape(label if whole else beginning(label))}</bdi>')
    if _is_number(value):
        return Markup(f'<span class="number">{escape(_shown_number(column, value))}</span>')
    text = str(value)
    if column.kind is Kind.DATE:
        return Markup(f'<time class="number">{escape(text)}</time>')
    if column.kind in _TECHNICAL and (linked or whole or len(text) <= FOLDED):
        return Markup(f'<code dir="auto">{escape(text if whole else text[:CUT])}</code>')
    if linked and not whole:  # details cannot stand in a link
        return Markup(f"<bdi>{escape(beginning(text))}</bdi>")
    return folded(language, text, whole)


def _shown_number(column: ColumnDescription, value: float) -> str:
    """A number of a column; one that counts has separators from one thousand on, as nobody takes it for a year."""
    if column.kind in _PLAIN:
        return str(value)
    return f"{value:,}" if column.kind is Kind.COUNT and isinstance(value, int) else number(value)


def beginning(text: str) -> str:
    """A text as the words of a link: its beginning, where it is long."""
    return text if len(text) <= LINKED else text[:LINKED] + "…"


def is_right_aligned(column: ColumnDescription, values: list[Any]) -> bool:
    """Whether a column is one of numbers, which stand below each other."""
    if column.values:
        return False
    if column.fen is not None:
        return True
    present = [value for value in values if value is not None]
    return bool(present) and all(_is_number(value) for value in present)


def room_for(values: list[Any]) -> str:
    """The room that a column of texts wants: `long`, `wide` or as much as it takes."""
    texts = [value["label"] if isinstance(value, Mapping) else value for value in values]
    longest = max((len(text) for text in texts if isinstance(text, str)), default=0)
    return "long" if longest > 40 else "wide" if longest > 10 else ""
