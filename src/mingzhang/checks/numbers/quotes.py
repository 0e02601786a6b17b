"""How a number is quoted in a sentence: as it is printed, with the noun that it is of."""

import re

from mingzhang.parse.subjects import clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import half_width

_QUOTE = 30  # characters of a quote


def quote(one: TableRow) -> str:
    """A number as it is printed, with the noun that it is of: 农牧民党员460名; 460名…农牧民党员; a product as it multiplies."""
    return str(one.get("product") or _printed(one)).replace("\n", " ")


def _printed(one: TableRow) -> str:
    text, subject = str(one["parent_text"]), str(one["subject"] or "")
    start, end = one["start_char"], one["end_char"]
    plain = half_width(text)
    if one["role"] == "unit_cost" and (words := _words_before(text, plain, start)):
        return words + text[start:end]
    in_front = plain.rfind(subject, 0, start) if subject else -1
    if in_front >= 0 and end - in_front <= _QUOTE:
        return text[in_front:end].strip()
    behind = plain.find(subject, end) if subject else -1
    if behind == end:
        return text[start : end + len(subject)]
    return f"{text[start:end]}…{subject}" if behind > end else f"{_words_before(text, plain, start)}{text[start:end]}"


def _words_before(text: str, plain: str, start: int) -> str:
    """The words of its clause in front of a number that name it (开展项目人均成本), '' where they are long or hold a number."""
    first = clause_start(plain, start)
    return text[first:start].lstrip() if start - first <= _QUOTE and not re.search(r"\d", plain[first:start]) else ""
