"""The site's own charts, drawn when the database is built: chart_specs/ → the table `charts`.

A spec says in data what is shown: SQL, texts, Vega-Lite. What vl-convert draws is then taken apart and only what a picture
needs is kept, so that nothing a document prints can become more than text in it.
"""

import json
import math
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from sqlite_utils import Database

from mingzhang.checks import functions
from mingzhang.data_files import read_yaml
from mingzhang.dictionary.languages import DEFAULT, LANGUAGES, Texts, column_in, in_language, translated_from
from mingzhang.store.database import insert

Row = dict[str, Any]
Spec = dict[str, Any]
Draw = Callable[[Spec], str]

# A name above a bar has 340 units of width, at 14 a Chinese character.
LONGEST_NAME = 24

# What a page replaces by its own accent.
ACCENT = "#0b5c56"

# Vega's loader takes only addresses of known kinds; ours are put in place of these afterwards.
_PLACEHOLDER = "https://bar.invalid/"

_SVG = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"-?\d+\.\d+(e-?\d+)?")
_LINK = "{http://www.w3.org/1999/xlink}href"
_ELEMENTS = {f"{{{_SVG}}}{name}" for name in ("svg", "g", "path", "rect", "text", "tspan", "a", "line", "circle")}
_ATTRIBUTES = {
    *("d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "dx", "dy", "width", "height", "viewBox", "transform"),
    *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-miterlimit"),
    *("opacity", "text-anchor", "font-family", "font-size", "font-weight", "display", "pointer-events"),
}


@cache
def load_specs() -> dict[str, Spec]:
    """The specs of all charts by id, in the order in which they are shown."""
    folder = files(__package__).joinpath("chart_specs")
    found = {path.name.removesuffix(".yml"): path for path in folder.iterdir() if path.name.endswith(".yml")}
    specs = {name: read_yaml(path.read_text(encoding="utf-8")) for name, path in found.items()}
    terms, frame = specs.pop("terms"), specs.pop("frame")
    for spec in specs.values():
        spec["terms"] = terms
        spec["spec"] = _laid_over(frame, spec["spec"])
    return dict(sorted(specs.items(), key=lambda item: (item[1]["position"], item[0])))


def _laid_over(below: Any, above: Any) -> Any:
    """One nested dictionary over another: what the upper says wins."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return {
        key: _laid_over(below[key], above[key]) if key in below and key in above else {**below, **above}[key]
        for key in [*below, *(key for key in above if key not in below)]
    }


def fill_charts(database: Database) -> str | None:
    """Draws all charts into the table `charts`; a line to tell when there is nothing to draw them with."""
    draw = _draw_function()
    functions.register(database.conn)
    for chart_id, spec in load_specs().items():
        data = list(database.query(spec["sql"]))
        facts = next(iter(database.query(spec["facts"])), None)
        insert(database, "charts", [_chart(chart_id, spec, language, data, facts, draw) for language in LANGUAGES])
    return None if draw else "charts are left out: install mingzhang[charts] to have them drawn"


def _draw_function() -> Draw | None:
    """What turns Vega-Lite into SVG; None where it is not installed (84 MB)."""
    try:
        from vl_convert import vegalite_to_svg
    except ImportError:
        return None
    return lambda spec: str(vegalite_to_svg(spec))


def _chart(chart_id: str, spec: Spec, language: str, data: list[Row], facts: Row | None, draw: Draw | None) -> Row:
    """The row of a chart in a language."""
    rows = [in_language_of(row, spec, language) for row in data]
    known = {"rows": len(rows), **(in_language_of(facts, spec, language) if facts and rows else {})}
    links = [link(spec["link"], row) for row in data]
    return {
        "id": chart_id,
        "language": language,
        "position": spec["position"],
        "title": _filled(in_language(spec["title"], language), known),
        "description": _filled(in_language(spec["description"], language), known) if rows else "",
        "labels": _json({column: in_language(label, language) for column, label in spec["columns"].items()}),
        "data": _json([{column: row[column] for column in spec["columns"]} for row in rows]),
        "links": _json(links),
        "svg": drawn(spec, rows, links, [color(spec, row) for row in data], draw) if draw and rows else None,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _filled(text: str, values: Row) -> str:
    """A text with the values filled in; without them, what is in brackets is left away."""
    try:
        return text.format(
            **{key: _clean(str(value)) if isinstance(value, str) else value for key, value in values.items()}
        )
    except KeyError:
        return re.sub(r"\s*[（(][^（(]*\{.*", "", text)


def in_language_of(row: Row, spec: Spec, language: str) -> Row:
    """A row as a language has it: what `x_en` says in the place of `x`, official terms translated."""
    said = {column: row[column_in(language, column, row)] for column in row if translated_from(column, row) is None}
    return said | {
        column: _term(spec["terms"], said[column], language) for column in spec.get("translate", ()) if column in said
    }


def _term(terms: dict[str, Texts], text: str, language: str) -> str:
    first, *rest = (in_language({DEFAULT: part, **terms.get(part, {})}, language) for part in text.split(" · "))
    return " · ".join([first, *map(str.lower, rest)])


def link(template: str, row: Row) -> str:
    """The address that a bar leads to. A parameter whose column is empty asks for rows where it is empty."""
    path, _, query = template.partition("?")
    values = {key: quote(str(value), safe="") for key, value in row.items() if value is not None}
    parameters = []
    for parameter in filter(None, query.split("&")):
        name, _, value = parameter.partition("=")
        column = value.strip("{}")
        empty = value.startswith("{") and column not in values
        parameters.append(f"{name}__isnull=1" if empty else f"{name}={value.format(**values)}")
    return path.format(**values) + ("?" + "&".join(parameters) if parameters else "")


# ---- drawing ---------------------------------------------------------------------------------------------------------


def color(spec: Spec, row: Row) -> str:
    """The colour of a bar."""
    colors = spec.get("colors", {})
    return str(colors["values"].get(row[colors["column"]], ACCENT) if colors else ACCENT)


def drawn(spec: Spec, rows: list[Row], links: list[str], colors: list[str], draw: Draw) -> str:
    """The picture of the rows as SVG that is safe to stand in a page. `draw` is vl-convert's function."""
    values = [
        {
            **row,
            "position": position,
            "name": shortened(str(row[spec["name"]])),
            "shown": _clean(str(row["shown"])),
            "description": _clean(f"{row[spec['name']]} {row['shown']}"),
            "link": f"{_PLACEHOLDER}{position}",
            "color": own_color,
        }
        for position, (row, own_color) in enumerate(zip(rows, colors, strict=True))
    ]
    return purified(draw({**spec["spec"], "data": {"values": values}}), links)


def _clean(text: str) -> str:
    """A text without the characters that XML forbids, that turn the direction of writing or that nobody sees."""
    return "".join(
        " " if char.isspace() else char for char in text if char.isspace() or unicodedata.category(char)[0] != "C"
    )


def shortened(text: str) -> str:
    """A name cut to what fits above a bar: a Chinese character is one wide, a letter a little more than half."""
    text = " ".join(_clean(text).split())
    width = 0.0
    for position, character in enumerate(text):
        width += 1 if unicodedata.east_asian_width(character) in "WFA" else 0.58
        if math.ceil(width) > LONGEST_NAME:
            return text[: position - 1] + "…"
    return text


def purified(svg: str, links: list[str]) -> str:
    """An SVG of nothing but shapes, texts and links to our own pages, whatever was drawn into it."""
    root = ElementTree.fromstring(svg)
    _purify(root, links)
    for name in ("width", "height"):
        root.attrib.pop(name)
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _purify(element: ElementTree.Element, links: list[str]) -> None:
    label, target = element.get("aria-label"), element.get(_LINK, "")
    for name, value in list(element.attrib.items()):
        if name not in _ATTRIBUTES or "url(" in value:
            del element.attrib[name]
        elif name in ("d", "transform"):
            element.set(name, _NUMBER.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), value))
    if element.tag == f"{{{_SVG}}}a" and target.startswith(_PLACEHOLDER):
        element.set("href", links[int(target.removeprefix(_PLACEHOLDER))])
        # The bar and its name lead to the same page: one of them is enough for the keyboard and for who listens.
        if any(child.tag == f"{{{_SVG}}}path" for child in element):
            element.attrib |= {"tabindex": "-1", "aria-hidden": "true"}
    for child in list(element):
        if child.tag in _ELEMENTS and child.get("display") != "none" and child.get("class") != "background":
            _purify(child, links)
        else:
            element.remove(child)
    if label and element.tag == f"{{{_SVG}}}path":
        title = ElementTree.SubElement(element, f"{{{_SVG}}}title")
        title.text = label


# ---- by itself -------------------------------------------------------------------------------------------------------

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
        f'<svg xmlns="{_SVG}" width="{size[0]}" height="{size[1]}" viewBox="0 0 {size[0]} {size[1]}"'
        f' lang="{LANGUAGES[language].html}" font-family="{_FONT}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(texts)}{inner}</svg>'
    )


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most so many Chinese characters, letters taken for a little more than half of one."""
    lines, line, length = [], "", 0.0
    for word in re.findall(r"[!-~]+|.", _clean(text)):
        wide = sum(1 if unicodedata.east_asian_width(one) in "WFA" else 0.58 for one in word)
        if line and length + wide > width:
            lines.append(line.strip())
            line, length = "", 0.0
        line, length = line + word, length + wide
    return [*lines, line.strip()] if line.strip() else lines
