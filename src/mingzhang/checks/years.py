"""The years that printed texts name, and what each is there for: a deadline, a plan of several years, a look back."""

import json
import re
from calendar import monthrange
from functools import cache, lru_cache

from mingzhang.checks.lists import listed
from mingzhang.text.pieces import either, half_width

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_IN_WORDS = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_JOIN = r"\s*(?:年度?)?\s*(?:\d{1,2}月(?:\d{1,2}日)?|[./]\d{1,2}(?:[./]\d{1,2})?)?\s*(?:[—–―─~～\-－/、]+|至|到)\s*"
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_RANGE = re.compile(rf"({_YEAR}){_JOIN}({_YEAR})", re.ASCII)
# What names a year of the calendar, and not the number of a document or a machine.
_NAMED = re.compile(rf"{_YEAR}(?=\s*年|\s*[/.\-]\s*\d{{1,2}}(?:\s*[/.\-]\s*\d{{1,2}})?(?!\d))", re.ASCII)
_TITLE = re.compile(r"《[^《》]*》|[〔\[(【][^〔〕\[\]()【】]{0,12}[〕\])】]\s*第?\s*\d+\s*号", re.ASCII)
_CLAUSE_END = re.compile(r"[，。；！？,;!?\n]")
# A plan of several years by its name: the years of each five-year plan.
_FIVE_YEAR_PLANS = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
_OPEN_PLAN = re.compile(
    r"(?<![第\d一二三四五六七八九十])(?:[二两三四五六七八九十]|[2-9]|[12]\d)年(?:(?:行动|规划|计划|攻坚|滚动|建设期|实施期)|期?$)",
    re.ASCII,
)
_OPEN_END = "9999"

_PART_OF_YEAR = (
    r"(?:(?P<month>\d{1,2})月份?(?:(?P<day>\d{1,2})[日号])?|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)?"
)
_DEADLINE = re.compile(
    rf"(?P<year>{_YEAR})\s*(?:年度?|[/.\-])\s*(?:\d{{1,2}}月?\s*[—–~\-至到]+\s*)?{_PART_OF_YEAR}"
    r"(?:[上中下]旬|[底末初内中])?(?:年底|年内)?(?:[之以]?前|以内|之内)?",
    re.ASCII,
)
_QUARTER_END = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
# A day or month without its year, or a time of the month or year by which something is done: each month by the 10th.
_TIME_NAMED = re.compile(
    r"\d{1,2}\s*(?:月|年|天|日|周)|(?:月|季|周|旬)[底末初]|(?:每月|每季度?|当月|次月)\s*\d{1,2}\s*[日号]|\d{1,2}\s*[日号][之以]?前"
)

_DAY_NAMED = re.compile(
    r"\d{1,2}\s*月(?:\d{1,2}\s*[日号]|[底末初份])|[年月][底末内][之以]?前|\d{1,2}\s*[日号][之以]?前"
)


def plain_years(text: str) -> str:
    """The text in half width, years in Chinese numerals (二〇二三年) as digits; same length."""
    return _YEAR_IN_WORDS.sub(lambda match: match[0].translate(_DIGITS), half_width(text))


def years_named(text: str) -> str:
    """JSON array of the years before which 年 or behind which a month stands in a text: {year, meant, clause}.

    `meant` is plan (a range of years), title (a law's title, a document's number), past (words beside it say that it looks
    back, as 2022年结转 does) or plain: nothing says what it is there for. A year that is named twice alike counts once.
    """
    found = []
    plain = plain_years(text)
    titles = [match.span() for match in _TITLE.finditer(plain)]
    ranges = [match.span() for match in _RANGE.finditer(plain) if match[1] != match[2]]
    for match in _NAMED.finditer(plain):
        start, end = _clause(plain, match.start())
        if _inside(match.start(), titles):
            meant = "title"
        elif _inside(match.start(), ranges):
            meant = "plan"
        elif _looks_back(plain[start : match.start()], plain[match.end() : end]):
            meant = "past"
        else:
            meant = "plain"
        found.append({"year": int(match[0]), "meant": meant, "clause": text[start:end].strip()})
    return json.dumps([one for at, one in enumerate(found) if one not in found[:at]], ensure_ascii=False)


def _inside(position: int, places: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in places)


def _clause(plain: str, position: int) -> tuple[int, int]:
    """Where the clause around a position begins and ends."""
    before = [match.end() for match in _CLAUSE_END.finditer(plain, 0, position)]
    behind = _CLAUSE_END.search(plain, position)
    if (
        behind
        and behind[0] in "，,"
        and re.fullmatch(r"\d{4}年?[度底末初]?", plain[position : behind.start()], re.ASCII)
    ):
        behind = _CLAUSE_END.search(plain, behind.end())  # 2022年，全县已建成…
    return (before[-1] if before else 0), (behind.start() if behind else len(plain))


def _looks_back(before: str, behind: str) -> bool:
    """Whether the words beside a year say that an earlier year is meant."""
    return bool(_words_before().search(before) or _words_behind().search(behind))


@cache
def _words_before() -> re.Pattern[str]:
    """A word in front of a year, with a few characters between at most: 较2022年, 截至 2022年."""
    return re.compile(rf"(?:{either(listed('looks-back-before'))})[^\d]{{0,2}}$")


@cache
def _words_behind() -> re.Pattern[str]:
    return re.compile(either(listed("looks-back-behind")))


@lru_cache(maxsize=65536)
def plan_end(text: str) -> str | None:
    """The last year, as text, of a plan of several years that a text names: 2021—2025年, 十四五, 三年行动.

    9999 when it gives no end, None when it names no plan. A range within one year is none.
    """
    plain = plain_years(text)
    ends = [match[2] for match in _RANGE.finditer(plain) if match[1] < match[2]]
    ends += [str(last) for name, (_, last) in _FIVE_YEAR_PLANS.items() if name in plain]
    if not ends and (_OPEN_PLAN.search(plain.strip()) or _several_years().search(plain)):
        return _OPEN_END
    return max(ends, default=None)


@cache
def _several_years() -> re.Pattern[str]:
    return re.compile(either(listed("several-years")))


@lru_cache(maxsize=65536)
def deadline(text: str) -> str | None:
    """The last day that a text names by its year: ISO 8601, as far as printed (2022年12月底前 is 2022-12).

    None when no year is named, or words beside it look back. Only for the target of an indicator: in a
    sentence a year may stand for many things.
    """
    found = []
    plain = plain_years(text)
    for match in _DEADLINE.finditer(plain):
        if _looks_back(plain[: match.start()], plain[match.end("year") :]):
            continue
        month = int(match["month"] or 0)
        if match["quarter"] or match["half"]:
            month = _QUARTER_END[match["quarter"]] if match["quarter"] else {"上": 6, "下": 12}[match["half"]]
        found.append(_iso(int(match["year"]), month, int(match["day"] or 0)))
    return max(found, default=None)


def _iso(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12:
        return str(year)
    if not 1 <= day <= monthrange(year, month)[1]:
        return f"{year}-{month:02d}"
    return f"{year}-{month:02d}-{day:02d}"


@lru_cache(maxsize=65536)
def names_a_time(text: str) -> int:
    """1 when a text says by when in any words: a year, a month, a day of the month, 年底前, 全年, 长期; else 0."""
    plain = plain_years(text)
    named = _NAMED.search(plain) or _TIME_NAMED.search(plain) or _words_of_time().search(plain)
    return int(named is not None)


@lru_cache(maxsize=65536)
def names_a_day(text: str) -> int:
    """1 when a text says by which day or month (12月底前, 每月10日前, 年底前), as the name of a rate may; else 0."""
    return int(_DAY_NAMED.search(plain_years(text)) is not None)


@cache
def _words_of_time() -> re.Pattern[str]:
    return re.compile(either(listed("words-of-time")))
