"""Formats that are met and not read: refused by name, so that whoever sees it knows what to convert."""

from typing import NoReturn

from mingzhang.errors import Refused

_SIGNATURES = {
    b"pk\x03\x04": "ZIP",
    b"\x89png": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"<?xml": "XML",
}


def recognises(data: bytes) -> bool:
    """Whether the content begins like one of these formats."""
    return _name_of(data) is not None


def read(data: bytes) -> NoReturn:
    """Raises Refused with the name of the format."""
    raise Refused("format-not-supported", format=_name_of(data))


def _name_of(data: bytes) -> str | None:
    beginning = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((name for signature, name in _SIGNATURES.items() if beginning.startswith(signature)), None)
