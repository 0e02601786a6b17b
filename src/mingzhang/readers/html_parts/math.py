"""Formulas in a page (MathML) as one line of text: fractions with a stroke, powers with a sign, no digits run together."""

from typing import Any

_MOST_LEVELS = 20


def math_text(element: Any, level: int = 0) -> str:
    """The text of a formula."""
    parts = (
        [math_text(child, level + 1) for child in element if isinstance(child.tag, str)] if level < _MOST_LEVELS else []
    )
    match (element.tag, parts):
        case ("mfrac", [above, below]):
            return f"{_one(above)}/{_one(below)}"
        case ("msup" | "mover", [base, above]):
            return f"{_one(base)}^{_one(above)}"
        case ("msub" | "munder", [base, below]):
            return f"{_one(base)}_{_one(below)}"
        case ("msqrt", _):
            return f"√({''.join(parts)})"
        case ("mroot", [inner, degree]):
            return f"{_one(degree)}√({inner})"
        case ("annotation" | "annotation-xml", _):
            return ""
    if parts:
        return "".join(parts) if level else f"{(element.text or '').strip()}{''.join(parts)}"
    return "".join(element.itertext()).strip()


def _one(text: str) -> str:
    return text if text.isalnum() else f"({text})"
