"""What there was, what is added and taken away, and what is left: 原有2400辆，新增600辆，报废300辆，年末现有2700辆."""

import re
from collections.abc import Callable, Iterator, Sequence

from mingzhang import vocabulary
from mingzhang.store.rows import TableRow
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import either, half_width

_LEAST = 3  # numbers in front of what there is then
_MOST = 6
_CHANGE = 16  # characters of the words in front of a number


def stocks(goals: Sequence[TableRow], quote: Callable[[TableRow], str]) -> Iterator[tuple[TableRow, TableRow, str]]:
    """A row with what a stock comes to, the number that is printed for it, and the kind of pair.

    All numbers of the sentence must be of the stock, at least one of them taken away (complete_lists reads the others).
    """
    for at, last in enumerate(goals):
        first = next(
            (place for place in range(at - _LEAST, at - _MOST - 1, -1) if place >= 0 and _was(goals, place)), None
        )
        if first is None or not _is_then(goals, at, first):
            continue
        signs = [_sign(goals, place) for place in range(first + 1, at)]
        if not _are_of_one_stock(goals[first : at + 1]) or not all(signs) or -1 not in signs or 1 not in signs:
            continue
        changes = list(zip(signs, goals[first + 1 : at], strict=True))
        yield _stock(goals[first], changes, quote), last, "goals"


def _are_of_one_stock(rows: Sequence[TableRow]) -> bool:
    """Whether numbers stand in one sentence, are definite and in one unit."""
    first, last = rows[0], rows[-1]
    plain = half_width(first["parent_text"])
    is_here = first["goal_id"] == last["goal_id"] and not re.search(
        r"[。!?\n]", plain[first["end_char"] : last["start_char"]]
    )
    are_plain = all(one["per"] is None and one["comparator"] in (None, "=") and not one["is_part"] for one in rows)
    return is_here and are_plain and len({one["base_unit"] for one in rows}) == 1


def _words(goals: Sequence[TableRow], at: int) -> str:
    """The words of its clause in front of a number, from the number before on."""
    one = goals[at]
    is_next = at > 0 and goals[at - 1]["goal_id"] == one["goal_id"]
    behind = goals[at - 1]["end_char"] if is_next else 0
    plain = half_width(one["parent_text"])[max(behind, one["start_char"] - _CHANGE) : one["start_char"]]
    return re.split("[,;。、:(]", plain)[-1].strip()


def _was(goals: Sequence[TableRow], at: int) -> bool:
    words = _words(goals, at)
    return re.search(either(vocabulary.load("quantities")["stock"]["was"]), words) is not None


def _sign(goals: Sequence[TableRow], at: int) -> int:
    """1 where a number is added, -1 where it is taken away, 0 where neither is said."""
    stock, words = vocabulary.load("quantities")["stock"], _words(goals, at)
    if re.search(either(stock["taken"]), words):
        return -1
    return int(re.search(either(stock["added"]), words) is not None)


def _is_then(goals: Sequence[TableRow], at: int, first: int) -> bool:
    """Whether words say that a number is what there is then, of what there was: 年末现有, 年末藏书, no 年末完好探头."""
    stock = vocabulary.load("quantities")["stock"]
    words = _words(goals, at)
    match = re.match(rf"(?:到|至|预计|将|使)*(?:{either(stock['end'])})(?:{either(stock['in_all'])})*", words)
    if match is None:
        return False
    left = re.sub(rf"(?:{either(stock['in_all'])})$", "", words[match.end() :])
    return all(character in _words(goals, first) for character in left)


def _stock(was: TableRow, changes: list[tuple[int, TableRow]], quote: Callable[[TableRow], str]) -> TableRow:
    """What a stock comes to, as a row; how it is shown."""
    value = was["base_value"] + sum(sign * one["base_value"] for sign, one in changes)
    shown = "".join(f" {'+' if sign > 0 else '−'} {one['text']}" for sign, one in changes)
    own = value * was["value"] / was["base_value"] if was["base_value"] else value
    product = f"{quote(was)}{shown} = {plain_number(own)}{was['unit'] or ''}"
    return {**was, "base_value": value, "product": product}
