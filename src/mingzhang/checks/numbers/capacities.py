"""Numbers that say how much can be done, and not how much is: 设计能力120吨/日, 装机容量50千瓦."""

import re

from mingzhang.checks.lists import listed
from mingzhang.parse.subjects import clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import either, half_width


def is_capacity(one: TableRow) -> bool:
    """Whether the words of a number, which has the text that it stands in as `parent_text`, say that so much can be done."""
    plain = half_width(one["parent_text"])
    in_front = plain[clause_start(plain, one["start_char"]) : one["start_char"]]
    said = rf"(?:{either(listed('capacities'))})(?!{either(listed('no-capacities'))})[\u4e00-\u9fff]{{0,6}}$"
    return any(re.search(said, words) for words in (one["subject"] or "", in_front))
