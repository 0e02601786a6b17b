"""Fields of Word in a paragraph: equations, and the form fields of old templates (text, menu, box to tick)."""

import re
from dataclasses import dataclass, field
from typing import Any

from mingzhang.readers.blocks import LONGEST_QUOTE, Problem
from mingzhang.readers.word_parts.equations import field_text
from mingzhang.readers.word_parts.names import child, is_on, number_of, value_of

_TICKED = "☐☑"
_TRUE = ("1", "true", "on")
# Fields whose result is print in the text, as far as a table may hold them; others give page numbers, links and indexes.
_PRINTING = re.compile(
    r"=.*|(?:REF|SEQ|DATE|TIME|IF|QUOTE|LINK|DDE|DDEAUTO|DOCPROPERTY|DOCVARIABLE|MERGEFIELD|FILLIN|INCLUDETEXT|"
    r"AUTONUM|AUTONUMLGL|AUTONUMOUT|LISTNUM|SYMBOL|MACROBUTTON)"
)


@dataclass(slots=True)
class OpenField:
    """A field that has begun: its instruction, the form field that it is, and whether its result has begun."""

    form_field: Any
    is_dirty: bool = False  # to be calculated anew
    instruction: str = ""
    is_in_result: bool = False
    result: list[str] = field(default_factory=list)


class OpenFields:
    """Follows the marks of fields through the runs of a paragraph."""

    def __init__(self) -> None:
        self._open: list[OpenField] = []

    @property
    def hides_result(self) -> bool:
        """Whether what follows is the stored result of an equation, which is shown from its instruction."""
        return any(one.is_in_result and field_text(one.instruction) is not None for one in self._open)

    def instruct(self, text: str | None) -> None:
        """Take a part of an instruction."""
        if self._open and not self._open[-1].is_in_result:
            self._open[-1].instruction += text or ""

    def note(self, text: str) -> None:
        """Take note of text that is printed."""
        if self._open:
            self._open[-1].result.append(text)

    def take(self, element: Any) -> str | Problem | None:
        """Take a w:fldChar; what the field shows beyond the text of its runs, when it ends."""
        match value_of(element, "fldCharType"):
            case "begin":
                self._open.append(OpenField(child(element, "ffData"), is_dirty(element)))
            case "separate" if self._open:
                self._open[-1].is_in_result = True
            case "end" if self._open:
                return _shown(self._open.pop())
        return None


def _shown(ended: OpenField) -> str | Problem | None:
    name = ended.instruction.strip().partition(" ")[0].upper()
    has_result = bool("".join(ended.result).strip())
    if (equation := field_text(ended.instruction)) is not None:
        return equation
    if name == "FORMDROPDOWN" and not has_result:
        return _chosen(child(ended.form_field, "ddList")) or Problem("form-field-empty")
    if name == "FORMCHECKBOX" and not has_result:
        box = child(ended.form_field, "checkBox")
        ticked = is_on(child(box, "checked"))
        return _TICKED[bool(is_on(child(box, "default")) if ticked is None else ticked)]
    if name == "FORMTEXT" and not has_result:
        return Problem("form-field-empty")
    return not_calculated(ended.instruction, "".join(ended.result), ended.is_dirty)


def not_calculated(instruction: str, shown: str, is_dirty: bool) -> Problem | None:
    """What is told of a field that prints something, when the file has no result of it or says that it is out of date."""
    code = instruction.strip()
    if _PRINTING.fullmatch(code.partition(" ")[0].upper()) and (is_dirty or not shown.strip()):
        return Problem("field-not-calculated", {"text": code[:LONGEST_QUOTE]})
    return None


def _chosen(menu: Any) -> str | None:
    """The entry of a menu that is chosen: the first unless the file says otherwise."""
    if menu is None:
        return None
    entries = [value_of(one) or "" for one in menu if one.tag.endswith("}listEntry")]
    number = number_of(child(menu, "result"), number_of(child(menu, "default")))
    return entries[number] if 0 <= number < len(entries) else None


def is_dirty(field_mark: Any) -> bool:
    """Whether the file says that a field is to be calculated anew when it is opened."""
    return value_of(field_mark, "dirty") in _TRUE
