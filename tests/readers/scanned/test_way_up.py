"""Which way up a page is: models read lines on their head and on their side too, and are no less sure of it."""

from typing import Any

import pytest

from mingzhang.readers.picture_pages import can_read_pictures
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(not can_read_pictures(), reason="the extra ocr is not installed")
SCALE = 200 / 72


@pytest.fixture(scope="module")
def upright() -> Any:
    import pypdfium2

    page = pypdfium2.PdfDocument(ROOT / "tests" / "readers" / "scanned" / "scans" / "table.pdf")[0]
    return page.render(scale=SCALE).to_numpy()[:, :, :3].copy()


@pytest.mark.parametrize("quarters", [1, 3])
def test_a_page_on_its_side_is_turned_back(upright: Any, quarters: int) -> None:
    from mingzhang.readers.scanned.upright import turned_by
    from mingzhang.readers.scanned.way_up import upright_page

    seen = upright_page(turned_by(upright, quarters), SCALE, 1)
    assert seen.picture.shape == upright.shape
    lines = [round((piece.x1 - piece.x0) / (piece.bottom - piece.top)) for piece, cell in seen.pieces if cell is None]
    assert max(lines) > 10  # the title is one line


def test_lines_that_lie_on_their_side_are_no_whole_lines(upright: Any) -> None:
    from mingzhang.readers.scanned.seen_page import seen_page
    from mingzhang.readers.scanned.upright import straightened, turned_by
    from mingzhang.readers.scanned.way_up import whole_lines

    found = [whole_lines(seen_page(straightened(turned_by(upright, quarters)), SCALE)) for quarters in range(4)]
    assert found[0] >= 10
    assert found[1] <= 2
    assert found[3] <= 2
