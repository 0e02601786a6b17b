import pytest

from mingzhang.forms import interpret_grids
from mingzhang.read import read
from mingzhang.records import Amount, Form, SourceTable

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
    form = form_of(HEADER, f"1\t甲\t5\t{GOALS}\t", "\t备注：以上均为本级。\t\t\t")
    assert len(form.projects) == 1
    assert reasons(form) == [("row-not-understood", 1, 3)]


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
