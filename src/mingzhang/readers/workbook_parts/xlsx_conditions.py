"""Conditional formats of a sheet: where they may strike, hide or reword a cell, and whether they surely do not.

Formulas are not computed. A condition on the value of the cell itself is compared where both are plain numbers; of any other
that would change what the cell says it cannot be told whether it holds, so the cell is refused.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from mingzhang.readers.workbook_parts.spreadsheet import CellRange, Sheet, SheetPosition
from mingzhang.readers.workbook_parts.xlsx_styles import DifferentialStyle, local

_NUMBER = re.compile(r"\s*[¥￥]?\s*(-?[\d,]+(?:\.\d+)?)\s*[元%]?\s*")
# What the program itself says of a cell, and which cells that can be true of.
_OF_TEXT: dict[str, Callable[[str], bool]] = {
    "containsErrors": lambda text: text.startswith("#"),
    "notContainsErrors": lambda text: not text.startswith("#"),
    "containsBlanks": lambda text: not text.strip(),
    "notContainsBlanks": lambda text: bool(text.strip()),
}
_MOST_CELLS = 2_000_000  # cells looked at over all conditions of a sheet


@dataclass(slots=True)
class Condition:
    """One rule: where it is for, what it asks, and whether it changes what a cell says."""

    ranges: list[CellRange]
    kind: str
    operator: str
    changes: bool
    formulas: list[str] = field(default_factory=list)

    def may_hold(self, text: str) -> bool:
        """Whether it may hold for a cell that shows a text."""
        if self.kind in _OF_TEXT:
            return _OF_TEXT[self.kind](text)
        if self.kind != "cellIs":
            return True
        shown, others = _number(text), [_number(one) for one in self.formulas]
        if shown is None or not others or None in others:
            return True
        return _compares(self.operator, shown, [one for one in others if one is not None])


class Conditions:
    """Collects the rules of a sheet as its XML names them."""

    def __init__(self, styles: list[DifferentialStyle]) -> None:
        self._styles = styles
        self._ranges: list[CellRange] = []
        self.found: list[Condition] = []

    def begin(self, ranges: list[CellRange]) -> None:
        """The cells that the rules which follow are for."""
        self._ranges = ranges

    def take_rule(self, rule: Element) -> None:
        """A rule with what it does to the look of a cell."""
        number = rule.get("dxfId", "")
        style = self._styles[int(number)] if number.isdigit() and int(number) < len(self._styles) else None
        changes = style is not None and style.changes_what_is_said
        self.found.append(Condition(self._ranges, rule.get("type", ""), rule.get("operator", ""), changes))

    def take_part(self, element: Element) -> None:
        """A formula of the last rule, or a bar or picture that it draws, perhaps in the number's place."""
        name = local(element.tag)
        if self.found and name == "formula":
            self.found[-1].formulas.append(element.text or "")
        elif self.found and name in ("dataBar", "iconSet") and element.get("showValue") in ("0", "false"):
            self.found[-1].changes = True

    def refuse_in(self, sheet: Sheet) -> None:
        """Takes the cells out of a sheet of which it cannot be told what they show, and names them."""
        left = _MOST_CELLS
        for condition in (one for one in self.found if one.changes):
            for place in [place for one in condition.ranges for place in _places(one, sheet)]:
                left -= 1
                text = sheet.texts[place].printed if place in sheet.texts else ""
                if text.strip() and (left < 0 or condition.may_hold(text)):
                    del sheet.texts[place]
                    sheet.problems[place] = ("look-by-condition", {"text": text.strip()})


def _places(one: CellRange, sheet: Sheet) -> Iterator[SheetPosition]:
    """The cells of a sheet that hold something, in a range."""
    (top, left), (bottom, right) = one
    if (bottom - top + 1) * (right - left + 1) < len(sheet.texts):
        yield from (
            (row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) in sheet.texts
        )
    else:
        yield from (place for place in sheet.texts if top <= place[0] <= bottom and left <= place[1] <= right)


def _number(text: str) -> Decimal | None:
    match = _NUMBER.fullmatch(text)
    try:
        return Decimal(match[1].replace(",", "")) if match else None
    except InvalidOperation:
        return None


def _compares(operator: str, shown: Decimal, others: list[Decimal]) -> bool:
    """Whether a comparison may hold. A number is shown rounded, so equal ones are taken for either."""
    first, last = min(others), max(others)
    match operator:
        case "lessThan" | "lessThanOrEqual":
            return shown <= first
        case "greaterThan" | "greaterThanOrEqual":
            return shown >= first
        case "equal":
            return shown == first
        case "between":
            return first <= shown <= last
        case "notBetween":
            return not first < shown < last
    return True
