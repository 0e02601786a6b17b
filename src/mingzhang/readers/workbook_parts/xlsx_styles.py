"""How the cells of an Excel workbook look, as far as that changes what their characters say: format, font, fill.

Colours are compared as six hexadecimal digits; one that depends on more than the workbook (a tint, a system's palette) is not
known, and text of an unknown colour is taken for visible.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mingzhang.readers.colours import look_alike
from mingzhang.readers.marked import HIDDEN, LOWERED, RAISED, STRUCK

PAPER, INK = "FFFFFF", "000000"
_THEME = {"0": PAPER, "1": INK}
_INDEXED = {"0": INK, "1": PAPER, "8": INK, "9": PAPER, "64": INK, "65": PAPER}
_TRUE = ("1", "true")
_LARGEST_UNREADABLE = 1.0  # points
_RAISED = {"superscript": RAISED, "subscript": LOWERED}


@dataclass(frozen=True, slots=True)
class Font:
    """What a font does to its characters; `colour` is None when it is not known."""

    is_struck: bool = False
    raised: str | None = None
    colour: str | None = INK
    is_tiny: bool = False  # too small to be read

    def kind_on(self, background: str | None) -> str | None:
        """The mark that characters of this font bear on a background, None for none."""
        if self.is_tiny or look_alike(self.colour, background):
            return HIDDEN
        return STRUCK if self.is_struck else self.raised


@dataclass(frozen=True, slots=True)
class Style:
    """The style of a cell; the number format is None where the file names one that is not known."""

    number_format: str | None
    font: Font = Font()
    background: str | None = PAPER
    is_filled: bool = False  # what it shows is repeated over its width
    is_crossed: bool = False  # by a diagonal line


@dataclass(frozen=True, slots=True)
class DifferentialStyle:
    """What a conditional format lays over the style of a cell, and whether that changes what the cell says."""

    is_struck: bool = False
    has_format: bool = False
    colour: str | None = None
    background: str | None = None

    @property
    def changes_what_is_said(self) -> bool:
        """Whether it strikes, rewords, or hides by colour."""
        return self.is_struck or self.has_format or self.colour in {self.background, PAPER} - {None}


def differential_styles_of(root: Any) -> list[DifferentialStyle]:
    """The styles that conditional formats refer to, in their order."""
    parts = next((list(child) for child in root if local(child.tag) == "dxfs"), [])
    return [_differential_style({local(child.tag): child for child in part}) for part in parts]


def _differential_style(found: dict[str, Any]) -> DifferentialStyle:
    font = {local(child.tag): child for child in found.get("font", ())}
    strike, colour = font.get("strike"), font.get("color")
    fills = [one for fill in found.get("fill", ()) for one in fill if local(one.tag) == "bgColor"]
    return DifferentialStyle(
        strike is not None and strike.get("val", "1") in _TRUE,
        "numFmt" in found,
        sheet_colour(colour) if colour is not None else None,
        sheet_colour(fills[0]) if fills else None,
    )


def local(name: str) -> str:
    """A name without its namespace: the strict and the transitional kind of the format differ in nothing else here."""
    return name.rpartition("}")[2]


def font_of(properties: Iterable[Any]) -> Font:
    """The font that the children of a <font> or an <rPr> describe."""
    found = {local(child.tag): child for child in properties}
    strike, raised, colour, size = (found.get(name) for name in ("strike", "vertAlign", "color", "sz"))
    return Font(
        strike is not None and strike.get("val", "1") in _TRUE,
        _RAISED.get(raised.get("val", "superscript")) if raised is not None else None,
        sheet_colour(colour) if colour is not None else INK,
        size is not None and float(size.get("val", "11")) <= _LARGEST_UNREADABLE,
    )


def sheet_colour(element: Any) -> str | None:
    """A colour as six digits, None when it is not known."""
    if float(element.get("tint", "0")) != 0:
        return None
    if rgb := element.get("rgb"):
        return str(rgb)[-6:].upper()
    if theme := element.get("theme"):
        return _THEME.get(theme)
    return _INDEXED.get(element.get("indexed", "64"))


def background_of(fill: Any) -> str | None:
    """The colour behind the text of a cell with a <fill>: that of paper without one, None when it is not known."""
    pattern = next((child for child in fill if local(child.tag) == "patternFill"), None)
    if pattern is None:
        return None if len(fill) else PAPER
    if pattern.get("patternType", "none") == "none":
        return PAPER
    colours = {local(child.tag): child for child in pattern}
    is_plain = pattern.get("patternType") == "solid" and "fgColor" in colours
    return sheet_colour(colours["fgColor"]) if is_plain else None


def styles_of(root: Any, built_in: dict[int, str]) -> list[Style]:
    """The styles of the cells of a workbook, in the order in which its cells refer to them."""
    parts = {local(child.tag): list(child) for child in root}
    formats = {**built_in}
    formats |= {int(one.get("numFmtId", "")): one.get("formatCode", "") for one in parts.get("numFmts", [])}
    fonts = [font_of(one) for one in parts.get("fonts", [])]
    backgrounds = [background_of(one) for one in parts.get("fills", [])]
    crossed = [_is_crossed(one) for one in parts.get("borders", [])]
    return [
        Style(
            formats.get(int(one.get("numFmtId", "0"))),
            _at(fonts, one.get("fontId"), Font()),
            _at(backgrounds, one.get("fillId"), PAPER),
            any(local(part.tag) == "alignment" and part.get("horizontal") == "fill" for part in one),
            _at(crossed, one.get("borderId"), False),
        )
        for one in parts.get("cellXfs", [])
    ]


def _is_crossed(border: Any) -> bool:
    if not any(border.get(name) in _TRUE for name in ("diagonalUp", "diagonalDown")):
        return False
    return any(local(line.tag) == "diagonal" and line.get("style", "none") != "none" for line in border)


def _at(found: list[Any], number: str | None, otherwise: Any) -> Any:
    """The part of a number; raises LookupError when the file has parts and not that one, as where one was lost."""
    return found[int(number)] if number is not None and found else otherwise
