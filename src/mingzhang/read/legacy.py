"""Documents of Word and WPS before 2007 (.doc, .wps) and RTF: LibreOffice makes them .docx, which the Word reader reads.

A compound file with a workbook at its top is the spreadsheet reader's. One that is locked, or holds neither a text nor a
workbook, is refused here by name.
"""

from dataclasses import replace

from mingzhang.errors import Refused
from mingzhang.read import compound, soffice, word
from mingzhang.records import Reading

_WORKBOOKS = {"Workbook", "Book"}
_ENCRYPTED = 0x0100  # a flag of the header of a .doc


def recognises(data: bytes) -> bool:
    """Whether it is RTF, or a compound file without a workbook at its top."""
    if not data.startswith(compound.COMPOUND_SIGNATURE):
        return _is_rtf(data)
    try:
        return not _WORKBOOKS & set(compound.top_streams(data))
    except ValueError:
        return True


def read(data: bytes) -> Reading:
    """The lines and tables of the document. Raises Refused when it is locked or damaged, or LibreOffice is missing or fails."""
    kind, ending, media_type = ("RTF", "rtf", "application/rtf") if _is_rtf(data) else _kind_of_compound(data)
    converted = soffice.convert_with_libreoffice(data, ending, "docx", kind)
    return replace(word.read(converted), media_type=media_type)


def _is_rtf(data: bytes) -> bool:
    return data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{\\rtf")


def _kind_of_compound(data: bytes) -> tuple[str, str, str]:
    """Name, ending and media type of a compound file. Raises Refused when it is locked, damaged or no text."""
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
    return "Word 97-2003, WPS", "doc", "application/msword"
