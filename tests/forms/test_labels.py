"""Labels by their parts: what is understood of a label, and that nothing is of one with a word that nobody knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang import vocabulary
from mingzhang.forms.labels import read_label

COLUMNS = """
一级目标 level1, 二级指标 level2, 三级绩效指标 name, 年度（/项目）指标值 target, 半年（程）指标值 target,
年初目标值（A） target,
全年指标值 target,
预期当年实现值 target, 计划指标值（或计划水平） target,
实际完成指标值（B） actual, 全年实际完成值 actual, 自评完成情况 actual, 标准分值 weight,
参考分值 weight, 自评分 score, 实际得分 score, 绩效度量单位 unit, 运算符号 comparator, 指标方向 comparator,
未达到指标值原因 deviation_reason, 产生差异的原因及改进措施 deviation_reason
"""
FIELDS = """
专项名称 name, 二级项目名称 name, 项目（政策）名称 name,
一级项目名称 programme, 项目代码 code, 计划开始日期 start, 项目完成日期 end,
项目起止时间 period, 预算部门及编码 kept,
组织实施单位 kept, 项目负责人及联系电话 kept, 立项依据 kept, 资金性质 kept, 联系方式 kept
"""
MONEY = """
年度资金总额 year, 年度金额 year, 本年度资金申请总额 year, 中期资金总额 whole_project,
项目总投资 whole_project, 预算申报数 plain, 资金额度 plain
"""

KINDS_OF_MONEY = """
年初数 budget, 年初预算指标 budget, 调整后数 adjusted, 中期调整后预算数 adjusted, 追加后预算数 adjusted, 批复数 adjusted,
追加（减） kept, 调增预算数 kept, 预算追加 kept, 年末结转结余数 kept, 上年预算数 kept, 决算数 spent, 支出决算金额 spent
"""

GOALS = """
绩效目标内容 none, 项目绩效目标描述 none, 年度绩效目标概述 year, 预期目标内容 year, 中长期绩效目标内容 whole_project,
项目支出绩效目标 none, 项目支出年度绩效目标 year
"""


@pytest.mark.parametrize(
    ("part", "table"),
    [
        ("indicator_columns", COLUMNS),
        ("fields", FIELDS),
        ("totals", MONEY),
        ("goals", GOALS),
        ("money_columns", KINDS_OF_MONEY),
    ],
    ids=["columns", "fields", "money", "goals", "kinds of money"],
)
def test_a_label_is_read_by_its_parts(part: str, table: str) -> None:
    for entry in table.replace("\n", " ").split(","):
        label, field = entry.split()
        assert read_label(label).fields.get(part) == field, label


@pytest.mark.parametrize(
    "label",
    [
        "项目单位名称",
        "上年实际值",
        "指标值说明书",
        "项目完成时间",
        "产出目标",
        "资金",
        "已完成",
        "指标",
        "没有指标值",
        "非指标值",
        "绩效",
        "目标群体",
        "调整数",
        "年初结余数",
        "部门决算",
    ],
)
def test_what_only_looks_like_a_label_of_a_target_or_a_name_is_none(label: str) -> None:
    fields = read_label(label).fields
    assert fields.get("indicator_columns") not in ("target", "name")
    assert fields.get("fields") not in ("name", "end")


def test_what_time_a_label_speaks_of() -> None:
    told = {
        label: read_label(label).scope
        for label in ("年初目标值", "全年指标值", "半年指标值", "中期指标值", "指标值（上年）", "指标值")
    }
    assert told == {
        "年初目标值": None,
        "全年指标值": "year",
        "半年指标值": "partial",
        "中期指标值": "whole_project",
        "指标值（上年）": "earlier",
        "指标值": None,
    }


WORDS = [word for words in vocabulary.load("labels")["parts"].values() for word in words]
CHARACTERS = set("".join(WORDS))
FOREIGN = [one for one in "鲸鱼灯塔玻璃琴弦蜂蜜雪橇沙漠驼铃潮汐" if one not in CHARACTERS]


@given(
    st.lists(st.sampled_from(WORDS), min_size=0, max_size=4),
    st.sampled_from(FOREIGN),
    st.lists(st.sampled_from(WORDS), max_size=3),
)
def test_a_label_with_a_word_that_is_none_of_ours_is_not_understood(
    before: list[str], foreign: str, behind: list[str]
) -> None:
    label = read_label("".join([*before, foreign, *behind]))
    assert (label.fields, label.parts) == ({}, None)


RESULTS = [word for name in ("reached", "earlier") for word in vocabulary.load("labels")["parts"][name]]


@given(st.permutations(["指标", "值"]), st.sampled_from(RESULTS), st.sampled_from(["", "年度", "绩效", "全年"]))
def test_what_was_reached_is_never_a_target(order: list[str], result: str, before: str) -> None:
    for label in (before + result + "".join(order), result + before + "".join(order)):
        assert read_label(label).fields.get("indicator_columns") != "target"
