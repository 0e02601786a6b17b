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
