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

_NO_ESCAPE = re.compile(r"=(?![0-9A-Fa-f]{2}|[ \t]*(?:\r?\n|\Z))")
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")


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
    if _breaks_off(message) and not any(isinstance(one, Problem) and one.reason == "file-breaks-off" for one in blocks):
        blocks.append(Problem("file-breaks-off"))
    blocks += [Problem("transfer-damaged")] if any(map(_is_damaged, message.walk())) else []
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


def _is_damaged(part: Message) -> bool:
    """Whether a page breaks the rules that it was encoded by, so that characters are lost (RFC 2045, 6.7 and 6.8)."""
    written = part.get_payload()
    if part.get_content_type() != "text/html" or not isinstance(written, str):
        return False
    match part.get("Content-Transfer-Encoding", "").strip().lower():
        case "quoted-printable":
            return bool(_NO_ESCAPE.search(written))
        case "base64":
            letters = "".join(written.split())
            return len(letters) % 4 != 0 or not _BASE64.fullmatch(letters)
    return False


def _breaks_off(message: Message) -> bool:
    """Whether the mark at the end of its parts is missing."""
    defects = [defect for part in message.walk() for defect in part.defects]
    return any(isinstance(defect, email.errors.CloseBoundaryNotFoundDefect) for defect in defects)
