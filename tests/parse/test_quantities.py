"""Numbers in sentences get their role, subject and price unit; what is no quantity is left out."""

from decimal import Decimal

import pytest

from mingzhang.parse.indicator import read_indicator
from mingzhang.parse.indicator_quantity import read_indicator_quantity
from mingzhang.parse.quantities import read_quantities


def plain(value: Decimal | str | None) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def found(text: str) -> list[tuple[str, str | None, str | None, str | None, str, str | None]]:
    """role, subject, per, comparator, base value, base unit."""
    return [
        (one.role, one.subject, one.per, one.comparator, plain(one.base_value), one.base_unit)
        for one in read_quantities(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受益人才不低于50人", ("count", "受益人才", None, "≥", "50", "人")),
        ("对460名年满55周岁党龄满30年的农牧民党员进行生活补助", ("count", "农牧民党员", None, None, "460", "人")),
        ("补助选调生25人", ("count", "补助选调生", None, None, "25", "人")),
        ("选调生补助标准为每人每年8000元", ("unit_cost", "选调生补助", "人年", None, "8000", "元")),
        ("每人每年按西宁市标准3900元补助", ("unit_cost", "补助", "人年", None, "3900", "元")),
        ("每人每年按不低于3000元标准进行奖励", ("unit_cost", "奖励", "人年", "≥", "3000", "元")),
        ("奖励公务员人数不低于人数100人", ("count", "奖励公务员人数", None, "≥", "100", "人")),
        ("每人补助1万5千元", ("unit_cost", "补助", "人", None, "15000", "元")),
        ("每人补助一万五千元", ("unit_cost", "补助", "人", None, "15000", "元")),
        ("印发宣传册1.2万份", ("count", "印发宣传册", None, None, "12000", "份")),
        ("培训六十人", ("count", "培训", None, None, "60", "人")),
        ("项目年办公成本不超过一万元", ("total_cost", "项目年办公成本", None, "≤", "10000", "元")),
        ("县级、副高级干部人均体检成本不高于800元", ("unit_cost", "县级、副高级干部体检成本", "人", "≤", "800", "元")),
        ("二档资助标准为每生每年不高于1000元", ("unit_cost", "二档资助", "人年", "≤", "1000", "元")),
        ("乡村教师生活补助500元/人·月", ("unit_cost", "乡村教师生活补助", "人月", None, "500", "元")),
        ("道路养护成本控制在每公里0.5万元以内", ("unit_cost", "道路养护成本", "公里", "≤", "5000", "元")),
        ("每年办公经费不超过3万元", ("total_cost", "办公经费", None, "≤", "30000", "元")),
        ("每期培训50人", ("count", "培训", "期", None, "50", "人")),
        ("体检覆盖率达到100%", ("rate", "体检覆盖率", None, None, "100", "%")),
        ("带动农户增收5000万元", ("other", "带动农户增收", None, None, "50000000", "元")),
        ("补植树苗每株一元五角", ("unit_cost", "补植树苗", "株", None, "1.5", "元")),
        ("材料工本费每份2元5角8分", ("unit_cost", "材料工本费", "份", None, "2.58", "元")),
        ("每份资料成本不高于三元五分", ("unit_cost", "资料成本", "份", "≤", "3.05", "元")),
        ("清淤渠道不少于36公里", ("other", "清淤渠道", None, "≥", "36000", "米")),
    ],
)
def test_a_number_gets_its_meaning(text: str, expected: tuple[str, ...]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "年满55周岁、党龄满30年的老党员",
        "在乡镇工作满3年的教师",
        "2023年全面完成任务",
        "按照2021—2025年规划实施第三批项目",
        "力争第2次入选",
        "慰问约100人",
        "培训10至20人",
        "培训10-20人",
        "慰问100余人",
        "给予一次性补助",
        "完善一体化机制，推进三公经费公开",
        "拨打12345热线",
    ],
)
def test_what_is_no_sure_quantity_is_left_out(text: str) -> None:
    assert found(text) == []


def test_one_of_what_money_is_for_each_of_is_no_count() -> None:
    assert [one[-2:] for one in found("改造住房40户，按每改造1户3000元补助")] == [("40", "户"), ("3000", "元")]
    assert ("1", "次") in [one[-2:] for one in found("每季度检测1次、每次45元")]


def test_parts_of_a_list_have_their_own_subjects() -> None:
    assert [one[:2] for one in found("购置显微镜30台、探究设备2套，其中一档80名、二档120名")] == [
        ("count", "显微镜"),
        ("count", "探究设备"),
        ("count", "一档"),
        ("count", "二档"),
    ]


def test_a_number_directly_behind_a_list_mark_is_of_the_noun_behind_it() -> None:
    assert [one[1] for one in found("项目覆盖12个乡镇、96个村")] == ["乡镇", "村"]
    assert [one[1] for one in found("扶持5个合作社和12个家庭农场")] == ["扶持合作社", "家庭农场"]


def test_the_rest_of_the_money_is_named_without_a_number() -> None:
    text = "开展项目成本不高于0.89万元，其余费用均用于关心下一代各种活动、补贴开支；"
    cost, rest = read_quantities(text)
    assert (cost.role, cost.subject, str(cost.base_value)) == ("total_cost", "项目成本", "8900.00")
    assert (rest.role, rest.subject, rest.value) == ("other", "其余费用", None)
    assert text[rest.start : rest.end] == "其余费用均用于关心下一代各种活动、补贴开支"


def test_a_date_is_its_iso_date() -> None:
    (date,) = read_quantities("项目于2023年12月31日前完工")
    assert (date.role, date.value) == ("date", "2023-12-31")


def test_offsets_lead_to_the_printed_characters() -> None:
    text = "目标：受益人才不低于５０人，办公成本不超过一万元"
    assert [text[one.start : one.end] for one in read_quantities(text)] == ["不低于５０人", "不超过一万元"]


@pytest.mark.parametrize(
    ("printed", "heading", "expected"),
    [
        ("每套人才公寓配套设施平均成本≤5万元", "成本指标", ("unit_cost", "人才公寓配套设施成本", "套", "50000", "元")),
        ("（县级、副高）人均体检成本≤800元", "成本指标", ("unit_cost", "(县级、副高)体检成本", "人", "800", "元")),
        ("慰问标准300元", "成本指标", ("unit_cost", "慰问", None, "300", "元")),
        ("单车年均运行成本≤2.5万元", "成本指标", ("unit_cost", "运行成本", "辆", "25000", "元")),
        ("每卷加工成本45元", "成本指标", ("unit_cost", "加工成本", "卷", "45", "元")),
        ("单站运维成本≤6万元", "成本指标", ("unit_cost", "运维成本", "站", "60000", "元")),
        ("单位办公成本≤2万元", "成本指标", ("total_cost", "单位办公成本", None, "20000", "元")),
        ("年工作成本≤10万元", "成本指标", ("total_cost", "年工作成本", None, "100000", "元")),
        ("农民人均纯收入≥2000元", "经济效益指标", ("other", "农民纯收入", "人", "2000", "元")),
        ("人均补助成本控制率100%", "成本指标", ("rate", "补助成本控制率", "人", "100", "%")),
        ("受益人才人数≥50人", "数量指标", ("count", "受益人才人数", None, "50", "人")),
    ],
)
def test_an_indicator_is_read_by_its_name_and_unit(printed: str, heading: str, expected: tuple[str, ...]) -> None:
    reading = read_indicator(printed)
    value = reading.target.value
    assert isinstance(value, Decimal)
    one = read_indicator_quantity(value, reading.name, reading.comparator, reading.target.unit, heading, (0, 0))
    assert (one.role, one.subject, one.per, plain(one.base_value), one.base_unit) == expected


@pytest.mark.parametrize(
    ("pattern", "role", "base_value"),
    [("5万元", "total_cost", "50000"), ("不少于5人", "count", "5"), ("5%", "rate", "5")],
)
def test_every_number_of_a_long_text_without_a_stop_is_read(pattern: str, role: str, base_value: str) -> None:
    readings = read_quantities(pattern * 1_000)
    assert len(readings) == 1_000
    assert {(one.role, plain(one.base_value)) for one in readings} == {(role, base_value)}


def test_words_far_in_front_of_a_number_are_not_looked_through() -> None:
    (reading,) = read_quantities("甲" * 5_000 + "培训5人")
    assert (reading.role, plain(reading.base_value)) == ("count", "5")
    assert len(reading.subject or "") <= 300


def test_a_part_is_not_taken_for_one_of_a_whole_that_stands_far_in_front() -> None:
    near = read_quantities("培训20人，其中党员5人")
    far = read_quantities("培训20人，其中" + "甲" * 5_000 + "党员5人")
    assert [one.context.part_of for one in near] == [None, 0]
    assert [one.context.part_of for one in far] == [None, None]


def test_a_long_run_of_digits_is_no_number_with_a_unit() -> None:
    assert read_quantities("5" * 20_000) == []
