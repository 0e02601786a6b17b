"""Indicators in grids beside each other or below each other, of the whole project and of the year; and rows out of order."""

from pathlib import Path

from mingzhang.pipeline import convert
from mingzhang.readers.sources import source_of
from mingzhang.records import Form
from tests.forms.grids import form_of

BEIJING = """
项目名称 | 智慧校园 | < | < | < | < | < | <
绩效目标 | 实施期目标 | < | < | < | 年度目标 | < | <
^ | 三年建成。 | < | < | < | 完成一期。 | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 教室 | 30间 | 数量指标 | 教室 | 10间
^ | ^ | ^ | 终端 | 300台 | ^ | 终端 | 100台
^ | 满意度指标 | 服务对象满意度指标 | 师生 | ≥95% | 服务对象满意度指标 | 师生 | ≥90%
"""


def told(form: Form) -> list[tuple[object, ...]]:
    """level 1, level 2, name, target"""
    return [
        (
            one.heading.level1 if one.heading else None,
            one.heading.level2 if one.heading else None,
            one.name,
            one.value_text,
        )
        for one in form.projects[0].indicators
    ]


def test_grids_side_by_side_are_read_one_after_the_other() -> None:
    form = form_of(BEIJING)
    assert told(form) == [
        ("产出指标", "数量指标", "教室", "30间"),
        ("产出指标", "数量指标", "终端", "300台"),
        ("满意度指标", "服务对象满意度指标", "师生", "95%"),
        ("产出指标", "数量指标", "教室", "10间"),
        ("产出指标", "数量指标", "终端", "100台"),
        ("满意度指标", "服务对象满意度指标", "师生", "90%"),
    ]
    assert [one.scope for one in form.projects[0].indicators] == [*["whole_project"] * 3, *["year"] * 3]
    assert form.rejects == ()


def test_grids_below_each_other_by_the_labels_that_head_them() -> None:
    form = form_of("""
项目名称 | 甲 | < | < | < | < | <
长期绩效目标表 | < | < | < | < | < | <
目标名称 | 一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
长期目标1 | 产出指标 | 数量指标 | 水库 | 50座 | < | <
年度绩效目标表 | < | < | < | < | < | <
目标名称 | 一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
^ | ^ | ^ | ^ | 近两年指标值 | < | 预期当年实现值
^ | ^ | ^ | ^ | 前年 | 上年 | ^
年度目标1 | 产出指标 | 数量指标 | 水库 | 8座 | 9座 | 10座
^ | ^ | 质量指标 | 完好率 | 90% | 92% | ≥95%
""")
    assert told(form) == [
        ("产出指标", "数量指标", "水库", "50座"),
        ("产出指标", "数量指标", "水库", "10座"),
        ("产出指标", "质量指标", "完好率", "95%"),
    ]
    assert [one.scope for one in form.projects[0].indicators] == ["whole_project", "year", "year"]
    kept = [(one.label, one.text) for one in form.projects[0].fields]
    assert [one for one in kept if one[0] != "目标名称"] == [
        ("前年", "8座"),
        ("上年", "9座"),
        ("前年", "90%"),
        ("上年", "92%"),
    ]
    assert form.rejects == ()


def test_a_header_of_two_rows_whose_merged_cells_are_blank() -> None:
    form = form_of("""
项目名称 | 甲 | | | |
年度绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值 | |
 | | | | 前年 | 上年 | 预计当年实现
 | 产出指标 | 数量指标 | 座数 | 1座 | 2座 | 3座
""")
    assert told(form) == [("产出指标", "数量指标", "座数", "3座")]
    assert form.projects[0].indicators[0].scope == "year"


def form_in(path: Path, text: str) -> Form:
    """The form in a text whose cells are separated by bars."""
    (path / "sheet.txt").write_text(text, encoding="utf-8")
    (form,) = convert(source_of(path / "sheet.txt")).forms
    return form


def test_grids_side_by_side_without_their_merged_cells_are_refused(tmp_path: Path) -> None:
    form = form_in(
        tmp_path,
        """
项目名称 | 甲
一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 教室 | 30间 | 数量指标 | 教室 | 10间
终端 | 300台 | 终端 | 100台
""",
    )
    assert told(form) == []
    assert {one.reason for one in form.rejects} == {"cells-not-placed"}
    assert len(form.rejects) == 11


def test_a_level_that_nobody_knows_costs_no_other_row_and_not_its_own() -> None:
    form = form_of("""
项目名称 | 甲 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 教室 | 10间
影响力指标 | 长效管理 | 制度 | 健全
""")
    assert told(form) == [("产出指标", "数量指标", "教室", "10间"), (None, None, "制度", "健全")]
    assert [(one.reason, one.text) for one in form.rejects] == [
        ("heading-unknown", "影响力指标"),
        ("heading-unknown", "长效管理"),
    ]


def test_a_cell_merged_over_several_columns_counts_once() -> None:
    form = form_of("""
项目名称 | 甲 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 教室 | 10间
满意度指标 | < | 师生满意度 | ≥90%
效益指标 | 办学条件 | < | 改善
""")
    assert told(form) == [
        ("产出指标", "数量指标", "教室", "10间"),
        ("满意度指标", None, "师生满意度", "90%"),
        ("效益指标", None, "办学条件", "改善"),
    ]
    assert form.rejects == ()


def test_cost_is_of_level_2_under_output_where_merged_cells_were_lost_and_refused_elsewhere(tmp_path: Path) -> None:
    form = form_in(
        tmp_path,
        """
项目名称 | 甲
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 教室 | 10间
质量指标 | 合格率 | 90%
成本指标 | 每间成本 | ≤1万元
效益指标 | 社会效益指标 | 便利 | 提高
成本指标 | 维护成本 | ≤2万元
""",
    )
    assert told(form) == [
        ("产出指标", "数量指标", "教室", "10间"),
        ("产出指标", "质量指标", "合格率", "90%"),
        ("产出指标", "成本指标", "每间成本", "1万元"),
        ("效益指标", "社会效益指标", "便利", "提高"),
    ]
    assert [one.text.strip() for one in form.rejects if one.text] == ["成本指标", "维护成本", "≤2万元"]


def test_one_cell_a_line_with_blank_cells_left_out_is_refused_part_by_part(tmp_path: Path) -> None:
    lines = "项目支出绩效自评表 项目名称 甲 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析 "
    lines += "产出指标 数量指标 教室 10间 9间 20 18 缺料 质量指标 合格率 100% 100% 20 20 "
    lines += "效益指标 社会效益指标 便利 提高 提高 30 30 无 总分 100 98"
    path = tmp_path / "flat.txt"
    path.write_text("\n".join(lines.split()), encoding="utf-8")
    (form,) = convert(source_of(path)).forms
    assert told(form) == [("产出指标", "数量指标", "教室", "10间"), ("效益指标", "社会效益指标", "便利", "提高")]
    assert [one.deviation_reason for one in form.projects[0].indicators] == ["缺料", "无"]
    assert [one.text for one in form.rejects] == ["质量指标", "合格率", "100%", "100%", "20", "20"]
    assert [(one.label, one.text) for one in form.projects[0].fields] == [("总分", "100"), ("总分", "98")]


def test_goals_of_several_lines_below_labels_side_by_side_are_refused(tmp_path: Path) -> None:
    lines = "项目名称 甲 年度总体目标 预期目标 实际完成情况 维修道路。 保障通行。 已维修。 "
    lines += "一级指标 二级指标 三级指标 指标值 产出指标 数量指标 教室 10间"
    path = tmp_path / "flat.txt"
    path.write_text("\n".join(lines.split()), encoding="utf-8")
    (form,) = convert(source_of(path)).forms
    assert form.projects[0].goals == ()
    assert [(one.reason, one.text) for one in form.rejects] == [
        ("cells-not-placed", text) for text in ("维修道路。", "保障通行。", "已维修。")
    ]
    assert told(form) == [("产出指标", "数量指标", "教室", "10间")]


def test_one_cell_a_line_below_a_label_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    lines = "项目名称 甲 一级指标 二级指标 三级指标 指标值 某某依据 产出指标 数量指标 教室 10间 规划 质量指标 合格率 90% 规划"
    path = tmp_path / "flat.txt"
    path.write_text("\n".join(lines.split()), encoding="utf-8")
    (form,) = convert(source_of(path)).forms
    assert told(form) == []
    assert "".join(one.text or "" for one in form.rejects) == "".join(lines.split()[6:])


def test_rows_below_a_refused_one_stand_under_no_level_that_it_may_have_changed(tmp_path: Path) -> None:
    form = form_in(
        tmp_path,
        """
项目名称 | 甲
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
产出指标 | 数量指标 | 教室 | 10间 | 10
效益指标 | 社会效益指标 | 便利 | 提高 | 十分 | 多
满意 | 高 | 10
""",
    )
    assert told(form) == [("产出指标", "数量指标", "教室", "10间"), (None, None, "满意", "高")]


def test_what_the_empty_form_prints_in_place_of_a_name_is_no_indicator() -> None:
    form = form_of("""
项目名称 | 甲 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年初设定指标值 | 全年完成值
产出指标 | 数量指标 | 指标1：教室 | 10间 | 9间
^ | ^ | 指标2： | |
^ | ^ | …… | |
^ | 质量指标 | 合格率 | 90% | 90%
""")
    assert told(form) == [("产出指标", "数量指标", "教室", "10间"), ("产出指标", "质量指标", "合格率", "90%")]
    assert [(one.label, one.text) for one in form.projects[0].fields] == [("三级指标", "指标2："), ("三级指标", "……")]


def test_what_stands_beside_the_grid_below_its_rows_is_no_indicator_and_a_label_written_down_its_rows_ends_nothing() -> (
    None
):
    form = form_of("""
项目名称 | 甲 | | |
绩 | 一级指标 | 二级指标 | 三级指标 | 指标值
效 | 产出指标 | 数量指标 | 教室 | 10间
指 | | | 终端 | 5台
标 | | 质量指标 | 合格率 | 90%
审核意见 | 同意 | | 审核人：丁 |
""")
    assert told(form) == [
        ("产出指标", "数量指标", "教室", "10间"),
        ("产出指标", "数量指标", "终端", "5台"),
        ("产出指标", "质量指标", "合格率", "90%"),
    ]
    assert ("审核意见", "同意") in [(one.label, one.text) for one in form.projects[0].fields]
