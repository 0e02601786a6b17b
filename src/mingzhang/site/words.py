"""What pages say in the reader's language: labels of tables and columns, amounts, counts, dates."""

from typing import Any

from markupsafe import Markup

from mingzhang.site.metadata import DATABASE_NAME, load_metadata
from mingzhang.text.money import exact_yuan, wan_yuan, yuan

_TABLES = load_metadata()["databases"][DATABASE_NAME]["tables"]


def table_title(language: str, table: str) -> str:
    """The title of a table or view, its own name when metadata.yml has none."""
    described = _TABLES.get(table, {})
    return str(described.get("title_en" if language == "en" else "title") or table)


def column_label(language: str, table: str | None, column: str) -> str:
    """The label of a column: what stands before the colon in metadata.yml; the column's own name when nothing does."""
    key, separator = ("columns_en", ": ") if language == "en" else ("columns", "：")
    text = _TABLES.get(table, {}).get(key, {}).get(column, "")
    return str(text).partition(separator)[0] or column


def column_explanation(language: str, table: str | None, column: str) -> str:
    """What metadata.yml says of a column behind its label; '' when nothing."""
    key, separator = ("columns_en", ": ") if language == "en" else ("columns", "：")
    return str(_TABLES.get(table, {}).get(key, {}).get(column, "")).partition(separator)[2]


def money(language: str, fen: int | None) -> Markup | None:
    """An amount as pages show it: 万元 with yuan on hover in Chinese, yuan in English; None when there is none."""
    if fen is None:
        return None
    shown = yuan(fen) if language == "en" else wan_yuan(fen)
    return Markup('<span class="money" title="{}">{}</span>').format(exact_yuan(fen), shown)


def values_of_template(language: str) -> dict[str, Any]:
    """The functions above with the language filled in, by the names that templates use."""
    return {
        "table_title": lambda table: table_title(language, table),
        "column_label": lambda table, column: column_label(language, table, column),
        "column_explanation": lambda table, column: column_explanation(language, table, column),
        "money": lambda fen: money(language, fen),
    }
