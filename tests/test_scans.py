"""From a scan to the database: amounts that add up, those that do not, and what a reader is told."""

from collections.abc import Callable
from typing import Any

import pytest

from mingzhang.converting import budget_of
from mingzhang.readers.pdf_pictures import can_read_pictures
from mingzhang.readers.sources import source_of
from tests.conftest import ROOT

SCANS = ROOT / "tests" / "readers" / "scanned" / "scans"
needs_ocr = pytest.mark.skipif(not can_read_pictures(), reason="the extra ocr is not installed")


@needs_ocr
def test_amounts_that_add_up_are_taken_and_those_that_do_not_are_refused_and_no_finding(
    built: Callable[..., Any],
) -> None:
    _, sql = built(
        right__pdf=(SCANS / "table.pdf").read_bytes(),
        wrong__pdf=(SCANS / "seal.pdf").read_bytes(),
    )
    assert sql("SELECT DISTINCT read_as FROM documents") == [("picture",)]
    amounts = (
        "SELECT file, name, amount_yuan FROM projects JOIN documents ON documents.id = document_id ORDER BY 1, serial"
    )
    assert sql(amounts) == [
        ("right.pdf", "人才工作经费", 220000.0),
        ("right.pdf", "干部体检费", 50000.0),
        ("wrong.pdf", "人才工作经费", None),
        ("wrong.pdf", "干部体检费", None),
    ]
    refused = "SELECT file, text FROM rejects WHERE reason_id = 'amounts-unconfirmed' ORDER BY 2"
    assert sql(refused) == [
        ("wrong.pdf", "22.00"),
        ("wrong.pdf", "28.00"),
        ("wrong.pdf", "28.00"),
        ("wrong.pdf", "5.00"),
    ]
    assert sql("SELECT count(*) FROM findings WHERE check_id = 'total-mismatch' OR class = 'arithmetic'") == [(0,)]
    assert sql("SELECT count(*) FROM reconciliations WHERE check_id = 'total-mismatch'") == [(2,)]
    assert sql("SELECT count(*) > 20, min(webp) LIKE 'UklGR%' FROM cell_pictures") == [(1, 1)]


def test_the_budget_of_a_file_grows_with_the_pictures_in_it() -> None:
    scan, text = budget_of(source_of(SCANS / "table.pdf")), budget_of(source_of(ROOT / "README.md"))
    assert 60 <= text.seconds < 65
    assert 90 <= scan.seconds < 100
