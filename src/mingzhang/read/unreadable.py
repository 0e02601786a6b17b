"""Formats that are met and not read: refused by name, so that whoever sees it knows what to convert."""

from typing import NoReturn

from mingzhang.errors import Refused
from mingzhang.read import archive, attachments

_SIGNATURES = {
    b"rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "gzip",
    b"bzh": "bzip2",
    b"\xfd7zxz": "xz",
    b"\x89png": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"gif8": "GIF",
    b"bm": "BMP",
    b"ii*\0": "TIFF",
    b"mm\0*": "TIFF",
    b"ftyp": "HEIF",
    b"founder ceb": "CEB",
    b"caj": "CAJ",
    b"hn\0": "CAJ",
    b"ns6": "SEP",
    b"<?xml": "XML",
}
_BINARY = ("BMP", "bzip2", "CAJ", "SEP")  # whose signature are letters: text may begin so


def recognises(data: bytes) -> bool:
    """Whether the content begins like one of these formats, or is an archive."""
    return data.startswith(archive.ZIP_SIGNATURE) or _name_of(data) is not None


def read(data: bytes) -> NoReturn:
    """Raises Refused with the name of the format, or with what is wrong with an archive."""
    if data.startswith(archive.ZIP_SIGNATURE):
        number, limit = attachments.number_of_members(data), attachments.MOST_MEMBERS
        if number and not attachments.is_of_attachments(data):
            raise Refused("format-not-supported", format=_office_format(data))
        if 0 < number <= limit:
            raise Refused("archive-of-documents", number=number)
        raise Refused("archive-without-documents", number=number, limit=limit)
    raise Refused("format-not-supported", format=_name_of(data))


def _office_format(data: bytes) -> str:
    """What a document is called that is an archive of a kind that no reader knows."""
    names = archive.names(data)
    if "mimetype" in names:
        return "OpenDocument, EPUB"
    return "PowerPoint" if any(name.startswith("ppt/") for name in names) else "ZIP"


def _name_of(data: bytes) -> str | None:
    beginning = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning[4:8] == b"ftyp":
        return "HEIF"
    if data[257:262] == b"ustar":
        return "tar"
    found = next((name for signature, name in _SIGNATURES.items() if beginning.startswith(signature)), None)
    return None if found in _BINARY and b"\0" not in data[:64] else found
