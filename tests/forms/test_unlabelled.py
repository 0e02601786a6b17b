"""What stands under no label is no field: it is named, unless it brings its label along or is furniture."""

import pytest

from tests.forms.grids import form_of

SHEET = """
项目名称 | 甲 | < | <
年度资金总额（万元） | 1.00 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 人数 | 3人
{text} | < | < | <
"""


@pytest.mark.parametrize(
    ("text", "fields", "rejected", "furniture"),
    [
        ("满意度100%", [], ["满意度100%"], []),
        ("受益户数：300户", [], ["受益户数：300户"], []),
        ("另有若干说明", [], ["另有若干说明"], []),
        ("经办：甲 乙", [("经办", "甲 乙")], [], []),
        ("填报日期：2023年1月5日", [("填报日期", "2023年1月5日")], [], []),
        ("— 7 —", [], [], ["— 7 —"]),
    ],
)
def test_a_text_under_no_label(
    text: str, fields: list[tuple[str, str]], rejected: list[str], furniture: list[str]
) -> None:
    form = form_of(SHEET.format(text=text))
    (project,) = form.projects
    assert [(one.label, one.text) for one in project.fields] == fields
    assert [one.text for one in form.rejects if one.reason == "text-under-no-label"] == rejected
    assert [span.cell.text for span in form.spans if span.field == "furniture"] == furniture
    assert len(project.indicators) == 1


def test_a_date_beside_a_text_under_no_label_is_rejected_with_it() -> None:
    """The months of a schedule are no date of signing."""
    form = form_of("""
项目名称 | 甲 | < | < | <
年度资金总额（万元） | 1.00 | < | < | <
实施进度计划 | 实施内容 | < | 开始时间 | 完成时间
^ | 施工图设计 | < | 2021.1 | 2021.3
^ | 立面施工 | < | 2021.4 | 2021.11
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 人数 | 3人 |
""")
    rejected = [one.text for one in form.rejects if one.reason == "text-under-no-label"]
    assert rejected == ["立面施工", "2021.4", "2021.11"]
    assert [span for span in form.spans if span.field == "furniture"] == []
