"""A picture that can stand anywhere: on a ground of its own, with its title above and its source below."""

import re
import unicodedata
from html import escape

from mingzhang.charts.picture import SVG_NAMESPACE, clean
from mingzhang.dictionary.languages import LANGUAGES

_FONT = "system-ui, -apple-system, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
_MARGIN, _TITLE_LINE, _SOURCE_LINE = 16, 26, 28
# Characters that fit into a line of a title, and of the line that names the source.
_TITLE_WIDTH, _SOURCE_WIDTH = 19, 28


def standalone(svg: str, title: str, description: str, source: str, language: str) -> str:
    """A picture that can stand anywhere: on a ground of its own, with its title above and its source below."""
    match = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert match  # purified() wrote it
    width, height = float(match[1]), float(match[2])
    lines, sources = wrapped(title, _TITLE_WIDTH), wrapped(source, _SOURCE_WIDTH)
    top = _MARGIN + len(lines) * _TITLE_LINE
    below = top + height + _SOURCE_LINE
    whole = below + (len(sources) - 1) * 16 + _MARGIN - 4
    texts = [
        f'<text x="{_MARGIN}" y="{_MARGIN + 14 + number * _TITLE_LINE}" font-size="18" font-weight="600" fill="#1d2321">'
        f"{escape(line)}</text>"
        for number, line in enumerate(lines)
    ] + [
        f'<text x="{_MARGIN}" y="{below + number * 16:g}" font-size="12" fill="#586160">{escape(line)}</text>'
        for number, line in enumerate(sources)
    ]
    size = f"{width + 2 * _MARGIN:g}", f"{whole:g}"
    inner = svg.replace("<svg ", f'<svg x="{_MARGIN}" y="{top}" width="{width:g}" height="{height:g}" ', 1)
    return (
        f'<svg xmlns="{SVG_NAMESPACE}" width="{size[0]}" height="{size[1]}" viewBox="0 0 {size[0]} {size[1]}"'
        f' lang="{LANGUAGES[language].html}" font-family="{_FONT}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(texts)}{inner}</svg>'
    )


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most so many Chinese characters, letters taken for a little more than half of one."""
    lines, line, length = [], "", 0.0
    for word in re.findall(r"[!-~]+|.", clean(text)):
        wide = sum(1 if unicodedata.east_asian_width(one) in "WFA" else 0.58 for one in word)
        if line and length + wide > width:
            lines.append(line.strip())
            line, length = "", 0.0
        line, length = line + word, length + wide
    return [*lines, line.strip()] if line.strip() else lines
