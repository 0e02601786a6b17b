"""Bytes to a `Reading`: grids of cells, each knowing its page, row and column. One module a format.

A reader module has `recognises(data)`, which looks at the content and never at the file name, and `read(data)`. A new format
is a module here and its name in READERS.
"""

from typing import Protocol

from mingzhang.errors import Refused
from mingzhang.read import pdf, text
from mingzhang.records import Reading


class Reader(Protocol):
    """What a reader module offers."""

    def recognises(self, data: bytes) -> bool:
        """Whether the content is of the reader's format."""

    def read(self, data: bytes) -> Reading:
        """The content as grids; raises Refused when it cannot be had."""


READERS: tuple[Reader, ...] = (pdf, text)
LARGEST_BYTES = 100_000_000

# Formats that are met and not read yet: refused by name, so that whoever sees it knows what to convert.
_UNREADABLE = {
    b"PK\x03\x04": "Excel, Word or ZIP",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "Excel, Word or WPS (97-2003)",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"<!doctype html": "HTML",
    b"<html": "HTML",
    b"<?xml": "XML",
}


def read(data: bytes) -> Reading:
    """The content of a file. Raises Refused when it is empty, too large, or in no format that can be read."""
    if not data.strip():
        raise Refused("file-empty")
    if len(data) > LARGEST_BYTES:
        raise Refused("file-too-large", size=len(data), limit=LARGEST_BYTES)
    beginning = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for signature, name in _UNREADABLE.items():
        if beginning.startswith(signature.lower()):
            raise Refused("format-not-supported", format=name)
    for reader in READERS:
        if reader.recognises(data):
            return reader.read(data)
    raise Refused("format-unknown")
