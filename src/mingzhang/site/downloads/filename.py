"""Names of downloaded files that tell what is in them, in any language, for any system."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

LONGEST_PART = 30
LONGEST = 80


def file_name(parts: Iterable[str], extension: str) -> str:
    """mingzhang-项目-2023-体检.xlsx: the parts, each without what a file system refuses, and the extension."""
    clean = [part for part in map(_clean, parts) if part]
    return f"{'-'.join(['mingzhang', *clean])[:LONGEST].rstrip('-. ')}.{extension}"


def _clean(part: str) -> str:
    """Letters, digits and a few marks; no separators of paths, no control, zero-width or right-to-left characters."""
    kept = "".join(character if _is_kept(character) else " " for character in unicodedata.normalize("NFC", part))
    return re.sub(r"\s+", "_", kept.strip())[:LONGEST_PART].strip("-._")


def _is_kept(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M") or character in "-_.（）()、，·≥≤"


def attachment(name: str, plain_name: str) -> str:
    """Content-Disposition: the name as RFC 5987 writes it, and one in ASCII for whoever does not read that."""
    plain = "".join(one if one.isascii() and (one.isalnum() or one in "-_.") else "_" for one in plain_name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
