"""Money in the text behind a label of money (总额：860.5万元 一、财政拨款：…), and what may be the amount of a sheet."""

import re
from dataclasses import replace

from mingzhang import vocabulary
from mingzhang.forms.labels import read_label
from mingzhang.forms.sheets.money_records import Total
from mingzhang.forms.texts import amount_of
from mingzhang.records import ProjectField, Reject, Span
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import either, half_width

_MONEY = frozenset({"fund", "budget", "grant", "total", "sum", "amount", "invest", "number", "granted"})
_SUMS = frozenset({"total", "sum", "amount", "number", "granted"})
_RESULTS = frozenset({"rate", "score", "weight"})
_LISTS = frozenset({"totals", "points", "sections"})
_AMOUNT = re.compile(r"\d\s*[万亿]?元")


def total_in_text(fields: list[ProjectField]) -> Total | None:
    """The total that the text behind a label of money begins with, its unit printed; None where several texts do."""
    found = [(kept, match) for kept in fields if (match := _match(kept))]
    if len(found) != 1:
        return None
    kept, match = found[0]
    text = next(span for span in kept.spans if span.is_leaf)
    start, end = (text.start + place for place in match.span("amount"))
    amount, rejects = amount_of(replace(text.cell, text=match["amount"]), None)
    names = ("amount_text", "amount_fen", "amount_yuan", "step_fen") if amount else ("amount_text",)
    spans = tuple(Span(text.cell, start, end, name, is_leaf=False) for name in names)
    return None if rejects else Total(amount, match["amount"], spans)


def _match(kept: ProjectField) -> re.Match[str] | None:
    if kept.label:
        return _total().match(half_width(kept.text)) if _is_of_money(kept.label) else None
    match = _before_parts().fullmatch(half_width(kept.text))
    is_total = match is not None and read_label(match["label"]).fields.get("totals") in ("plain", "year")
    return match if is_total else None


@vocabulary.derived
def _before_parts() -> re.Pattern[str]:
    """A label, its amount, and in brackets what that is made of, which is of the same time: 预算：9万元（其中：省级3万元）."""
    parts = rf"\(\s*(?:{either(vocabulary.load('forms')['of_which'])})[^()年]*\)"
    return re.compile(rf"(?P<label>[^:\d]+):\s*(?P<amount>\d[\d,.]*\s*[万亿]?元)\s*{parts}", re.ASCII)


@vocabulary.derived
def _total() -> re.Pattern[str]:
    words = vocabulary.load("forms")
    named = rf"(?:{either(words['before_total'])})*(?:{either(words['total_in_text'])})"
    return re.compile(rf"\s*{named}\s*:?\s*(?P<amount>\d[\d,.]*\s*[万亿]?元)", re.ASCII)


def doubts_of_amounts(fields: list[ProjectField]) -> list[Reject]:
    """A reject for each value kept under a label of money that may be the amount of a project of which none was read."""
    return [
        Reject("amount-not-sure", {"text": text, "label": label}, span.cell, span.start, span.end)
        for kept in fields
        for label, text in [_label_and_text(kept)]
        if _is_of_money(label) and (read_number(text) is not None or _AMOUNT.search(half_width(text)))
        for span in [next(span for span in kept.spans if span.is_leaf)]
    ]


def _label_and_text(kept: ProjectField) -> tuple[str, str]:
    """The label of a text and the text; of one that stands under no label, what it prints itself before its first colon."""
    if kept.label:
        return kept.label, kept.text
    label, _, text = kept.text.replace("：", ":").partition(":")
    return label.strip(), text.strip()


def _is_of_money(label: str) -> bool:
    """Whether a label is of a total or heads the part of money, by its list; of a label that is only kept, by its words."""
    read = read_label(label)
    words = frozenset(read.parts.classes if read.parts else ())
    kinds = _MONEY if read.fields.keys() & _LISTS else _SUMS
    return bool(words & kinds) and not words & _RESULTS
