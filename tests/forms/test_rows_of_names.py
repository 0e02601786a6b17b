"""Rows of a list with a name and an amount alone, and sheets without a name: a total, a sheet or a reject."""

from benchmarks.reading.notation import drawings_of
from benchmarks.reading.rendering import FORMATS
from mingzhang.forms import interpret_grids
from mingzhang.interpret import interpret
from mingzhang.readers import read
from mingzhang.records import Form, Sidecar
from tests.forms.grids import form_of, grid_of

HEAD = "项目名称 | 预算数（元） | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值\n"
FIRST = "会计培训 | 770,000 | 培训。 | 产出指标 | 数量指标 | 培训人数 | ≥80人\n"
SECOND = "系统运维 | 30,000 | 运维。 | 产出指标 | 数量指标 | 系统数量 | 3套\n"


def totals(form: Form) -> list[tuple[str, str | None, int | None]]:
    return [(one.kind, one.label, one.amount.fen if one.amount else None) for one in form.stated_totals]


def test_a_name_whose_amount_the_projects_below_come_to_is_a_subtotal() -> None:
    form = form_of(HEAD + "某局 | 800,000 | | | | |\n" + FIRST + SECOND)
    assert totals(form) == [("subtotal", "某局", 80_000_000)]
    assert [one.name for one in form.projects] == ["会计培训", "系统运维"]
    assert form.rejects == ()


def test_a_numbered_heading_is_a_subtotal_whatever_stands_below() -> None:
    form = form_of(HEAD + "一、重大项目 | 770,000 | | | | |\n" + FIRST + "二、一般项目 | 30,000 | | | | |\n" + SECOND)
    assert [label for _, label, _ in totals(form)] == ["一、重大项目", "二、一般项目"]


def test_a_name_with_an_amount_that_nothing_below_comes_to_is_refused() -> None:
    form = form_of(HEAD + "专家咨询 | 12,345 | | | | |\n" + FIRST)
    assert totals(form) == []
    assert [(one.reason, one.text) for one in form.rejects] == [
        ("unit-or-project", "专家咨询"),
        ("unit-or-project", "12,345"),
    ]


SHEET = """
项目支出绩效目标表 | < | <
{name}
项目资金（万元） | 年度资金总额 | {amount}
一级指标 | 三级指标 | 指标值
产出指标 | 培训人数 | ≥80人
"""


def test_money_printed_again_begins_a_sheet_also_where_no_project_is_named() -> None:
    first = SHEET.strip().format(name="项目名称 | 会计培训 | <", amount="77")
    form = form_of(first + SHEET.format(name="主管部门 | 某局 | <", amount="5"))
    assert [(one.name, one.amount.fen if one.amount else None) for one in form.projects] == [
        ("会计培训", 77_000_000),
        (None, 5_000_000),
    ]
    assert [one.reason for one in form.rejects] == ["name-not-printed"]


def test_the_top_of_a_sheet_parted_by_its_title_is_read_with_its_indicators() -> None:
    lines = SHEET.strip().format(name="项目名称 | 会计培训 | <", amount="77").split("\n")
    upper, lower = grid_of("\n".join(lines[:2]), "附件"), grid_of("\n".join(lines[2:]), "附件")
    first, second = interpret_grids([upper, lower])
    assert [one.name for table in (first, second) if table.form for one in table.form.projects] == ["会计培训"]


def test_every_cell_of_another_table_is_accounted_for() -> None:
    drawing = """收支总表|<
项目|预算数
本年收入合计|412.00
====
项目支出绩效目标表|<|<
项目名称|会计培训|<
项目资金（万元）|年度资金总额|77
一级指标|三级指标|指标值
产出指标|培训人数|≥80人
====
项目名称|系统运维|<|<
年度绩效目标|系统稳定。|<|<
"""
    document = interpret(read(FORMATS["html"](drawings_of(drawing))), Sidecar(), "x.html", "0" * 64)
    budget, form, top = document.tables
    assert (budget.form, form.form is not None, top.form) == (None, True, None)
    assert {span.cell.text for span in budget.furniture if span.field == "other_table"} == {
        "收支总表",
        "项目",
        "预算数",
        "本年收入合计",
        "412.00",
    }
    told = [(one.reason, one.text) for one in document.rejects]
    assert ("table-not-read", "系统运维") in told
    assert "no-indicators" in [reason for reason, _ in told]


def test_projects_of_a_list_may_be_called_by_their_number() -> None:
    form = form_of(
        """
        项目名称 | 预算数（万元） | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
        项目1 | 57.60 | 组织演出。 | 产出指标 | 数量指标 | 演出场次 | ≥192场
        项目2 | — | 看护文物。 | 产出指标 | 数量指标 | 看护单位 | ≥40处
        """
    )
    assert [(one.name, len(one.indicators)) for one in form.projects] == [("项目1", 1), ("项目2", 1)]
    assert [one.reason for one in form.rejects] == ["amount-is-a-dash"]
