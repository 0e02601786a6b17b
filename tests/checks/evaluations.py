"""Self-evaluations in text with bars, small enough to check by eye: one that is in order, and ways to change it."""

from collections.abc import Callable
from typing import Any

from mingzhang.summary import Summary

Build = Callable[..., tuple[Summary, Callable[..., list[Any]]]]

IN_ORDER = """项目支出绩效自评表（2023年度）
项目名称 | 技能培训项目
主管部门 | 甲县人社局 | 实施单位 | 甲县人社局
项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 10.00 | 12.00 | 9.00 | 10 | 75.00% | 7.5
其中：当年财政拨款 | 10.00 | 10.00 | 8.00 | — | 80.00% | —
上年结转资金 | — | 2.00 | 1.00 | — | 50.00% | —
其他资金 | — | — | — | — | — | —
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析
产出指标(50分) | 数量指标 | 培训人数 | ≥100人 | 120人 | 30 | 30 | 无
产出指标(50分) | 成本指标 | 人均成本 | ≤800元 | 750元 | 20 | 20 | 无
效益指标(30分) | 社会效益指标 | 就业率 | ≥90% | 85% | 30 | 28 | 企业招工减少
满意度指标(10分) | 服务对象满意度指标 | 学员满意度 | ≥90% | 95% | 10 | 10 | 无
总分 | 100 | 95.5
"""


def changed(*changes: tuple[str, str], text: str = IN_ORDER) -> str:
    """The text with each first part replaced by the second; each must be there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def outcomes(sql: Callable[..., list[Any]], check: str) -> dict[str, int]:
    """How often a check came to each reason, by the first words of its outcome: failed 各部分之和大于总额."""
    rows = sql("SELECT outcome, reason, n FROM check_results WHERE check_id = ? AND n > 0 ORDER BY 1, 2", check)
    return {f"{outcome} {reason}": n for outcome, reason, n in rows}


def failed(sql: Callable[..., list[Any]], check: str) -> list[tuple[str | None, str | None, float | None]]:
    """What the findings of a check expected, observed, and by how many yuan they differ."""
    return sql("SELECT expected, observed, difference_yuan FROM findings WHERE check_id = ? ORDER BY id", check)
