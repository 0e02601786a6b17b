"""What the text of a self-evaluation says is held against its table, and points against a rule that the document prints."""

import pytest

from tests.checks.evaluations import IN_ORDER, Build, changed, failed

pytestmark = pytest.mark.together

SAID = "一级指标 | 二级指标 | 三级指标"


def with_report(text: str, *changes: tuple[str, str]) -> str:
    """The sheet in order with a text of what was done."""
    return changed((SAID, f"实际完成情况 | {text}\n{SAID}"), *changes)


def test_text_is_held_against_table_and_points_against_rule(built: Build) -> None:
    _, sql = built(
        甲__txt=with_report("年中追加5万元。全年共支出9.5万元，结转下年使用13万元，自评得分59.5分。各项指标均已完成。"),
        乙__txt=with_report(
            "年中追加2万元，用于教材。全年共支出9万元，其中教材支出2.1万元，结余3万元，自评得分95.5分。",
            ("甲县人社局", "乙县人社局"),
        ),
        丙__txt=changed(
            ("企业招工减少", "企业招工减少，扣4分"),
            ("甲县人社局", "丙县人社局"),
            ("75.00% | 7.5", "75.00% | 8.5"),
            ("总分 |", "注 | 预算执行得分=执行率×分值\n总分 |"),
        ),
        丁__txt=changed(
            ("企业招工减少", "企业招工减少，扣2分"), ("甲县人社局", "丁县人社局"), ("75.00% | 7.5", "75.00% | 8")
        ),
    )
    assert set(failed(sql, "report-differs")) == {
        ("10万元 + 5万元 = 15万元", "追加5万元", None),
        ("12万元 − 9万元 = 3万元", "结转下年使用13万元", None),
        ("9万元", "支出9.5万元", None),
        ("95.5", "自评得分59.5分", None),
        ("≥90%", "各项指标均已完成", None),
    }
    assert set(failed(sql, "points-by-rule")) == {("26", "28", None), ("7.5", "8.5", None)}


def test_a_result_is_no_slip_of_what_the_text_comes_to(built: Build) -> None:
    told = "举办培训班21期，每期60人，累计1260人次。"
    results = (("≥100人 | 120人", "≥1000人次 | 1620人次"), ("≥100人 | 120人", "≥1000人次 | 1260人次"))
    _, sql = built(
        甲__txt=with_report(told, results[0]), 乙__txt=with_report(told, results[1], ("甲县人社局", "乙县人社局"))
    )
    assert failed(sql, "goal-contradicts-indicator") == [("累计1260人次", "1620人次", None)]


def test_a_sheet_in_order_says_nothing_else(built: Build) -> None:
    _, sql = built(甲__txt=IN_ORDER)
    assert failed(sql, "report-differs") == failed(sql, "points-by-rule") == []
