"""What stands around and between the rows of a form: what is surely none of its data, and what could be.

Both questions are asked of printed texts alone, so that they can be a witness against any form: `furniture_of` says what a
line is when it is page number, note, date, stamp, unit of money or 续表; `could_hold_data` says whether texts have in them
what only data have.
"""

import re
from collections.abc import Iterable

from mingzhang import vocabulary
from mingzhang.parse.levels import LEVEL1, LEVEL2, official_name
from mingzhang.text.numbers import money_unit_stated
from mingzhang.text.page_lines import is_page_number, is_running_head
from mingzhang.text.pieces import either, squeeze

_LONGEST = 120  # characters of a line that is furniture; a longer one is prose
_LONGEST_STAMP = 40
_LONGEST_STATEMENT = 30  # 预算年度：2023 金额单位：万元

_NEXT_SENTENCE = re.compile(r"(?:[2-9][.、](?!\d)|\([2-9]\)|[②-⑨])\D{4}")
_BARE_NUMBER = re.compile(r"\d{1,3}")
_NUMERALS = "〇○零一二三四五六七八九十"
_DAY = (
    r"(?:(?:19|20)\d\d[年./-]\d{1,2}(?:[月./-](?:\d{1,2}日?)?)?(?:\d{1,2}:\d\d(?::\d\d)?)?"
    rf"|[二一][{_NUMERALS}]{{3}}年[{_NUMERALS}]{{1,3}}月(?:[{_NUMERALS}]{{1,3}}日)?|[年月日\s]+)"
)

_YEAR_AND_MONTH = r"(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])(?!\d)"
_MONEY_OR_RATE = re.compile(
    rf"\d(?:[百千万亿]*元|[%‰])|(?<![\d.])(?!{_YEAR_AND_MONTH})\d[\d,]*\.\d+(?![.\d])|(?<!\d)\d{{1,3}}(?:,\d{{3}})+",
    re.ASCII,
)
_SIGN = re.compile(r"[≥≤><＝=≧≦]\s*\d|\d\s*[≥≤]")
_DATA_NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?", re.ASCII)


@vocabulary.derived
def _patterns() -> dict[str, re.Pattern[str]]:
    words = vocabulary.load("furniture")
    return {
        "note": re.compile(rf"[(*※]?(?:{either(words['notes'])})(?:$|[:(〔\[.、]|\d)"),
        "date": re.compile(rf"(?:(?:{either(words['dates'])}):?)?{_DAY}"),
        "stamp": re.compile(rf"[(](?:[^()]*)(?:{either(words['stamps'])})[)]"),
        "continued": re.compile(
            rf"[(]?(?:{either([*words['continued_from_above'], *words['continued_below']])})[)]?:?"
        ),
        "total": re.compile(rf"(?:{either(words['totals'])})"),
    }


@vocabulary.derived
def furniture_of(text: str) -> str | None:
    """Which furniture a line is (page_number, continued, unit, date, stamp, note); None when it is none, or not surely."""
    printed = squeeze(text)
    if not printed or len(printed) > _LONGEST:
        return None
    if is_page_number(printed) or (is_running_head(text) and not could_hold_data([text])):
        return "page_number"
    if _patterns()["continued"].fullmatch(printed):
        return "continued"
    if money_unit_stated(text) is not None and len(printed) <= _LONGEST_STATEMENT and not could_hold_data([text]):
        return "unit"
    if _patterns()["date"].fullmatch(printed):
        return "date"
    if could_hold_data([text]):
        return None
    if len(printed) <= _LONGEST_STAMP and _patterns()["stamp"].search(printed):
        return "stamp"
    return "note" if _patterns()["note"].match(printed) else None


def goes_on_from_note(text: str) -> bool:
    """Whether a line below a note may be its next sentence: it is numbered (2. …), and holds nothing that only data have."""
    printed = squeeze(text)
    return len(printed) <= _LONGEST and bool(_NEXT_SENTENCE.match(printed)) and not could_hold_data([text])


def is_furniture_outside(text: str) -> bool:
    """Whether a line outside tables is furniture: there a number of three digits at most is a page's."""
    return furniture_of(text) is not None or bool(_BARE_NUMBER.fullmatch(squeeze(text)))


def could_hold_data(texts: Iterable[str]) -> bool:
    """Whether the texts of a line or a row have what data have: money, a rate, a sign with a number, a level, a total.

    So have two cells and more of which one is a number: a code, a name and 5.
    """
    printed = [squeeze(text) for text in texts if text.strip()]
    if any(_MONEY_OR_RATE.search(text) or _SIGN.search(text) for text in printed):
        return True
    if any(official_name(level, text) for text in printed for level in (LEVEL1, LEVEL2) if len(text) > 3):
        return True
    numbers = [text for text in printed if _DATA_NUMBER.fullmatch(text)]
    if len(printed) > 1 and numbers and len(numbers) < len(printed):
        return True
    return bool(printed) and bool(_patterns()["total"].match(printed[0])) and any(map(str.isdigit, "".join(printed)))
