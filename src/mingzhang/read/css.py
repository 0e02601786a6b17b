"""Style sheets in a page, as far as they say that text is struck through, raised or not seen.

Selectors of names, classes and ids are understood, also below one another (`.old td`, `tr > td.x`); rules under any other
selector, or for print alone, are passed over. What a sheet outside the page says is not known here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

Declarations = dict[str, str]

PROPERTIES = frozenset(
    (
        "display",
        "visibility",
        "text-decoration",
        "text-decoration-line",
        "vertical-align",
        "color",
        "background",
        "background-color",
        "opacity",
        "font-size",
        "mso-hide",
    )
)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_BLOCK = re.compile(r"(?P<head>[^{}]*)\{(?P<body>[^{}]*)\}")
_MEDIA = re.compile(r"@media(?P<query>[^{]*)\{(?P<rules>(?:[^{}]*\{[^{}]*\})*)[^{}]*\}", re.IGNORECASE)
_SIMPLE = re.compile(r"(?P<tag>[a-z][\w-]*|\*)?(?P<others>(?:[.#][\w-]+)*)", re.IGNORECASE)
_STEP = re.compile(r"\s*(>)\s*|\s+")
_MOST_RULES = 20_000


class Simple(NamedTuple):
    """A selector of one element: its name, classes and id."""

    tag: str | None
    classes: frozenset[str]
    ids: frozenset[str]

    def matches(self, element: Any) -> bool:
        """Whether an element has the name, classes and id."""
        return (
            (self.tag is None or self.tag == element.tag)
            and self.ids <= {element.get("id")}
            and self.classes <= set((element.get("class") or "").split())
        )


class _Rule(NamedTuple):
    weight: tuple[int, int, int, int]  # ids, classes, names, place in the sheet
    steps: tuple[Simple | str, ...]  # the element first, then `>` or ` ` and what is around it
    declarations: Declarations


class StyleSheet:
    """The rules of all sheets in a page."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._by_key: defaultdict[str, list[_Rule]] = defaultdict(list)
        number = 0
        for sheet in sheets:
            for selector, body in _rules(sheet):
                number += 1
                declarations = declarations_of(body)
                if declarations and number <= _MOST_RULES and (rule := _rule(selector, declarations, number)):
                    self._by_key[_key(rule.steps[0])].append(rule)

    def of(self, element: Any) -> Declarations:
        """What the sheets declare of an element, the weightiest last word for each property."""
        if not self._by_key:
            return {}
        keys = [element.tag, "*", *(f".{name}" for name in (element.get("class") or "").split())]
        keys += [f"#{element.get('id')}"] if element.get("id") else []
        rules = (rule for key in keys if key in self._by_key for rule in self._by_key[key])
        found: Declarations = {}
        for rule in sorted((rule for rule in rules if _matches(rule.steps, element)), key=lambda rule: rule.weight):
            found |= rule.declarations
        return found


@lru_cache(maxsize=4096)
def declarations_of(style: str) -> Declarations:
    """The declarations of a style attribute or of a rule that matter here, by property."""
    found: Declarations = {}
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        if colon and (name := name.strip().lower()) in PROPERTIES:
            found[name] = value.lower().replace("!important", "").strip()
    return found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and body of each rule; those for screens and for all media, not those for print."""
    sheet = _COMMENT.sub(" ", sheet)
    for media in _MEDIA.finditer(sheet):
        if re.search(r"\b(?:screen|all)\b", media["query"], re.IGNORECASE):
            yield from _plain_rules(media["rules"])
    yield from _plain_rules(_MEDIA.sub(" ", sheet))


def _plain_rules(sheet: str) -> Iterator[tuple[str, str]]:
    for block in _BLOCK.finditer(sheet):
        head = block["head"].rpartition(";")[2]
        for selector in head.split(","):
            yield selector.strip(), block["body"]


def _rule(selector: str, declarations: Declarations, number: int) -> _Rule | None:
    """A rule; None when its selector is not understood."""
    steps: list[Simple | str] = []
    at = 0
    while True:
        match = _SIMPLE.match(selector, at)
        if match is None or match.end() == at:
            return None
        steps.append(_simple(match))
        at = match.end()
        if at == len(selector):
            break
        step = _STEP.match(selector, at)
        if step is None or step.end() == at:
            return None
        steps.append(step[1] or " ")
        at = step.end()
    simple = [step for step in steps if isinstance(step, Simple)]
    weight = (
        sum(len(one.ids) for one in simple),
        sum(len(one.classes) for one in simple),
        sum(one.tag is not None for one in simple),
        number,
    )
    return _Rule(weight, tuple(reversed(steps)), declarations)


def _simple(match: re.Match[str]) -> Simple:
    others = re.findall(r"[.#][\w-]+", match["others"])
    tag = match["tag"].lower() if match["tag"] and match["tag"] != "*" else None
    classes = frozenset(one[1:] for one in others if one[0] == ".")
    return Simple(tag, classes, frozenset(one[1:] for one in others if one[0] == "#"))


def _key(simple: Simple | str) -> str:
    """By what the rules of an element are found: its id, else a class, else its name."""
    assert isinstance(simple, Simple)
    if simple.ids:
        return f"#{min(simple.ids)}"
    return f".{min(simple.classes)}" if simple.classes else simple.tag or "*"


def _matches(steps: tuple[Simple | str, ...], element: Any) -> bool:
    """Whether an element and those around it are what the steps of a selector ask for."""
    first = steps[0]
    assert isinstance(first, Simple)
    if not first.matches(element):
        return False
    if len(steps) == 1:
        return True
    around = element.getparent()
    while around is not None:
        if _matches(steps[2:], around):
            return True
        around = None if steps[1] == ">" else around.getparent()
    return False
