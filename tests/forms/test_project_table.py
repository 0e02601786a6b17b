import pytest

from mingzhang.forms import interpret_grids
from mingzhang.readers import read
from mingzhang.records import Amount, Form, SourceTable
from tests.forms.grids import grid_of

HEADER = "单位编码\t单位及项目名称\t金额 (万元)\t绩效目标\t绩效指标"
GOALS, INDICATORS = "目标一：甲；", "一、产出指标 (一)数量指标 1. 人数≥3人"


def table_of(*rows: str, title: str = "某局2024年部门预算项目支出绩效目标公开表") -> SourceTable:
    return next(interpret_grids(read("\n".join([title, *rows]).encode()).grids))


def form_of(*rows: str, title: str = "某局2024年部门预算项目支出绩效目标公开表") -> Form:
    form = table_of(*rows, title=title).form
    assert form
    return form


def told(form: Form) -> list[tuple[str | None, str | None, str | None, int | None]]:
    """unit, serial, name, fen of each project"""
    return [(one.unit_code, one.serial, one.name, one.amount.fen if one.amount else None) for one in form.projects]


def reasons(form: Form) -> list[tuple[str, int, int]]:
    """reason, page, row of each reject"""
    return [(one.reason, one.cell.page, one.cell.row) for one in form.rejects if one.cell]


def test_totals_departments_units_and_projects_are_told_apart() -> None:
    form = form_of(
        HEADER,
        "合计\t\t11.00\t\t",
        "006\t某局\t11.00\t\t",
        "006001\t某局本级\t5.00\t\t",
        f"1\t甲项目\t5.00\t{GOALS}\t{INDICATORS}",
        "006002\t某中心\t6.00\t\t",
        f"2\t乙项目\t6.00\t{GOALS}\t{INDICATORS}",
    )
    assert [(unit.code, unit.name, unit.level, unit.parent_code) for unit in form.units] == [
        ("006", "某局", "department", None),
        ("006001", "某局本级", "unit", "006"),
        ("006002", "某中心", "unit", "006"),
    ]
    assert [(one.unit_code, one.label, one.amount) for one in form.stated_totals] == [
        (None, "合计", Amount(11_000_000, 10_000)),
        ("006", "某局", Amount(11_000_000, 10_000)),
        ("006001", "某局本级", Amount(5_000_000, 10_000)),
        ("006002", "某中心", Amount(6_000_000, 10_000)),
    ]
    assert told(form) == [("006001", "1", "甲项目", 5_000_000), ("006002", "2", "乙项目", 6_000_000)]
    assert form.rejects == ()


def test_101_is_a_unit_or_the_hundred_and_first_project_by_what_stands_around_it() -> None:
    form = form_of(HEADER, "101\t某局\t1\t\t", "101001\t本级\t1\t\t", f"100\t甲\t1\t{GOALS}\t", "101\t乙\t1\t\t")
    assert [unit.code for unit in form.units] == ["101", "101001"]
    form = form_of(HEADER, "006\t某局\t1\t\t", f"100\t甲\t1\t{GOALS}\t", "101\t乙\t1\t\t")
    assert [unit.code for unit in form.units] == ["006"]
    assert [one.serial for one in form.projects] == ["100", "101"]


def test_subtotals_and_parts_belong_to_the_unit_above_and_are_not_its_total() -> None:
    form = form_of(HEADER, "006\t某局\t3\t\t", "\t其中：专项\t2\t\t", f"1\t甲\t3\t{GOALS}\t", "小计\t\t3\t\t")
    assert [(one.kind, one.unit_code, one.label) for one in form.stated_totals] == [
        ("unit", "006", "某局"),
        ("part", "006", "其中：专项"),
        ("subtotal", "006", "小计"),
    ]


def test_the_unit_of_money_is_the_tables_own() -> None:
    yuan = form_of(HEADER.replace("万元", "元"), f"1\t甲\t50\t{GOALS}\t")
    assert (yuan.money_unit, yuan.projects[0].amount) == (1, Amount(5_000, 100))
    above = form_of(HEADER.replace(" (万元)", ""), f"1\t甲\t50\t{GOALS}\t", title="某局绩效目标公开表\n单位：万元")
    assert above.money_unit == 10_000
    none = form_of(HEADER.replace(" (万元)", ""), f"1\t甲\t50\t{GOALS}\t")
    assert (none.money_unit, none.projects[0].amount, none.projects[0].amount_text) == (None, None, "50")
    assert reasons(none) == [("money-unit-unknown", 1, 2)]


def test_an_amount_that_is_no_number_is_kept_as_printed_and_nothing_else_is_lost() -> None:
    form = form_of(HEADER, f"1\t甲\t约5\t{GOALS}\t{INDICATORS}", f"2\t乙\t6\t{GOALS}\t{INDICATORS}")
    assert told(form) == [(None, "1", "甲", None), (None, "2", "乙", 6_000_000)]
    assert form.projects[0].amount_text == "约5"
    assert reasons(form) == [("amount-not-a-number", 1, 2)]


def test_a_missing_column_is_named_and_the_rest_is_read() -> None:
    form = form_of("单位编码\t单位及项目名称\t绩效目标\t绩效指标", f"1\t甲\t{GOALS}\t{INDICATORS}")
    assert told(form) == [(None, "1", "甲", None)]
    assert [(one.reason, one.values) for one in form.rejects] == [("column-missing", {"label": "金额"})]


def test_columns_may_stand_in_another_order_and_others_between_them() -> None:
    form = form_of("绩效指标\t金额（万元）\t备注\t单位及项目名称", f"{INDICATORS}\t7\t延续\t甲")
    assert told(form) == [(None, None, "甲", 7_000_000)]
    assert [(one.label, one.text) for one in form.projects[0].fields] == [("备注", "延续")]
    assert len(form.projects[0].indicators) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"2\t乙\t{GOALS}\t{INDICATORS}", "row-too-short"),  # the amount is left out
        (f"2\t\t乙\t6\t{GOALS}\t{INDICATORS}", "row-too-long"),  # a tab too many
        (f"2\t\t乙\t6\t{GOALS}\t", "row-too-long"),  # and blank at the end
    ],
)
def test_a_row_whose_cells_cannot_be_told_apart_is_not_read_and_the_others_are(row: str, reason: str) -> None:
    form = form_of(HEADER, f"1\t甲\t5\t{GOALS}\t", row, f"3\t丙\t7\t{GOALS}\t")
    assert [one.serial for one in form.projects] == ["1", "3"]
    assert set(reasons(form)) == {(reason, 1, 3)}
    rejected = {one.text for one in form.rejects}
    assert rejected == {text for text in row.split("\t") if text}


def test_blank_cells_may_be_missing_or_too_many_at_the_end_of_a_row() -> None:
    form = form_of(HEADER, "合计\t\t5", "006\t某局\t5", f"1\t甲\t5\t{GOALS}", f"2\t乙\t6\t{GOALS}\t\t\t")
    assert (len(form.stated_totals), len(form.projects), form.rejects) == (2, 2, ())


def test_indicators_in_the_column_of_goals_are_not_taken_for_goals() -> None:
    form = form_of(HEADER, f"1\t甲\t5\t{INDICATORS}\t")
    assert form.projects[0].goals == ()
    assert reasons(form) == [("goals-are-indicators", 1, 2)]


def test_a_serial_printed_twice_is_told_and_both_projects_are_taken() -> None:
    form = form_of(HEADER, f"1\t甲\t5\t{GOALS}\t", f"1\t乙\t6\t{GOALS}\t")
    assert [one.name for one in form.projects] == ["甲", "乙"]
    assert [(one.reason, one.values) for one in form.rejects] == [
        ("serial-repeated", {"serial": "1", "page": 1, "row": 2})
    ]


def test_a_row_that_is_nothing_known_is_rejected() -> None:
    form = form_of(HEADER, f"1\t甲\t5\t{GOALS}\t", "\t以上均为本级安排\t\t\t")
    assert len(form.projects) == 1
    assert reasons(form) == [("row-not-understood", 1, 3)]


def test_a_note_in_a_row_of_its_own_is_furniture_unless_it_holds_an_amount() -> None:
    form = form_of(HEADER, f"1\t甲\t5\t{GOALS}\t", "\t备注：以上均为本级。\t\t\t", "\t备注：含上年5.00万元\t\t\t")
    assert [span.cell.row for span in form.spans if span.field == "furniture"] == [3]
    assert reasons(form) == [("row-not-understood", 1, 4)]


def test_the_header_printed_again_on_a_page_is_no_row() -> None:
    form = form_of(HEADER, f"1\t甲\t5\t{GOALS}\t", "", HEADER, f"2\t乙\t5\t{GOALS}\t")
    assert [(one.serial, one.cell.page, one.cell.row) for one in form.projects] == [("1", 1, 2), ("2", 2, 2)]
    assert form.rejects == ()


@pytest.mark.parametrize(
    "header",
    [
        "科目编码\t科目名称\t金额",
        "单位名称、项目名称\t项目年度绩效目标\t一级指标\t二级指标\t三级指标",
        "项目名称\t某项目",
        "单位编码\t金额(万元)\t绩效目标\t绩效指标",
    ],
)
def test_other_tables_are_left_alone(header: str) -> None:
    table = table_of(header, "\t".join("1234"[: header.count("\t") + 1]))
    assert table.form is None
    assert table.why == "form-not-recognised"


def document(*rows: str) -> list[SourceTable]:
    return list(interpret_grids(read("\n".join(rows).encode()).grids))


def test_a_table_goes_on_behind_a_line_without_cells() -> None:
    tables = document(
        "某局绩效目标公开表",
        HEADER,
        f"1\t甲\t5\t{GOALS}\t",
        "第1页 共2页",
        f"2\t乙\t6\t{GOALS}\t",
        f"3\t丙\t7\t{GOALS}\t",
    )
    assert [one.serial for table in tables if table.form for one in table.form.projects] == ["1", "2", "3"]
    assert [table.why for table in tables] == ["form-recognised", "form-continued"]
    assert all(table.form and not table.form.rejects for table in tables)


def test_a_line_that_may_belong_to_a_cell_above_is_told() -> None:
    tables = document(
        "某局绩效目标公开表", HEADER, "006\t某局\t12\t\t", f"1\t甲\t5\t{GOALS}\t", "2. 次数≥2次", f"2\t乙\t6\t{GOALS}\t"
    )
    assert tables[1].form
    assert [(one.reason, one.text) for one in tables[1].form.rejects] == [("line-inside-table", "2. 次数≥2次")]
    assert [one.unit_code for one in tables[1].form.projects] == ["006"]


def test_another_header_brings_its_own_columns_and_unit_of_money() -> None:
    form = form_of(
        HEADER,
        f"1\t甲\t4\t{GOALS}\t",
        "单位编码\t单位及项目名称\t金额 (元)\t绩效指标\t绩效目标",
        f"2\t乙\t40000\t{INDICATORS}\t{GOALS}",
    )
    assert told(form) == [(None, "1", "甲", 4_000_000), (None, "2", "乙", 4_000_000)]
    assert form.rejects == ()


def test_units_of_money_that_contradict_each_other_are_none() -> None:
    form = form_of(HEADER, f"1\t甲\t5\t{GOALS}\t", title="某局绩效目标公开表\n单位：元")
    assert (form.money_unit, form.projects[0].amount) == (None, None)
    assert {one.reason for one in form.rejects} == {"money-unit-conflict", "money-unit-unknown"}


def test_two_columns_of_money_are_none() -> None:
    form = form_of(f"{HEADER}\t预算数（元）", f"1\t甲\t5\t{GOALS}\t\t50000")
    assert form.projects[0].amount is None
    assert sorted(one.text for one in form.projects[0].fields) == ["5", "50000"]
    assert {one.reason for one in form.rejects} == {"column-twice"}


def test_projects_below_a_row_that_is_not_understood_belong_to_nobody_known() -> None:
    rows = ("006001\t局甲\t5\t\t", f"1\t甲\t5\t{GOALS}\t", "\t某中心\t6\t\t", f"2\t乙\t6\t{GOALS}\t")
    assert [(one.name, one.unit_code) for one in form_of(HEADER, *rows).projects] == [("甲", "006001"), ("乙", None)]


def test_code_and_name_of_a_unit_may_stand_in_one_cell() -> None:
    form = form_of(HEADER, "219001-某某局\t\t6\t\t", f"1\t乙\t6\t{GOALS}\t")
    assert [(unit.code, unit.name) for unit in form.units] == [("219001", "某某局")]
    assert form.projects[0].unit_code == "219001"
    assert form.rejects == ()


def test_a_units_code_with_texts_of_its_own_is_no_serial() -> None:
    form = form_of(HEADER, f"006002\t某中心\t6\t{GOALS}\t", f"合计\t\t6\t{GOALS}\t")
    assert form.projects == ()
    assert {(reason, row) for reason, _, row in reasons(form)} == {("row-not-understood", 2), ("row-not-understood", 3)}


def test_serials_with_leading_zeros_are_serials() -> None:
    form = form_of(HEADER, f"001\t甲\t1\t{GOALS}\t", "002\t乙\t1\t\t", f"003\t丙\t1\t{GOALS}\t")
    assert [one.serial for one in form.projects] == ["001", "002", "003"]
    assert form.units == ()


def test_a_serial_without_texts_must_count_on() -> None:
    form = form_of(HEADER, "006001\t局甲\t5\t\t", f"1\t甲\t5\t{GOALS}\t", "2023\t教育局\t5\t\t", "6\t局\t10\t\t")
    assert [one.serial for one in form.projects] == ["1"]
    assert {row for _, _, row in reasons(form)} == {4, 5}


def test_serials_and_codes_may_have_columns_of_their_own() -> None:
    header = "序号\t单位编码\t项目名称\t金额（万元）\t绩效目标"
    form = form_of(header, f"1\t006001\t甲\t5\t{GOALS}", f"2\t51092324T000010263357\t乙\t6\t{GOALS}")
    assert [(one.serial, one.code, one.unit_code) for one in form.projects] == [
        ("1", None, "006001"),
        ("2", "51092324T000010263357", None),
    ]


def test_a_row_without_a_name_is_no_project() -> None:
    form = form_of(HEADER, f"1\t甲\t5\t{GOALS}\t", f"\t\t\t目标二：乙；\t{INDICATORS}")
    assert len(form.projects) == 1
    assert {row for _, _, row in reasons(form)} == {3}


def test_a_self_evaluation_in_this_form_is_no_budget() -> None:
    assert form_of(HEADER, f"1\t甲\t5\t{GOALS}\t", title="某局2023年项目支出绩效自评表").phase == "self_evaluation"


def test_a_target_on_a_line_of_its_own_is_not_said_to_be_missing() -> None:
    form = form_of(HEADER, f"1\t甲\t5\t{GOALS}\t<p>(一)数量指标</p><p>1.完成率</p><p>≥90%</p>")
    assert [one.kind for one in form.projects[0].indicators] == [None]
    assert {one.reason for one in form.rejects} == {"line-not-understood", "target-may-follow"}


MERGED = """
序号 | 单位编码 | 项目名称 | 金额（万元） | 绩效目标 | 绩效指标
1 | 006001 | 甲 | 5 | 目标一：共同的目标； | 一、产出指标 (一)数量指标 1. 人数≥3人
2 | ^ | 乙 | 6 | ^ | ^
3 | 006002 | 丙 | 7 | 目标一：丙的目标； | 一、产出指标 (一)数量指标 1. 次数≥2次
"""


def test_goals_indicators_and_units_merged_over_the_rows_of_several_projects_are_of_each() -> None:
    grid = grid_of(MERGED)
    form = next(interpret_grids([grid])).form
    assert form
    assert told(form) == [
        ("006001", "1", "甲", 5_000_000),
        ("006001", "2", "乙", 6_000_000),
        ("006002", "3", "丙", 7_000_000),
    ]
    assert [[goal.text for goal in one.goals] for one in form.projects] == [
        ["共同的目标；"],
        ["共同的目标；"],
        ["丙的目标；"],
    ]
    assert [[(item.name, str(item.value)) for item in one.indicators] for one in form.projects] == [
        [("人数", "3")],
        [("人数", "3")],
        [("次数", "2")],
    ]
    first, second, _ = form.projects
    assert any(span.is_leaf for span in first.goals[0].spans)
    over = (
        [one.spans for one in second.goals]
        + [one.spans for one in second.indicators]
        + [one.spans for one in second.headings]
    )
    assert not any(span.is_leaf for spans in over for span in spans)
    assert second.indicators[0].heading in second.headings
    assert form.rejects == ()


def test_an_amount_merged_over_several_projects_is_nobodys() -> None:
    form = next(interpret_grids([grid_of(MERGED.replace("| 6 |", "| ^ |"))])).form
    assert form
    assert [(one.name, one.amount, one.amount_text) for one in form.projects[:2]] == [
        ("甲", None, "5"),
        ("乙", None, None),
    ]
    assert [(one.reason, one.text) for one in form.rejects] == [("amount-shared", "5")]
    assert form.projects[2].amount == Amount(7_000_000, 1_000_000)


def test_a_row_that_numbers_the_columns_is_no_project() -> None:
    form = form_of(HEADER, "1\t2\t3\t4\t5", f"1\t甲\t5\t{GOALS}\t{INDICATORS}")
    assert told(form) == [(None, "1", "甲", 5_000_000)]
    assert form.rejects == ()


def test_a_code_below_a_label_of_projects_is_the_code_of_the_project_and_no_serial() -> None:
    form = form_of(
        """
项目名称 | 项目代码 | 预算金额（万元） | 绩效目标
天然林管护 | 51011623T000008123456-天然林管护 | 96.4 | 完成天然林管护18.6万亩。
防治 | A2402 | 38 | 完成防治。
""",
        "某局2023年部门预算项目支出绩效目标公开表",
    )
    assert [(one.serial, one.code) for one in form.projects] == [(None, "51011623T000008123456"), (None, "A2402")]
