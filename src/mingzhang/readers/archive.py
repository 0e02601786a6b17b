"""ZIP archives that hold a document (.docx and its kin): their parts, without trusting what the archive says of itself."""

import io
import zipfile
import zlib
from typing import Any

from mingzhang.errors import Refused
from mingzhang.readers.extras import imported

ZIP_SIGNATURE = b"PK\x03\x04"
# A table of 28,000 rows. A tree of XML takes twelve times its bytes in memory (measured), and a bomb unpacks to far more.
LARGEST_PART = 40_000_000


def names(data: bytes) -> list[str]:
    """The names of the parts; none when the archive is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        return []


def check_names(archive: zipfile.ZipFile) -> None:
    """Raises BadZipFile when two parts have one name: which of them a program opens differs from program to program."""
    names = archive.namelist()
    if len(set(names)) < len(names):
        raise zipfile.BadZipFile("a name twice")


def part(data: bytes, name: str, kind: str) -> bytes | None:
    """The bytes of a part, None when there is none of that name.

    Raises Refused when the archive of that kind of file is damaged, locked, or the part too large: its size is looked up
    before it is unpacked, and not a byte more is unpacked than that.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_names(archive)
            if name not in archive.namelist():
                return None
            information = archive.getinfo(name)
            if information.flag_bits & 1:
                raise Refused("password-protected")
            if information.file_size > LARGEST_PART:
                raise Refused("unpacked-too-large", size=information.file_size, limit=LARGEST_PART)
            return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError):
        raise Refused("file-damaged", format=kind) from None


def xml(data: bytes, kind: str, extra: str) -> Any:
    """The root element of XML, read without entities and without network.

    Raises Refused when it is damaged, or declares a document type: office programs never do, entity bombs do.
    """
    etree = imported("lxml.etree", extra)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise Refused("file-damaged", format=kind) from None
    if root.getroottree().docinfo.doctype:
        raise Refused("file-damaged", format=kind)
    return root
