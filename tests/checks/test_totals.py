"""A total and its rows: never a finding when rounding explains the difference, always when it cannot."""

import io
import sqlite3
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from mingzhang.checks import functions
from mingzhang.checks.definition import load_checks
from mingzhang.pipeline import build
from tests.checks.documents import project, summaries, table

pytestmark = pytest.mark.together

SQL = next(check.sql for check in load_checks() if check.id == "total-mismatch")
STEP = 10_000  # 0.01 万元 in fen


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A unit with eight projects, whose amounts a test writes over."""
    folder = tmp_path_factory.mktemp("totals")
    rows = [project("甲乙丙丁戊己庚辛"[at], serial=str(at + 1)) for at in range(8)]
    (folder / "a.txt").write_text(table(*rows), encoding="utf-8")
    build([folder], folder / "built.db", charts=False)
    connection = sqlite3.connect(folder / "built.db")
    functions.register(connection)
    yield connection
    connection.close()


def outcome(connection: sqlite3.Connection, amounts: list[int], stated: int) -> tuple[str, int]:
    """What the check says of a unit's total over these amounts, and the difference that it gives."""
    connection.executemany(
        "UPDATE projects SET amount_fen = ?, step_fen = ? WHERE position = ?",
        [(amount, STEP, at) for at, amount in enumerate(amounts, 1)],
    )
    connection.execute("UPDATE stated_totals SET amount_fen = ?, step_fen = ?", [stated, STEP])
    result, difference = connection.execute(f"SELECT outcome, difference_fen FROM ({SQL})").fetchone()
    return result, difference


# Exact amounts in fen, and by how many last digits the total is off.
AMOUNTS = st.lists(st.integers(0, 10**10), min_size=8, max_size=8)


def rounded(fen: int) -> int:
    """To 0.01 万元, half up, as an amount is printed."""
    return int((Decimal(fen) / STEP).quantize(Decimal(1), "ROUND_HALF_UP")) * STEP


COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@COMMON
@given(AMOUNTS)
def test_what_adds_up_before_it_was_rounded_is_never_found(connection: sqlite3.Connection, exact: list[int]) -> None:
    assert outcome(connection, [rounded(fen) for fen in exact], rounded(sum(exact)))[0] == "passed"


@COMMON
@given(AMOUNTS, st.integers(5, 10**6), st.sampled_from([1, -1]))
def test_what_rounding_cannot_explain_is_always_found(
    connection: sqlite3.Connection, exact: list[int], steps: int, sign: int
) -> None:
    """Eight rows and a total may be off by nine halves of the last digit, that is by four of them."""
    printed = [rounded(fen) for fen in exact]
    assert outcome(connection, printed, sum(printed) + sign * steps * STEP) == ("failed", -sign * steps * STEP)
    assert outcome(connection, printed, sum(printed) + sign * 4 * STEP)[0] == "passed"


def test_an_unread_amount_is_not_tested(connection: sqlite3.Connection) -> None:
    assert outcome(connection, [STEP] * 8, 9 * STEP) == ("passed", -STEP)
    connection.execute("UPDATE projects SET amount_fen = NULL WHERE position = 3")
    assert connection.execute(f"SELECT outcome, reason FROM ({SQL})").fetchone() == ("not_applicable", "amount-unread")


# Names of projects that are each listed twice, with their amounts: the second of each pair is a duplicate.
TWICE = [("村干部培训", "5.00"), ("道路养护", "3.00"), ("图书采购", "5.00")]


@pytest.mark.parametrize(
    ("listed", "stated", "named"),
    [
        (TWICE[:1], "5", ["2"]),
        (TWICE, "13", ["4", "5", "6"]),
        (TWICE[:2], "13", ["4"]),
        (TWICE[1:], "13", ["3"]),
        (TWICE, "21", None),  # 5 or 5: which of the two is not told
        (TWICE, "25", None),
        (TWICE[:2], "20", None),  # the total is above the sum
    ],
)
def test_duplicates_explain_a_difference_when_one_choice_of_them_does(
    built: Callable[..., Any], listed: list[tuple[str, str]], stated: str, named: list[str] | None
) -> None:
    rows = [(name, amount) for _ in range(2) for name, amount in listed]
    lines = [project(name, amount=amount, serial=str(at)) for at, (name, amount) in enumerate(rows, 1)]
    _, sql = built(a__txt=table(*lines).replace("007\t某局\t9", f"007\t某局\t{stated}.00"))
    (summary,) = summaries(sql, "total-mismatch")
    told = f"正好等于第 {'、'.join(named)} 项" if named else "哪一边不对，从文件里看不出来"
    assert told in summary


def with_struck_row(kind: str, stated: str) -> bytes:
    """A table of three projects of 1, 2 and 3 万元, the second struck through, as a program of each kind writes it."""
    goals = "目标一：好；"
    rows = [project("甲乙丙"[at], goals, amount=f"{at + 1}.00", serial=str(at + 1)) for at in range(3)]
    title, *printed = table(*rows).replace("007\t某局\t9", f"007\t某局\t{stated}.00").splitlines()
    cells = [line.split("\t") for line in printed]
    struck = [row[1] == "乙" for row in cells]
    file = io.BytesIO()
    if kind == "xlsx":
        book = openpyxl.Workbook()
        book.active.append([title])
        for number, (row, is_struck) in enumerate(zip(cells, struck, strict=True), 2):
            book.active.append(row)
            for cell in book.active[number]:
                cell.font = Font(strike=is_struck)
        book.save(file)
    elif kind == "docx":
        document = docx.Document()
        document.add_paragraph(title)
        target = document.add_table(rows=len(cells), cols=5)
        for at, row in enumerate(cells):
            for place, text in zip(target.rows[at].cells, row + [""] * (5 - len(row)), strict=True):
                place.paragraphs[0].add_run(text).font.strike = struck[at]
        document.save(file)
    else:
        lines = (
            "<tr>" + "".join(f"<td>{f'<s>{text}</s>' if is_struck else text}</td>" for text in row) + "</tr>"
            for row, is_struck in zip(cells, struck, strict=True)
        )
        file.write(f"<h1>{title}</h1><table>{''.join(lines)}</table>".encode())
    return file.getvalue()


def test_a_total_that_may_still_hold_a_struck_out_row_is_asked_about_and_one_without_it_holds(built: Any) -> None:
    files = {f"{kind}{at}__{kind}": with_struck_row(kind, at) for kind in ("docx", "html", "xlsx") for at in "46"}
    regions = {f"{name}__yml": f'region: "7000{number:02}"' for number, name in enumerate(files)}
    _, sql = built(**files, **regions)
    told = sql(
        "SELECT file, class, summary FROM findings JOIN documents ON documents.id = document_id"
        " WHERE check_id = 'total-mismatch' ORDER BY file"
    )
    sentence = (
        "“某局”写 6.00 万元，其下 2 行相加为 4.00 万元，相差 2.00 万元；"
        "表里另有 1 行被划去或看不见，没有计入，合计可能还包括它。"
    )
    assert told == [(f"{kind}6.{kind}", "question", sentence) for kind in ("docx", "html", "xlsx")]
    assert sql("SELECT sum(n) FROM check_results WHERE check_id = 'total-mismatch' AND outcome = 'passed'") == [(3,)]


def test_a_list_without_a_column_of_codes_has_its_total_compared(built: Any) -> None:
    """The missing column is told, and it hides no row: a total with two digits that changed places was not seen for it."""
    rows = (
        ("序号", "项目名称", "项目实施单位", "预算金额（万元）", "年度绩效目标", "绩效指标"),
        ("1", "送戏下乡", "某县文化馆", "31.50", "送戏126场", "一、产出指标（一）数量指标1.演出场次126场"),
        ("2", "骨干培训", "某县文化馆", "20.00", "培训10期", "一、产出指标（一）数量指标1.举办培训班10期"),
        ("3", "传承人补助", "某县文化馆", "20.50", "补助42人", "一、产出指标（一）数量指标1.补助传承人42人"),
        ("合计", "", "", "70.20", "", ""),
    )
    cells = ("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    _, sql = built(a__html=f"<h1>某县文化馆2026年项目支出绩效目标公开表</h1><table>{''.join(cells)}</table>".encode())
    assert sql("SELECT reason_id FROM rejects WHERE kind = 'part'") == [("column-missing",)]
    told = sql("SELECT class, expected, observed FROM findings WHERE check_id = 'total-mismatch'")
    assert told == [("arithmetic", "70.20 万元", "72.00 万元")]
