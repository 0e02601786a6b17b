"""Characters that both models passed over: a minus or a percent at the end of a line leaves ink beside its figure."""

from itertools import pairwise

import pytest

from mingzhang.readers.picture_pages import can_read_pictures

pytestmark = pytest.mark.skipif(not can_read_pictures(), reason="the extra ocr is not installed")


def looks(printed: str, read: str) -> str:
    """A figure drawn in a line of its own and read as another: x under what is not read as a number."""
    import cv2
    import numpy as np

    from mingzhang.readers.scanned.segments import LineSegment
    from mingzhang.readers.scanned.twice import AgreedCharacter
    from mingzhang.readers.scanned.unclear import doubted_at_ends

    ink = np.zeros((60, 400), np.uint8)
    cv2.putText(ink, printed, (20, 40), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 255, 2)
    left, top, wide, high = cv2.boundingRect(ink)
    piece = LineSegment(left, top, left + wide, top + high)
    start, width = printed.index(read), piece.x1 - piece.x0
    widths = [cv2.getTextSize(printed[:end], cv2.FONT_HERSHEY_SIMPLEX, 0.9, 2)[0][0] for end in range(len(printed) + 1)]
    middles = [(before + behind) / 2 / width for before, behind in pairwise(widths)]
    line = [AgreedCharacter(one, min(middles[start + at], 1.0)) for at, one in enumerate(read)]
    return "".join("x" if one.is_value else " " for one in doubted_at_ends(ink, piece, line))


@pytest.mark.parametrize(
    ("printed", "read"),
    [("-12.50", "12.50"), ("+12.50", "12.50"), (">95", "95"), ("12.5%", "12.5"), ("1234", "123"), ("1234", "234")],
)
def test_a_sign_or_digit_lost_at_an_end_leaves_no_number(printed: str, read: str) -> None:
    assert looks(printed, read) == "x" * len(read)


@pytest.mark.parametrize(
    ("read", "width", "height", "is_sure"),
    [
        ("N", 11, 11, False),
        ("二", 18, 8, False),
        ("一", 9, 2, False),
        ("一", 18, 2, True),
        ("≥", 11, 11, True),
        ("二", 18, 15, True),
    ],
)
def test_a_sign_alone_is_told_from_what_it_looks_like_by_its_height(
    read: str, width: int, height: int, is_sure: bool
) -> None:
    from mingzhang.readers.scanned.segments import LineSegment
    from mingzhang.readers.scanned.twice import AgreedCharacter
    from mingzhang.readers.scanned.unclear import doubted_if_low

    (one,) = doubted_if_low(LineSegment(0, 0, width, height), [AgreedCharacter(read, 0.5)], 20)
    assert one.is_sure == is_sure


def test_a_cell_with_ink_in_which_no_character_was_seen_is_named_once() -> None:
    from mingzhang.readers.printed.glyphs import Box
    from mingzhang.readers.scanned.segments import LineSegment
    from mingzhang.readers.scanned.twice import AgreedCharacter
    from mingzhang.readers.scanned.unclear import cells_without_characters

    piece, first, second = LineSegment(0, 0, 9, 9), Box(0, 0, 50, 20), Box(50, 0, 99, 20)
    pieces = [(piece, first), (piece, second), (piece, second), (piece, None)]
    assert cells_without_characters(pieces, [[AgreedCharacter("5", 0.5)], [], [], []]) == [second]


@pytest.mark.parametrize(
    ("width", "first", "second", "expected"),
    [
        (98, "工作时限202", "3年底", ("    xxx", "x  ")),  # the second half is in doubt
        (98, "工作时限", "3年底", ("    ", "x  ")),
        (50, "完成率90%", "3年底", ("      ", "x  ")),  # a line that ends before its cell does
    ],
)
def test_a_number_that_goes_on_in_the_next_line_is_in_doubt_as_a_whole(
    width: int, first: str, second: str, expected: tuple[str, str]
) -> None:
    from mingzhang.readers.printed.glyphs import Box
    from mingzhang.readers.scanned.across_lines import doubted_across_lines
    from mingzhang.readers.scanned.segments import LineSegment
    from mingzhang.readers.scanned.twice import AgreedCharacter

    cell = Box(0, 0, 100, 40)
    pieces = [(LineSegment(0, 2, width, 12), cell), (LineSegment(0, 16, 40, 26), cell)]
    lines = [[AgreedCharacter(one, 0.5) for one in first], [AgreedCharacter(one, 0.5) for one in second]]
    lines[1][0] = AgreedCharacter(second[0], 0.5, is_sure=False, is_value=True)
    found = doubted_across_lines(pieces, lines, 1.0, 10)
    assert tuple("".join("x" if one.is_value else " " for one in line) for line in found) == expected


@pytest.mark.parametrize("printed", ["12.50", "-12.50", "95%", "7", "1,234"])
def test_a_figure_that_was_read_whole_is_sure(printed: str) -> None:
    assert looks(printed, printed).strip() == ""
