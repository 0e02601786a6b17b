"""What the text of a self-evaluation says of its money and score, beside what the table prints: 追加8万元, 共支出36.4万元."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from mingzhang.checks.lists import listed
from mingzhang.checks.sizes import distance
from mingzhang.parse.subjects import clause_end, clause_start
from mingzhang.text.numbers import comparable
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import either, half_width

_FEN = 100
_WAN = 10_000
_LONGEST = 2000  # characters of a text; in a longer one the money is of many things
_POINT = 0.005  # of scores, which are printed with two decimals at most
_AMOUNT = r"\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|元)"


class _Said(NamedTuple):
    """Money that a text says: its value in yuan, what its last digit is worth, how it is printed."""

    value: float
    step: float
    quote: str


def told_otherwise(text: str, first: float | str, adjusted: float | str, spent: float | str, score: float | str) -> str:
    """JSON of each number of a text that is not what the table says: its reason, the quote, what the table comes to.

    `first`, `adjusted` and `spent` are amounts of all money in fen, `score` the printed total score; '' where there is none.
    """
    if len(text) > _LONGEST:
        return "[]"
    plain = half_width(text)
    money = tuple(None if one == "" else float(one) / _FEN for one in (first, adjusted, spent))
    found = [*_adjusted(plain, *money[:2]), *_spent(plain, money[2]), *_left(plain, *money[1:])]
    found += _scored(plain, None if score == "" else float(score))
    return json.dumps(found, ensure_ascii=False)


def _row(reason: str, quote: str, shown: str, printed: str = "") -> dict[str, str]:
    return {"reason": reason, "quote": quote, "shown": shown, "printed": printed}


def _wan(value: float) -> str:
    return f"{plain_number(round(value / _WAN, 6))}万元"


def _said(plain: str, words: str, behind: str = "") -> list[_Said]:
    """The amounts of a text behind any of the words of a list, with words that say nothing more between."""
    between = either(listed("says-only-money"))
    pattern = re.compile(rf"(?:{either(listed(words))})(?:{between})*{_AMOUNT}{behind}")
    return [_as_said(match) for match in pattern.finditer(plain)]


def _as_said(match: re.Match[str]) -> _Said:
    value = Decimal(match["number"].replace(",", ""))
    base, scale = (float(comparable(one, match["unit"])[0]) for one in (value, Decimal(1)))
    digits = match["number"].partition(".")[2]
    return _Said(base, scale * 10 ** -len(digits), match[0])


# ---- the year's budget -----------------------------------------------------------------------------------------------


def _adjusted(plain: str, first: float | None, adjusted: float | None) -> Iterator[dict[str, str]]:
    """The first budget with all that was added and taken away, beside the budget of the year."""
    of_this_year = re.sub(either(listed("money-left")), "", plain)  # 结转下年 is no money of the year before
    if first is None or adjusted is None or re.search(either(listed("other-money-of-the-year")), of_this_year):
        return
    added, cut = _said(plain, "budget-added"), _said(plain, "budget-cut")
    if not added and not cut:
        return
    computed = first + sum(one.value for one in added) - sum(one.value for one in cut)
    allowed = sum(one.step for one in (*added, *cut)) / 2 + 1
    if abs(computed - adjusted) > allowed and distance(computed, adjusted) == "near":
        shown = f"{_wan(first)}" + "".join(f" + {_wan(one.value)}" for one in added)
        shown += "".join(f" − {_wan(one.value)}" for one in cut) + f" = {_wan(computed)}"
        yield _row("budget-differs", "、".join(one.quote for one in (*added, *cut)), shown, _wan(adjusted))


# ---- what was spent and what is left ---------------------------------------------------------------------------------


def _spent(plain: str, spent: float | None) -> Iterator[dict[str, str]]:
    """The one sum that a text says was spent of all money."""
    said = [one for one in _spent_of_all(plain) if one.value]
    if spent and len(said) == 1 and _differs(said[0], spent):
        yield _row("spent-differs", said[0].quote, _wan(spent))


def _spent_of_all(plain: str) -> Iterator[_Said]:
    pattern = re.compile(rf"(?:{either(listed('spent'))})(?:{either(listed('says-only-money'))})*{_AMOUNT}")
    whole = re.compile(rf"(?:{either(listed('spent-in-all'))})+$")
    for match in pattern.finditer(plain):
        before = plain[clause_start(plain, match.start()) : match.start()]
        if (
            before
            and whole.fullmatch(before)
            and not re.search("[占含]", plain[match.end() : clause_end(plain, match.end())])
        ):
            yield _as_said(match)


def _left(plain: str, adjusted: float | None, spent: float | None) -> Iterator[dict[str, str]]:
    """The one sum that a text says is left, beside the budget of the year less what was spent."""
    of_others = rf"(?:{either(listed('left-of-other-things'))})[\u4e00-\u9fff]{{0,4}}余额"
    said = _said(re.sub(of_others, lambda match: " " * len(match[0]), plain), "money-left")
    if adjusted is None or spent is None or len(said) != 1 or adjusted < spent:
        return
    left = adjusted - spent
    if "余额" in said[0].quote and said[0].value > adjusted:  # a balance of something else
        return
    is_more = said[0].value > left + said[0].step
    if left > 0 and abs(said[0].value - left) > said[0].step and (is_more or distance(said[0].value, left) == "near"):
        yield _row("left-differs", said[0].quote, f"{_wan(adjusted)} − {_wan(spent)} = {_wan(left)}")


def _differs(said: _Said, printed: float) -> bool:
    return abs(said.value - printed) > said.step and distance(said.value, printed) == "near"


# ---- the score -------------------------------------------------------------------------------------------------------


def _scored(plain: str, score: float | None) -> Iterator[dict[str, str]]:
    """The one total score that a text says."""
    pattern = re.compile(
        rf"(?:{either(listed('total-score'))})(?:为|是|:|约|达到|达)?\s*(?P<number>\d+(?:\.\d+)?)\s*分"
    )
    said = {float(match["number"]): match[0] for match in pattern.finditer(plain)}
    if score is not None and len(said) == 1 and not any(abs(one - score) < _POINT for one in said):
        yield _row("score-differs", next(iter(said.values())), plain_number(score))


def points_taken_off(reason: str) -> float | None:
    """How many points a reason says were taken off (扣2分); None where it says none, or says it of several things."""
    found = re.findall(r"扣(?:减|除|掉|了)?\s*(\d+(?:\.\d+)?)\s*分", half_width(reason))
    return float(found[0]) if len(found) == 1 else None


def says_all_done(text: str) -> str:
    """The words of a text that say that all targets were reached (年度绩效指标已全部完成); '' where it says no such thing."""
    found = re.search(either(listed("says-all-done")), half_width(text))
    return found[0] if found else ""
