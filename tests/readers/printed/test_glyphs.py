import pytest

from mingzhang.readers.characters import UNKNOWN_CHARACTER, characters_seen
from mingzhang.readers.printed.glyphs import Box, glyph


@pytest.mark.parametrize(
    ("named", "printed"),
    [
        ("⽬⽀⾦⼀", "目支金一"),  # Kangxi radicals
        ("⻔⻋⻓⻚⺠", "门车长页民"),  # radicals of simplified forms, which NFKC leaves
        ("\uf9d0", "類"),  # a compatibility ideograph
        ("ﬁ", "fi"),
        ("，％①", "，％①"),  # full width is printed so, and stays
        ("\u3000", "\u3000"),
        ("\xa0", " "),
        ("\u200b", ""),
        ("(cid:123)", UNKNOWN_CHARACTER),
        ("\x03", UNKNOWN_CHARACTER),
    ],
)
def test_what_is_shown(named: str, printed: str) -> None:
    assert characters_seen(named) == printed


@pytest.mark.parametrize(
    ("matrix", "direction", "start"),
    [
        ((1, 0, 0, 1, 10, 700), 0, 10),
        ((0, 1, -1, 0, 20, 700), 90, -40),
        ((-1, 0, 0, -1, 20, 700), 180, -20),
        ((0, -1, 1, 0, 10, 700), 270, 30),
        ((0.7, 0.7, -0.7, 0.7, 10, 700), None, 10),
    ],
)
def test_the_direction_of_reading(matrix: tuple[float, ...], direction: int | None, start: float) -> None:
    one = glyph("中", Box(10, 30, 20, 40), matrix)
    assert (one.direction, one.start) == (direction, start)
