"""What is struck out or raised in a form: no value, kept with its cell, in a span of its own, and named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mingzhang.forms.marks import cell_mark_rejects
from mingzhang.records import Cell, Mark
from mingzhang.summary import Summary

CASES = Path(__file__).parent / "cases" / "reading"
Built = Callable[..., tuple[Summary, Callable[..., list[Any]]]]


def case(built: Built, name: str) -> Callable[..., list[Any]]:
    return built(**{name: (CASES / name).read_bytes()})[1]


def test_a_struck_number_stays_in_the_cells_with_its_mark_and_is_named(built: Built) -> None:
    sql = case(built, "x_strike.xlsx")
    ((text, marks),) = sql("SELECT text, marks FROM cells WHERE marks IS NOT NULL")
    assert (text, json.loads(marks)) == ("5077.00", [{"start": 0, "end": 2, "kind": "struck"}])
    assert sql("SELECT amount_text, amount_fen FROM projects ORDER BY position") == [
        ("77.00", 77_000_000),
        ("3.00", 3_000_000),
    ]
    assert sql("SELECT kind, reason_id, text FROM rejects") == [("doubt", "text-struck", "50")]
    assert sql("SELECT table_name, start_char, end_char, is_leaf FROM spans WHERE field = 'struck'") == [
        ("source_tables", 0, 2, 1)
    ]


def test_leaf_spans_partition_the_printed_characters_of_marked_cells_too(built: Built) -> None:
    for name in ("x_strike.xlsx", "x_super.xlsx", "x_redneg.xlsx", "q_white.xlsx", "q_rowstrike.xlsx", "x_acc0.xlsx"):
        sql = case(built, name)
        for cell_id, text in sql("SELECT id, text FROM cells WHERE text IS NOT NULL AND table_number > 0"):
            leaves = sql("SELECT start_char, end_char FROM spans WHERE cell_id = ? AND is_leaf", cell_id)
            assert sorted(at for start, end in leaves for at in range(start, end)) == list(range(len(text))), name


def test_a_struck_row_is_no_project_and_is_named_once(built: Built) -> None:
    sql = case(built, "q_rowstrike.xlsx")
    assert sql("SELECT name FROM projects") == [("人才工作经费",)]
    ((reason, row, zh, en),) = sql("SELECT reason_id, row, reason, reason_en FROM rejects")
    assert (reason, row) == ("row-not-counted", 7)
    assert "关心下一代工作经费" in zh
    assert en.startswith("all of this row (2 | 关心下一代工作经费 | ")
    assert ") is struck through or cannot be seen, and was not read; compare the original" in en
    assert sql("SELECT count(*) FROM cells WHERE row = 7 AND text IS NOT NULL") == [(5,)]


def test_what_a_picture_leaves_unsure_in_a_cell_is_told_once_with_all_that_it_is() -> None:
    marks = (Mark(2, 4, "unread", "50"), Mark(6, 7, "unsure", "乙"), Mark(8, 10, "unread", "95"))
    told = cell_mark_rejects(Cell(1, 1, 1, 1, "甲≥  人；乙≥  ", marks=marks))
    assert [(one.reason, one.values["text"], one.start, one.end) for one in told] == [
        ("number-unsure", "50 … 95", 2, 10),
        ("text-unsure", "乙", 6, 7),
    ]


def test_a_number_that_a_mark_cuts_is_refused(built: Built) -> None:
    html = (
        "<h1>2023年部门预算项目支出绩效目标公开表</h1><table><tr><th>单位编码<th>单位及项目名称<th>金额（万元）<th>绩效目标<th>绩效指标"
        "<tr><td>1<td>甲项目<td>7<s>5</s>7.00<td>目标一：做好<td>一、产出指标 (一)数量指标 1. 次数≥1<s>0</s>0次</table>"
    )
    _, sql = built(a__html=html)
    assert sql("SELECT amount_fen FROM projects") == [(None,)]
    assert sql("SELECT value, kind FROM indicators") == [(None, None)]
    assert ("amount-not-a-number",) in sql("SELECT reason_id FROM rejects")
    assert sorted(sql("SELECT text FROM rejects WHERE reason_id = 'text-struck'")) == [("0",), ("5",)]
