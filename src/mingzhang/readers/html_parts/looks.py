"""How text on a page looks: struck through, raised, lowered, hidden, or in the colour of what is behind it."""

import re
from typing import Any, NamedTuple

from mingzhang.readers.colours import look_alike
from mingzhang.readers.html_parts.css import Declarations, StyleSheet, declarations_of, printed_content, with_own_style
from mingzhang.readers.marked import HIDDEN, LOWERED, RAISED, STRUCK, Marked, beside, marked

PAPER, INK = "#ffffff", "#000000"
_STRUCK = frozenset(("s", "strike", "del"))
_LEVELS = {"sup": RAISED, "sub": LOWERED}
_BY_ALIGNMENT = {"super": RAISED, "sub": LOWERED}
_BLOCKS = frozenset(("td", "th", "tr", "table", "tbody", "thead", "tfoot", "img", "body", "div", "p"))
_NAMED = {"white": PAPER, "black": INK, "transparent": None}
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*([\d.]+)\s*)?\)")
_FAR_AWAY = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|%|cm|mm)")
_CUT_AWAY = re.compile(r"rect\((?:\s*0?1?(?:px)?\s*,?){4}\)|inset\((?:50|100)%.*\)|circle\(0.*\)")
_NO_INK = re.compile(r"transparent|rgba\([^)]*,\s*0*(?:\.0*)?\s*\)|#[0-9a-f]{6}00|#[0-9a-f]{3}0(?![0-9a-f])")
_NO_OPACITY = re.compile(r"opacity\(0*(?:\.0*)?%?\)")
_ZERO = re.compile(r"0+(?:\.0*)?(?:px|pt|em|rem|%)?|0*\.0+")


class TextLook(NamedTuple):
    """How the text in an element looks; `background` is None when it is not known."""

    is_struck: bool = False
    level: str | None = None
    is_invisible: bool = False
    colour: str | None = INK
    background: str | None = PAPER
    is_reversed: bool = False

    def laid_over(self, text: str) -> Marked:
        """A text that looks so."""
        text = text[::-1] if self.is_reversed else text
        if self.is_invisible:
            return beside(text, HIDDEN)
        if look_alike(self.colour, self.background):
            return marked(text, HIDDEN)
        return marked(text, STRUCK if self.is_struck else self.level)


class PageLooks:
    """The looks of the elements of a page."""

    def __init__(self, root: Any) -> None:
        self._sheet = StyleSheet((style.text or "" for style in root.iter("style")), _names_in(root))
        links = (link.get("rel", "") for link in root.iter("link"))
        # What a sheet outside the page paints behind white text is not known.
        self.of_page = TextLook(background=None if any("stylesheet" in rel.lower() for rel in links) else PAPER)

    def declared(self, element: Any) -> Declarations:
        """What the page declares of an element, its own style last."""
        return with_own_style(self._sheet.of(element), declarations_of(element.get("style", "")))

    @property
    def not_understood(self) -> list[str]:
        """Selectors of rules that would hide or strike something, and that are not understood."""
        return self._sheet.not_understood

    def printed_at(self, element: Any, place: str) -> str | None:
        """What the sheets print before or after an element, None when that is not known."""
        if not self._sheet.generates:
            return ""
        return printed_content(with_own_style(self._sheet.of(element, place)), element.attrib)

    def inside(self, around: TextLook, element: Any, declared: Declarations) -> TextLook:
        """The look of the text in an element that stands in text of another look."""
        name = element.tag
        if not declared and not element.attrib and name not in _STRUCK and name not in _LEVELS:
            return around
        decoration = f"{declared.get('text-decoration', '')} {declared.get('text-decoration-line', '')}"
        level = _LEVELS.get(name)
        if name not in _BLOCKS and "vertical-align" in declared:
            level = _BY_ALIGNMENT.get(declared["vertical-align"], level)
        return TextLook(
            around.is_struck or name in _STRUCK or "line-through" in decoration,
            (None if name in ("td", "th") else around.level) if level is None else level,
            _is_invisible(around, declared),
            _colour(around, element, declared),
            _background(around, element, declared),
            around.is_reversed != _turns_round(element, declared),
        )


def _names_in(root: Any) -> set[str]:
    """The classes and ids of all elements, with the signs that selectors have before them."""
    found: set[str] = set()
    for element in root.iter():
        found.update(f".{name}" for name in (element.get("class") or "").split())
        found.add(f"#{element.get('id')}")
    return found


def is_gone(declared: Declarations) -> bool:
    """Whether an element takes no place on the page, or one that nobody sees."""
    return (
        declared.get("display") == "none"
        or declared.get("mso-hide") == "all"
        or declared.get("visibility") == "collapse"
        or _is_away(declared)
    )


def is_moved(declared: Declarations) -> bool:
    """Whether the parts of an element stand in another order, or turned, on the page: then what it says is not known here."""
    return "reverse" in declared.get("flex-direction", "") or bool(
        re.search(r"scale|rotate|matrix|skew", declared.get("transform", ""))
    )


def _is_away(declared: Declarations) -> bool:
    """Whether an element stands outside the page, or is cut to nothing."""
    if _CUT_AWAY.fullmatch(declared.get("clip-path", "").strip()):
        return True
    if declared.get("position") in ("absolute", "fixed"):
        places = (declared.get(name, "") for name in ("left", "top", "right", "text-indent"))
        return any(map(_FAR_AWAY.fullmatch, places)) or bool(_CUT_AWAY.fullmatch(declared.get("clip", "")))
    is_flat = any(
        _ZERO.fullmatch(declared.get(name, "auto")) for name in ("width", "height", "max-width", "max-height")
    )
    return is_flat and declared.get("overflow", "") in ("hidden", "clip", "scroll", "auto")


def _turns_round(element: Any, declared: Declarations) -> bool:
    """Whether the characters of an element are printed from the last to the first, whatever they are."""
    if element.tag == "bdo":
        return (element.get("dir") or declared.get("direction", "")).lower() == "rtl"
    is_forced = "bidi-override" in declared.get("unicode-bidi", "") or "isolate-override" in declared.get(
        "unicode-bidi", ""
    )
    return is_forced and declared.get("direction") == "rtl"


def _is_invisible(around: TextLook, declared: Declarations) -> bool:
    fill = declared.get("-webkit-text-fill-color", declared.get("color", ""))
    if _NO_INK.fullmatch(fill) or _NO_OPACITY.search(declared.get("filter", "")):
        return True
    if _FAR_AWAY.fullmatch(declared.get("text-indent", "")):
        return True
    if _ZERO.fullmatch(declared.get("opacity", "1")) or _ZERO.fullmatch(declared.get("font-size", "1em")):
        return True
    if "visibility" in declared:
        return declared["visibility"] in ("hidden", "collapse")
    return around.is_invisible


def _colour(around: TextLook, element: Any, declared: Declarations) -> str | None:
    """The colour in which the text of an element is filled; one that browsers have in stead of it counts."""
    name = "-webkit-text-fill-color" if "-webkit-text-fill-color" in declared else "color"
    return page_colour(declared.get(name) or element.get("color")) or _inherited(around.colour, declared, name)


def _inherited(colour: str | None, declared: Declarations, name: str) -> str | None:
    """The colour around, unless another is declared that is not understood."""
    return colour if declared.get(name) in (None, "inherit", "currentcolor") else None


def _background(around: TextLook, element: Any, declared: Declarations) -> str | None:
    """The colour behind the text of an element, None when it is not known."""
    printed = declared.get("background-color") or declared.get("background") or (element.get("bgcolor") or "").lower()
    if "url(" in declared.get("background", "") or "gradient" in printed or element.get("background"):
        return None
    if not printed or printed in ("transparent", "none", "inherit", "initial", "auto"):
        return around.background
    found = [page_colour(part) for part in re.findall(r"rgba?\([^)]*\)|\S+", printed)]
    return next((colour for colour in found if colour), None)


def page_colour(text: str | None) -> str | None:
    """A colour as #rrggbb, None when it is none that is known for sure."""
    if not text:
        return None
    text = text.strip().lower()
    if re.fullmatch(r"hsla?\(.*[, ]100%(?:\s*[,/]\s*1(?:\.0*)?)?\s*\)", text):
        return PAPER
    if text in _NAMED:
        return _NAMED[text]
    if re.fullmatch(r"#?[0-9a-f]{6}", text):
        return f"#{text[-6:]}"
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        return "#" + "".join(digit * 2 for digit in text[1:])
    match = _RGB.fullmatch(text)
    if match and (match[4] is None or float(match[4]) > 0.9):
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in match.groups()[:3])
    return None
