"""What lies over the cells of an Excel sheet: text boxes and shapes with text, comments, form fields."""

import posixpath
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from mingzhang.read.marked import plain
from mingzhang.read.spreadsheet import Sheet
from mingzhang.read.xlsx_styles import local

_LONGEST_QUOTE = 60  # characters of a text that a reject repeats
_CONTROLS = ("ctrlProp", "control")


def take_drawings(
    archive: zipfile.ZipFile, path: str, sheet: Sheet, whole: Callable[[zipfile.ZipFile, str], Element]
) -> None:
    """Adds to a sheet what its drawings and comments say; `path` is its part, `whole` gives the root of another part."""
    folder, name = posixpath.split(path)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.namelist():
        return
    for relation in whole(archive, relations):
        kind = relation.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        if kind in _CONTROLS:
            sheet.remarks.append(("form-field-empty", {}))
        elif target in archive.namelist() and kind == "drawing":
            _take_shapes(whole(archive, target), sheet)
        elif target in archive.namelist() and kind == "comments":
            _take_comments(whole(archive, target), sheet)


def _take_shapes(root: Element, sheet: Sheet) -> None:
    """The text of each shape is a note at the cell that its upper left corner stands in."""
    for anchor in root:
        start = next((one for one in anchor if local(one.tag) == "from"), None)
        numbers = {local(one.tag): int(one.text or 0) for one in start} if start is not None else {}
        paragraphs = [one for one in anchor.iter() if local(one.tag) == "p"]
        text = "\n".join(_text(one) for one in paragraphs).strip()
        if text:
            sheet.notes.append(((numbers.get("row", 0) + 1, numbers.get("col", 0) + 1), plain(text)))


def _take_comments(root: Element, sheet: Sheet) -> None:
    for comment in root.iter():
        if local(comment.tag) == "comment":
            text = " ".join(_text(comment).split())
            values: dict[str, Any] = {
                "sheet": sheet.name,
                "cell": comment.get("ref", "?"),
                "text": text[:_LONGEST_QUOTE],
            }
            sheet.remarks += [("cell-comment", values)] if text else []


def _text(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter() if local(one.tag) == "t")
