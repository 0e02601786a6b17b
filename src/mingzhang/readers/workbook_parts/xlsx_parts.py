"""The parts of a workbook's archive: which refers to which, their XML, and the texts that cells share."""

import posixpath
import re
import unicodedata
import zipfile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from mingzhang.errors import Refused
from mingzhang.readers.workbook_parts.xlsx_styles import Font, font_of, local

LARGEST_WHOLE_PART = 30_000_000  # of those that are not read as a stream: styles, names of sheets
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def check_size(size: int, limit: int) -> None:
    """Raises Refused when a part, or all together, unpack to more than the limit in bytes."""
    if size > limit:
        raise Refused("unpacked-too-large", size=size, limit=limit)


def child_of(parent: Element, name: str) -> Element | None:
    """The first child of that local name; None when there is none."""
    return next((child for child in parent if local(child.tag) == name), None)


def children_of(parent: Element, name: str) -> list[Element]:
    """What stands in the first child of that local name."""
    child = child_of(parent, name)
    return [] if child is None else list(child)


def whole_part(archive: zipfile.ZipFile, path: str) -> Element:
    """A part that is small."""
    check_size(archive.getinfo(path).file_size, LARGEST_WHOLE_PART)
    return ElementTree.fromstring(archive.read(path))


def related_parts(archive: zipfile.ZipFile, path: str, kind: str) -> dict[str, str]:
    """Relation -> path of the parts of a kind, or of any, that a part refers to."""
    folder, name = posixpath.split(path)
    root = whole_part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        for relation in root
        if not kind or relation.get("Type", "").endswith(f"/{kind}")
    }


# The runs of a string, each with its font; None for the font of the cell.
Text = list[tuple[str, Font | None]]


def text_of(element: Element) -> Text:
    """The text of a string: of all its runs, without the reading aids above them."""
    if sum(local(child.tag) == "t" for child in element) > 1:
        raise ValueError("two texts")  # the format has one, or runs
    runs: Text = []
    for child in element:
        is_run = local(child.tag) == "r"
        parts = list(child) if is_run else [child]
        text = "".join(part.text or "" for part in parts if local(part.tag) == "t")
        properties = next((part for part in parts if local(part.tag) == "rPr"), None) if is_run else None
        font = font_of(properties) if properties is not None else None
        if text and runs and runs[-1][1] == font:
            runs[-1] = runs[-1][0] + text, font
        elif text:
            runs.append((text, font))
    return [(unescaped(text), font) for text, font in runs]


def unescaped(text: str) -> str:
    """A text with the characters that the format writes as _x000A_; those that no text can hold stay as they are."""

    def character(match: re.Match[str]) -> str:
        """The character that an escape stands for; of one that may not be in a text, the escape itself."""
        one = chr(int(match[1], 16))
        return one if one in "\t\n\r" or unicodedata.category(one) not in ("Cc", "Cs") else match[0]

    return _ESCAPED.sub(character, text) if "_x" in text else text


def shared_texts(archive: zipfile.ZipFile, path: str) -> list[Text]:
    """The texts that cells of all sheets refer to by their numbers."""
    texts: list[Text] = []
    for part in related_parts(archive, path, "sharedStrings").values():
        with archive.open(part) as stream:
            root: Element | None = None
            for event, element in ElementTree.iterparse(stream, ("start", "end")):
                if root is None:
                    root = element
                elif event == "end" and local(element.tag) == "si":
                    texts.append(text_of(element))
                    root.clear()
    return texts
