"""What the styles of a Word document decide about its text: its look, and whether it is numbered."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

from mingzhang.readers.colours import look_alike
from mingzhang.readers.marked import HIDDEN, LOWERED, RAISED, STRUCK
from mingzhang.readers.word_parts.names import W, child, is_on, number_of, value_of

PAPER, INK = "FFFFFF", "000000"
_LEVELS = {"superscript": RAISED, "subscript": LOWERED}
_LEAST_POSITION = 4  # half points: less is a correction of the type area, and no other line
_LARGEST_UNREADABLE = 2  # half points
_NARROWEST = 10  # per cent of the usual width
# The colours of ST_HighlightColor (ISO/IEC 29500-1, 17.18.40).
_HIGHLIGHTS = {
    **{"black": INK, "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000"},
    **{"yellow": "FFFF00", "white": PAPER, "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000"},
    **{
        "darkMagenta": "800080",
        "darkRed": "800000",
        "darkYellow": "808000",
        "darkGray": "808080",
        "lightGray": "C0C0C0",
    },
}
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_UNKNOWN = "?"


class Traits(NamedTuple):
    """What one place says of a text; None where it says nothing. A colour or shade that is not known is `?`."""

    is_struck: bool | None = None
    is_hidden: bool | None = None
    level: str | None = None  # raised, lowered, or '' for neither
    colour: str | None = None
    shade: str | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a paragraph: the style of its table, and the colour behind it (`?` when it is not known)."""

    table_style: str | None = None
    shade: str = PAPER
    mark: str | None = None  # struck or hidden, when a row is deleted or hidden as a whole


class Styles:
    """The styles of a document; `root` is its styles part, None when it has none."""

    def __init__(self, root: Any) -> None:
        elements = root.iter(f"{W}style") if root is not None else ()
        self._styles = {value_of(element, "styleId"): element for element in elements}
        self._defaults = traits_of(child(root, "docDefaults", "rPrDefault", "rPr"))
        self._traits: dict[str | None, Traits] = {None: Traits()}
        self._shades: dict[str | None, str | None] = {None: None}

    def kind_of(self, run: Any, paragraph_style: str | None, shade: str | None, around: Around) -> str | None:
        """The mark that the text of a run bears, None for none; `shade` is the colour behind its paragraph, if it has one."""
        properties = child(run, "rPr")
        if around.mark or _is_tiny(properties):
            return around.mark or HIDDEN
        own = traits_of(properties)
        by_style = [self.traits(around.table_style), self.traits(paragraph_style)]
        by_style.append(self.traits(value_of(child(properties, "rStyle"))))
        nearest = (own, *reversed(by_style), self._defaults)
        if _toggled(own.is_hidden, (one.is_hidden for one in by_style), self._defaults.is_hidden):
            return HIDDEN
        colour = _first(one.colour for one in nearest) or INK
        behind = _first(one.shade for one in nearest[:2]) or shade or around.shade
        if _UNKNOWN not in (colour, behind) and look_alike(colour, behind):
            return HIDDEN
        if _toggled(own.is_struck, (one.is_struck for one in by_style), self._defaults.is_struck):
            return STRUCK
        return _first(one.level for one in nearest) or None

    def hides(self, style: str | None) -> bool:
        """Whether text of a style is hidden, as the style or the nearest that it is based on says."""
        return bool(self.traits(style).is_hidden)

    def traits(self, style: str | None) -> Traits:
        """What a style and those that it is based on say, the nearest first."""
        if style not in self._traits:
            found = [traits_of(child(element, "rPr")) for element in self._with_bases(style)]
            self._traits[style] = (
                Traits(*(_first(values) for values in zip(*found, strict=True))) if found else Traits()
            )
        return self._traits[style]

    def shade_of_paragraph(self, properties: Any) -> str | None:
        """The colour behind a paragraph, None when it has none of its own."""
        styled = (
            shade_of(child(element, "pPr", "shd"))
            for element in self._with_bases(value_of(child(properties, "pStyle")))
        )
        return shade_of(child(properties, "shd")) or _first(styled)

    def around_table(self, table: Any) -> Around:
        """What stands around the text of a table; a style that shades some of its cells leaves open which."""
        style = value_of(child(table, "tblPr", "tblStyle"))
        if style not in self._shades:
            shades = [shade_of(one) for element in self._with_bases(style) for one in element.iter(f"{W}shd")]
            self._shades[style] = _UNKNOWN if any(shades) else None
        return Around(style, shade_of(child(table, "tblPr", "shd")) or self._shades[style] or PAPER, None)

    def numbering(self, style: str | None) -> Any:
        """The w:numPr of a style, or of the nearest that it is based on; None without one."""
        found = (child(element, "pPr", "numPr") for element in self._with_bases(style))
        return next((properties for properties in found if properties is not None), None)

    def _with_bases(self, style: str | None) -> Iterator[Any]:
        seen = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value_of(child(self._styles[style], "basedOn"))


def traits_of(properties: Any) -> Traits:
    """What a w:rPr says."""
    if properties is None:
        return Traits()
    struck, doubly = is_on(child(properties, "strike")), is_on(child(properties, "dstrike"))
    colour = child(properties, "color")
    highlight = value_of(child(properties, "highlight"))
    return Traits(
        doubly or struck if doubly or struck is None else struck,
        True
        if is_on(child(properties, "specVanish")) or _is_unfilled(properties)
        else is_on(child(properties, "vanish")),
        _level(properties),
        _filled(properties) or (_colour(value_of(colour)) if colour is not None else None),
        shade_of(child(properties, "shd"))
        if highlight in (None, "none")
        else _HIGHLIGHTS.get(highlight or "", _UNKNOWN),
    )


def _is_tiny(properties: Any) -> bool:
    size, width = child(properties, "sz"), child(properties, "w")
    return (size is not None and number_of(size) <= _LARGEST_UNREADABLE) or (
        width is not None and number_of(width, _NARROWEST) < _NARROWEST
    )


def _fill_of(properties: Any) -> Any:
    """The fill of letters that Word 2010 and later draw in place of their colour, None without one."""
    return properties.find(f"{W14}textFill")


def _is_unfilled(properties: Any) -> bool:
    fill = _fill_of(properties)
    return fill is not None and fill.find(f"{W14}noFill") is not None


def _filled(properties: Any) -> str | None:
    """The colour of a fill, `?` when it is not plain, None without one."""
    fill = _fill_of(properties)
    if fill is None or fill.find(f"{W14}noFill") is not None:
        return None
    plain = fill.find(f"{W14}solidFill/{W14}srgbClr")
    return _UNKNOWN if plain is None or len(plain) else _colour(plain.get(f"{W14}val"))


def _level(properties: Any) -> str | None:
    """Whether text is raised or lowered: by its alignment, or by a position in half points."""
    alignment, position = child(properties, "vertAlign"), child(properties, "position")
    if alignment is not None:
        return _LEVELS.get(value_of(alignment) or "", "")
    if position is None:
        return None
    height = number_of(position)
    return RAISED if height >= _LEAST_POSITION else LOWERED if height <= -_LEAST_POSITION else ""


def shade_of(shading: Any) -> str | None:
    """The colour of a w:shd, `?` when it is not plain; None without one, or where it lets shine through."""
    if shading is None or value_of(shading) == "nil":
        return None
    fill = value_of(shading, "fill") or "auto"
    if value_of(shading) in ("clear", None):
        return None if fill == "auto" else _colour(fill)
    return _UNKNOWN


def _colour(text: str | None) -> str:
    if text in (None, "auto"):
        return INK
    return text.upper() if len(text or "") == 6 and text else _UNKNOWN


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def _toggled(own: bool | None, by_style: Iterable[bool | None], default: bool | None) -> bool:
    """A switch that a style turns over when another has turned it on (ISO/IEC 29500-1, 17.7.3)."""
    if own is not None:
        return own
    turn: Callable[[bool, bool | None], bool] = lambda is_on_now, one: is_on_now != bool(one)  # noqa: E731
    return bool(default) or reduce(turn, by_style, False)
