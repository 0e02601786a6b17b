"""What the dates and years of a printed text are there for: a deadline, a plan of several years, a look back.

The dates themselves are read by `text.dates`; which words tell them apart is in words.yml.
"""

import json
import re
from functools import cache, lru_cache

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.store.rows import TableRow
from mingzhang.text.dates import YEAR, PrintedDate, dates_in, plain_years
from mingzhang.text.named_times import names_a_span_or_day, year_ranges
from mingzhang.text.pieces import either

# What names a year of the calendar, and not the number of a document or a machine.
_NAMED = re.compile(rf"{YEAR}(?=\s*年|\s*[/.\-]\s*\d{{1,2}}(?:\s*[/.\-]\s*\d{{1,2}})?(?!\d))", re.ASCII)
_TITLE = re.compile(r"《[^《》]*》|[〔\[(【][^〔〕\[\]()【】]{0,12}[〕\])】]\s*第?\s*\d+\s*号", re.ASCII)
_CLAUSE_END = re.compile(r"[，。；！？,;!?\n]")
_OPEN_PLAN = re.compile(
    r"(?<![第\d一二三四五六七八九十])(?:[二两三四五六七八九十]|[2-9]|[12]\d)年(?:(?:行动|规划|计划|攻坚|滚动|建设期|实施期)|期?$)",
    re.ASCII,
)
_OPEN_END = "9999"
_KEYS = ("year", "meant", "clause")


def years_named(text: str) -> str:
    """JSON array of the years before which 年 or behind which a month stands in a text: {year, meant, clause, later}.

    `meant` is plan (a range of years), title (a law's title, a document's number), past (words beside it say that it looks
    back, as 2022年结转 does) or plain: nothing says what it is there for. A year that is named twice alike counts once.
    `later` is the last year behind it in its sentence, where it is no deadline itself: 2023年1.2万人次，2024年1.5万人次.
    """
    years: dict[tuple[int, str, str], TableRow] = {}
    plain = plain_years(text)
    titles = [match.span() for match in _TITLE.finditer(plain)]
    ranges = [(start, end) for start, end, first, last in year_ranges(text) if first != last]
    for match in _NAMED.finditer(plain):
        start, end = _clause(plain, match.start())
        if _inside(match.start(), titles):
            meant = "title"
        elif _inside(match.start(), ranges):
            meant = "plan"
        elif _looks_back(plain[start : match.start()], plain[match.end() : end]) or _compares(plain, match):
            meant = "past"
        else:
            meant = "plain"
        own = int(match[0]), meant, text[start:end].strip()
        years.setdefault(own, {**dict(zip(_KEYS, own, strict=True)), "later": _later_year(plain, match)})
    return json.dumps(list(years.values()), ensure_ascii=False)


def _later_year(plain: str, match: re.Match[str]) -> int | None:
    """The last year behind another one in its sentence; None where the earlier one is a deadline."""
    if re.match(r"\s*[年/.\-][^,，;；。]{0,8}前", plain[match.end() :]):
        return None
    behind = re.split(r"[。；;！？!?\n]", plain[match.end() :])[0]
    return max((int(one) for one in _NAMED.findall(behind)), default=None)


def _compares(plain: str, match: re.Match[str]) -> bool:
    """Whether a year in a bracket behind a number is compared with it, and is no deadline: 3.6万元（2023年为3.4万元）."""
    bracket = re.search(r"\d[^\d()（）]{0,6}[（(]([^()（）]*)$", plain[: match.start()])
    behind = re.match(r"[^()（）]*[）)]", plain[match.end() :])
    return (
        bracket is not None and behind is not None and "前" not in behind[0] and re.search(r"\d", behind[0]) is not None
    )


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
    is_of_a_thing = before.endswith(("为", "系")) and _made_in_a_year().fullmatch(behind.strip())
    return bool(_words_before().search(before) or _words_behind().search(behind) or is_of_a_thing)


@cache
def _made_in_a_year() -> re.Pattern[str]:
    """What ends a clause that says from which year a thing is: 设备为2021年购置."""
    return re.compile(rf"年[^\d]{{0,6}}(?:{either(listed('made-in-a-year'))})的?")


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
    ends = [str(last) for _, _, first, last in year_ranges(text) if first < last]
    plans = vocabulary.load("dates")["five_year_plans"]
    ends += [str(last) for name, (_, last) in plans.items() if name in plain]
    if not ends and (_OPEN_PLAN.search(plain.strip()) or _several_years().search(plain)):
        return _OPEN_END
    return max(ends, default=None)


@cache
def _several_years() -> re.Pattern[str]:
    return re.compile(either(listed("several-years")))


@lru_cache(maxsize=65536)
def deadline(text: str) -> str | None:
    """The last date that a text names by its year, as precise as it is printed: 2022年12月底前 is 2022-12.

    None when no year is named, or words beside it look back. Only for the target of an indicator: in a
    sentence a year may stand for many things.
    """
    plain = plain_years(text)
    found = [one for one in dates_in(text) if not _is_back(plain, one)]
    return max(found, key=lambda one: one.last_day).iso if found else None


def _is_back(plain: str, one: PrintedDate) -> bool:
    return _looks_back(plain[: one.start], plain[one.start + len("2023") :])


@lru_cache(maxsize=65536)
def names_a_time(text: str) -> int:
    """1 when a text says by when in any words: a year, a month, a day of the month, 年底前, 全年, 长期; else 0."""
    return int(names_a_span_or_day(text) or _words_of_time().search(plain_years(text)) is not None)


@cache
def _words_of_time() -> re.Pattern[str]:
    return re.compile(either(listed("words-of-time")))
