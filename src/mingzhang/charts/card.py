"""The card of a chart, which WeChat, Weibo and others show beside a link: 1200 × 630, the size that Open Graph asks for.

PNG, because they take nothing else; so it is drawn with the fonts of the machine that builds.
"""

import base64
import io
import re
from collections.abc import Iterable
from html import escape

from mingzhang.charts.picture import ACCENT, SVG_NAMESPACE
from mingzhang.charts.standalone import wrapped

WIDTH, HEIGHT = 1200, 630
_FONT = "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', 'WenQuanYi Micro Hei', sans-serif"
# Of a chart its first nine bars, which are the largest; one that is much longer has no card of its own.
_CHART_WIDTH, _CHART_HEIGHT, _LONGEST_CHART = 340, 378, 430
# A picture of a ground, a bar and letters needs no more; it is a tenth as large as with all colours.
_COLOURS = 32
_TITLE_WIDTH, _TITLE_LINES, _TITLE_STEP = 10, 4, 76
_NOTE_WIDTH, _NOTE_LINES = 22, 2
_WHOLE_WIDTH, _RECORD_TITLE_LINES = 18, 3
_RECORD_NOTE_WIDTH, _RECORD_NOTE_LINES = 34, 3


class NoChineseFont(Exception):
    """The machine has no font to draw Chinese with."""


def fits_card(svg: str) -> bool:
    """Whether a chart is short enough to be seen on a card."""
    match = re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)
    return match is not None and float(match[1]) <= _LONGEST_CHART


def card(svg: str, title: str, note: str, site: str) -> str:
    """The card as SVG: the name of the site and the title to the left, the chart to the right."""
    parts = re.split(r"(?=[（(])", title, maxsplit=1)  # what stands in brackets begins a line
    titles = [line for part in parts for line in wrapped(part, _TITLE_WIDTH)][:_TITLE_LINES]
    texts = [_text(site, 112, 34, ACCENT, 600)]
    texts += [_text(line, 230 + number * _TITLE_STEP, 56, "#1d2321", 700) for number, line in enumerate(titles)]
    texts += [
        _text(line, 560 + number * 34, 24, "#586160", 400)
        for number, line in enumerate(_cut(note, _NOTE_WIDTH, _NOTE_LINES))
    ]
    view = f'viewBox="0 0 {_CHART_WIDTH} {_CHART_HEIGHT}"'
    chart = f'<svg x="690" y="60" width="450" height="500" {view}{svg[svg.index(">") :]}'
    return _whole("".join(texts) + chart)


def record_card(title: str, figure: str, lines: Iterable[str], site: str) -> str:
    """The card of one record as SVG: the name of the site, the title, a figure, and below them what else is said of it."""
    titles = _cut(title, _WHOLE_WIDTH, _RECORD_TITLE_LINES)
    texts = [_text(site, 104, 34, ACCENT, 600)]
    texts += [_text(line, 206 + number * _TITLE_STEP, 56, "#1d2321", 700) for number, line in enumerate(titles)]
    below = 206 + (len(titles) - 1) * _TITLE_STEP
    if figure:
        below += 100
        texts.append(_text(figure, below, 64, ACCENT, 700))
    notes = [part for line in lines for part in _cut(line, _RECORD_NOTE_WIDTH, _RECORD_NOTE_LINES)]
    room = (HEIGHT - 40 - below) // 44
    texts += [_text(line, below + 58 + number * 44, 30, "#586160", 400) for number, line in enumerate(notes[:room])]
    return _whole("".join(texts))


def _whole(content: str) -> str:
    return (
        f'<svg xmlns="{SVG_NAMESPACE}" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{_FONT}">'
        f'<rect width="100%" height="100%" fill="#ffffff"/><rect width="18" height="100%" fill="{ACCENT}"/>{content}</svg>'
    )


def _cut(text: str, width: int, most: int) -> list[str]:
    """As many lines of a text as there is room for, the last one with … where there are more."""
    lines = wrapped(text, width)
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]


def _text(line: str, y: int, size: int, color: str, weight: int) -> str:
    return f'<text x="76" y="{y}" font-size="{size}" font-weight="{weight}" fill="{color}">{escape(line)}</text>'


def card_as_text(svg: str) -> str:
    """A card as PNG, as the database keeps it: in Base64. Raises NoChineseFont on a machine that cannot draw its words."""
    from PIL import Image  # with the extra that draws charts
    from vl_convert import svg_to_png

    one, other = (svg_to_png(_single(character)) for character in "账目")
    if one == other:  # without a font for them, one character looks like the other
        raise NoChineseFont
    out = io.BytesIO()
    Image.open(io.BytesIO(svg_to_png(svg))).convert("RGB").quantize(_COLOURS).save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode("ascii")


def _single(character: str) -> str:
    return f'<svg xmlns="{SVG_NAMESPACE}" width="20" height="20" font-family="{_FONT}"><text y="16">{character}</text></svg>'
