"""Web archives (.mht, and what Excel and Word save as one web page) and mail: the HTML pages in it, one after the other."""

import email
import email.errors
import re
from email.message import Message

from mingzhang.errors import Refused
from mingzhang.readers import html
from mingzhang.readers.blocks import DEEPEST, Block, PageBreak, Problem
from mingzhang.records import Reading

MEDIA_TYPE = "multipart/related"
_LINE = rb"(?:[A-Za-z-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)"  # a header
_KINDS = rb"Content-Type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)"
_HEADERS = re.compile(rb"\s*" + _LINE + rb"*?" + _KINDS, re.IGNORECASE)


def recognises(data: bytes) -> bool:
    """Whether it begins with the headers of a message that holds a page and what belongs to it."""
    return bool(_HEADERS.match(data[:4096].removeprefix(b"\xef\xbb\xbf")))


def read(data: bytes) -> Reading:
    """The lines and tables of its pages, in their order: each sheet of a workbook is a page. Raises Refused as `html` does."""
    try:
        message = email.message_from_bytes(data.lstrip())
    except RecursionError:  # it goes down by a call of its own for each message in a message
        raise Refused("nested-too-deep", limit=DEEPEST) from None
    _check_depth(message)
    pages = [page for part in message.walk() if (page := _page(part))]
    if not pages:
        raise Refused("file-damaged", format="MHTML")
    blocks: list[Block] = []
    for page in pages:
        blocks += [PageBreak(), *page] if blocks else page
    blocks += [Problem("file-breaks-off")] if _breaks_off(message) else []
    return html.page_reading(blocks, b"image/" in data, MEDIA_TYPE)


def _check_depth(message: Message) -> None:
    level, depth = [message], 0
    while level := [one for part in level if part.is_multipart() for one in _parts(part)]:
        depth += 1
        if depth > DEEPEST:
            raise Refused("nested-too-deep", limit=DEEPEST)


def _parts(message: Message) -> list[Message]:
    parts = message.get_payload()
    return [part for part in parts if isinstance(part, Message)] if isinstance(parts, list) else []


def _page(part: Message) -> list[Block]:
    """The blocks of a part, none when it is no page."""
    content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
    return html.blocks(content, part.get_content_charset()) if isinstance(content, bytes) else []


def _breaks_off(message: Message) -> bool:
    """Whether the mark at the end of its parts is missing."""
    defects = [defect for part in message.walk() for defect in part.defects]
    return any(isinstance(defect, email.errors.CloseBoundaryNotFoundDefect) for defect in defects)
