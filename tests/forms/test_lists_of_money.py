"""Money in lists of one row an indicator: the amount, what was budgeted, adjusted and spent, and of which year it is."""

from mingzhang.records import Form
from tests.forms.grids import form_of

LIST = """
项目支出绩效自评汇总表 | < | < | < | < | < | < | < | <
单位：万元 | < | < | < | < | < | < | < | <
项目名称 | {first} | {second} | {third} | 一级指标 | 二级指标 | 三级指标 | 指标值 | {last}
违建拆除 | 280.00 | 265.00 | 251.75 | 产出指标 | 数量指标 | 拆除面积 | ≥10万平方米 | 11万平方米
^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 新增违建 | 0处 | 1处
广告整治 | 40.00 | 40.00 | 40.00 | 产出指标 | 数量指标 | 整治广告牌 | 600块 | 618块
{note}
"""


def list_of(*labels: str, last: str = "实际完成值", note: str = "") -> Form:
    first, second, third = labels
    return form_of(LIST.format(first=first, second=second, third=third, last=last, note=note))


def money(form: Form) -> list[tuple[str, int | None, list[tuple[str, int | None]]]]:
    return [
        (
            one.name or "",
            one.amount.fen if one.amount else None,
            [(further.kind, further.amount.fen if further.amount else None) for further in one.amounts],
        )
        for one in form.projects
    ]


def test_the_first_budget_is_the_amount_and_what_was_adjusted_and_spent_stand_beside_it() -> None:
    form = list_of("年初预算数", "调整后预算数", "执行数")
    assert money(form) == [
        ("违建拆除", 280_000_000, [("budget", 280_000_000), ("adjusted", 265_000_000), ("spent", 251_750_000)]),
        ("广告整治", 40_000_000, [("budget", 40_000_000), ("adjusted", 40_000_000), ("spent", 40_000_000)]),
    ]
    assert [one.label for one in form.projects[0].amounts] == ["年初预算数", "调整后预算数", "执行数"]
    assert form.rejects == ()


def test_an_amount_of_its_own_is_the_amount_whatever_else_is_printed() -> None:
    form = list_of("项目金额", "年初预算数", "执行数")
    assert money(form)[0] == ("违建拆除", 280_000_000, [("budget", 265_000_000), ("spent", 251_750_000)])


def test_a_list_of_results_is_a_self_evaluation_and_one_without_a_budget() -> None:
    assert list_of("年初预算数", "调整后预算数", "执行数").phase == "self_evaluation"
    assert list_of("项目金额", "备注", "说明", last="备注").phase == "budget"


def test_each_sentence_of_a_note_below_a_list_is_a_note() -> None:
    note = "注：1.金额不含追加。 | < | < | < | < | < | < | < | <\n2.数据为批复数。 | < | < | < | < | < | < | < | <"
    form = list_of("年初预算数", "调整后预算数", "执行数", note=note)
    assert [one.name for one in form.projects] == ["违建拆除", "广告整治"]


def test_a_numbered_name_that_follows_no_note_is_a_project() -> None:
    row = "2.绿化养护 | 5.00 | 5.00 | 5.00 | 产出指标 | 数量指标 | 养护面积 | ≥3亩 | 3亩"
    form = list_of("年初预算数", "调整后预算数", "执行数", note=row)
    assert [(one.serial, one.name) for one in form.projects][1:] == [(None, "广告整治"), ("2", "绿化养护")]


PAIRS = """
单位编码（项目编码） | 单位（项目名称） | 项目金额（万元） | < | 绩效目标 | 产出指标 | < | 满意度指标 | <
^ | ^ | 资金总额 | 单位资金 | ^ | 三级指标 | 指标值 | 三级指标 | 指标值
022001 | 某市档案馆 | 41.40 | | | | | |
410184240000000031212 | 档案数字化 | 41.40 | 0.00 | 完成加工。 | 扫描页数 | ≥110万页 | 群众满意度 | ≥95%
^ | ^ | ^ | ^ | ^ | {name} | {target} | |
"""


def pairs(name: str, target: str) -> Form:
    return form_of(PAIRS.format(name=name, target=target))


def test_pairs_of_columns_below_levels_are_indicators_of_these_levels() -> None:
    form = pairs("数据合格率", "≥99%")
    (project,) = form.projects
    assert (project.code, project.name, project.amount.fen if project.amount else None) == (
        "410184240000000031212",
        "档案数字化",
        41_400_000,
    )
    assert [(one.heading.level1 if one.heading else None, one.name, one.value_text) for one in project.indicators] == [
        ("产出指标", "扫描页数", "110万页"),
        ("产出指标", "数据合格率", "99%"),
        ("满意度指标", "群众满意度", "95%"),
    ]


def test_a_target_of_a_pair_without_a_name_is_named_and_a_name_that_is_a_target_too() -> None:
    for name, target, cell in (("", "≥99%", "≥99%"), ("≥99%", "合格", "≥99%")):
        form = pairs(name, target)
        assert [one.name for one in form.projects[0].indicators] == ["扫描页数", "群众满意度"]
        assert ("cells-not-placed", cell) in [(one.reason, one.text) for one in form.rejects]


NAMES = """
单位名称、项目名称 | 一级指标 | 二级指标 | {label} | 指标性质 | 指标值 | 度量单位 | 指标内容
防火经费 | 产出指标 | 数量指标 | 新建隔离带 | ≥ | 35 | 公里 | 反映建设数量
"""


def test_a_strange_label_between_levels_and_targets_may_be_that_of_the_names() -> None:
    form = form_of(NAMES.format(label="三级指标"))
    assert ([one.name for one in form.projects[0].indicators], form.rejects) == (["新建隔离带"], ())
    strange = form_of(NAMES.format(label="登记栏"))
    assert ("value-under-unknown-label", "新建隔离带") in [(one.reason, one.text) for one in strange.rejects]


def test_a_subtotal_that_adds_up_points_too_is_no_project() -> None:
    form = form_of(
        """
项目 | 年初预算（元） | 全年执行 | 一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 得分
站点运维 | 2,360,000 | 2,348,120.50 | 产出 | 数量 | 运维站点 | 23个 | 23个 | 20
小计 | 2,360,000 | 2,348,120.50 | | | | | | 20
噪声监测 | 860,000 | 0 | 产出 | 数量 | 建设点位 | 12个 | 0个 | 0
小计 | 860,000 | 0 | 产出 | | | | | 0
""",
        "2024年度项目绩效自评汇总表",
    )
    assert [one.name for one in form.projects] == ["站点运维", "噪声监测"]
    assert [one.amount.fen for one in form.stated_totals if one.amount] == [236_000_000]
    assert {one.reason for one in form.rejects} == {"cells-not-placed"}  # a total that prints a level
