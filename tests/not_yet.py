"""Tests of cases that are known to fail today: `not_yet.txt`, a list that only gets shorter.

Each line is the id of a test. It must fail (a test that passes although it is listed fails the run), so whoever mends
something takes its lines out, by hand or with `python -m tests.not_yet`: that runs the listed tests and keeps the lines of
those that still fail. It adds none.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

LIST = Path(__file__).with_name("not_yet.txt")


def listed() -> list[str]:
    """The ids of the tests that are known to fail."""
    return LIST.read_text(encoding="utf-8").split("\n")[:-1]


def mark(items: Iterable[pytest.Item]) -> None:
    """Expects the listed tests to fail."""
    known = set(listed())
    for item in items:
        if item.nodeid in known:
            item.add_marker(pytest.mark.xfail(strict=True, reason="tests/not_yet.txt"))


class _Failed:
    """Collects the ids of the tests that fail."""

    def __init__(self) -> None:
        self.ids: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest for each phase of each test."""
        if report.failed:
            self.ids.add(report.nodeid)


def main() -> None:
    """Runs the listed tests and shortens the list; with file names, makes the part of the list that these files have."""
    before = listed()
    files = sys.argv[1:] or sorted({one.partition("::")[0] for one in before})
    failed = _Failed()
    pytest.main(["-q", "--no-header", "--tb=no", "-p", "no:cacheprovider", "--runxfail", "-r", "N", *files], [failed])
    new_files = {file for file in sys.argv[1:] if not any(one.startswith(f"{file}::") for one in before)}
    kept = [one for one in before if one in failed.ids or one.partition("::")[0] not in files]
    added = sorted(one for one in failed.ids if one.partition("::")[0] in new_files)
    LIST.write_text("".join(f"{one}\n" for one in sorted(kept + added)), encoding="utf-8")
    print(f"{len(before)} were listed, {len(kept + added)} are now")


if __name__ == "__main__":
    main()
