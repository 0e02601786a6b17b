"""HTML pages, also those that call themselves .xls: what a browser shows, in its order, tables as grids.

Left out, because nobody sees it: scripts and comments. What is hidden, by an attribute, by its own style or by a style sheet in
the page, is kept as a mark in a cell and left out elsewhere. What a script or a style sheet outside the page does is not known.
"""

import re
from collections.abc import Iterator
from typing import Any

from mingzhang.errors import Refused
from mingzhang.readers.blocks import Block, Problem, assemble
from mingzhang.readers.encodings import decode_text, looks_usual
from mingzhang.readers.extras import imported
from mingzhang.readers.html_parts.body import HtmlBodyReader
from mingzhang.readers.html_parts.end import breaks_off
from mingzhang.readers.html_parts.parts import mentions_parts
from mingzhang.records import Reading

MEDIA_TYPE = "text/html"
_BEGINNING = 4096  # of bytes; the standard looks for the encoding in the first 1024, pages made by Word have it later
_BEFORE_MARKUP = re.compile(r"(?:\s|<!--.*?-->|<\?.*?>)*", re.DOTALL)
# A page, or a part of one that no plain text begins with.
_PAGE = re.compile(r"<(?:!doctype\s+html|(?:html|head|body|table|meta|title|style|link|frameset)[\s/>])", re.IGNORECASE)
# Any other markup makes a page only when a table follows: `<p>` also stands in the cells of plain text.
_MARKUP = re.compile(r"<[a-z][a-z0-9:]*[\s/>]", re.IGNORECASE)
_TABLE = re.compile(r"<table[\s>].*?<t[dh][\s>]", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_ENCODINGS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
# Encodings that pages name by mistake: in these every byte is a letter, so Chinese would come out as letters with accents.
_SAYS_NOTHING = re.compile(r"iso-?8859-?\d+|latin-?\d|windows-125\d|cp125\d|(?:us-)?ascii|utf-?16.*", re.IGNORECASE)
_UTF_16 = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_REORDERS = re.compile(r"(?<![\w-])(?:order\s*:|float\s*:\s*right)", re.IGNORECASE)
_TAGS_OF_CELLS = ("td", "th", "tr", "rt", "ruby")
_CHINESE = re.compile("[\u4e00-\u9fff]")


def recognises(data: bytes) -> bool:
    """Whether the content begins as a page or a table does, behind comments and declarations; text with tags in it does not."""
    beginning = _as_text(data[:_BEGINNING])
    start = _BEFORE_MARKUP.match(beginning)
    behind = beginning[start.end() :] if start else beginning
    if _PAGE.match(behind):
        return True
    return bool(_MARKUP.match(behind)) and bool(_TABLE.search(_as_text(data)))


def _as_text(data: bytes) -> str:
    """The markup of a page in whatever encoding: it is ASCII in all but UTF-16, which has a mark or zeros."""
    if encoding := _UTF_16.get(data[:2]):
        return data.decode(encoding, "replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("latin-1").removeprefix("\xef\xbb\xbf")


def is_in_gb18030(data: bytes, page_text: str) -> bool:
    """Whether the bytes of a page are its text in GB18030 or an older form of it, and not in UTF-8."""
    return not page_text.isascii() and not _is_chinese_utf8(data) and page_text.encode("gb18030", "replace") == data


def decode_page(data: bytes, charset: str | None = None) -> str:
    """The text of a page: by its mark, else as it says (or the given `charset`), else as plain text is read.

    UTF-8 with Chinese in it is UTF-8 whatever the page says: servers overrule what stands in pages, and nothing else looks
    so, and what is no ASCII is not in a Latin alphabet. Raises Refused when the bytes make sense in no encoding.
    """
    declared = _CHARSET.search(data[:_BEGINNING])
    name = charset or (declared[1].decode("ascii", "replace").lower() if declared else None)
    if name and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) and not _is_chinese_utf8(data):
        encoding = _ENCODINGS.get(name.lower(), name)
        try:
            found = data.decode(encoding)
            if _SAYS_NOTHING.fullmatch(name) and not data.isascii():
                return _in_chinese(data) or found
            if not _looks_wrong(found, encoding):
                return found
        except (UnicodeDecodeError, LookupError):
            pass
    return decode_text(data)


def _in_chinese(data: bytes) -> str | None:
    """The text of a page that says an encoding in which nobody writes Chinese; None when it is not Chinese."""
    try:
        found = decode_text(data)
    except Refused:
        return None
    return found if _CHINESE.search(found) and not _looks_wrong(found, "gb18030") else None


def _looks_wrong(page_text: str, encoding: str) -> bool:
    return encoding in ("gb18030", "big5hkscs") and not looks_usual(page_text, encoding)


def _is_chinese_utf8(data: bytes) -> bool:
    try:
        return bool(_CHINESE.search(data.decode()))
    except UnicodeDecodeError:
        return False


def read(data: bytes) -> Reading:
    """The lines and tables of a page.

    Raises Refused when its encoding is unknown, its elements stand in each other too deep, it shows nothing but pictures, or
    lxml is not installed.
    """
    lower = data.lower()
    return page_reading(blocks(data), b"<img" in lower, MEDIA_TYPE, b"<script" in lower)


def page_reading(found: list[Block], has_pictures: bool, media_type: str, has_scripts: bool = False) -> Reading:
    """The reading of a page from its blocks; Refused when it shows only pictures, or only what a script draws."""
    reading = assemble(found, media_type)
    if has_scripts and not reading.cells():
        raise Refused("page-by-script")
    if has_pictures and not reading.cells():
        raise Refused("only-pictures")
    return reading


def blocks(data: bytes, charset: str | None = None) -> list[Block]:
    """The paragraphs and tables of a page; `charset` is what its sender said. Raises Refused as `read` does."""
    etree = imported("lxml.etree", "html")
    # The tree may be deeper than libxml2 usually allows (256): old pages never close <font>. 2,048 is then its end.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    # An XML declaration would contradict the encoding that the parser is told.
    page = re.sub(r"^\s*<\?xml.*?>", "", decode_page(data, charset), count=1, flags=re.DOTALL)
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):  # what follows was dropped
        raise Refused("nested-too-deep", limit=2048)
    if root is None:
        return []
    return [
        *HtmlBodyReader().read(root, mentions_parts(page), bool(_REORDERS.search(page))),
        *_unmatched(parser.error_log),
        *([Problem("file-breaks-off")] if breaks_off(page) else []),
    ]


def _unmatched(errors: Any) -> Iterator[Problem]:
    """What is said once of a page whose tags of cells do not match: where its cells are is a guess, as in a browser."""
    ends = [error for error in errors if error.type_name == "ERR_TAG_NAME_MISMATCH"]
    ends = [error for error in ends if error.message.rpartition(" ")[2] in _TAGS_OF_CELLS]
    if ends:
        tag = ends[0].message.rpartition(" ")[2]
        yield Problem("tags-unmatched", {"tag": tag, "line": ends[0].line, "number": len(ends)})
