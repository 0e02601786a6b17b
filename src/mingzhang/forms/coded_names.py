"""Names of projects that stand with their codes in one cell, in whatever order, and with whatever stands between them."""

import re
from collections.abc import Iterator

from mingzhang.forms.labels import read_label
from mingzhang.forms.texts import plain_field
from mingzhang.records import Cell, Span
from mingzhang.text.pieces import half_width, squeeze, trim

# 51000021R000000019951: region or publisher 6, year 2, letter, 12 more. A narrow cell may break it over two lines.
_OFFICIAL = re.compile(r"(?<![0-9A-Za-z])[0-9A-Z](?:\n?[0-9A-Z]){20}(?![0-9A-Za-z])")
# Other codes, of which only the place tells what they are: 630123240000715, XM-2024-0118, 03-02.
_OTHER = re.compile(r"(?<![0-9A-Za-z._-])[0-9A-Z]+(?:[-_.][0-9A-Z]+)*(?![0-9A-Za-z._])")
_LEAST_DIGITS = 10  # of a code without a label that says that codes stand here
_LEAST_DIGITS_UNDER_LABEL = 3
_OF_TIME = re.compile(r"(?:19|20)\d\d(?:[-_.]?\d{1,2}){0,2}(?:[-_.](?:19|20)\d\d(?:[-_.]?\d{1,2}){0,2})?", re.ASCII)

_BRACKETS = {"(": ")", "[": "]", "【": "】", "〔": "〕", "{": "}", "<": ">", "《": "》"}
_BETWEEN = "-—–－_/|:：,，;；、"
_NOTE_MARK = re.compile(r"\s*[*＊※]+$")

Stretch = tuple[int, int]


def name_of(cell: Cell, label: Cell | None = None) -> tuple[str | None, str, tuple[Span, ...]]:
    """The code, where one stands with it, and the name of the project that a cell names below or behind a label, with spans.

    A code of another shape than the official one counts where the label says that codes stand here (项目编码及名称), or by
    its length; a number that a name begins with (110接处警, 2024年) is none. Where only
    a code is printed the name is empty.
    """
    plain = half_width(cell.text)
    if label is not None and speaks_of_codes(label) and is_only_code(cell):
        return squeeze(plain), "", plain_field(cell, "code")
    for code in _codes_in(plain, label is not None and speaks_of_codes(label)):
        if name := _name_beside(plain, code):
            stop = _without_mark(cell.text, *name)
            taken = sorted(((*code, "code"), (name[0], stop, "name"), (*trim(cell.text, stop, name[1]), "note")))
            spans = [Span(cell, *one) for one in taken if one[0] < one[1]]
            return squeeze(plain[slice(*code)]), cell.text[name[0] : stop], (*spans, *_separators(cell, spans))
    return None, *name_without_mark(cell)


def is_only_code(cell: Cell) -> bool:
    """Whether a cell below or behind a label of codes and names prints a code and nothing else."""
    plain = half_width(cell.text).strip()
    return re.fullmatch(_OTHER, squeeze(plain)) is not None and _is_code(plain, _LEAST_DIGITS_UNDER_LABEL)


def name_without_mark(cell: Cell) -> tuple[str, tuple[Span, ...]]:
    """The name that a cell prints, without the mark of a footnote behind it (学生宿舍维修**), and the spans of both."""
    start, end = trim(cell.text, 0, len(cell.text))
    stop = _without_mark(cell.text, start, end)
    if stop == end:
        return cell.text[start:end], plain_field(cell, "name")
    mark = trim(cell.text, stop, end)
    return cell.text[start:stop], (Span(cell, start, stop, "name"), Span(cell, *mark, "note"))


def _without_mark(text: str, start: int, end: int) -> int:
    """Where a name ends that may have the mark of a footnote behind it."""
    match = _NOTE_MARK.search(text, start, end)
    return match.start() if match and match.start() > start else end


def speaks_of_codes(label: Cell) -> bool:
    """Whether a label is of codes beside names: 项目编码及名称, 项目名称（编码）."""
    text = squeeze(label.text)
    inside = re.findall(r"\(([^()]*)\)", text)
    return any("code" in parts.classes for part in (text, *inside) if (parts := read_label(part).parts))


def _codes_in(plain: str, is_told: bool) -> Iterator[Stretch]:
    """Where a text may print a code: one of the official shape, else the only one of another shape."""
    official = [match.span() for match in _OFFICIAL.finditer(plain) if _is_code(match[0], _LEAST_DIGITS)]
    if official:
        yield from official if len(official) == 1 else ()
        return
    least = _LEAST_DIGITS_UNDER_LABEL if is_told else _LEAST_DIGITS
    others = [match.span() for match in _OTHER.finditer(plain) if _is_code(match[0], least)]
    yield from (one for one in others if len(others) == 1 and _stands_apart(plain, *one))


def _is_code(text: str, least: int) -> bool:
    return sum(map(str.isdigit, text)) >= least and not _OF_TIME.fullmatch(text)


def _stands_apart(plain: str, start: int, end: int) -> bool:
    """Whether something stands between a code and what is beside it: white space, a sign, a bracket."""
    signs = _BETWEEN + "".join(_BRACKETS) + "".join(_BRACKETS.values())
    beside = (plain[start - 1 : start], plain[end : end + 1])
    return all(not one or one.isspace() or one in signs for one in beside)


def _name_beside(plain: str, code: Stretch) -> Stretch | None:
    """The name in front of a code or behind it; None where text stands on both sides, or on none."""
    before, behind = trim(plain, 0, code[0]), trim(plain, code[1], len(plain))
    opening, closing = plain[slice(*before)][-1:], plain[slice(*behind)][:1]
    if opening in _BRACKETS and closing == _BRACKETS[opening]:
        before, behind = (before[0], before[1] - 1), (behind[0] + 1, behind[1])
    sides = [_without_label(plain, *trim(plain, *one, _BETWEEN)) for one in (before, behind)]
    found = [one for one in sides if one[0] < one[1]]
    name = _inside_brackets(plain, *found[0]) if len(found) == 1 else None
    return name if name and any(map(str.isalpha, plain[slice(*name)])) else None


def _inside_brackets(plain: str, start: int, end: int) -> Stretch:
    """A name without the brackets that hold all of it."""
    closing = _BRACKETS.get(plain[start])
    is_held = closing is not None and plain.find(closing, start) == end - 1
    return trim(plain, start + 1, end - 1) if is_held else (start, end)


def _without_label(plain: str, start: int, end: int) -> Stretch:
    """A side of a code without the label that it may print itself: 项目名称：, 编码."""
    head, colon, _ = plain[start:end].partition(":")
    fields = read_label(head).fields.get("fields") if head else None
    if fields in ("name", "code"):
        return trim(plain, start + len(head) + len(colon), end, _BETWEEN)
    return start, end


def _separators(cell: Cell, spans: list[Span]) -> list[Span]:
    """What stands between code and name and around them."""
    edges = [0, *(edge for span in sorted(spans, key=lambda one: one.start) for edge in (span.start, span.end))]
    gaps = [trim(cell.text, *one) for one in zip(edges[::2], [*edges[1::2], len(cell.text)], strict=True)]
    return [Span(cell, start, end, "separator") for start, end in gaps if start < end]
