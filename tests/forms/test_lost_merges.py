"""Headers of several rows in formats that lose merged cells: read as if they had them, and every value leads to its cell."""

from pathlib import Path

from mingzhang.pipeline import convert
from mingzhang.readers.sources import source_of
from tests.forms.grids import form_of
from tests.forms.told import amount, goals, targets

LIST = """某县2023年项目绩效目标表
项目（单位） | 批复金额（万元） | 整体目标 | 指标 |  |  |  | 归口股室
 |  |  | 级次一 | 级次二 | 名称 | 目标值 |
地名标志设置 | 90.00 | 设置和更换城乡道路标志。 | 产出指标 | 数量指标 | 设置地名标志 | ≥450块 | 社保股
 |  |  | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% |
流浪乞讨人员救助 | 86.00 | 实施救助和返乡护送。 | 产出指标 | 数量指标 | 救助人次 | ≥520人次 | 社保股
"""


def test_a_header_of_two_rows_in_text_is_one_and_its_cells_are_those_that_were_printed(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(LIST, encoding="utf-8")
    document = convert(source_of(path))
    (table,) = document.tables
    assert table.form
    first, second = table.form.projects
    assert (first.name, amount(first), goals(first)) == (
        "地名标志设置",
        (90_000_000, 10_000, "90.00"),
        [("whole_project", None, "设置和更换城乡道路标志。")],
    )
    assert [one[2:5] for one in targets(first)] == [("设置地名标志", "≥", "450块"), ("群众满意度", "≥", "90%")]
    assert [one[2:5] for one in targets(second)] == [("救助人次", "≥", "520人次")]
    printed = {cell for row in document.reading.grids[0].rows for cell in row}
    assert {span.cell for span in table.form.spans if span.cell.table_number} <= printed
    assert not any(cell.is_merged for cell in printed)


def test_blank_cells_below_a_header_of_one_row_stay_blank(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(LIST.replace(" |  |  | 级次一 | 级次二 | 名称 | 目标值 |\n", ""), encoding="utf-8")
    assert [table.form for table in convert(source_of(path)).tables] == [None]


def test_a_line_that_names_a_project_between_two_tables_parts_them(tmp_path: Path) -> None:
    header = "一级指标 | 二级指标 | 三级指标 | 指标值\n"
    path = tmp_path / "bands.txt"
    path.write_text(
        f"项目绩效目标\n项目名称 | 村级组织运转 |  |\n{header}产出指标 | 数量指标 | 补助行政村 | 31个\n"
        f"项目二：乡村道路养护（金额：45.6万元）\n{header}产出指标 | 数量指标 | 养护里程 | ≥58.4公里\n",
        encoding="utf-8",
    )
    forms = [table.form for table in convert(source_of(path)).tables]
    names = [[one.name for project in form.projects for one in project.indicators] for form in forms if form]
    assert names[0] == ["补助行政村"]


def test_a_project_without_texts_below_one_that_has_them_may_share_them_where_merges_were_lost() -> None:
    drawing = (
        "序号 | 项目名称 | 金额（万元） | 绩效目标 | 绩效指标\n"
        "1 | 河道清淤一标段 | 62.00 | 清理河道。 | 数量指标：清淤长度≥3.4公里\n"
        "2 | 河道清淤二标段 | 48.00 | {} | {}"
    )
    lost, kept = form_of(drawing.format("", "")), form_of(drawing.format("^", "^"))
    assert [one.values for one in lost.rejects if one.reason == "texts-may-be-shared"] == [{"text": "河道清淤二标段"}]
    of_both = [one.cell.text.strip() for one in lost.rejects if one.cell and one.reason == "text-may-be-of-both"]
    assert of_both == ["清理河道。", "数量指标：清淤长度≥3.4公里"]
    assert [one.is_understood for one in lost.projects] == [True, False]
    assert [len(one.indicators) for one in kept.projects] == [1, 1]
    assert "texts-may-be-shared" not in {one.reason for one in kept.rejects}
