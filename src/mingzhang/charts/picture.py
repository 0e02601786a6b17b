"""A chart as SVG. What vl-convert draws is taken apart and only what a picture needs is kept, so that nothing a document
prints can become more than text in it.
"""

import math
import re
import unicodedata
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from mingzhang.charts.subjects import Spec

# A row of the data of a chart: one bar of the picture.
Bar = dict[str, Any]
Draw = Callable[[Spec], str]

# A name above a bar has 340 units of width, at 14 a Chinese character.
LONGEST_NAME = 24

# What a page replaces by its own accent.
ACCENT = "#0b5c56"

# Vega's loader takes only addresses of known kinds; ours are put in place of these afterwards.
_PLACEHOLDER = "https://bar.invalid/"

SVG_NAMESPACE = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"-?\d+\.\d+(e-?\d+)?")
_LINK = "{http://www.w3.org/1999/xlink}href"
_ELEMENTS = {
    f"{{{SVG_NAMESPACE}}}{name}" for name in ("svg", "g", "path", "rect", "text", "tspan", "a", "line", "circle")
}
_ATTRIBUTES = {
    *("d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "dx", "dy", "width", "height", "viewBox", "transform"),
    *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-miterlimit"),
    *("opacity", "text-anchor", "font-family", "font-size", "font-weight", "display", "pointer-events"),
}


def color(spec: Spec, row: Bar) -> str:
    """The colour of a bar."""
    colors = spec.get("colors", {})
    return str(colors["values"].get(row[colors["column"]], ACCENT) if colors else ACCENT)


def drawn(spec: Spec, rows: list[Bar], links: list[str], colors: list[str], draw: Draw) -> str:
    """The picture of the rows as SVG that is safe to stand in a page. `draw` is vl-convert's function."""
    values = [
        {
            **row,
            "position": position,
            "name": shortened_name(str(row[spec["name"]])),
            "shown": clean(str(row["shown"])),
            "description": clean(f"{row[spec['name']]} {row['shown']}"),
            "link": f"{_PLACEHOLDER}{position}",
            "color": own_color,
        }
        for position, (row, own_color) in enumerate(zip(rows, colors, strict=True))
    ]
    return purified(draw({**spec["spec"], "data": {"values": values}}), links)


def clean(text: str) -> str:
    """A text without the characters that XML forbids, that turn the direction of writing or that nobody sees."""
    return "".join(
        " " if char.isspace() else char for char in text if char.isspace() or unicodedata.category(char)[0] != "C"
    )


def shortened_name(text: str) -> str:
    """A name cut to what fits above a bar: a Chinese character is one wide, a letter a little more than half."""
    text = " ".join(clean(text).split())
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
    ElementTree.register_namespace("", SVG_NAMESPACE)
    return ElementTree.tostring(root, encoding="unicode")


def _purify(element: ElementTree.Element, links: list[str]) -> None:
    label, target = element.get("aria-label"), element.get(_LINK, "")
    for name, value in list(element.attrib.items()):
        if name not in _ATTRIBUTES or "url(" in value:
            del element.attrib[name]
        elif name in ("d", "transform"):
            element.set(name, _NUMBER.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), value))
    if element.tag == f"{{{SVG_NAMESPACE}}}a" and target.startswith(_PLACEHOLDER):
        element.set("href", links[int(target.removeprefix(_PLACEHOLDER))])
        # The bar and its name lead to the same page: one of them is enough for the keyboard and for who listens.
        if any(child.tag == f"{{{SVG_NAMESPACE}}}path" for child in element):
            element.attrib |= {"tabindex": "-1", "aria-hidden": "true"}
    for child in list(element):
        if child.tag in _ELEMENTS and child.get("display") != "none" and child.get("class") != "background":
            _purify(child, links)
        else:
            element.remove(child)
    if label and element.tag == f"{{{SVG_NAMESPACE}}}path":
        title = ElementTree.SubElement(element, f"{{{SVG_NAMESPACE}}}title")
        title.text = label
