"""Hits are found in the printed text by the rule of the search, whatever is folded on the way."""

import pytest

from mingzhang.site.highlight import excerpt, hits, holds_all, words_of


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("干部体检费", "体检", ["体检"]),
        ("體檢與体检", "体检", ["體檢", "体检"]),
        ("覆盖率１００％", "100", ["１００"]),
        ("IPv６ 和 v6", "V6", ["v６", "v6"]),
        ("体、检", "体检", ["体、检"]),
        ("面积㎡以上", "m2", ["㎡"]),
        ("体检慰问体检", "体检 慰问", ["体检慰问体检"]),
        ("没有这个词", "体检", []),
        ("", "体检", []),
    ],
)
def test_what_is_marked_is_as_printed(text: str, query: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in hits(text, words_of(query))] == marked


def test_an_excerpt_is_around_the_first_hit_and_loses_no_character_between() -> None:
    text = "前" * 100 + "体检" + "后" * 200
    pieces = excerpt(text, ["体检"])
    assert [piece.text for piece in pieces if piece.is_hit] == ["体检"]
    assert pieces[0].text == "…"
    shown = "".join(piece.text for piece in pieces).strip("…")
    assert shown in text
    assert len(shown) == 140


def test_a_short_text_is_shown_whole_and_a_long_one_without_a_hit_from_its_beginning() -> None:
    assert (
        "".join(piece.text for piece in excerpt("组织离、退休干部体检次数≥1次", ["体检"]))
        == "组织离、退休干部体检次数≥1次"
    )
    assert excerpt("前" * 300, ["体检"])[0].text == "前" * 140 + "…"
    assert excerpt(None, ["体检"]) == []


def test_a_query_with_nothing_left_has_no_words() -> None:
    assert words_of("% \" '' ，。") == []
    assert words_of("体检 体检 ABC") == ["体检", "abc"]
    assert holds_all("干部体检", ["体检", "干部"])
    assert not holds_all("干部体检", ["体检", "慰问"])
