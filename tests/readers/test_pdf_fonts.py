"""Characters that the fonts of a PDF only seem to name are refused by name; none is better than a wrong one (ISO 32000, 9.10).

Written from the standard. Each page prints 77.00 by the codes of its digits, in a font that says more or less of them.
"""

import pytest

from mingzhang.readers import read
from tests.readers.producers_pdf import hand_made

DIGITS = "BT /F2 10 Tf 210 710 Td <37372E3030> Tj ET"
EMBEDDED = "/FontDescriptor 7 0 R"
TABLE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange {rows} endcmap end end"""


def font(
    kind: str, flags: int, more: str = "", name: str = "AAAAAA+Song", table: str = "", file: str = "FontFile2"
) -> bytes:
    """A page that prints 77.00 in an embedded font; `table` are the rows of its table of characters."""
    content = TABLE.format(rows=table)
    widths = "" if name.endswith("Unmeasured") else "/FirstChar 33 /LastChar 60 /Widths [" + "500 " * 28 + "]"
    to_unicode = "/ToUnicode 9 0 R" if table else ""
    objects = (
        f"<< /Type /Font /Subtype /{kind} /BaseFont /{name} {more} {to_unicode} {widths} {EMBEDDED} >>",
        f"<< /Type /FontDescriptor /FontName /{name} /Flags {flags} /FontBBox [0 0 1000 1000] /Ascent 800 /Descent -200 "
        f"/{file} 8 0 R >>",
        "<< /Length 4 >>\nstream\nabcd\nendstream",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    )
    return hand_made(f"BT /F1 10 Tf 110 710 Td (money) Tj ET {DIGITS}", objects, "/Font << /F1 5 0 R /F2 6 0 R >>")


def digits_as(seven: str, more: str = "") -> str:
    """A table of characters in which the code of 7 is something."""
    return f"{4 + bool(more)} beginbfchar <37> <{seven}> <2E> <002E> <30> <0030> <38> <0038> {more} endbfchar"


def differences(seven: str) -> str:
    return f"/Encoding << /Differences [46 /period 48 /zero 55 /{seven}] >>"


SYMBOLIC, LATIN = 4, 32
SURE = {
    "Latin letters": font("TrueType", LATIN),
    "an encoding": font("TrueType", SYMBOLIC, "/Encoding /WinAnsiEncoding"),
    "names of characters": font("Type1", SYMBOLIC, differences("seven"), file="FontFile3"),
    "a table of characters": font("TrueType", SYMBOLIC, table=digits_as("0037")),
}
UNKNOWN = {
    "codes of its own": font("TrueType", SYMBOLIC),
    "codes of its own, in outlines": font("Type1", SYMBOLIC, file="FontFile3"),
    "names that say nothing": font("Type1", SYMBOLIC, differences("g37"), file="FontFile3"),
    "a name of a private character": font("Type1", SYMBOLIC, differences("uniE037"), file="FontFile3"),
    "no row for its code": font("TrueType", SYMBOLIC, table="2 beginbfchar <2E> <002E> <30> <0030> endbfchar"),
    "a private character": font("TrueType", SYMBOLIC, table=digits_as("E037")),
    "a private character of Windows": font("TrueType", SYMBOLIC, table=digits_as("F0B7")),
    "no character": font("TrueType", SYMBOLIC, table=digits_as("")),
    "one without a drawing": font("TrueType", SYMBOLIC, table=digits_as("200B")),
    "one digit for two codes": font("TrueType", SYMBOLIC, table=digits_as("0038")),
    "no widths": font("TrueType", LATIN, "/Encoding /WinAnsiEncoding", "AAAAAA+Unmeasured"),
    "a font of symbols": font("TrueType", SYMBOLIC, "/Encoding /WinAnsiEncoding", "AAAAAA+Wingdings"),
    "letters of a font of symbols": font("TrueType", SYMBOLIC, "", "AAAAAA+Wingdings", digits_as("0037")),
}


def read_of(data: bytes) -> tuple[list[str], list[str]]:
    reading = read(data)
    return [cell.text.strip() for cell in reading.cells()], [one.reason for one in reading.rejects]


@pytest.mark.parametrize("name", SURE)
def test_what_a_font_names_is_read(name: str) -> None:
    assert read_of(SURE[name]) == (["money", "77.00"], [])


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_a_font_does_not_name_is_refused_by_name(name: str) -> None:
    assert read_of(UNKNOWN[name]) == (["money", ""], ["characters-unknown"])


def test_a_hyphen_that_its_font_calls_soft_is_a_minus() -> None:
    table = "4 beginbfchar <37> <00AD> <2E> <002E> <30> <0037> <38> <0038> endbfchar"
    data = font("TrueType", SYMBOLIC, table=table).replace(b"<37372E3030>", b"<3730302E30>")
    assert read_of(data) == (["money", "-77.7"], [])


def test_marks_and_signs_of_fonts_of_symbols_are_read() -> None:
    fonts = tuple(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} >>" for name in ("Symbol", "Wingdings"))
    content = "BT /F1 10 Tf 110 710 Td (money) Tj /F2 10 Tf 100 0 Td <B3353025> Tj /F3 10 Tf 30 0 Td <6C> Tj ET"
    data = hand_made(content, fonts, "/Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R >>")
    assert read_of(data) == (["money", "≥50% ●"], [])


def test_a_character_that_the_predefined_table_of_chinese_codes_lacks_is_not_dropped() -> None:
    objects = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [7 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> >>",
    )
    words = "".join(f"{ord(one):04X}" for one in "元/人·月")
    page = hand_made(f"BT /F2 10 Tf 110 710 Td <{words}> Tj ET", objects, "/Font << /F1 5 0 R /F2 6 0 R >>")
    assert "元/人·月" in str(read(page))


# ---- tables of codes in the file ---------------------------------------------------------------------------------------

CODES = "1 begincodespacerange <00> <7F> endcodespacerange 1 begincodespacerange <8000> <FFFF> endcodespacerange"
NUMBERS = "1 begincidrange <41> <4A> 20 endcidrange 1 begincidchar <8041> 29 endcidchar"
NAMES = "3 beginbfchar <48> <0037> <8041> <002E> <41> <0030> endbfchar"


def own_codes(cmap: str, to_unicode: bool = True, ordering: str = "Identity") -> bytes:
    """A page that prints 77.00 on itself and 77.00 in a form, in a font whose codes a table in the file says."""
    info = f"/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >>"
    shown = "BT /F2 10 Tf {x} 710 Td <48488041> Tj <4141> Tj ET"
    form = shown.format(x=250)
    objects = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding 7 0 R /DescendantFonts [8 0 R] "
        f"{'/ToUnicode 9 0 R' if to_unicode else ''} >>",
        f"<< /Type /CMap /CMapName /Own {info} /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A {info} /DW 1000 /W [20 [500 500 500 500 500 500 500 500 500 250]] "
        "/FontDescriptor 10 0 R >>",
        f"<< /Length {len(NAMES)} >>\nstream\n{NAMES}\nendstream",
        "<< /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 0 1000 1000] /Ascent 800 /Descent -200 >>",
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F2 6 0 R >> >> /Length {len(form)} >>\n"
        f"stream\n{form}\nendstream",
    )
    content = f"BT /F1 10 Tf 110 710 Td (money) Tj ET {shown.format(x=210)} /X Do"
    return hand_made(content, objects, "/Font << /F1 5 0 R /F2 6 0 R >> /XObject << /X 11 0 R >>")


def test_a_table_of_codes_in_the_file_is_read_by_the_characters_of_its_codes() -> None:
    reading = read(own_codes(f"{CODES} {NUMBERS}"))
    assert ([cell.text for cell in reading.grids[0].rows[0]], reading.rejects) == (["money", "77.00 77.00"], ())


@pytest.mark.parametrize(
    ("cmap", "to_unicode"),
    [(f"{CODES} {NUMBERS}", False), (f"/WMode 1 def {CODES} {NUMBERS}", True), ("nothing", True), (CODES, False)],
)
def test_text_by_a_table_of_codes_that_does_not_say_its_characters_is_unknown(cmap: str, to_unicode: bool) -> None:
    reading = read(own_codes(cmap, to_unicode))
    assert [cell.text for cell in reading.grids[0].rows[0]] == ["money", ""]
    assert [one.reason for one in reading.rejects] == ["characters-unknown"]


def test_the_number_of_a_character_in_a_chinese_font_counts_where_no_table_is_of_codes() -> None:
    """Adobe-GB1 has 0 to 9 from 17 on, and . at 15."""
    numbers = "3 begincidchar <41> 17 <48> 24 <8041> 15 endcidchar"
    reading = read(own_codes(f"{CODES} {numbers}", to_unicode=False, ordering="GB1"))
    assert reading.grids[0].rows[0][1].text.replace(" ", "") == "77.0077.00"
