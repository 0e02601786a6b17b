"""Formats that are met and not read: refused by name, so that whoever sees it knows what to do instead."""

import json
from contextlib import suppress
from typing import NoReturn

from mingzhang.errors import Refused
from mingzhang.readers import archive, attachments

_ARCHIVES = {
    b"rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "gzip",
    b"bzh": "bzip2",
    b"\xfd7zxz": "xz",
    b"mscf": "CAB",
    b"pk\x07\x08": "ZIP",  # a volume of several
    b"mz": "EXE",
}
_PICTURES = {
    b"gif8": "GIF",
    b"<svg": "SVG",
}
_OTHERS = {
    b"founder ceb": "CEB",
    b"caj": "CAJ",
    b"hn\0": "CAJ",
    b"ns6": "SEP",
    b"<?xml": "XML",
    b"%!ps": "PostScript",
    b"sqlite format 3\0": "SQLite",
    b"\0\1\0\0standard ": "Access",
}
_EMPTY_ARCHIVE = b"PK\x05\x06"
_BINARY = ("bzip2", "CAJ", "SEP", "EXE", "CAB")  # whose signature are letters: text may begin so


def recognises(data: bytes) -> bool:
    """Whether the content begins like one of these formats, or is an archive."""
    return data.startswith((archive.ZIP_SIGNATURE, _EMPTY_ARCHIVE)) or _refusal_of(data) is not None


def read(data: bytes) -> NoReturn:
    """Raises Refused with the name of the format, or with what is wrong with an archive."""
    if data.startswith((archive.ZIP_SIGNATURE, _EMPTY_ARCHIVE)):
        number, limit = attachments.number_of_members(data), attachments.MOST_MEMBERS
        if number and not attachments.is_of_attachments(data):
            raise Refused("format-not-supported", format=_office_format(data))
        if number == 0:
            raise Refused("archive-empty")
        if number <= limit:
            raise Refused("archive-of-documents", number=number)
        raise Refused("archive-without-documents", number=number, limit=limit)
    raise _refusal_of(data) or Refused("format-unknown")


def _office_format(data: bytes) -> str:
    """What a document is called that is an archive of a kind that no reader knows."""
    names = archive.names(data)
    if "mimetype" in names:
        return "OpenDocument, EPUB"
    if any(name.endswith(".fdseq") for name in names):
        return "XPS"
    return "PowerPoint" if any(name.startswith("ppt/") for name in names) else "Office Open XML"


def _refusal_of(data: bytes) -> Refused | None:
    """Why a file of a format that is known is not read; None for any other."""
    beginning = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning[4:8] == b"ftyp":
        return Refused("picture-alone", format="HEIF")
    if data[257:262] == b"ustar":
        return Refused("archive-not-read", format="tar")
    for reason, signatures in (
        ("archive-not-read", _ARCHIVES),
        ("picture-alone", _PICTURES),
        ("format-not-supported", _OTHERS),
    ):
        for signature, name in signatures.items():
            if beginning.startswith(signature):
                return None if name in _BINARY and b"\0" not in data[:64] else Refused(reason, format=name)
    return Refused("format-not-supported", format="JSON") if _is_json(data) else None


def _is_json(data: bytes) -> bool:
    """Whether it is an answer to a program, as servers give instead of a file: {"code": 404}."""
    text = data.strip().removeprefix(b"\xef\xbb\xbf")
    if text[:1] + text[-1:] not in (b"{}", b"[]"):
        return False
    with suppress(ValueError, RecursionError):
        return isinstance(json.loads(text), dict | list)
    return False
