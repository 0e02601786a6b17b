"""Names of files that people can read and every system takes."""

import re
import unicodedata
from pathlib import Path

from mingzhang.collect.words import ending_of, words

_LONGEST = 150  # bytes in UTF-8, of 255 that systems take: room for endings, dates and a sidecar's .yml
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")


def safe_name(text: str) -> str:
    """A text as the name of a file or folder, without ending: no path, nothing invisible, not hidden, not too long."""
    kept = "".join(
        one if unicodedata.category(one)[0] not in "CZ" else " " for one in unicodedata.normalize("NFC", text)
    )
    kept = " ".join(_FORBIDDEN.sub(" ", kept).split()).strip(". ~$")
    while len(kept.encode()) > _LONGEST:
        kept = kept[:-1]
    kept = kept.strip(". ") or "unnamed"
    return f"_{kept}" if _RESERVED.match(kept) else kept


def document_stem(link_text: str, page_title: str | None) -> str:
    """What a document is called: the text of its link, behind the title of its page where the text says nothing."""
    ending = ending_of(link_text)
    own = link_text.strip()[: -len(ending) - 1] if ending else link_text.strip()
    bare = re.sub(r"[\d一二三四五六七八九十\s.:：、()（）〔〕\[\]【】-]+", "", own).casefold()
    if bare and bare not in words("says_nothing"):
        return safe_name(own)
    return safe_name(f"{page_title or ''} {own}")


def document_ending(*names: str, media_type: str = "") -> str | None:
    """The ending of a document by its names, first one first, else by its media type; None when none of them tells."""
    for name in names:
        if (ending := ending_of(name)) and ending in words("endings"):
            return ending
    known: dict[str, str] = words("media_types")
    return known.get(media_type.partition(";")[0].strip().lower())


def free_path(folder: Path, stem: str, ending: str, taken: set[str]) -> Path:
    """A path in a folder that neither stands there nor is `taken`, whatever the case of its letters: with 2, 3 … behind it."""
    there = {one.name.casefold() for one in folder.iterdir()} if folder.is_dir() else set()
    number, name = 1, f"{stem}.{ending}"
    while name.casefold() in there | taken:
        number += 1
        name = f"{stem} {number}.{ending}"
    return folder / name
