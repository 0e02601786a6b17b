"""Bytes to a `Reading`: grids of cells, each knowing its page, row and column. One module a format.

A reader module has `recognises(data)`, which looks at the content and never at the file name, and `read(data)`. A new format
is a module here and its name in READERS.
"""

from typing import Protocol

from mingzhang.errors import Refused
from mingzhang.readers import comma_separated, html, legacy, mhtml, ofd, pdf, picture, text, unreadable, word, xls, xlsx
from mingzhang.readers.characters import as_shown
from mingzhang.readers.encodings import decode_text, is_nearly_text
from mingzhang.readers.sources import LARGEST_BYTES
from mingzhang.records import Reading


class Reader(Protocol):
    """What a reader module offers."""

    def recognises(self, data: bytes) -> bool:
        """Whether the content is of the reader's format."""

    def read(self, data: bytes) -> Reading:
        """The content as grids; raises Refused when it cannot be had."""


# The first that recognises the content reads it: what has a signature before what is plain text.
READERS: tuple[Reader, ...] = (
    pdf,
    picture,
    ofd,
    xlsx,
    xls,
    word,
    legacy,
    mhtml,
    html,
    unreadable,
    comma_separated,
    text,
)


def read(data: bytes) -> Reading:
    """The content of a file. Raises Refused when it is empty, too large, or in no format that can be read."""
    if not data.strip():
        raise Refused("file-empty")
    if len(data) > LARGEST_BYTES:
        raise Refused("file-too-large", limit=LARGEST_BYTES)
    for reader in READERS:
        if reader.recognises(data):
            return as_shown(reader.read(data))
    if is_nearly_text(data):
        decode_text(data)  # which raises what is wrong with it
    raise Refused("format-unknown")
