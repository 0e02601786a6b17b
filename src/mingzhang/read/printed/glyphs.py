"""Printed characters: which one a font shows, and where it stands in the direction in which it is read."""

import re
import unicodedata
from typing import NamedTuple

# Radicals (U+2E80-2EF3) to the ideographs they look like: Unicode's EquivalentUnifiedIdeograph, written out because
# NFKC knows two of them only. Kangxi radicals (U+2F00-2FDF), compatibility ideographs (U+F900-FAFF) and Latin ligatures
# (U+FB00-FB06) are left to NFKC.
_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩"
    "⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑"
    "⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_IDEOGRAPHS = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王"
    "𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長"
    "镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
_SHOWN = dict(zip(_RADICALS, _IDEOGRAPHS, strict=True))
_BY_NFKC = re.compile("[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_PLACEHOLDER = re.compile(r"\(cid:\d+\)")

UNKNOWN_CHARACTER = "\ufffd"  # a character that is drawn, and of which the file does not say which one it is


def shown(text: str) -> str:
    """The characters that a reader sees for what a font's table says.

    A radical and the ideograph it looks like are one drawing in most fonts, and a PDF then names either (⽬⽀ for 目支): the
    ideograph is what was printed. A placeholder for a character that the file does not name, and control characters, which
    nobody prints, become UNKNOWN_CHARACTER. Characters without a drawing of their own (zero-width space) become nothing.
    """
    if _PLACEHOLDER.fullmatch(text):
        return UNKNOWN_CHARACTER
    return "".join(_SHOWN.get(one) or _shown_character(one) for one in text)


def _shown_character(character: str) -> str:
    if _BY_NFKC.match(character):
        return unicodedata.normalize("NFKC", character)
    if character.isspace():
        return "\u3000" if character == "\u3000" else " "
    category = unicodedata.category(character)
    return "" if category == "Cf" else UNKNOWN_CHARACTER if category in ("Cc", "Cs", "Cn") else character


class Box(NamedTuple):
    """A rectangle on a page; y counts downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


class Glyph(NamedTuple):
    """A printed character. `start` to `end` in the direction of reading, `baseline` in that of the lines (both grow).

    `direction` is the angle at which the line runs, anticlockwise: 0, 90, 180 or 270, and None when it is another one.
    """

    text: str
    start: float
    end: float
    baseline: float
    size: float
    direction: int | None
    box: Box
    look: str | None = None  # the mark that it bears
    colour: tuple[float, ...] | None = None
    order: int = 0  # when it was drawn
    opacity: float = 1.0

    @property
    def middle(self) -> tuple[float, float]:
        """The point that decides in which cell it stands."""
        return (self.box.x0 + self.box.x1) / 2, (self.box.top + self.box.bottom) / 2


def glyph(text: str, box: Box, matrix: tuple[float, ...]) -> Glyph:
    """A character in its box, set by a PDF text matrix (whose y counts upwards)."""
    a, b, _, _, e, f = matrix
    x0, top, x1, bottom = box
    steep = 0.02 * (abs(a) + abs(b))  # scanners and slanted fonts: a line a degree off is still a line
    if abs(b) <= steep:
        placed = (x0, x1, -f, bottom - top, 0) if a >= 0 else (-x1, -x0, f, bottom - top, 180)
    elif abs(a) <= steep:
        placed = (-bottom, -top, e, x1 - x0, 90) if b > 0 else (top, bottom, -e, x1 - x0, 270)
    else:
        return Glyph(text, x0, x1, -f, bottom - top, None, box)
    return Glyph(text, *placed, box)


def turned(box: Box, direction: int) -> tuple[float, float]:
    """From where to where the lines of a direction can run in a box."""
    ends = {0: (box.x0, box.x1), 90: (-box.bottom, -box.top), 180: (-box.x1, -box.x0), 270: (box.top, box.bottom)}
    return ends[direction]
