"""What lies over the cells of an Excel sheet: text boxes and shapes with text, comments, form fields."""

import posixpath
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from mingzhang.readers.blocks import LONGEST_QUOTE
from mingzhang.readers.marked import plain
from mingzhang.readers.workbook_parts.spreadsheet import Sheet, address
from mingzhang.readers.workbook_parts.xlsx_styles import local

_READ = ("drawing", "comments", "threadedComment")
_CONTROLS = ("ctrlProp", "control")


def take_drawings(
    archive: zipfile.ZipFile, path: str, sheet: Sheet, whole: Callable[[zipfile.ZipFile, str], Element]
) -> None:
    """Adds to a sheet what its drawings and comments say; `path` is its part, `whole` gives the root of another part."""
    folder, name = posixpath.split(path)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.namelist():
        return
    parts: dict[str, list[Element]] = {}
    for relation in whole(archive, relations):
        kind = relation.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        if kind in _CONTROLS:
            sheet.remarks.append(("form-field-empty", {}))
        elif kind in _READ and target in archive.namelist():
            parts.setdefault(kind, []).append(whole(archive, target))
    for root in parts.get("drawing", []):
        _take_shapes(root, sheet)
    told = [_take_thread(root, sheet) for root in parts.get("threadedComment", [])]
    for root in parts.get("comments", []):
        _take_comments(root, sheet, {place for places in told for place in places})


def _take_shapes(root: Element, sheet: Sheet) -> None:
    """The text of each shape is a note at the cell that its upper left corner stands in."""
    for anchor in root:
        start = next((one for one in anchor if local(one.tag) == "from"), None)
        numbers = {local(one.tag): int(one.text or 0) for one in start} if start is not None else {}
        paragraphs = [one for one in anchor.iter() if local(one.tag) == "p"]
        text = "\n".join(_text(one) for one in paragraphs).strip()
        place = numbers.get("row", 0) + 1, numbers.get("col", 0) + 1
        if text:
            sheet.notes.append((place, plain(text)))
        if any(local(one.tag) == "pic" for one in anchor.iter()):
            sheet.remarks.append(("picture-on-sheet", {"sheet": sheet.name, "cell": address(place)}))


def _take_comments(root: Element, sheet: Sheet, told: set[str]) -> None:
    """The comments of a sheet, but those at the cells of threads, which repeat them."""
    for comment in root.iter():
        if local(comment.tag) == "comment" and comment.get("ref") not in told:
            _tell(sheet, comment.get("ref", "?"), _text(comment))


def _take_thread(root: Element, sheet: Sheet) -> set[str]:
    """What people wrote to each other at the cells of a sheet; gives these cells."""
    threads = [one for one in root.iter() if local(one.tag) == "threadedComment"]
    for comment in threads:
        text = " ".join(part.text or "" for part in comment if local(part.tag) == "text")
        _tell(sheet, comment.get("ref", "?"), text)
    return {comment.get("ref", "?") for comment in threads}


def _tell(sheet: Sheet, place: str, text: str) -> None:
    text = " ".join(text.split())
    values: dict[str, Any] = {"sheet": sheet.name, "cell": place, "text": text[:LONGEST_QUOTE]}
    sheet.remarks += [("cell-comment", values)] if text else []


def _text(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter() if local(one.tag) == "t")
