import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.text.pieces import Piece, gaps, half_width, split_segments, squeeze


@given(st.text())
def test_half_width_keeps_every_offset(text: str) -> None:
    assert len(half_width(text)) == len(text)


def test_half_width() -> None:
    assert half_width("（ＡＢ１２％）：；　") == "(AB12%):; "


def test_tags_that_format_are_markup_and_a_sign_is_not() -> None:
    text = '<p style="x">甲<5万元</p><br/>乙'
    segments, markup = split_segments(text)
    assert [text[start:end] for start, end in segments] == ["甲<5万元", "乙"]
    assert [text[piece.start : piece.end] for piece in markup] == ['<p style="x">', "</p>", "<br/>"]


def test_two_leaves_over_one_character_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="two leaves"):
        gaps([Piece(0, 3, "a"), Piece(2, 5, "b")], 0, 5)


def test_gaps_are_what_no_leaf_covers() -> None:
    assert gaps([Piece(1, 2, "a"), Piece(1, 5, "over", is_leaf=False)], 0, 4) == [(0, 1), (2, 4)]


@pytest.mark.parametrize("printed", ["績效指標", "绩 效\n指标", "绩\u200b效指标\ufeff", "绩效指\u00ad标"])
def test_labels_compare_in_simplified_characters_without_what_is_not_seen(printed: str) -> None:
    assert squeeze(printed) == "绩效指标"


def test_radicals_are_their_characters_and_words_of_simplified_text_stay() -> None:
    assert squeeze("⼈数（⼀）") == "人数(一)"
    assert squeeze("显著、乾县") == "显著、乾县"
