"""What a PDF holds beside its pages is told: files inside it, and a form whose pages only ask the reader to wait."""

import pytest

from mingzhang.readers.pdf import read
from tests.readers.producers_pdf import hand_made

TEXT = "BT /F1 10 Tf 110 710 Td (Please wait) Tj ET"
FONT = "/Font << /F1 5 0 R >>"
FILE = "<< /Type /Filespec /F (other) /UF <FEFF88683100> >>".replace("3100", "0031")  # 表1


@pytest.mark.parametrize(
    ("catalog", "told"),
    [
        ("", []),
        (f"/Names << /EmbeddedFiles << /Names [(a) {FILE}] >> >>", [("embedded-file", {"name": "表1"})]),
        (
            f"/Names << /EmbeddedFiles << /Kids [<< /Names [(a) {FILE}] >> << /Names [(b) << /F (b.xlsx) >>] >>] >> >>",
            [("embedded-file", {"name": "表1"}), ("embedded-file", {"name": "b.xlsx"})],
        ),
        ("/AcroForm << /Fields [] /XFA (x) >>", [("form-drawn-by-program", {})]),
        ("/AcroForm << /Fields [] >>", []),
        (
            "/AcroForm << /Fields [<< /FT /Tx /T (a) /V (88.00) >> << /FT /Tx /T (b) >>] >>",
            [("form-field-on-no-page", {"name": "a", "text": "88.00"})],
        ),
    ],
)
def test_what_stands_beside_the_pages_is_told(catalog: str, told: list[tuple[str, dict[str, str]]]) -> None:
    rejects = read(hand_made(TEXT, (), FONT, catalog)).rejects
    assert [(one.reason, one.values) for one in rejects] == told
