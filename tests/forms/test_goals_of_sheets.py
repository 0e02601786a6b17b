"""Labels of sheets that were kept and not read: of goals, and of what was set beside what was reached."""

import pytest

from mingzhang.records import Form, Project
from tests.forms.grids import form_of
from tests.forms.told import goals

TITLE = "项目支出绩效目标表（2022年度）"
INDICATORS = """
一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
产出 | 数量 | 养护里程 | ≥50公里 | < | <
满意度 | 服务对象 | 群众满意度 | ≥90% | < | <
"""


def sheet(rows: str) -> tuple[Form, Project]:
    """A sheet with some rows between the name and the indicators."""
    form = form_of(f"项目名称 | 农村公路养护 | < | < | < | <\n{rows}\n{INDICATORS.strip()}", TITLE)
    (project,) = form.projects
    return form, project


def test_the_goal_of_project_expenditure_is_read() -> None:
    form, project = sheet("项目支出绩效目标 | 养护里程50公里，路况良好。 | < | < | < | <")
    assert goals(project) == [(None, "项目支出绩效目标", "养护里程50公里，路况良好。")]
    assert form.rejects == ()
    assert [one.heading and one.heading.level2 for one in project.indicators] == ["数量指标", "服务对象满意度指标"]


def test_what_stands_under_a_label_of_goals_that_nobody_knows_is_told_where_it_stands() -> None:
    form, project = sheet("攻坚目标 | 养护里程50公里，路况良好。 | < | < | < | <")
    assert project.goals == ()
    assert [(one.reason, one.cell and one.cell.text) for one in form.rejects] == [
        ("label-unknown", "攻坚目标"),
        ("goal-under-no-label", "养护里程50公里，路况良好。"),
    ]


def test_what_was_set_is_the_goal_beside_what_was_reached() -> None:
    form, project = sheet(
        "年度目标 | 年初设定 | < | 实际完成 | < | <\n^ | 养护里程50公里。 | < | 养护里程52公里。 | < | <"
    )
    assert goals(project) == [("year", "年初设定", "养护里程50公里。")]
    assert [(one.label, one.text) for one in project.fields] == [("实际完成", "养护里程52公里。")]
    assert form.rejects == ()


@pytest.mark.parametrize(
    ("label", "scope"),
    [
        ("绩效目标（年度）", "year"),
        ("绩效目标（实施期）", "whole_project"),
        ("绩效目标（简述）", None),
        ("绩效目标", None),
    ],
)
def test_brackets_of_a_label_of_goals_say_what_time_it_is_of(label: str, scope: str | None) -> None:
    (project,) = form_of(f"项目名称 | 某项目\n{label} | 改造危房，保障安全。\n{INDICATORS}", TITLE).projects
    assert [one.scope for one in project.goals] == [scope]
