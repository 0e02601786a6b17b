"""What pages say in the reader's language: labels of tables, columns and values, and amounts."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup

from mingzhang.checks.definition import load_checks
from mingzhang.dictionary.descriptions import FEN, ColumnDescription, Kind
from mingzhang.dictionary.languages import DEFAULT, LANGUAGES, Texts, column_in, in_language, translated_from
from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.site.language import say_in
from mingzhang.text.money import WAN_YUAN, YUAN, digits_in, exact_yuan, rounded_yi_or_wan_yuan, yuan
from mingzhang.text.spacing import close_set

# More codes than these are not listed in the explanation of a column.
MOST_CODES = 8
# What is said of so many columns is kept: of all tables there are 600 in each language; those of queries have any name.
_MOST_COLUMNS = 4096


def table_title(language: str, table: str) -> str:
    """The title of a table or view, its own name when metadata.yml has none."""
    described = load_dictionary().tables.get(table)
    return in_language(described.title, language) if described else table


def row_title(language: str, table: str) -> str:
    """What one row of a table is called."""
    described = load_dictionary().tables.get(table)
    return in_language(described.row, language) if described else table


def table_description(language: str, table: str) -> str:
    """What metadata.yml says of a table or view; '' when nothing."""
    described = load_dictionary().tables.get(table)
    return in_language(described.description, language) if described else ""


@lru_cache(_MOST_COLUMNS)
def described_column(table: str | None, column: str) -> ColumnDescription:
    """What is known of a column of a table, or of a query, whose columns no table describes; a text where nothing is."""
    return load_dictionary().column(table, column) or ColumnDescription(column, Kind.TEXT)


@lru_cache(_MOST_COLUMNS)
def column_label(language: str, table: str | None, column: str) -> str:
    """The label of a column, the column's own name where there is none.

    A text in the reader's language stands under the label of the text that it translates.
    """
    described = load_dictionary().tables.get(table or "")
    if described:
        if column == "rowid":
            return str(say_in(language)("记录"))
        found = translated_from(column, described.columns)
        if found and found[1] == language:
            column = found[0]
    return in_language(described_column(table, column).label, language) or column


def label_with_unit(language: str, label: str, unit: str) -> str:
    """The label of a column of money with another unit than its own in the brackets behind it."""
    say = say_in(language)
    names = {"fen": say("分"), "yuan": say("元"), "wan_yuan": say("万元")}
    return str(say("{label}（{unit}）", label=label_without_unit(label), unit=names[unit]).unescape())


def label_without_unit(label: str) -> str:
    """The label of a column of money without the brackets behind it, in which its unit stands."""
    return re.sub(r"\s*[（(][^（()）]*[）)]$", "", label)


@lru_cache(_MOST_COLUMNS)
def column_explanation(language: str, table: str | None, column: str) -> str:
    """What metadata.yml says of a column besides its label; '' when nothing."""
    return explanation(language, described_column(table, column))


def explanation(language: str, column: ColumnDescription) -> str:
    """What a column means, its codes unless they are many, and what it means when it is empty, in sentences."""
    say = say_in(language)
    sentences = [in_language(column.meaning, language)]
    if column.values and len(column.values) <= MOST_CODES:
        named = [f"{value} {in_language(texts, language)}" for value, texts in column.values.items()]
        comma = str(say("，"))
        sentences.append(str(say("{codes}。", codes=comma.join(named)).unescape()))
    if empty := in_language(column.empty, language):
        sentences.append(str(say("为空表示{what}。", what=empty).unescape()))
    whole = ""
    for sentence in filter(None, sentences):
        whole = str(say("{before}{next}", before=whole, next=sentence).unescape()).strip()
    return whole


@cache
def _check_titles() -> tuple[dict[str, Texts], dict[str, Texts]]:
    """What each check is called, by its id and by its title."""
    titles = {check.id: check.texts["title"] for check in load_checks()}
    return titles, {in_language(texts, DEFAULT): texts for texts in titles.values()}


def value_name(language: str, table: str | None, column: str, value: Any) -> str | None:
    """What a value such as `budget` is called; None when it speaks for itself."""
    described = described_column(table, column)
    named = described.value(value)
    if named is None and isinstance(value, str):
        by_id, by_title = _check_titles()
        if described.refers_to == "checks":
            named = by_id.get(value)
        elif described.names and described_column(table, described.names).refers_to == "checks":
            named = by_title.get(value)
    return in_language(named, language) if named else None


def money(language: str, fen: int | None) -> Markup | None:
    """An amount as sentences show it, None when there is none: yuan in English, in Chinese 万元, from one 亿 on 亿元.

    亿元 are rounded to 万元; what it is exactly, in yuan, is said when the amount is pointed at.
    """
    if fen is None:
        return None
    shown = close_set(rounded_yi_or_wan_yuan(fen)) if LANGUAGES[language].money == "wan_yuan" else yuan(fen)
    return Markup('<span class="money" title="{}">{}</span>').format(exact_yuan(fen), shown)


def money_in_column(language: str, fen: int | None) -> Markup | None:
    """An amount of a column whose head names the unit; the unit stands with it only where the head is not seen (on a phone)."""
    if fen is None:
        return None
    in_wan = LANGUAGES[language].money == "wan_yuan"
    shown = digits_in(fen, WAN_YUAN) if in_wan else digits_in(fen, YUAN, 0)
    unit = "万元" if in_wan else " yuan"
    return Markup('<span class="money" title="{}">{}<span class="unit">{}</span></span>').format(
        exact_yuan(fen), shown, unit
    )


def unit_of_money(language: str) -> Markup:
    """What the unit is called in which readers of a language reckon."""
    say = say_in(language)
    return say("万元") if LANGUAGES[language].money == "wan_yuan" else say("元")


def wan_in_column(language: str, wan: float) -> str:
    """An amount in 万元 of a column whose head names the unit of the reader's money."""
    in_wan = LANGUAGES[language].money == "wan_yuan"
    fen = round(wan * FEN["wan_yuan"])
    return digits_in(fen, WAN_YUAN) if in_wan else digits_in(fen, YUAN, 0)


def above_column(language: str, wan: float) -> str:
    """An amount in 万元 as it stands above a column of a chart, with as many digits as there is room for: in 万元, for readers
    who do not reckon in them in millions of yuan.
    """
    value = wan if LANGUAGES[language].money == "wan_yuan" else wan / 100
    return f"{value:,.0f}" if value >= 100 else f"{value:,.2f}" if value >= 0.01 or not value else f"{value:,.4f}"


def byte_size(size: int | None) -> str:
    """How large a file is, in one unit and no more digits than tell; '' when nobody knows."""
    if not isinstance(size, int):
        return ""
    for unit, scale in (("B", 1), ("KB", 1_000)):
        if size < 10_000 * scale:
            return f"{round(size / scale)} {unit}"
    return f"{round(size / 1_000_000)} MB"


def text_said(language: str, row: Mapping[str, Any], column: str) -> Any:
    """A text of ours in the reader's language, from the column of a row that holds it."""
    text = row[column_in(language, column, row)]
    return close_set(text) if language == DEFAULT and isinstance(text, str) else text


def values_of_template(language: str) -> dict[str, Any]:
    """The functions above with the language filled in, by the names that templates use."""
    return {
        "table_title": lambda table: table_title(language, table),
        "row_title": lambda table: row_title(language, table),
        "table_description": lambda table: table_description(language, table),
        "column_label": lambda table, column: column_label(language, table, column),
        "column_explanation": lambda table, column: column_explanation(language, table, column),
        "value_name": lambda table, column, value: value_name(language, table, column, value) or value,
        "texts": lambda texts: in_language(texts, language),
        "said": lambda row, column: text_said(language, row, column),
        "money": lambda fen: money(language, fen),
        "money_in_column": lambda fen: money_in_column(language, fen),
        "with_unit_of_money": lambda label: label_with_unit(language, str(label), LANGUAGES[language].money),
        "unit_of_money": unit_of_money(language),
        "wan_in_column": lambda wan: wan_in_column(language, wan),
        "above_column": lambda wan: above_column(language, wan),
        "byte_size": byte_size,
    }
