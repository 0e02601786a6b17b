"""A number that may be a date is one where the level of its indicator says so, and is refused where nothing does."""

from pathlib import Path

import pytest

from benchmarks.reading.published import published_of

SHEET = """项目支出绩效目标表（2023年度）
项目名称 | 渠道清淤
资金总额（万元） | 10.00
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | {level} | 完成时间 | {target}
产出指标 | 数量指标 | 清淤长度 | 36公里
"""


@pytest.mark.parametrize(
    ("level", "target", "due", "value", "reason"),
    [
        ("时效指标", "2023.12", "2023-12", None, None),
        ("时效指标", "202311", "2023-11", None, None),
        ("时效指标", "２０２３．１２", "2023-12", None, None),
        ("数量指标", "2023.12", None, None, "date-or-number"),
        ("数量指标", "202311", None, None, "date-or-number"),
        ("数量指标", "2023.75", None, 2023.75, None),
        ("时效指标", "2023年13月", None, None, "date-impossible"),
    ],
)
def test_what_may_be_a_date_or_a_number(
    level: str, target: str, due: str | None, value: float | None, reason: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SHEET.format(level=level, target=target), encoding="utf-8")
    published = published_of(path)
    first = published.table("indicators")[0]
    assert (first["value_text"], first["due_date"], first["value"]) == (target, due, value)
    assert [one["reason_id"] for one in published.table("rejects")] == ([reason] if reason else [])
