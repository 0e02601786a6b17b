"""Lines that belong to a page and not to what is printed on it: its number, and that a table goes on."""

import re

from mingzhang import vocabulary
from mingzhang.text.pieces import NUMERALS, either, squeeze

_DASHES = r"[-—–－─_~·•*.=]*"
_PAGE_OF = r"(?:第?\d{1,4}页)?[,、/]?(?:共\d{1,4}页)?|共\d{1,4}页[,、]?第\d{1,4}页|\d{1,4}/\d{1,4}页?|page\d{1,4}(?:of\d{1,4})?"
_SURE = re.compile(rf"[(]?{_DASHES}(?:{_PAGE_OF}){_DASHES}[)]?|[-—–－─_~·•]+\d{{1,4}}[-—–－─_~·•]+", re.I)
_ALONE = re.compile(
    rf"[\s—\-–－.·~]*(?:第?\s*\d{{1,4}}\s*页?|第\s*[{NUMERALS}百]+\s*页)"
    r"(?:\s*[/／,，、]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[\s—\-–－.·~]*",
    re.ASCII,
)

_PAGES = r"第\s*\d{1,4}\s*页(?:\s*[/／,，、]?\s*共\s*\d{1,4}\s*页)?|共\s*\d{1,4}\s*页\s*[,，、]?\s*第\s*\d{1,4}\s*页"
_ITS_PAGE = rf"(?:[-—–－]\s*\d{{1,4}}\s*[-—–－]|[(（]?(?:{_PAGES})[)）]?)"
_RUNNING_HEAD = re.compile(rf"\s*(?:\S.{{1,60}}?\s+{_ITS_PAGE}|{_ITS_PAGE}\s+\S.{{1,60}}?)\s*", re.ASCII)


def is_running_head(text: str) -> bool:
    """Whether a line is the head or foot of a page with its number behind or before it: 某市2024年预算　— 37 —."""
    return "\n" not in text.strip() and bool(_RUNNING_HEAD.fullmatch(text.replace("\u3000", " ")))


def is_page_number(text: str) -> bool:
    """Whether a line says which page it is, in a form that no datum has: 第1页 共2页, - 3 -, 3/12. A bare 3 does not."""
    printed = squeeze(text)
    return bool(printed) and any(map(str.isdigit, printed)) and bool(_SURE.fullmatch(printed))


def is_page_number_alone(text: str) -> bool:
    """Whether a line that stands alone on a page may be the number of it: also a bare 3, or 第三页."""
    return bool(_ALONE.fullmatch(text.strip()))


def is_continuation_mark(text: str) -> bool:
    """Whether a line only says that a table goes on from the page before (续表)."""
    return bool(_continued().fullmatch(squeeze(text)))


@vocabulary.derived
def _continued() -> re.Pattern[str]:
    return re.compile(rf"[(]?(?:{either(vocabulary.load('furniture')['continued_from_above'])})\d*[)]?")
