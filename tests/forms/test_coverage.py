import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.forms import interpret_grids
from mingzhang.forms.coverage import cover, spans_in
from mingzhang.read import read
from mingzhang.records import Span

HEADER = "单位编码\t单位及项目名称\t金额 (万元)\t绩效目标\t绩效指标"
CELLS = [
    "",
    " ",
    "1",
    "006",
    "合计",
    "甲项目",
    "5.00",
    "约5",
    " 7 ",
    "目标一：甲； 目标二：乙",
    "一、产出指标 1. 人数≥3人",
    "2.无头",
]
CELLS += ["<p>(一)数量指标</p>\v<p>1.人数≥3人≤5人</p>", "其中：", "一、某指标：≥", "1.甲\n乙", "（一）"]


@given(
    st.lists(
        st.lists(st.sampled_from(CELLS) | st.text("一、（）12.产出指标：≥% 　<p>", max_size=9), min_size=2, max_size=7)
    )
)
def test_each_character_is_in_exactly_one_leaf_span_or_in_a_reject(rows: list[list[str]]) -> None:
    text = "\n".join(["表", HEADER, *("\t".join(row).replace("\n", " ") for row in rows)])
    grid = read(text.encode()).grids[0]
    form = next(interpret_grids([grid])).form
    assert form
    leaves: dict[tuple[object, int], int] = {}
    for span in spans_in(form):
        if span.is_leaf:
            for position in range(span.start, span.end):
                leaves[span.cell, position] = leaves.get((span.cell, position), 0) + 1
    rejected = {
        (reject.cell, position)
        for reject in form.rejects
        if reject.cell
        for position in range(reject.start or 0, reject.end or 0)
    }
    for cell in (cell for row in grid.rows for cell in row):
        for position in range(len(cell.text)):
            times = leaves.get((cell, position), 0)
            assert times == 1 or (times == 0 and (cell, position) in rejected), (cell, position, times)


def test_two_leaves_over_one_character_are_a_mistake_that_is_noticed() -> None:
    grid = read(f"表\n{HEADER}\n1\t甲\t5\t\t".encode()).grids[0]
    form = next(interpret_grids([grid])).form
    assert form
    broken = form.__class__(
        **{name: getattr(form, name) for name in form.__slots__ if name != "spans"},
        spans=(*form.spans, Span(grid.rows[1][1], 0, 1, "name")),
    )
    with pytest.raises(ValueError, match="two leaves"):
        cover(broken, grid)
