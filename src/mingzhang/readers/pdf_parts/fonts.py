"""Which characters the fonts of a PDF name, and which they only seem to name (ISO 32000-1, 9.6.6 and 9.10.2).

pdfminer takes a code that no table names for the Latin letter of that number. It is one in a font that is not embedded, or
whose encoding says so; in an embedded font with codes of its own it may be any drawing. Such characters, private ones, and
digits of which a font says that two of its drawings are the same one, are unknown here: none is better than a wrong one.

pdfminer drops a code that a predefined table of Chinese fonts (ISO 32000-1, 9.7.5.2) lacks, such as · in UniGB-UCS2-H: here it
is the character that the code is, where the table says that codes are Unicode, else an unknown one.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mingzhang.readers.characters import BEYOND_TABLES, UNKNOWN_CHARACTER
from mingzhang.readers.pdf_parts.cmaps import EmbeddedCMap, read_embedded_cmap
from mingzhang.readers.symbol_fonts import symbols_of

_SOFT_HYPHEN = "\u00ad"
_LEAST_ADVANCE = 0.05  # of the size of a font: what moves on by less takes no room
_PRIVATE = range(0xF000, 0xF100)  # where Windows puts the codes of its fonts of symbols
_CODES_OF_ITS_OWN = 4  # flag "symbolic" of a font descriptor
_BYTES_OF_UNICODE = 2  # of a code in UCS-2


@dataclass(frozen=True, slots=True)
class FontNames:
    """What a font says of its codes beside its table of characters."""

    is_simple: bool = False
    symbols: Mapping[int, str] | None = None  # of a font of symbols
    is_sure: bool = True  # whether a code that nothing names is a Latin letter
    named: frozenset[int] = frozenset()  # codes with the name of a character
    unnamed: frozenset[int] = frozenset()  # codes with a name that says nothing: g37
    is_measured: bool = True  # whether it says how wide its characters are: without it they all stand in one place

    def character(self, font: Any, code: int, text: str, advance: float) -> str:
        """The character of a code for which pdfminer has this text; `advance` is how far it moves on, in sizes."""
        if not self.is_measured:
            return UNKNOWN_CHARACTER
        if code >= BEYOND_TABLES:
            return chr(code - BEYOND_TABLES) if code > BEYOND_TABLES else UNKNOWN_CHARACTER
        table = getattr(font.unicode_map, "cid2unichr", None) or {}
        if self.symbols is not None:
            return _symbol(self.symbols, code, text, code in table or not self.is_simple)
        if (
            self.is_simple
            and code not in table
            and code not in self.named
            and (code in self.unnamed or not self.is_sure)
        ):
            return UNKNOWN_CHARACTER
        if text in "0123456789" and text and code in table and _doubled(font, table)[text] > 1:
            return UNKNOWN_CHARACTER
        return drawn_characters(text, advance)


@dataclass(frozen=True, slots=True)
class WholeCMap:
    """A table of codes that gives a number for each code of a text, also for those that it lacks."""

    table: Any
    is_unicode: bool

    def decode(self, codes: bytes) -> Iterator[int]:
        """The numbers of the characters of a text in its font."""
        found, start = self.table.code2cid, 0
        for end, byte in enumerate(codes, 1):
            found = found.get(byte) if isinstance(found, dict) else None
            is_begun = found is None and self.is_unicode and end - start < _BYTES_OF_UNICODE
            if isinstance(found, dict) or is_begun:
                continue
            yield self._lacking(codes[start:end]) if found is None else found
            found, start = self.table.code2cid, end

    def _lacking(self, code: bytes) -> int:
        return BEYOND_TABLES + (int.from_bytes(code) if self.is_unicode else 0)


def whole_cmap(font: Any, spec: Mapping[str, Any]) -> Any:
    """The table of codes of a composite font, made whole where it is a predefined one, and read where it stands in the file."""
    from pdfminer.pdftypes import PDFStream, resolve1

    if isinstance(font.cmap, WholeCMap | EmbeddedCMap):  # a font of an earlier page
        return font.cmap
    encoding = resolve1(spec.get("Encoding"))
    if isinstance(encoding, PDFStream):
        return read_embedded_cmap(font, encoding.get_data(), isinstance(resolve1(spec.get("ToUnicode")), PDFStream))
    name = _name(encoding)
    is_predefined = bool(name) and isinstance(getattr(font.cmap, "code2cid", None), dict)
    return WholeCMap(font.cmap, "UCS2" in name) if is_predefined else font.cmap


def drawn_characters(text: str, advance: float) -> str:
    """The characters of something that takes room on a page: a hyphen of it is seen, and what has no drawing is another."""
    if advance < _LEAST_ADVANCE:
        return text
    text = text.replace(_SOFT_HYPHEN, "-")
    has_drawing = any(unicodedata.category(one) != "Cf" for one in text)
    return text if has_drawing else UNKNOWN_CHARACTER


def _symbol(symbols: Mapping[int, str], code: int, text: str, is_from_table: bool) -> str:
    """A character of a font of symbols: what its table says, unless that is a number of Windows or a Latin letter."""
    said = ord(text) if len(text) == 1 else 0
    if is_from_table and said > 0x7F and said not in _PRIVATE:
        return text
    return symbols.get(said & 0xFF if is_from_table else code, UNKNOWN_CHARACTER)


def _doubled(font: Any, table: Mapping[int, str]) -> Counter[str]:
    """How many codes of a font's own table are each digit."""
    found = getattr(font, "digits_by_table", None)
    if found is None:
        is_own = type(font.unicode_map).__name__ == "FileUnicodeMap"
        found = Counter(text for text in table.values() if text in "0123456789") if is_own else Counter()
        font.digits_by_table = found
    return found


def names_of(spec: Mapping[str, Any]) -> FontNames:
    """What a font dictionary says of its codes."""
    from pdfminer.pdftypes import resolve1

    kind = _name(spec.get("Subtype"))
    symbols = symbols_of(_name(spec.get("BaseFont")))
    is_simple = kind in ("Type1", "MMType1", "TrueType")
    if not is_simple:
        return FontNames(False, symbols)
    descriptor = resolve1(spec.get("FontDescriptor")) or {}
    encoding = resolve1(spec.get("Encoding"))
    is_table = isinstance(encoding, dict)
    differences = dict(_differences(encoding)) if is_table else {}
    base = encoding.get("BaseEncoding") if is_table else encoding
    named = frozenset(code for code, name in differences.items() if _is_name(name))
    is_embedded = any(key in descriptor for key in ("FontFile2", "FontFile3"))
    is_measured = spec.get("Widths") is not None or not (is_embedded or "FontFile" in descriptor)
    has_own_codes = is_embedded and bool(int(resolve1(descriptor.get("Flags")) or 0) & _CODES_OF_ITS_OWN)
    unnamed = frozenset(differences) - named
    return FontNames(True, symbols, base is not None or not has_own_codes, named, unnamed, is_measured)


def _differences(encoding: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Code and name of each character that an encoding names."""
    from pdfminer.pdftypes import resolve1

    code = 0
    for one in map(resolve1, resolve1(encoding.get("Differences")) or []):
        if isinstance(one, int):
            code = one
        else:
            yield code, _name(one)
            code += 1


def _is_name(name: str) -> bool:
    from pdfminer.encodingdb import name2unicode

    try:
        return bool(name2unicode(name))
    except (KeyError, ValueError):
        return False


def _name(value: Any) -> str:
    from pdfminer.pdftypes import resolve1

    return str(getattr(resolve1(value), "name", "") or "")
