"""Changes of drawings do what they say, so that what is compared afterwards should indeed say the same."""

from random import Random

from benchmarks.reading import mutating, unknown_words
from benchmarks.reading.comparing import compare
from benchmarks.reading.notation import Drawing, drawing_of
from benchmarks.reading.published import Published

LEVELS = ["产出指标|数量指标|人数|80人", "^|^|场次|4场", "^|质量指标|合格率|100%"]
LIST = ["目标表|<|<", "项目名称|三级指标|指标值", "甲|人数|80人", "^|场次|4场"]


class FirstRow(Random):
    """Chance that takes the first row wherever a row is asked for."""

    def randint(self, a: int, b: int) -> int:
        return min(a, b)


def texts(drawing: Drawing) -> list[list[str]]:
    return [[cell.text for cell in row] for row in drawing.rows()]


def spans(drawing: Drawing) -> dict[str, tuple[int, int]]:
    return {cell.text: (cell.row, cell.row_span) for cell in drawing.cells if cell.row_span > 1}


def test_a_merged_cell_keeps_its_text_when_its_first_row_is_dropped() -> None:
    (dropped,) = mutating.drop_row((drawing_of(LEVELS),), FirstRow())
    assert texts(dropped) == [["产出指标", "数量指标", "场次", "4场"], ["质量指标", "合格率", "100%"]]
    assert spans(dropped) == {"产出指标": (1, 2)}


def test_a_row_between_cuts_merged_cells_as_a_new_page_does() -> None:
    (changed,) = mutating.insert_page_number((drawing_of(LEVELS),), FirstRow())
    assert texts(changed)[0][-2:] == ["人数", "80人"]
    assert texts(changed)[1][0] in mutating.PAGE_NUMBERS
    assert texts(changed)[2] == ["", "", "场次", "4场"]


def test_columns_move_with_their_heads_and_only_in_lists() -> None:
    (moved,) = mutating.move_columns((drawing_of(LIST),), Random(3))
    head, first = texts(moved)[1], texts(moved)[2]
    assert sorted(head) == sorted(["项目名称", "三级指标", "指标值"])
    assert head != ["项目名称", "三级指标", "指标值"]
    pairs = dict(zip(head, first, strict=True))
    assert pairs == {"项目名称": "甲", "三级指标": "人数", "指标值": "80人"}
    sheet = (drawing_of(["项目名称|甲|<", "三级指标|<|指标值", "人数|<|80人"]),)
    assert mutating.move_columns(sheet, Random(3)) == sheet


def test_a_split_keeps_every_cell() -> None:
    upper, lower = mutating.split((drawing_of([*LIST, "乙|户数|3户"]),), Random(2))
    together = [cell.text for drawing in (upper, lower) for cell in drawing.cells if cell.text]
    assert together == [
        "目标表",
        "项目名称",
        "三级指标",
        "指标值",
        "甲",
        "人数",
        "80人",
        "场次",
        "4场",
        "乙",
        "户数",
        "3户",
    ]
    assert upper.height + lower.height == 5


def test_a_strange_column_moves_the_others_aside() -> None:
    (changed,) = unknown_words.strange_column((drawing_of(LIST),), Random(5))
    head, first = texts(changed)[1], texts(changed)[2]
    (at,) = [place for place, text in enumerate(head) if text in unknown_words.STRANGE]
    assert head[:at] + head[at + 1 :] == ["项目名称", "三级指标", "指标值"]
    assert first[at].isdigit()
    assert texts(changed)[0] == ["目标表"]


def test_a_strange_label_takes_the_place_of_one() -> None:
    (changed,) = unknown_words.strange_label((drawing_of(LIST),), Random(5))
    assert sum(text in unknown_words.STRANGE for row in texts(changed) for text in row) == 1
    assert [row for row in texts(changed) if "人数" in row] == [["甲", "人数", "80人"]]


def published(*amounts: int | None, reject: str | None = None) -> Published:
    """A project of one cell for each amount; a reject stands at the first."""
    projects = [
        {"id": f"p{at}", "name": f"甲{at}", "amount_fen": fen, "amount_text": f"{fen}"}
        for at, fen in enumerate(amounts)
    ]
    places = {"page": 1, "table_number": 1, "row_span": 1, "column_span": 1, "column": 1}
    cells = [{"id": at, "row": at + 1, "text": f"甲{at} 700 800", **places} for at, _ in enumerate(amounts)]
    rejects = [{"kind": "part", "cell_id": 0, "reason_id": reject, "reason_en": ""}] if reject else []
    return Published({"projects": projects, "cells": cells, "rejects": rejects})


def test_an_amount_that_is_still_printed_is_gone_unless_a_reject_names_it() -> None:
    lost = compare(published(700), published(None))
    assert [str(one) for one in lost.gone] == ["amount 甲0: 700: 700"]
    named = compare(published(700), published(None, reject="amount-not-a-number"))
    assert (named.gone, named.named) == ((), 1)


def test_another_amount_is_different() -> None:
    assert [one.says for one in compare(published(700), published(800)).different] == [(800,)]
    assert compare(published(700), published(700)).different == ()


def test_a_project_more_is_different() -> None:
    assert {one.anchor for one in compare(published(700), published(700, 800)).different} == {"甲1", "800"}
