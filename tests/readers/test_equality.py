"""The founding disclosure says the same in every format, to the character."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import FOUNDING
from tests.readers import producers_documents, producers_pdf, producers_sheets
from tests.readers.equality import document_of, substance

pytestmark = pytest.mark.slow

# name -> a function that makes the founding disclosure in a format with a real producer
PRODUCERS: dict[str, Callable[[], bytes]] = {
    "text in GB18030": lambda: FOUNDING.read_text(encoding="utf-8").encode("gb18030"),
    "text in UTF-16": lambda: FOUNDING.read_text(encoding="utf-8").encode("utf-16"),
    **producers_sheets.PRODUCERS,
    **producers_documents.PRODUCERS,
    **producers_pdf.PRODUCERS,
}


@pytest.fixture(scope="module")
def founding_substance() -> dict[str, Any]:
    return substance(document_of(FOUNDING.read_bytes()))


@pytest.mark.parametrize("producer", PRODUCERS.values(), ids=PRODUCERS.keys())
def test_the_founding_disclosure_says_the_same(
    producer: Callable[[], bytes], founding_substance: dict[str, Any]
) -> None:
    assert substance(document_of(producer())) == founding_substance
