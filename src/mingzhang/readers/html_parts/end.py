"""Whether the source of an HTML page breaks off: programs that read it close what is open, and say nothing.

The standard lets the end of cells, rows, the body and the page be left out, never that of a table or a tag (HTML, 13.1.2.4).
"""

import re

_NOT_MARKUP = re.compile(r"<(?:!--|(script|style|textarea|xmp|template)(?=[\s/>]))", re.IGNORECASE)
_TABLE = re.compile(r"<(?P<end>/?)table(?=[\s/>])", re.IGNORECASE)
_OPEN_TAG = re.compile(r"</?[a-z][^<>]{0,2000}\Z", re.IGNORECASE)
_BEGUN = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_ENDED = re.compile(r"</(?:html|body|frameset)\s*>", re.IGNORECASE)
_END_OF_CELL = re.compile(r"</t[dr]\s*>", re.IGNORECASE)


def breaks_off(page: str) -> bool:
    """Whether a page ends within a tag or a table, or has no end though whoever wrote it ends what need not be ended."""
    markup = _markup(page)
    if markup is None or _OPEN_TAG.search(markup):
        return True
    tables = [match["end"] for match in _TABLE.finditer(markup)]
    if not tables:
        return False
    leaves_ends_out = not _END_OF_CELL.search(markup)
    return not tables[-1] or not (leaves_ends_out or not _BEGUN.search(markup) or _ENDED.search(markup))


def _markup(page: str) -> str | None:
    """A page without comments and scripts, None when one of them does not end."""
    lower, parts, at = page.lower(), [], 0
    if len(lower) != len(page):  # a few letters are longer in lower case
        lower = page
    for match in _NOT_MARKUP.finditer(page):
        if match.start() < at:
            continue
        parts.append(page[at : match.start()])
        end = "-->" if match[1] is None else f"</{match[1].lower()}"
        at = lower.find(end, match.end() - 2 if match[1] is None else match.end())
        if at < 0:
            return None
    return "".join([*parts, page[at:]])
