"""Which line ends are the author's. Characters are 10 wide, Latin ones 5, and a cell has room for 10 of them."""

import pytest

from mingzhang.readers.printed.glyphs import Box, Glyph
from mingzhang.readers.printed.lines import PrintedLine, lines_of
from mingzhang.readers.printed.wrapping import join_lines, right_edge

EDGES = (0.0, 100.0)


def laid_out(*printed: str, pitch: float = 12) -> list[PrintedLine]:
    glyphs = []
    for number, text in enumerate(printed):
        start = 0.0
        for character in text:
            end = start + (5 if character.isascii() else 10)
            top = number * pitch
            glyphs.append(Glyph(character, start, end, top + 9, 10, 0, Box(start, top, end, top + 10)))
            start = end
    return lines_of(glyphs)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (["一二三四五六七八九十", "百"], "一二三四五六七八九十百"),  # full
        (["一二三四五六七八", "百千"], "一二三四五六七八\n百千"),  # room for two more
        (["一二三四五六七八九", "百，千"], "一二三四五六七八九百，千"),  # the comma must not begin a line
        (["一二三四五六七八", "2023/12/31"], "一二三四五六七八2023/12/31"),  # a date is not broken
        (["一二三四五六七八九项", "1.甲乙"], "一二三四五六七八九项\n1.甲乙"),  # an entry of its own
        (["一二三四五六七八九十", "1.5万元"], "一二三四五六七八九十1.5万元"),  # a number is none
        (["一二三四五六七八九第", "一、二季度"], "一二三四五六七八九第一、二季度"),
        (["一二三四五六七八Win", "dows"], "一二三四五六七八Windows"),
        (["一二三四五 Open", "Windows"], "一二三四五 Open Windows"),  # a word is broken behind a space
        (["一二三四五六七八10", "0%"], "一二三四五六七八100%"),
        (["一二三四五六七八1.", "甲"], "一二三四五六七八1.甲"),
        (["一二三四五六七八九1", "百千。"], "一二三四五六七八九1百千。"),
    ],
)
def test_joints(printed: list[str], text: str) -> None:
    assert join_lines(laid_out(*printed), EDGES, 100).printed == text


def test_a_larger_distance_parts_paragraphs() -> None:
    first, second, third = laid_out("一二三四五六七八九十", "一二三四五六七八九十", "百")
    third = third._replace(baseline=third.baseline + 10)
    assert join_lines([first, second, third], EDGES, 100).printed == "一二三四五六七八九十一二三四五六七八九十\n百"


def test_the_edge_that_lines_reach_is_seen_from_all_of_them() -> None:
    assert right_edge((0, 104), [line._replace(start=2) for line in laid_out("一二三四五六七八九十")]) == 102
    assert right_edge((0, 160), laid_out("一二三四五六七八九十", "一二三四五六七八九十", "一二三四五六七八九十")) == 105


def test_letters_set_wide_are_one_word_and_a_gap_between_words_is_a_space() -> None:
    def spread(*starts: float) -> str:
        glyphs = [Glyph("字", start, start + 10, 9, 10, 0, Box(start, 0, start + 10, 10)) for start in starts]
        return lines_of(glyphs)[0].text

    assert spread(0, 20, 40, 60) == "字字字字"
    assert spread(0, 10, 32, 42) == "字字 字字"


def test_bold_that_is_printed_twice_is_read_once() -> None:
    line = laid_out("甲乙")
    glyphs = [
        Glyph(text, start + shift, start + shift + 10, 9, 10, 0, Box(start + shift, 0, start + shift + 10, 10))
        for text, start in (("甲", 0.0), ("乙", 10.0))
        for shift in (0.0, 0.4)
    ]
    assert lines_of(glyphs)[0].text == line[0].text
