"""Equations of Word as text in one line: those of the equation editor (OMML) and the older EQ fields.

A fraction is 2/3, a power 10^3: no reader takes these for the number 23 or 103. What is not known here stays as it is written
in the file, in braces, which no reader takes for a number either.
"""

import re
from typing import Any

from mingzhang.readers.word_parts.names import local_name

_FRACTION = re.compile(r"\\f\s*\((?P<above>[^,;()]*)[,;](?P<below>[^,;()]*)\)", re.IGNORECASE)
_CIRCLED = re.compile(r"\\o\s*(?:\\ac)?\s*\(\s*[○〇◯]\s*[,;]\s*(?P<number>\d{1,2})\s*\)", re.IGNORECASE)
_UNIT_OF_LENGTH = re.compile(r"(?:^|[^A-Za-z])[hkcdm]?m$")
_POWERS = {"2": "²", "3": "³"}


def equation_text(element: Any) -> str:
    """The text of an OMML element and all in it."""
    name = local_name(element)
    if name == "t":
        return element.text or ""
    parts = {local_name(child): equation_text(child) for child in element if not local_name(child).endswith("Pr")}
    match name:
        case "f":
            return f" {_grouped(parts.get('num', ''))}/{_grouped(parts.get('den', ''))} "
        case "sSup":
            return _power(parts.get("e", ""), parts.get("sup", ""))
        case "sSub":
            return f"{parts.get('e', '')}_{_grouped(parts.get('sub', ''))}"
        case "rad":
            return f"{parts.get('deg', '')}√({parts.get('e', '')})"
        case "d":
            return f"({','.join(equation_text(child) for child in element if local_name(child) == 'e')})"
        case "oMath" | "oMathPara" | "r" | "e" | "num" | "den" | "sup" | "sub" | "deg":
            return "".join(equation_text(child) for child in element if not local_name(child).endswith("Pr"))
    inner = " ".join(filter(None, (text.strip() for text in parts.values())))
    return f"{{{inner}}}" if inner else ""


def _grouped(text: str) -> str:
    text = text.strip()
    return text if re.fullmatch(r"\w*", text) else f"({text})"


def _power(base: str, exponent: str) -> str:
    if exponent in _POWERS and _UNIT_OF_LENGTH.search(base):
        return base + _POWERS[exponent]
    return f"{base}^{_grouped(exponent)}"


def field_text(instruction: str) -> str | None:
    """What an EQ field shows; None when the instruction is of another field."""
    match = re.match(r"\s*EQ\b\s*", instruction, re.IGNORECASE)
    if match is None:
        return None
    equation = instruction[match.end() :].strip()
    if fraction := _FRACTION.fullmatch(equation):
        return f" {_grouped(fraction['above'])}/{_grouped(fraction['below'])} "
    circled = _CIRCLED.fullmatch(equation)
    if circled and 1 <= int(circled["number"]) <= 20:
        return chr(ord("①") + int(circled["number"]) - 1)
    return f"{{EQ {equation}}}"
