"""The same document in other words: rewrites under which every finding must stay.

Each takes the drawings of a document and gives drawings that say the same.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from benchmarks.reading.notation import Drawing, Drawn

Drawings = tuple[Drawing, ...]
Rewrite = Callable[[Drawings], Drawings]

SENTENCE = 12  # characters: what is longer is a goal or a cell of indicators, and no label
CLASSIFIERS = "名人户场件台套处座个所家批期部辆"
DIGITS = "零一二三四五六七八九"
SYNONYMS = (("聘用", "聘请"), ("购置", "采购"), ("其余", "剩余"), ("印制", "印刷"))
SERIAL = re.compile(r"\d{1,2}")


def full_width(drawings: Drawings) -> Drawings:
    """Digits, signs and letters in full width."""
    table = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) not in "<>|/.,-"}
    return _texts(drawings, lambda text: text if "<p>" in text else text.translate(table), least=1)


def numerals(drawings: Drawings) -> Drawings:
    """60名 becomes 六十名, in goals."""
    pattern = re.compile(rf"(?<![\d.,])(\d{{2,3}})(?=[{CLASSIFIERS}])")

    def spelled(text: str) -> str:
        return pattern.sub(lambda match: in_characters(int(match[1])), text)

    return _texts(drawings, lambda text: text if text.removeprefix("<p>").startswith("一、") else spelled(text))


def in_yuan(drawings: Drawings) -> Drawings:
    """1.5万元 becomes 15000元."""
    pattern = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?)万元")
    return _texts(drawings, lambda text: pattern.sub(lambda match: f"{_plain(Decimal(match[1]) * 10_000)}元", text))


def in_ten_thousands(drawings: Drawings) -> Drawings:
    """15000元 becomes 1.5万元."""
    pattern = re.compile(r"(?<![\d.,])(\d{4,})元")
    return _texts(drawings, lambda text: pattern.sub(lambda match: f"{_plain(Decimal(match[1]) / 10_000)}万元", text))


def planned(drawings: Drawings) -> Drawings:
    """目标一：聘用… becomes 目标一：计划聘用…"""
    return _texts(drawings, lambda text: re.sub(r"(目标[一二三四12345]：)(?!拟|计划|全年)", r"\1计划", text))


def synonyms(drawings: Drawings) -> Drawings:
    """Other verbs, the same in goals and indicators."""

    def reworded(text: str) -> str:
        for one, other in SYNONYMS:
            text = text.replace(one, other)
        return text

    return _texts(drawings, reworded)


def split_goals(drawings: Drawings) -> Drawings:
    """A goal of two sentences becomes two goals, and those below it move on."""

    def split(text: str) -> str:
        if not text.startswith("目标"):
            return text
        goals = [part.strip() for part in re.split(r"目标[一二三四五12345]：|；|\n|</?p>", text) if part.strip()]
        return "\n".join(f"目标{DIGITS[at]}：{goal}；" for at, goal in enumerate(goals, 1))

    return _texts(drawings, split)


def marked_up(drawings: Drawings) -> Drawings:
    """Each line of a cell in <p> markup, as content systems leave it."""

    def marked(text: str) -> str:
        return " ".join(f"<p>{line}</p>" for line in text.split("\n")) if "\n" in text and "<p>" not in text else text

    return _texts(drawings, marked)


def rows_reversed(drawings: Drawings) -> Drawings:
    """The projects of a project table in the opposite order, numbered anew."""
    return tuple(map(_reversed, drawings))


REWRITES: tuple[Rewrite, ...] = (
    full_width,
    numerals,
    in_yuan,
    in_ten_thousands,
    planned,
    synonyms,
    split_goals,
    marked_up,
    rows_reversed,
)


def in_characters(number: int) -> str:
    """A number below 1000 in Chinese characters: 15 is 十五, 105 is 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += DIGITS[0]
    return text + (DIGITS[ones] if ones or not number else "")


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _texts(drawings: Drawings, change: Callable[[str], str], least: int = SENTENCE) -> Drawings:
    return tuple(
        replace(
            drawing,
            cells=tuple(
                replace(cell, text=change(cell.text)) if len(cell.text) >= least else cell for cell in drawing.cells
            ),
        )
        for drawing in drawings
    )


def _reversed(drawing: Drawing) -> Drawing:
    """Only where every project is one row: rows whose first cell is a serial number."""
    rows = [cell.row for cell in drawing.cells if cell.column == 1 and SERIAL.fullmatch(cell.text)]
    if len(rows) < 2 or any(cell.row_span > 1 for cell in drawing.cells):
        return drawing
    places = dict(zip(rows, reversed(rows), strict=True))
    serials = {row: str(number) for number, row in enumerate(rows, 1)}
    cells = [_placed(cell, places.get(cell.row, cell.row), serials) for cell in drawing.cells]
    return replace(drawing, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _placed(cell: Drawn, row: int, serials: dict[int, str]) -> Drawn:
    text = serials[row] if cell.column == 1 and row in serials else cell.text
    return replace(cell, row=row, text=text)
