"""Rules of a table in a picture: what a skewed scan leaves of them is never taken for print."""

from typing import Any

import pytest

from mingzhang.readers.picture_pages import can_read_pictures

pytestmark = pytest.mark.skipif(not can_read_pictures(), reason="the extra ocr is not installed")

SCALE = 200 / 72
LEVEL, UPRIGHT = (100, 180, 300, 420, 560), (100, 300, 620, 900, 1200, 1590)


def scanned(thick: int, degrees: float, stroke: bool) -> Any:
    """A table without a word, its rules so many pixels thick, turned by degrees; with a 一 in its last cell."""
    import cv2
    import numpy as np

    picture = np.full((700, 1700, 3), 255, np.uint8)
    for y in LEVEL:
        cv2.rectangle(picture, (UPRIGHT[0], y), (UPRIGHT[-1] + thick - 1, y + thick - 1), (0, 0, 0), -1)
    for x in UPRIGHT:
        cv2.rectangle(picture, (x, LEVEL[0]), (x + thick - 1, LEVEL[-1] + thick - 1), (0, 0, 0), -1)
    if stroke:
        cv2.rectangle(picture, (1300, 545), (1326, 547), (0, 0, 0), -1)
    turned = cv2.getRotationMatrix2D((800, 350), degrees, 1)
    return cv2.warpAffine(picture, turned, (1700, 700), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))


@pytest.mark.parametrize("thick", [2, 4, 8])
@pytest.mark.parametrize("degrees", [0.0, 0.2, 0.7, 1.3])
@pytest.mark.parametrize("stroke", [False, True])
def test_rules_leave_no_print_and_take_none(thick: int, degrees: float, stroke: bool) -> None:
    from mingzhang.readers.scanned.seen_page import seen_page
    from mingzhang.readers.scanned.upright import straightened

    seen = seen_page(straightened(scanned(thick, degrees, stroke)), SCALE)
    assert len(seen.cells) == 20
    assert len([piece for piece, cell in seen.pieces if cell]) == int(stroke)
