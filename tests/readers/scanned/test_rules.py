"""Rules of a table in a picture: what a skewed scan leaves of them is never taken for print."""

from itertools import pairwise
from typing import Any

import pytest

from mingzhang.readers.picture_pages import can_read_pictures

pytestmark = pytest.mark.skipif(not can_read_pictures(), reason="the extra ocr is not installed")

SCALE = 200 / 72
LEVEL, UPRIGHT = (100, 180, 300, 420, 560), (100, 300, 620, 900, 1200, 1590)


def scanned(thick: int, degrees: float, stroke: bool = False) -> Any:
    """A table without a word, its rules so many pixels thick, turned by degrees; with or without a 一 in its last cell."""
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


@pytest.mark.parametrize(("thick", "degrees"), [(2, 0.2), (2, 1.3), (4, 0.0), (4, 0.7), (8, 0.2), (8, 1.3)])
def test_rules_leave_no_print_and_take_none(thick: int, degrees: float) -> None:
    from mingzhang.readers.scanned.seen_page import seen_page
    from mingzhang.readers.scanned.upright import straightened

    seen = seen_page(straightened(scanned(thick, degrees, stroke=True)), SCALE)
    assert len(seen.cells) == 20
    last = max(seen.cells, key=lambda cell: cell.x0 + cell.top)
    assert [cell for _, cell in seen.pieces if cell] == [last]  # the stroke, and nothing that a rule left


def with_print(picture: Any) -> Any:
    """Eight blocks as large as characters in each cell of the table."""
    import cv2

    for top in LEVEL[:-1]:
        for left in UPRIGHT[:-1]:
            for number in range(5):
                x, y = left + 20 + number * 30, top + 25
                cv2.rectangle(picture, (x, y), (x + 22, y + 22), (0, 0, 0), 3)
    return picture


def with_gaps(picture: Any, gap: int) -> Any:
    """Gaps of so many pixels in each rule, two in each side of a cell."""
    for top, bottom in pairwise(LEVEL):
        for x in UPRIGHT:
            for part in (0.3, 0.7):
                y = round(top + part * (bottom - top))
                picture[y : y + gap, x - 3 : x + 9] = 255
    for left, right in pairwise(UPRIGHT):
        for y in LEVEL:
            for part in (0.35, 0.6):
                x = round(left + part * (right - left))
                picture[y - 3 : y + 9, x : x + gap] = 255
    return picture


def seen(picture: Any) -> Any:
    from mingzhang.readers.scanned.seen_page import seen_page

    return seen_page(picture, SCALE)


def doubts(page: Any) -> dict[Any, set[str]]:
    """The reasons for which a cell is in doubt."""
    from mingzhang.readers.scanned.doubtful import doubtful_cells

    found: dict[Any, set[str]] = {}
    for notice in doubtful_cells(page):
        found.setdefault(notice.box, set()).add(notice.reason)
    return found


def test_strokes_of_print_in_line_with_a_rule_or_near_one_are_no_rules() -> None:
    import cv2

    picture = scanned(3, 0.0)
    picture[LEVEL[1] + 3 : LEVEL[2], UPRIGHT[1] - 1 : UPRIGHT[1] + 4] = (
        255  # a merged cell, with 标 in line with its rule
    )
    for x in (UPRIGHT[1] - 54, UPRIGHT[1] - 26, UPRIGHT[1] + 7):
        cv2.rectangle(picture, (x, 190), (x + 22, 212), (0, 0, 0), 2)
    picture[192:212, UPRIGHT[1] + 1 : UPRIGHT[1] + 3] = 0
    for y, x in ((LEVEL[2], UPRIGHT[3] - 52), (LEVEL[3] + 30, UPRIGHT[2] + 10)):
        picture[y + 30 : y + 32, x : x + 44] = 0  # 干部, its strokes joined, near a rule
        picture[y + 20 : y + 50, x + 10 : x + 12] = 0
        picture[y + 22 : y + 50, x + 30 : x + 32] = 0
    page = seen(picture)
    assert (len(page.cells), doubts(page)) == (19, {})


@pytest.mark.parametrize("gap", [2, 4])
def test_narrow_breaks_of_rules_are_closed(gap: int) -> None:
    from mingzhang.readers.scanned.doubtful import has_rules_outside_cells

    page = seen(with_gaps(with_print(scanned(3, 0.0)), gap))
    assert (len(page.cells), page.lost, doubts(page)) == (20, [], {})
    assert not has_rules_outside_cells(page)


@pytest.mark.parametrize("gap", [8, 14, 20, 30, 45])
def test_cells_between_rules_with_wide_breaks_are_never_one_without_a_doubt(gap: int) -> None:
    from mingzhang.readers.scanned.doubtful import has_remnants, has_rules_outside_cells

    page = seen(with_gaps(with_print(scanned(3, 0.0)), gap))
    is_refused = page.lost or not page.cells or has_rules_outside_cells(page)
    assert page.cells or has_remnants(page)  # refused for broken rules, not as a page without any
    doubted = doubts(page)
    middles = [((x + z) / 2 / SCALE, (y + w) / 2 / SCALE) for x, z in pairwise(UPRIGHT) for y, w in pairwise(LEVEL)]
    merged = [cell for cell in page.cells if sum(cell.holds(*middle) for middle in middles) > 1]
    in_none = sum(not any(cell.holds(*middle) for cell in page.cells) for middle in middles)
    assert is_refused or all(cell in doubted for cell in merged)
    assert is_refused or not in_none


def test_a_line_that_runs_on_beyond_a_table_is_no_rule_and_what_it_crosses_is_in_doubt() -> None:
    picture = with_print(scanned(3, 0.0))
    picture[:, 700:703] = 60  # as dirt on the glass of a scanner leaves it
    page = seen(picture)
    assert len(page.cells) == 20
    crossed = [cell for cell in page.cells if cell.x0 < 700 / SCALE < cell.x1]
    assert len(crossed) == 4
    assert all("scan-line-through" in doubts(page)[cell] for cell in crossed)
    assert {cell for cell, reasons in doubts(page).items() if "scan-line-through" in reasons} == set(crossed)


@pytest.mark.parametrize(("drawn", "blank"), [(8, 8), (14, 9), (3, 5)])
def test_dashed_and_dotted_rules_are_seen_for_what_they_are(drawn: int, blank: int) -> None:
    from mingzhang.readers.scanned.doubtful import has_rules_outside_cells, is_mostly_broken

    picture = scanned(3, 0.0)
    for start in range(drawn, 1700, drawn + blank):
        picture[:, start : start + blank] = 255
        picture[start : start + blank, :] = 255
    for x in UPRIGHT:  # which the gaps of the level rules have wiped out in part
        for start in range(LEVEL[0], LEVEL[-1], drawn + blank):
            picture[start : start + drawn, x : x + 3] = 0
    page = seen(with_print(picture))
    is_refused = not page.cells or page.lost or has_rules_outside_cells(page) or is_mostly_broken(page)
    assert is_refused or len(page.cells) == 20


@pytest.mark.parametrize(("thick", "is_thick"), [(3, False), (8, False), (16, True), (24, True)])
def test_rules_too_thick_to_be_told_from_filled_areas_are_seen(thick: int, is_thick: bool) -> None:
    page = seen(with_print(scanned(thick, 0.0)))
    assert page.has_thick_rules == is_thick
    assert is_thick or len(page.cells) == 20


def test_the_black_rim_of_a_scanner_and_holes_are_paper_and_a_table_cut_off_by_the_edge_stays() -> None:
    import cv2
    import numpy as np

    from mingzhang.readers.scanned.rim import without_rim

    picture = with_print(scanned(3, 0.0))
    clipping = picture[: LEVEL[2] + 40, : UPRIGHT[3] + 40].copy()
    assert (without_rim(clipping, SCALE) == clipping).all()
    spoilt = picture.copy()
    spoilt[:, :16] = 20
    cv2.fillPoly(spoilt, [np.array([(0, 0), (1700, 0), (1700, 30)])], (10, 10, 10))
    cv2.circle(spoilt, (50, 350), 20, (30, 30, 30), -1)
    clean = without_rim(spoilt, SCALE)
    assert clean[:, :40].min() == 255
    assert (clean[60:, 100:] == picture[60:, 100:]).all()
    assert (len(seen(clean).cells), seen(clean).lost) == (20, [])


def test_a_page_with_little_on_it_is_not_blank() -> None:
    import numpy as np

    from mingzhang.readers.scanned.ink import ink_of

    picture = np.full((2339, 1654, 3), 255, np.uint8)
    picture[300:303, 200:1400] = 90
    assert ink_of(picture, SCALE).ink.any()
    assert not ink_of(np.full_like(picture, 255), SCALE).ink.any()
