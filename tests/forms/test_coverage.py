from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.forms import interpret_grids
from mingzhang.forms.coverage import NotCovered, cover, prove, spans_in
from mingzhang.readers import read
from mingzhang.records import Document, Form, Grid, Span
from tests.forms.drawn import FORMATS
from tests.forms.grids import grid_of
from tests.forms.told import SAMPLES, document_of, drawn

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
]
CELLS += [
    "<p>(一)数量指标</p>\v<p>1.人数≥3人≤5人</p>",
    "其中：",
    "一、某指标：≥",
    "1.甲\n乙",
    "（一）",
    "2.无头",
    "219001-某局",
]
LABELS = [
    "项目名称",
    "项目编码",
    "主管部门",
    "项目期",
    "年度目标",
    "总目标",
    "绩效目标",
    "实际完成情况",
    "资金总额",
    "年度资金总额",
]
LABELS += [
    "其中：财政拨款",
    "其他资金",
    "财政专户管理资金",
    "年初预算",
    "全年预算数",
    "执行数",
    "执行率",
    "绩效指标",
    "合计",
]
VALUES = [
    "",
    "/",
    "甲",
    "51000021R000000019951-乙",
    "5.00",
    "约5",
    "2024-01-01至2024-12-31",
    "产出指标",
    "数量指标",
    "成本指标",
]
VALUES += ["指标1：人数", "≥3人", "3", "人", "292%", "≥", "优", "某指标", "≥3人≤5人", "目标一：甲", "98", "部门"]
GRID_HEADERS = [
    "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值",
    "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 | 指标属性",
    "单位名称、项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值",
]


def check_coverage(form: Form, grid: Grid) -> None:
    """Each character of a form is in exactly one leaf span, or in a reject."""
    leaves: dict[tuple[object, int], int] = {}
    merged: set[tuple[object, int, int]] = set()
    for span in spans_in(form):
        if span.is_leaf and (span.cell, span.start, span.end) not in merged:
            if span.cell.is_merged:  # it may serve many records
                merged.add((span.cell, span.start, span.end))
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


@given(
    st.lists(
        st.lists(st.sampled_from(CELLS) | st.text("一、（）12.产出指标：≥% 　<p>", max_size=9), min_size=2, max_size=7)
    )
)
def test_no_character_of_a_project_table_is_lost(rows: list[list[str]]) -> None:
    text = "\n".join(["表", HEADER, *("\t".join(row).replace("\n", " ") for row in rows)])
    grid = read(text.encode()).grids[0]
    form = next(interpret_grids([grid])).form
    assert form
    check_coverage(form, grid)


def test_no_character_of_the_samples_is_lost(tmp_path: Path) -> None:
    files = [path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".csv")]
    documents = [document_of(path.name) for path in files]
    documents += [drawn(path.stem, ending, tmp_path) for path in (SAMPLES / "drawn").iterdir() for ending in FORMATS]
    forms = [(table.form, table.grid) for document in documents for table in document.tables if table.form]
    assert len(forms) == 11 + 8 * 3
    for form, grid in forms:
        check_coverage(form, grid)


lines = st.lists(st.sampled_from([*LABELS, *VALUES, "^", "<"]), min_size=1, max_size=10).map(" | ".join)


@settings(max_examples=300, deadline=None)  # no promise is about time
@given(st.lists(lines | st.sampled_from(GRID_HEADERS), min_size=1, max_size=12))
def test_no_character_of_a_sheet_or_indicator_table_is_lost(drawing: list[str]) -> None:
    width = max(line.count("|") for line in drawing)
    padded = [line + " | " * (width - line.count("|")) for line in ["项目名称 | 甲", *drawing, GRID_HEADERS[0]]]
    width = max(line.count("|") for line in padded)
    grid = grid_of("\n".join(line + " | " * (width - line.count("|")) for line in padded))
    for table in interpret_grids([grid]):
        if table.form:
            check_coverage(table.form, grid)


@settings(max_examples=300, deadline=None)  # no promise is about time
@given(st.lists(st.sampled_from([*LABELS, *VALUES, "一级指标", "二级指标", "三级指标", "指标值"]), max_size=40))
def test_no_character_of_one_cell_a_line_is_lost(cells: list[str]) -> None:
    header = ["一级指标", "二级指标", "三级指标", "指标值"]
    text = "\n".join(f"{cell} |" for cell in ["项目名称", "甲", *cells, *header, "产出指标", "数量指标", "人数", "3人"])
    (grid,) = read(text.encode()).grids
    for table in interpret_grids([grid]):
        if table.form:
            check_coverage(table.form, grid)


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


def test_a_document_that_lost_characters_is_refused_with_the_first_cell_and_its_characters() -> None:
    document = document_of("sichuan_self_evaluation_bars.txt")
    prove(document)
    table = next(table for table in document.tables if table.form)
    assert table.form
    project = table.form.projects[0]
    lost = replace(project, spans=tuple(span for span in project.spans if span.field != "name"))
    form = replace(table.form, projects=(lost, *table.form.projects[1:]))
    tables = tuple(replace(one, form=form) if one is table else one for one in document.tables)
    with pytest.raises(
        NotCovered, match=rf"page 1 table 1 row \d+ column 2 has .* nothing accounts for: '{project.name}'"
    ):
        prove(replace(document, tables=tables))


def test_a_line_that_is_nowhere_is_noticed(founding: Document) -> None:
    prove(founding)
    lost = tuple(span for span in founding.spans if span.field != "title")
    with pytest.raises(
        NotCovered, match=r"page 1 table 0 row 1 column 1 .* nothing accounts for: '中共门源县委组织部2023年"
    ):
        prove(replace(founding, spans=lost))


def test_a_row_that_a_form_takes_for_its_title_but_looks_like_data_is_rejected() -> None:
    grid = read(f"表\n{HEADER}\n1\t甲\t5\t\t\n2\t乙\t\t\t".encode()).grids[0]
    form = next(interpret_grids([grid])).form
    assert form
    titles = tuple(Span(cell, 0, len(cell.text), "title") for row in grid.rows[1:] for cell in row if cell.text)
    header = tuple(span for span in form.spans if span.field == "header")
    form = cover(replace(form, projects=(), rejects=(), spans=(*header, *titles)), grid)
    assert [(reject.reason, reject.text) for reject in form.rejects] == [
        ("row-not-read", "1"),
        ("row-not-read", "甲"),
        ("row-not-read", "5"),
        ("row-not-read", "2"),
        ("row-not-read", "乙"),
    ]
    check_coverage(form, grid)
