"""The names of WordprocessingML, and the ways of asking an element that all Word modules share."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")


def local_name(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value_of(element: Any, name: str = "val") -> str | None:
    """An attribute of a w: element (w:val unless told), None without it or without the element."""
    if element is None:
        return None
    value = element.get(f"{W}{name}")
    return None if value is None else str(value)


def number_of(element: Any, otherwise: int = 0) -> int:
    """w:val of an element as a number; `otherwise` when there is none or it is none."""
    try:
        return int(value_of(element) or "")
    except ValueError:
        return otherwise


def is_on(element: Any) -> bool | None:
    """Whether a switch such as w:vanish is on; None when the element is not there, so that a style decides."""
    if element is None:
        return None
    return (value_of(element) or "1") not in _OFF


def child(element: Any, *path: str) -> Any:
    """The w: element at a path of names below an element, None when one of them is missing."""
    for name in path:
        if element is None:
            return None
        element = element.find(f"{W}{name}")
    return element
