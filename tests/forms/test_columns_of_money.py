"""Columns of money in lists: a number below a head that speaks of money is an amount, or a doubt names its column."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mingzhang.records import Form
from tests.forms.grids import form_of

WHEN = ("", "本年", "年度", "当年", "上年", "2021年", "全周期", "实施期", "年初", "调整后", "半年")
WHOSE = (
    "",
    "项目",
    "财政",
    "财政拨款",
    "单位",
    "市级",
    "中央",
    "其他",
    "自筹",
    "申请",
    "核定",
    "计划",
    "需要的",
    "阳光",
)
WHAT = ("资金", "预算", "投资", "经费", "拨款", "金额", "补助", "贷款", "概算")
PROPERTY = ("", "总额", "金额", "数", "额度", "规模", "安排", "需求", "合计", "支出", "（含税）")
UNIT = ("", "（万元）", "（元）", "/万元")
ROWS = """
项目名称 | {own} | {head} | {goal} | {first} | {second} | {third}
桥梁检测 | 12.50 | 81.75 | 检测桥梁。 | {indicator}
道路养护 | 7.00 | 93.25 | 养护道路。 | {indicator}
"""
ONE_A_PROJECT = {
    "first": "绩效指标",
    "second": "备注",
    "third": "说明",
    "indicator": "产出指标：数量指标：检测≥3座 | |",
}
ONE_AN_INDICATOR = {
    "first": "一级指标",
    "second": "三级指标",
    "third": "指标值",
    "indicator": "产出指标 | 检测数量 | ≥3座",
}


def list_of(head: str, own: str, is_of_indicators: bool) -> Form:
    columns = ONE_AN_INDICATOR if is_of_indicators else ONE_A_PROJECT
    return form_of(ROWS.format(own=own, head=head, goal="绩效目标", **columns), "2022年项目绩效目标表（单位：万元）")


def is_told(form: Form, head: str) -> bool:
    """Whether a doubt stands at a column's head or at its cells."""
    return any(one.cell is not None and one.cell.column == 3 for one in form.rejects) or any(
        one.values.get("label") == head for one in form.rejects
    )


def is_amount(form: Form) -> bool:
    """Whether both numbers of the column are amounts of their projects."""
    amounts = [[one.amount_text, *(further.text for further in one.amounts)] for one in form.projects]
    return [text in own for text, own in zip(("81.75", "93.25"), amounts, strict=True)] == [True, True]


heads = st.builds("{}{}{}{}{}".format, *map(st.sampled_from, (WHEN, WHOSE, WHAT, PROPERTY, UNIT)))


@given(head=heads, own=st.sampled_from(["本年预算", "金额（万元）", "立项年份"]), is_of_indicators=st.booleans())
@example(head="项目总投资（万元）", own="本年预算（元）", is_of_indicators=True)
@settings(max_examples=300, deadline=None)
def test_a_column_of_money_is_an_amount_or_is_named(head: str, own: str, is_of_indicators: bool) -> None:
    form = list_of(head, own, is_of_indicators)
    of_another_year = any(word in head for word in ("上年", "2021", "半年"))
    kept = any(one.text == "81.75" for project in form.projects[:1] for one in project.fields)
    assert is_amount(form) or is_told(form, head) or (of_another_year and kept)


def money(head: str, own: str, is_of_indicators: bool = True) -> list[tuple[int | None, list[tuple[object, ...]]]]:
    form = list_of(head, own, is_of_indicators)
    assert form.rejects == ()
    return [
        (
            one.amount.fen if one.amount else None,
            [
                (further.kind, further.source, further.scope, further.amount.fen if further.amount else None)
                for further in one.amounts
            ],
        )
        for one in form.projects
    ]


def test_the_whole_and_the_sources_stand_beside_the_amount_of_the_year_in_both_lists() -> None:
    for is_of_indicators in (True, False):
        assert money("项目总投资", "本年预算", is_of_indicators)[0] == (
            12_500_000,
            [("total", "all", "whole_project", 81_750_000)],
        )
        assert money("财政拨款", "本年预算", is_of_indicators)[1] == (
            7_000_000,
            [("total", "fiscal", "year", 93_250_000)],
        )
        assert money("资金总额", "本年预算", is_of_indicators)[0][1] == [("total", "all", "whole_project", 81_750_000)]


def test_money_of_which_nobody_can_say_what_it_is_is_told_once_with_its_rows() -> None:
    for is_of_indicators in (True, False):
        form = list_of("申请财政资金", "本年预算", is_of_indicators)
        assert [(one.reason, one.values) for one in form.rejects] == [
            ("money-column-unclear", {"label": "申请财政资金", "rows": 2})
        ]
