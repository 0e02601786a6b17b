"""Style sheets in a page, as far as they say that text is struck through, raised, not seen, or printed by the sheet itself.

Rules for print alone, and those under a condition of the reader's screen, are passed over. What a sheet outside the page says
is not known here. A rule that hides or strikes and whose selector is not understood is told.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from mingzhang.readers.html_parts.css_selectors import Selector, selector

Declarations = dict[str, str]

PROPERTIES = frozenset(
    (
        *("display", "visibility", "opacity", "color", "background", "background-color", "font-size", "mso-hide"),
        *("text-decoration", "text-decoration-line", "vertical-align", "content", "direction", "unicode-bidi"),
        *("position", "left", "top", "right", "text-indent", "clip", "clip-path", "width", "height", "overflow"),
        *(
            "flex-direction",
            "transform",
            "-webkit-text-fill-color",
            "max-width",
            "max-height",
            "filter",
            "order",
            "float",
        ),
        *("grid-template-columns", "grid-template", "grid-column", "grid-row", "grid-area", "grid-auto-flow"),
    )
)
_TELLING = frozenset(("display", "visibility", "opacity", "text-decoration", "text-decoration-line", "content"))
_HARMLESS = re.compile(
    r"(?:in|table|flex|grid|list)|block|visible|underline|overline|none|inherit|1(?:\.0*)?|['\"]\s*['\"]|normal"
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_STRING_OR_BRACE = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|[{};]")
_PRINTED = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'|attr\(\s*([\w-]+)\s*\)")
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")
_CONDITIONAL = ("@media", "@supports", "@layer", "@container", "@scope", "@document")
_MOST_RULES = 20_000
_IMPORTANT = "!"  # behind the name of a property: no other rule takes it back


class _Rule(NamedTuple):
    weight: tuple[int, int, int, int]  # ids, classes, names, place in the sheet
    selector: Selector
    declarations: Declarations


class StyleSheet:
    """The rules of all sheets in a page; `not_understood` are the selectors of those that would matter."""

    def __init__(self, sheets: Iterable[str], present: Container[str] | None = None) -> None:
        self._present = present  # names that some element of the page has: rules for others are for none
        self._by_key: defaultdict[tuple[str | None, str], list[_Rule]] = defaultdict(list)
        self.not_understood: list[str] = []
        number = 0
        for sheet in sheets:
            for printed, body in _rules(sheet):
                number += 1
                declarations = declarations_of(body)
                if declarations and number <= _MOST_RULES:
                    self._add(printed, declarations, number)

    def _add(self, printed: str, declarations: Declarations, number: int) -> None:
        found = selector(printed)
        if found and self._present is not None and not all(name in self._present for name in found.names):
            return
        if found:
            rule = _Rule((*found.weight, number), found, declarations)
            self._by_key[found.generated, found.last.key].append(rule)
        elif any(
            name.rstrip(_IMPORTANT) in _TELLING and not _HARMLESS.match(value) for name, value in declarations.items()
        ):
            self.not_understood.append(printed)

    def of(self, element: Any, generated: str | None = None) -> Declarations:
        """What the sheets declare of an element, or of what they print before or after it; the most specific rule prevails."""
        if not self._by_key:
            return {}
        keys = [element.tag, "*", *(f".{name}" for name in (element.get("class") or "").split())]
        keys += [f"#{element.get('id')}"] if element.get("id") else []
        rules = (rule for key in keys for rule in self._by_key.get((generated, key), ()))
        found: Declarations = {}
        for rule in sorted((rule for rule in rules if rule.selector.matches(element)), key=lambda rule: rule.weight):
            found |= rule.declarations
        return found

    @property
    def generates(self) -> bool:
        """Whether anything is printed by the sheets themselves."""
        return any(generated for generated, _ in self._by_key)


def with_own_style(sheet: Declarations, own: Declarations = {}) -> Declarations:  # noqa: B006 - never changed
    """What counts of the declarations of the sheets and of an element's own style."""
    found = sheet | own if sheet else own
    important = {name.rstrip(_IMPORTANT): value for name, value in found.items() if name.endswith(_IMPORTANT)}
    return found | important if important else found


@lru_cache(maxsize=4096)
def declarations_of(style: str) -> Declarations:
    """The declarations of a style attribute or of a rule that matter here, by property."""
    found: Declarations = {}
    for part in _parted(style):
        name, colon, value = part.partition(":")
        if colon and (name := name.strip().lower()) in PROPERTIES:
            value = value.strip()
            is_important = value.lower().endswith("important") and "!" in value
            value = value[: value.rindex("!")].strip() if is_important else value
            found[name + _IMPORTANT * is_important] = value if name == "content" else value.lower()
    return found


def _parted(style: str) -> Iterator[str]:
    """The parts of a style between semicolons that stand in no string."""
    begin = 0
    for match in _STRING_OR_BRACE.finditer(style):
        if match[0] == ";":
            yield style[begin : match.start()]
            begin = match.end()
    yield style[begin:]


def printed_content(declarations: Declarations, attributes: Mapping[str, str]) -> str | None:
    """What `content` prints: '' for nothing, None when it is more than strings and attributes (a counter, a picture)."""
    value = declarations.get("content", "")
    if value.lower() in ("", "none", "normal", "inherit", "initial") or declarations.get("display") == "none":
        return ""
    if _PRINTED.sub("", value).strip():
        return None
    found = _PRINTED.finditer(value)
    return "".join(attributes.get(one[3], "") if one[3] else _unescaped(one[1] or one[2] or "") for one in found)


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        """The character that an escape stands for, nothing for a code that is none."""
        code = int(match[1], 16) if match[1] else 0
        return (chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "") if match[1] else match[2]

    return _ESCAPE.sub(character, text)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and body of each rule that is for a screen; in one go, however the sheet is broken."""
    sheet = _COMMENT.sub(" ", sheet)
    heads: list[str] = []
    begin = 0
    for match in _STRING_OR_BRACE.finditer(sheet):
        match match[0]:
            case "{":
                heads.append(sheet[begin : match.start()].strip())
                begin = match.end()
            case "}" if heads:
                head, body = heads.pop(), sheet[begin : match.start()]
                if not head.startswith("@") and all(map(_is_for_screens, heads)):
                    yield from ((one.strip(), body) for one in head.split(","))
                begin = match.end()
            case "}":
                begin = match.end()
            case ";" if not heads or heads[-1].startswith(_CONDITIONAL):
                begin = match.end()


def _is_for_screens(head: str) -> bool:
    """Whether what stands under a condition is for each screen."""
    head = head.lower()
    if head.startswith("@media"):
        return re.search(r"\b(?:screen|all)\b", head) is not None and " not " not in head
    return head.startswith(_CONDITIONAL) and " not " not in head
