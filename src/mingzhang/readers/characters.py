"""Which character a person sees for what a file says: radicals, characters without a drawing, raised digits.

A radical and the ideograph it looks like are one drawing in most fonts, and files name either (⽬⽀ for 目支); a zero-width
space is nothing. A raised digit of Unicode behind a digit (77.00¹) is the number of a note, as one that a font raises.
"""

import re
import unicodedata
from dataclasses import replace

from mingzhang.readers.marked import RAISED, joined_marked, marked, plain
from mingzhang.records import Cell, Grid, Mark, Reading

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
BEYOND_TABLES = 0x110000  # number of a character in a font, from which on it is one that the table of its codes lacks


def characters_seen(text: str) -> str:
    """The characters that a reader sees for what a font's table says.

    A radical and the ideograph it looks like are one drawing in most fonts, and a PDF then names either (⽬⽀ for 目支): the
    ideograph is what was printed. A placeholder for a character that the file does not name, private characters, and control
    characters, which nobody prints, become UNKNOWN_CHARACTER. Characters without a drawing of their own (zero-width space)
    become nothing.
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
    return "" if category == "Cf" else UNKNOWN_CHARACTER if category in ("Cc", "Cs", "Cn", "Co") else character


# ---- in the cells of formats that name their characters -----------------------------------------------------------

_RAISED_DIGITS = re.compile("(?<=[0-9０-９])[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+")
_NOT_DRAWN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_UNUSUAL = re.compile(f"[{_NOT_DRAWN}\u2e80-\u2fdf\uf900-\ufaff]|{_RAISED_DIGITS.pattern}")


def as_shown(reading: Reading) -> Reading:
    """A reading whose cells say what a person sees in them."""
    shown = {
        cell: _shown_cell(cell) for cell in reading.cells() if _UNUSUAL.search(cell.text) or _has_unusual_mark(cell)
    }
    if not shown:
        return reading

    def shown_row(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """The row as its cells are shown."""
        return tuple(shown.get(cell, cell) for cell in row)

    grids = (
        Grid(grid.table_number, shown_row(grid.title_lines), tuple(map(shown_row, grid.rows)), grid.sheet)
        for grid in reading.grids
    )
    rejects = (
        replace(reject, cell=shown.get(reject.cell, reject.cell)) if reject.cell else reject
        for reject in reading.rejects
    )
    return replace(reading, lines=shown_row(reading.lines), grids=tuple(grids), rejects=tuple(rejects))


def _has_unusual_mark(cell: Cell) -> bool:
    return any(_UNUSUAL.search(mark.characters) for mark in cell.marks)


def _shown_cell(cell: Cell) -> Cell:
    """A cell without characters that nobody sees, radicals as ideographs, and raised digits as marks."""
    texts = [_drawn(one) for one in cell.text]
    printed = [_drawn(one) for one in cell.printed]
    texts = [text if one else "" for text, one in zip(texts, printed, strict=True)]  # they stay equally long
    places = [0]
    for drawn in printed:
        places.append(places[-1] + len(drawn))
    marks = tuple(
        Mark(places[start], places[end], kind, "".join(printed[start:end]) if start < end else characters)
        for start, end, kind, characters in cell.marks
        if start == end or places[start] < places[end]
    )
    text = "".join(texts)
    if marks:
        return replace(cell, text=text, marks=marks)
    text, marks = _with_raised_digits(text)
    return replace(cell, text=text, marks=marks)


def _drawn(character: str) -> str:
    """One character as it is drawn, '' when it is not."""
    if re.match(f"[{_NOT_DRAWN}]", character):
        return ""
    if character in _SHOWN:
        return _SHOWN[character]
    return unicodedata.normalize("NFKC", character)[:1] if _BY_NFKC.match(character) else character


def _with_raised_digits(text: str) -> tuple[str, tuple[Mark, ...]]:
    parts, at = [], 0
    for match in _RAISED_DIGITS.finditer(text):
        parts += [plain(text[at : match.start()]), marked(match[0], RAISED)]
        at = match.end()
    return joined_marked([*parts, plain(text[at:])]).text_and_marks()
