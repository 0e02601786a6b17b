"""A document is converted within a budget, in a process of its own: what is over it costs itself alone."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mingzhang import converting
from mingzhang.errors import Refused
from mingzhang.pipeline import build
from mingzhang.workers import Budget, Workers, within
from tests.conftest import HEADER

TITLE = "某局2024年部门预算项目支出绩效目标公开表"
GOOD = f"{TITLE}\n{HEADER}\n1\t{{}}的项目\t5.00\t目标一：乙\t一、产出指标 (一)数量指标 1. 人数≥3人\n"
FILES = {f"{name}.txt": GOOD.format(name) for name in "abcde"}


def _for_ever() -> None:
    while True:
        pass


def _one_long_call() -> None:
    hashlib.pbkdf2_hmac("sha256", b"a", b"b", 10**9)  # no other instruction has its turn before it ends


def _too_much_memory() -> None:
    bytearray(1_000_000_000)


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    ("misdeed", "reason"),
    [
        (_for_ever, "over-budget-time"),
        (_one_long_call, "over-budget-or-lost"),
        (_too_much_memory, "over-budget-memory"),
        (_killed, "over-budget-or-lost"),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_over_its_budget_is_refused_by_name_and_the_build_goes_on(
    misdeed: Callable[[], None],
    reason: str,
    workers: int,
    built: Callable[..., tuple[Any, Callable[..., list[Any]]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    interpret = converting.interpret  # type: ignore[attr-defined]

    def misbehaving(reading: Any, sidecar: Any, file: str, sha256: str) -> Any:
        if file == "b.txt":
            misdeed()
        return interpret(reading, sidecar, file, sha256)

    monkeypatch.setattr(converting, "interpret", misbehaving)
    monkeypatch.setattr(converting, "budget_of", lambda _: Budget(seconds=0.3, megabytes=300))
    monkeypatch.setattr(os, "cpu_count", lambda: workers)
    _, sql = built(**FILES)
    assert sql("SELECT file FROM documents ORDER BY file") == [("a.txt",), ("c.txt",), ("d.txt",), ("e.txt",)]
    assert sql("SELECT file, kind, reason_id FROM rejects") == [("b.txt", "document", reason)]


def test_the_same_bytes_for_any_number_of_workers(tmp_path: Path) -> None:
    folder = tmp_path / "disclosures"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    for workers in (1, 3):
        build([folder], tmp_path / f"{workers}.db", workers=workers, charts=False)
    assert (tmp_path / "1.db").read_bytes() == (tmp_path / "3.db").read_bytes()


def _slow_first(number: int) -> int:
    time.sleep(0.2 if number == 0 else 0)
    return number * 10


def _lost_at_three(number: int) -> int:
    if number == 3:
        os._exit(7)
    if number == 4:
        raise ValueError("four")
    return number * 10


def test_results_come_in_the_order_of_the_pieces() -> None:
    with Workers(_slow_first, range(6), 2, lambda _: Budget()) as workers:
        assert [workers.next()() for _ in range(6)] == [0, 10, 20, 30, 40, 50]


def test_a_piece_that_ends_its_process_costs_itself_alone() -> None:
    with Workers(_lost_at_three, range(8), 2, lambda _: Budget()) as workers:
        outcomes: list[object] = []
        for _ in range(8):
            result = workers.next()
            try:
                outcomes.append(result())
            except (Refused, ValueError) as error:
                outcomes.append(type(error).__name__)
    assert outcomes == [0, 10, 20, "Refused", "ValueError", 50, 60, 70]


def test_no_reader_takes_the_end_of_its_time_for_a_fault_of_the_file() -> None:
    def read_and_swallow(_: None) -> None:
        while True:
            try:
                _for_ever()
            except Exception:
                continue

    with pytest.raises(Refused) as refused:
        within(Budget(seconds=0.1), read_and_swallow, None)
    assert refused.value.reason == "over-budget-time"


ORPHANS = """
import os, time
from mingzhang.workers import Budget, Workers
def work(number):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)
with Workers(work, range(2), 2, lambda _: Budget()) as workers:
    workers.next()
"""


def test_workers_end_with_the_process_that_began_them(tmp_path: Path) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    workers = [int(parent.stdout.readline()) for _ in range(2)]
    parent.kill()
    parent.wait()
    assert parent.stdout.read() == ""  # until no worker holds it any more
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            _check_alive(worker)


def _check_alive(process: int) -> None:
    for _ in range(50):
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            raise ProcessLookupError
        time.sleep(0.1)
