"""A table that looks like a performance form and is none is told why: what was seen, what is missing, what is not known."""

from collections.abc import Callable
from typing import Any

import pytest

SHEET = """项目支出绩效自评表（2024年度）
{label} | 渠道清淤
一级指标 | 二级指标 | 三级指标 | {target} | 分值
产出指标 | 数量指标 | 清淤长度 | 36公里 | 10
"""


@pytest.mark.parametrize(
    ("content", "reasons", "words"),
    [
        (
            SHEET.format(label="某某工作名目", target="某某之数"),
            ["performance-form-not-read", "no-column-of-targets"],
            [
                "row 2 of page 1 has 一级指标、二级指标、三级指标、分值, but no column of targets; not known here: 某某之数;"
            ],
        ),
        (
            "某表\n一级指标 | 二级指标 | 三级指标 | 分值\n产出指标 | 数量指标 | 清淤长度 | 10\n",
            ["performance-form-not-read", "no-targets-printed"],
            ["row 1 of page 1 has 一级指标、二级指标、三级指标、分值, but no column of targets; compare the original;"],
        ),
        (
            "项目支出绩效自评表\n见附图\n",
            ["form-by-title-alone"],
            ["the title is 项目支出绩效自评表, but no table below it"],
        ),
        (
            "部门整体支出绩效目标表\n部门名称\t某局\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t甲\t3个\n",
            ["only-whole-department"],
            ["for the expenditure of a whole department"],
        ),
        ("收入支出总表\n收入\t5.00\n支出\t5.00\n", ["no-performance-form"], ["no table has a header of indicators"]),
        (
            "某表\n产出指标\t数量指标\t甲\t3个\n效益指标\t社会效益指标\t乙\t改善\n",
            ["performance-form-not-read", "no-row-of-labels"],
            [
                "the table has 产出指标、数量指标、效益指标、社会效益指标 (page 1 row 1), but no row with the labels 一级指标"
            ],
        ),
    ],
)
def test_a_document_without_a_form_says_what_is_missing(
    built: Callable[..., Any], content: str, reasons: list[str], words: list[str]
) -> None:
    _, sql = built(a__txt=content)
    rows = sql("SELECT reason_id, kind, reason_en, reason FROM rejects ORDER BY rowid")
    assert [row[0] for row in rows] == reasons
    assert rows[0][1] == "document"
    for word in words:
        assert word in " ".join(row[2] for row in rows)
    assert sql("SELECT count(*) FROM indicators") == [(0,)]
