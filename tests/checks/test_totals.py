"""A total and its rows: never a finding when rounding explains the difference, always when it cannot."""

import sqlite3
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzhang.checks import functions
from mingzhang.checks.definition import load_checks
from mingzhang.pipeline import build
from tests.checks.documents import project, summaries, table

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
    _, sql = built(a__txt=table(*lines).replace("007\t某局\t9", f"007\t某局\t{stated}"))
    (summary,) = summaries(sql, "total-mismatch")
    told = f"正好等于第 {'、'.join(named)} 项" if named else "哪一边不对，从文件里看不出来"
    assert told in summary
