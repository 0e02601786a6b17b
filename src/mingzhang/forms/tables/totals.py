"""Rows of totals, and columns of amounts below two rows of labels: what of a table's money is whose."""

import re
from collections.abc import Iterable

from mingzhang import vocabulary
from mingzhang.forms.header_rows import labels_over
from mingzhang.forms.labels import field_of, label_of, read_label
from mingzhang.forms.matrix import Line
from mingzhang.records import Cell, Reject
from mingzhang.text.numbers import money_unit_in_brackets
from mingzhang.text.pieces import either, squeeze

_WHOLE = ("total", "grand")  # classes of words


def total_kind(texts: Iterable[str]) -> str | None:
    """What total a row is by its first cells: total (合计), subtotal (小计) or part (其中); None when it is none.

    A text that only ends in such a word (特定目标类小计) is of some part of the table, and so a subtotal.
    """
    texts = list(texts)
    return plain_total_kind(texts) or ("subtotal" if any(map(ends_as_total, texts)) else None)


def ends_as_total(text: str) -> bool:
    """Whether a name ends as that of a total, which no project's does: 特定目标类小计, 小计（二）, 项目支出合计：."""
    return _total_at_end().search(squeeze(text)) is not None


@vocabulary.derived
def _total_at_end() -> re.Pattern[str]:
    """A word of totals at the end of a text, with a number, a remark in brackets or a colon behind it."""
    totals = vocabulary.load("columns")["totals"]
    words = either([*totals["total"], *totals["subtotal"]])
    return re.compile(
        rf"(?:(?:{words})(?:[一二三四五六七八九十]{{1,2}}|\d{{1,2}})?(?:\([^()]*\))?|\((?:{words})\)):?$", re.ASCII
    )


def plain_total_kind(texts: Iterable[str]) -> str | None:
    """What total a row is by a cell that says nothing else (合计, 小计) or begins with 其中; None when it is none."""
    words = vocabulary.load("columns")["totals"]
    for text in map(squeeze, texts):
        if any(text.startswith(word) for word in words["part"]):
            return "part"
        for kind in ("total", "subtotal"):
            if text.rstrip(":") in words[kind]:
                return kind
    return None


def amount_column(form: str, rows: list[Line], labels: Line, year: int | None) -> tuple[Cell | None, list[Reject]]:
    """The label, among the lowest ones of a header, of the column of amounts; None, with a reject for each, when it is unclear.

    Below a label of money over several columns it is the whole (合计), or that of the document's year where all of them are
    years. A part (财政拨款) is never taken for the whole, and nothing is added up.
    """
    over = zip(labels, labels_over(rows, labels), strict=True)
    below = [cell for cell, above in over if any(field_of(form, one) == "amount" for one in above)]
    direct = [cell for cell in labels if field_of(form, cell) == "amount" and cell not in below]
    direct = [cell for cell in direct if not _is_of_sources(cell)] or direct
    chosen = _of_the_year(direct) if not below else _whole_of(below, year)
    if len(chosen) == 1 and not (below and direct):
        return chosen[0], []
    rejects = [
        Reject("column-twice", {"label": cell.text.strip()}, cell, 0, len(cell.text)) for cell in (*direct, *below)
    ]
    return None, rejects


def unknown_money(rows: list[Line], labels: Line) -> dict[int, Cell]:
    """Column -> label, for columns below a label that states a unit of money and that nobody knows: 市级统筹（万元）."""
    found = {}
    for cell, over in zip(labels, labels_over(rows, labels), strict=True):
        stating = [one for one in (cell, *over) if money_unit_in_brackets(one.text) is not None]
        if stating and not any(read_label(one.text).fields for one in stating):
            found[cell.column] = stating[0]
    return found


def _is_of_sources(label: Cell) -> bool:
    """Whether a label says where money comes from (资金来源): the amount only where no other label is."""
    parts = read_label(label.text).parts
    return parts is not None and parts.classes[-1] == "source"


def _of_the_year(labels: Line) -> Line:
    """The one label that speaks of the year beside others that are of a whole (资金总额); all of them where that is not so."""
    own = [cell for cell in labels if read_label(cell.text).scope == "year"]
    return own if len(own) == 1 and all(is_of_a_whole(cell) for cell in labels if cell not in own) else labels


def is_of_a_whole(label: Cell) -> bool:
    """Whether a label of money is, by its words, of more than the money of a year: 资金总额, 总预算."""
    parts = read_label(label.text).parts
    return parts is not None and parts.scope is None and any(name in parts.classes for name in _WHOLE)


def _whole_of(labels: Line, year: int | None) -> Line:
    """Of labels below one of money that of the year, where the others are other years and their sum; else the whole."""
    words = vocabulary.load("columns")["totals"]
    sums = (*words["total"], *words["subtotal"])
    whole = [cell for cell in labels if field_of("totals", cell) or label_of(cell.text) in sums or _adds_up_years(cell)]
    years = [_years_of(cell) for cell in labels if cell not in whole]
    of_year = [cell for cell in labels if cell not in whole and _years_of(cell) == (year,)]
    if len(years) > 1 and all(years):
        return of_year
    return [cell for cell in whole if not _adds_up_years(cell)]


def _adds_up_years(label: Cell) -> bool:
    """Whether a label is of a sum that goes over several years: 三年合计."""
    parts = read_label(label.text).parts
    return parts is not None and parts.classes[-1] == "sum" and parts.scope == "whole_project"


def _years_of(label: Cell) -> tuple[int, ...]:
    parts = read_label(label.text).parts
    return parts.years if parts else ()
