"""ZIP archives of attachments, as offices publish them: which documents are in one, and the bytes of each.

Nothing is ever written to disk, so a name that leads out of the archive can do no harm; it is refused all the same, for no
person made such a file. Names without a mark of their encoding are in GB18030, as Windows in Chinese writes them.
"""

import io
import os
import posixpath
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from mingzhang.errors import Refused
from mingzhang.readers.archive import ZIP_SIGNATURE

MOST_MEMBERS = 1000
# Names that only the archives of a document have: Office, OFD, OpenDocument, Java.
_OF_A_DOCUMENT = ("[Content_Types].xml", "OFD.xml", "mimetype", "META-INF/MANIFEST.MF")
_FOLDERS_OF_A_DOCUMENT = ("word/", "xl/", "ppt/", "_rels/")
_LEFT_BEHIND = ("thumbs.db", "desktop.ini")
_UTF8 = 0x800
_ENCRYPTED = 1
# What zipfile raises for damaged archives; an empty name and extra data that are cut off are errors of its own.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, ValueError, OSError, EOFError, LookupError, OverflowError
)  # fmt: skip
# The list of names of an archive that is opened while sources are looked for, where no budget holds: a hundred bytes of it
# take a kilobyte of memory.
LARGEST_DIRECTORY = 1_000_000
_END = b"PK\x05\x06"
_END_BYTES = 22 + 65_535  # with the longest comment


def members(path: Path) -> dict[int, str]:
    """Place in the archive -> name of each document in a file; none when it is no archive of attachments, or is damaged."""
    try:
        with path.open("rb") as file:
            if file.read(4) != ZIP_SIGNATURE or _directory_bytes(file) > LARGEST_DIRECTORY:
                return {}
            with zipfile.ZipFile(file) as archive:
                found = archive.infolist()
    except _DAMAGED:
        return {}
    if _is_document([one.filename for one in found]) or len(found) > MOST_MEMBERS:
        return {}
    names = {number: member_name(one) for number, one in enumerate(found) if not _is_folder(one)}
    return {number: name for number, name in names.items() if not _is_left_behind(name)}


def member(path: Path, number: int, limit: int) -> bytes:
    """The bytes of a document in an archive.

    Raises Refused when its name leads out of the archive, it is locked, damaged, larger than `limit`, or an archive itself.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            information = archive.infolist()[number]
            name = member_name(information)
            if posixpath.isabs(name) or "\\" in name or ".." in name.split("/") or name[1:2] == ":":
                raise Refused("archive-name-unsafe", name=name)
            if information.flag_bits & _ENCRYPTED:
                raise Refused("password-protected")
            if information.file_size > limit:
                raise Refused("unpacked-too-large", size=information.file_size, limit=limit)
            with archive.open(information) as file:
                data = file.read(limit + 1)
    except (*_DAMAGED, RuntimeError):
        raise Refused("file-damaged", format="ZIP") from None
    if data.startswith(ZIP_SIGNATURE) and is_of_attachments(data):
        raise Refused("archive-nested")
    return data


def number_of_members(data: bytes) -> int:
    """How many files an archive holds; raises Refused when it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(not _is_folder(one) for one in archive.infolist())
    except _DAMAGED:
        raise Refused("file-damaged", format="ZIP") from None


def is_of_attachments(data: bytes) -> bool:
    """Whether the bytes are an archive that is not itself a document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not _is_document(archive.namelist())
    except _DAMAGED:
        return False


def member_name(information: zipfile.ZipInfo) -> str:
    """The name of a member as its archive writes it."""
    if information.flag_bits & _UTF8:
        return information.filename
    try:
        written = information.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return information.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return information.filename


def _directory_bytes(file: BinaryIO) -> int:
    """How long the list of names is, as the end of an archive says: zipfile reads that much of it. Not more than 4 GB."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - _END_BYTES))
    end = file.read()
    at = end.rfind(_END)
    return int.from_bytes(end[at + 12 : at + 16], "little") if at >= 0 else 0


def _is_folder(information: zipfile.ZipInfo) -> bool:
    """Whether a member is a folder; the method of zipfile cannot be asked of one without a name."""
    return information.filename.endswith("/")


def _is_document(names: list[str]) -> bool:
    return any(name in _OF_A_DOCUMENT or name.startswith(_FOLDERS_OF_A_DOCUMENT) for name in names)


def _is_left_behind(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or last.startswith((".", "~$")) or last.lower() in _LEFT_BEHIND
