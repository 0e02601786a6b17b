"""Documents that LibreOffice makes into ones that are read here: Word and WPS before 2007 (.doc, .wps), RTF, OpenDocument
(.ods, .odt, also flat), and the XML of Office 2003.

A compound file with a workbook at its top is the spreadsheet reader's. One that is locked, or holds neither a text nor a
workbook, is refused here by name.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from mingzhang.errors import Refused
from mingzhang.readers import archive, compound, soffice, word, xlsx
from mingzhang.records import Reading

_WORKBOOKS = {"Workbook", "Book"}
_ENCRYPTED = 0x0100  # a flag of the header of a .doc
_OASIS = "application/vnd.oasis.opendocument."


class OfficeFormat(NamedTuple):
    """A format to convert: what people call it, its ending, the ending of what it is made, and its media type."""

    name: str
    ending: str
    target: str
    media_type: str


_RTF = OfficeFormat("RTF", "rtf", "docx", "application/rtf")
_DOC = OfficeFormat("Word 97-2003, WPS", "doc", "docx", "application/msword")
_ODS = OfficeFormat("OpenDocument", "ods", "xlsx", f"{_OASIS}spreadsheet")
_ODT = OfficeFormat("OpenDocument", "odt", "docx", f"{_OASIS}text")
_FLAT = (
    (re.compile(rb"<office:document\b[^>]*opendocument\.spreadsheet"), _ODS._replace(ending="fods")),
    (re.compile(rb"<office:document\b[^>]*opendocument\.text"), _ODT._replace(ending="fodt")),
    (
        re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet"),
        OfficeFormat("Excel 2003 XML", "xml", "xlsx", "application/xml"),
    ),
    (
        re.compile(rb"schemas.microsoft.com/office/word/2003/wordml"),
        OfficeFormat("Word 2003 XML", "xml", "docx", "application/xml"),
    ),
)
_BEGINNING = 4000  # bytes of XML in which its root stands, with all its namespaces


def recognises(data: bytes) -> bool:
    """Whether it is one of these formats, or a compound file without a workbook at its top."""
    if not data.startswith(compound.COMPOUND_SIGNATURE):
        return kind_of_text(data) is not None
    try:
        return not _WORKBOOKS & set(compound.top_streams(data))
    except ValueError:
        return True


def read(data: bytes) -> Reading:
    """The lines and tables of the document. Raises Refused when it is locked or damaged, or LibreOffice is missing or fails."""
    kind = kind_of_text(data) or _kind_of_compound(data)
    converted = soffice.convert_with_libreoffice(data, kind.ending, kind.target, kind.name)
    reading = xlsx.read(converted) if kind.target == "xlsx" else word.read(converted)
    return replace(reading, media_type=kind.media_type)


def kind_of_text(data: bytes) -> OfficeFormat | None:
    """The kind of a file that is no compound file, None when it is not one to convert."""
    if data.startswith(archive.ZIP_SIGNATURE):
        # The standard puts the media type first and unpacked, so that it can be seen (OpenDocument 1.3, part 2, 3.3).
        return next((kind for kind in (_ODS, _ODT) if f"mimetype{kind.media_type}".encode() in data[:200]), None)
    beginning = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip()
    if beginning.startswith(b"{\\rtf"):
        return _RTF
    if not beginning.startswith(b"<?xml"):
        return None
    return next((kind for pattern, kind in _FLAT if pattern.search(beginning)), None)


def _kind_of_compound(data: bytes) -> OfficeFormat:
    """The kind of a compound file. Raises Refused when it is locked, damaged or no text."""
    try:
        streams = compound.top_streams(data)
    except ValueError:
        raise Refused("file-damaged", format="Office 97-2003") from None
    if "EncryptedPackage" in streams:
        raise Refused("password-protected")
    if "WordDocument" not in streams:
        kind = "PowerPoint" if "PowerPoint Document" in streams else "OLE"
        raise Refused("format-not-supported", format=kind)
    at = streams["WordDocument"] + 10
    if int.from_bytes(data[at : at + 2], "little") & _ENCRYPTED:
        raise Refused("password-protected")
    return _DOC
