"""How many dots of a picture tell something: fewer than it has where it was enlarged or is blurred."""

from typing import Any

import pytest

from mingzhang.readers.picture_pages import can_read_pictures

pytestmark = pytest.mark.skipif(not can_read_pictures(), reason="the extra ocr is not installed")
DIGIT = 6.3  # points: of print in 9 points


@pytest.fixture(scope="module")
def page() -> Any:
    """A page of figures at 150 dpi in clean grey."""
    import cv2
    import numpy as np

    picture = np.full((500, 700), 255, np.uint8)
    for line in range(12):
        cv2.putText(picture, "86,121.38 2350.70", (20, 40 + 37 * line), 0, 0.45, 0, 1, cv2.LINE_AA)
    return picture


def shows(picture: Any, dpi: float) -> bool:
    from mingzhang.readers.scanned.fineness import fineness_of

    return fineness_of(picture, dpi / 72).shows(DIGIT)


def test_clean_grey_shows_digits_that_black_and_white_and_grain_do_not(page: Any) -> None:
    import numpy as np

    grain = np.random.default_rng(1).normal(0, 12, page.shape)
    assert shows(page, 150)
    assert not shows(np.where(page < 128, 0, 255).astype(np.uint8), 150)
    assert not shows(np.clip(page + grain, 0, 255).astype(np.uint8), 150)
    assert not shows(page, 100)
    assert shows(np.where(page < 128, 0, 255).astype(np.uint8), 200)


def test_dots_that_were_repeated_tell_nothing_more(page: Any) -> None:
    import numpy as np

    black = np.where(page < 128, 0, 255).astype(np.uint8)
    assert not shows(black.repeat(2, 0).repeat(2, 1), 300)
    assert shows(np.dstack([black] * 3), 300)


def test_a_blurred_picture_has_fewer_dots_than_it_seems_to_have(page: Any) -> None:
    import cv2

    assert shows(page, 200)
    assert not shows(cv2.GaussianBlur(page, (0, 0), 1.4), 200)
