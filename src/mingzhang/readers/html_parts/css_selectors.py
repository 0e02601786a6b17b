"""Selectors of style sheets: which elements of a page a rule is for (CSS Selectors, level 3).

Names, classes, ids, attributes, `:not()`, places among siblings, and all four ways to stand beside or below one another.
A selector for a state of the page (`:hover`, `:focus`) matches no element. Any other selector is not understood.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

Weight = tuple[int, int, int]  # ids; classes, attributes and places; names

_NAME = r"-?[_a-zA-Z\u0080-\uffff][\w\-\u0080-\uffff]*"
_PART = re.compile(
    rf"(?P<tag>{_NAME}|\*)|\.(?P<class>{_NAME})|#(?P<id>[\w\-\u0080-\uffff]+)"
    rf"|\[\s*(?P<attribute>{_NAME})\s*(?:(?P<sign>[~|^$*]?=)\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\]\s]+)\s*)?\]"
    rf"|(?P<colons>::?)(?P<pseudo>{_NAME})(?:\((?P<argument>[^()]*)\))?"
)
_STEP = re.compile(r"\s*([>+~])\s*|\s+")
_PLACE = re.compile(r"(?P<step>[+-]?\d*)n\s*(?:(?P<sign>[+-])\s*(?P<start>\d+))?|(?P<only>[+-]?\d+)")
_MOST_SIBLINGS = 1000
_MOMENTARY = frozenset(
    ("hover", "active", "focus", "focus-within", "focus-visible", "visited", "target", "checked", "disabled", "empty")
)
_GENERATED = frozenset(("before", "after"))
_ALL = frozenset(("link", "any-link", "root", "enabled", "defined"))


class _Place(NamedTuple):
    """A place among siblings: each `step`th from `start` on; counted from the end, or among those of one name alone."""

    step: int
    start: int
    is_last: bool = False
    is_own: bool = False

    def holds(self, element: Any) -> bool:
        """Whether an element of lxml stands at this place among its siblings."""
        number = self._number(element)
        if self.step == 0:
            return number == self.start
        return (number - self.start) % self.step == 0 and (number - self.start) // self.step >= 0

    def _number(self, element: Any) -> int:
        around = element.getparent()
        if around is None:
            return 1
        if self.is_own:
            return 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=not self.is_last))
        at = int(around.index(element))
        return len(around) - at if self.is_last else at + 1


@dataclass(slots=True)
class Simple:
    """A selector of one element: what it must be, and must not be."""

    tag: str | None = None
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    attributes: list[tuple[str, str | None, str]] = field(default_factory=list)  # name, sign (None: is there), value
    places: list[_Place] = field(default_factory=list)
    others: list["Simple"] = field(default_factory=list)  # :not()
    never: bool = False

    def matches(self, element: Any) -> bool:
        """Whether an element is what it asks for."""
        return (
            not self.never
            and (self.tag is None or self.tag == element.tag)
            and self.ids <= {element.get("id")}
            and (not self.classes or self.classes <= set((element.get("class") or "").split()))
            and all(_has(element.get(name), sign, value) for name, sign, value in self.attributes)
            and all(place.holds(element) for place in self.places)
            and not any(other.matches(element) for other in self.others)
        )

    @property
    def weight(self) -> Weight:
        """Its specificity (CSS Selectors 3, section 9), by which one rule prevails over another."""
        own = (
            len(self.ids),
            len(self.classes) + len(self.attributes) + len(self.places),
            int(self.tag is not None),
        )
        inner = [other.weight for other in self.others]
        return (
            own[0] + sum(one[0] for one in inner),
            own[1] + sum(one[1] for one in inner),
            own[2] + sum(one[2] for one in inner),
        )

    @property
    def key(self) -> str:
        """By what the rules of an element are found: its id, else a class, else its name."""
        if self.ids:
            return f"#{min(self.ids)}"
        return f".{min(self.classes)}" if self.classes else self.tag or "*"


def _has(held: str | None, sign: str | None, value: str) -> bool:
    """Whether what an attribute holds is what `[name=value]` asks for."""
    if held is None or sign is None:
        return held is not None
    match sign:
        case "=":
            return held == value
        case "~=":
            return value in held.split()
        case "|=":
            return held == value or held.startswith(f"{value}-")
        case "^=":
            return bool(value) and held.startswith(value)
        case "$=":
            return bool(value) and held.endswith(value)
    return bool(value) and value in held


class Selector(NamedTuple):
    """A selector, read backwards: the element, then a sign (` `, `>`, `+`, `~`) and what stands there; and so on."""

    steps: tuple[Simple | str, ...]
    generated: str | None = None  # before or after: what the sheet prints there

    def matches(self, element: Any) -> bool:
        """Whether an element, and those around it and before it, are what the steps ask for."""
        return _matches(self.steps, element, set())

    @property
    def last(self) -> Simple:
        """What the element itself must be."""
        first = self.steps[0]
        assert isinstance(first, Simple)
        return first

    @property
    def names(self) -> Iterator[str]:
        """The classes and ids that elements must have somewhere, with their signs."""
        for step in self.steps:
            if isinstance(step, Simple):
                yield from (f".{name}" for name in step.classes)
                yield from (f"#{name}" for name in step.ids)

    @property
    def weight(self) -> Weight:
        """Its specificity: the sum of those of its steps."""
        weights = [step.weight for step in self.steps if isinstance(step, Simple)]
        return sum(one[0] for one in weights), sum(one[1] for one in weights), sum(one[2] for one in weights)


def selector(text: str) -> Selector | None:
    """A selector; None when it is none that is understood."""
    steps: list[Simple | str] = []
    generated: str | None = None
    position = 0
    while position < len(text):
        simple, position, generated = _simple(text, position)
        if simple is None:
            return None
        steps.append(simple)
        if position == len(text):
            break
        step = _STEP.match(text, position)
        if step is None or generated:
            return None
        steps.append(step[1] or " ")
        position = step.end()
    return Selector(tuple(reversed(steps)), generated) if steps and isinstance(steps[-1], Simple) else None


def _simple(text: str, at: int) -> tuple[Simple | None, int, str | None]:
    """The selector of one element that begins at an offset, where it ends, and what it generates; no selector: None."""
    found = Simple()
    generated: str | None = None
    begin = at
    while match := _PART.match(text, at):
        if match["pseudo"] and match["pseudo"].lower() in _GENERATED:
            generated = match["pseudo"].lower()
        elif generated or (match["tag"] and at != begin) or not _take(found, match):
            return None, at, None
        at = match.end()
    return (found if at > begin else None), at, generated


def _take(found: Simple, match: re.Match[str]) -> bool:
    """Adds a part to a selector; whether it is understood."""
    if match["tag"]:
        found.tag = match["tag"].lower() if match["tag"] != "*" else None
    elif match["class"]:
        found.classes.add(match["class"])
    elif match["id"]:
        found.ids.add(match["id"])
    elif match["attribute"]:
        found.attributes.append((match["attribute"].lower(), match["sign"], (match["value"] or "").strip("\"'")))
    else:
        return _take_pseudo(found, match["pseudo"].lower(), match["argument"])
    return True


def _take_pseudo(found: Simple, name: str, argument: str | None) -> bool:
    if name in _MOMENTARY:
        found.never = True
    elif name == "not" and argument:
        other, end, _ = _simple(argument.strip(), 0)
        if other is None or end != len(argument.strip()):
            return False
        found.others.append(other)
    elif place := _place(name, argument):
        found.places += place
    else:
        return name in _ALL
    return True


def _place(name: str, argument: str | None) -> list[_Place]:
    is_own = name.endswith("-of-type")
    name = name.removesuffix("-of-type").removesuffix("-child")
    match name:
        case "first":
            return [_Place(0, 1, False, is_own)]
        case "last":
            return [_Place(0, 1, True, is_own)]
        case "only":
            return [_Place(0, 1, False, is_own), _Place(0, 1, True, is_own)]
        case "nth" | "nth-last" if argument:
            formula = {"odd": "2n+1", "even": "2n"}.get(argument.strip().lower(), argument.strip().lower())
            if (parsed := _PLACE.fullmatch(formula)) is None:
                return []
            is_last = name == "nth-last"
            if parsed["only"]:
                return [_Place(0, int(parsed["only"]), is_last, is_own)]
            step = int(parsed["step"] + "1" if parsed["step"] in ("", "+", "-") else parsed["step"])
            return [_Place(step, int(f"{parsed['sign']}{parsed['start']}") if parsed["start"] else 0, is_last, is_own)]
    return []


def _matches(steps: tuple[Simple | str, ...], element: Any, failed: set[tuple[int, Any]]) -> bool:
    """Whether an element stands as the steps say; `failed` keeps what was tried, so that the work grows with depth alone."""
    first = steps[0]
    assert isinstance(first, Simple)
    tried = len(steps), element
    if tried in failed or not first.matches(element):
        return False
    if len(steps) == 1 or any(_matches(steps[2:], one, failed) for one in _beside(str(steps[1]), element)):
        return True
    failed.add(tried)
    return False


def _beside(sign: str, element: Any) -> Iterator[Any]:
    """The elements that a sign leads to: around, right around, before, right before."""
    if sign in ("+", "~"):
        before = (one for one in element.itersiblings(preceding=True) if isinstance(one.tag, str))
        yield from islice(before, 1 if sign == "+" else _MOST_SIBLINGS)
    else:
        yield from islice(element.iterancestors(), 1 if sign == ">" else None)
