"""What the cells of a source look like: their texts cut where the look changes, long ones folded, very long ones in pieces."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mingzhang.site.pages.lists import rows_by, values
from mingzhang.site.pages.page import FirstRows, QueryRow, rows
from mingzhang.site.pages.segments import Look, Range, Segment, segments, without
from mingzhang.site.pages.source_rows import PART_CHARACTERS

# A text longer than this is folded.
FOLDED = 160
# A text longer than the first is a link, which opens it; opened it is shown in pieces of so many characters, and of so many
# places where its look changes, each of which is some forty bytes. What is open at once shares the room of a part.
ALONE, PIECE, SEGMENTS_OF_PIECE, LEAST_PIECE = 20_000, 20_000, 1_500, 200
# Reasons below a cell; of a very long one there may be thousands.
REASONS_SHOWN = 10
# Reasons of which a cell has one for all characters of a kind.
_KINDS_OF_PICTURES = {"text-unsure": "unsure", "number-unsure": "unread"}

MARKED = """
SELECT cell_id, start_char, end_char, field, record_id FROM spans
WHERE cell_id IN (SELECT value FROM json_each(:cells))
    AND (field = 'markup' OR (record_id = :record AND field NOT IN ('markup', 'space')))
"""
PICTURES = """
SELECT cell_id, webp FROM cell_pictures WHERE cell_id IN (SELECT value FROM json_each(?)) ORDER BY cell_id, position
"""
REJECTED = "SELECT * FROM rejects WHERE cell_id IN (SELECT value FROM json_each(?)) ORDER BY rowid"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks to see: a record, or a cell, of which it may name the character that a piece begins with."""

    record: str
    cell: int | None
    start: int


async def shown_cells(datasette: Any, cells: Sequence[QueryRow], asked: Asked) -> list[QueryRow]:
    """The cells with their texts cut into segments, open where they were asked for, folded where they are long."""
    ids = values(cell["id"] for cell in cells)
    spans = rows_by(await rows(datasette, MARKED, cells=ids, record=asked.record), "cell_id")
    rejected = rows_by(await rows(datasette, REJECTED, ids), "cell_id")
    pictures = rows_by(await rows(datasette, PICTURES, ids), "cell_id")
    opened = {cell["id"] for cell in cells if cell["id"] == asked.cell or _marks_of(spans[cell["id"]])}
    whole = sum(len(cell["text"] or "") for cell in cells if cell["id"] not in opened) <= PART_CHARACTERS
    rooms = {
        True: max(LEAST_PIECE, min(PIECE, PART_CHARACTERS // max(1, len(opened)))),
        False: ALONE if whole else PART_CHARACTERS // max(1, len(cells)),
    }
    shown = []
    for cell in cells:
        own = cell["id"]
        is_open = own in opened
        start = asked.start if own == asked.cell else None
        look = _Look(spans[own], rejected[own], is_open, rooms[is_open], start)
        shown.append({**shown_cell(cell, look), "pictures": pictures[own]})
    return shown


@dataclass(frozen=True, slots=True)
class _Look:
    """What stands in a cell, whether it is open, how many characters of it there is room for, and from which on."""

    spans: Sequence[QueryRow]
    rejects: Sequence[QueryRow]
    is_open: bool
    room: int
    start: int | None


def _marks_of(spans: Sequence[QueryRow]) -> list[Range]:
    return [(span["start_char"], span["end_char"]) for span in spans if span["field"] != "markup"]


def shown_cell(cell: QueryRow, look: _Look) -> QueryRow:
    """A cell with what the page shows of it; `piece` says which characters these are where they are not all."""
    text = cell["text"] or ""
    marked = _marks_of(look.spans)
    markup = [(span["start_char"], span["end_char"]) for span in look.spans if span["field"] == "markup"]
    looks = looks_of(cell["marks"])
    doubtful = [part for one in look.rejects for part in _in_question(one, len(text), looks)]
    is_left_out = not look.is_open and len(text) > look.room
    told = _told(look.rejects)
    start = _start(look, marked, len(text))
    found = segments(text, marked, markup, doubtful, looks) if text and not is_left_out else []
    cut = piece_of(found, start, look.room if look.is_open else len(text))
    end = start + sum(len(segment.text) for segment in cut)
    return {
        **cell,
        "segments": cut,
        "first_marked": next((number for number, segment in enumerate(cut) if segment.is_marked), None),
        "length": len(text),
        "piece": None if is_left_out or end - start == len(text) else _piece(start, end, len(text), look.room),
        "beginning": " ".join(without(text[:2000], markup).split())[:60],
        "is_open": look.is_open,
        "is_folded": not look.is_open and len(text) > FOLDED,
        "is_left_out": is_left_out,
        "rejects": FirstRows(told[:REASONS_SHOWN], len(told)),
    }


def _told(rejects: Sequence[QueryRow]) -> list[QueryRow]:
    """The rejects whose sentences stand below a cell: what all of it has (a seal) is why its characters are unsure as well."""
    of_whole = any(str(one["reason_id"]).startswith("scan-") for one in rejects)
    return [one for one in rejects if not of_whole or one["reason_id"] not in _KINDS_OF_PICTURES]


def _in_question(reject: QueryRow, length: int, looks: Sequence[Look]) -> list[Range]:
    """Which characters a reject is about: where it is one for several in a picture, those, and not what stands between them."""
    kind = _KINDS_OF_PICTURES.get(reject["reason_id"])
    if kind:
        return [(look.start, look.end) for look in looks if look.kind == kind]
    return [(reject["start_char"] or 0, reject["end_char"] or length)]


def _start(look: _Look, marked: Sequence[Range], length: int) -> int:
    """The first character that is shown: the one asked for, else so that the first mark is seen, with something before it."""
    if look.start is not None:
        return min(look.start, max(0, length - 1))
    first = min((start for start, _ in marked), default=0)
    return 0 if not look.is_open or first < look.room else first - min(first, look.room // 4)


def piece_of(found: Sequence[Segment], start: int, room: int) -> list[Segment]:
    """The segments from a character on, as many as there is room for."""
    kept: list[Segment] = []
    at = 0
    for segment in found:
        text = segment.text[max(0, start - at) : max(0, start + room - at)]
        at += len(segment.text)
        if text:
            kept.append(segment._replace(text=text))
        if len(kept) == SEGMENTS_OF_PIECE or at >= start + room:
            break
    return kept


def _piece(start: int, end: int, length: int, room: int) -> QueryRow:
    """Which characters a piece holds, counted from 1, and where the pieces before and after it begin."""
    return {
        "first": start + 1,
        "last": end,
        "earlier": max(0, start - room) if start else None,
        "later": end if end < length else None,
    }


def looks_of(marks: str | None) -> list[Look]:
    """The marks of a cell, as the store keeps them, for drawing; a text beside the others has no extent."""
    return [Look(one["start"], one["end"], one["kind"], one.get("text")) for one in json.loads(marks or "[]")]
