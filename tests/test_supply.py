"""Where packages come from: each by its hash, each under a licence that lets people serve a site; and audits."""

import re

import pytest

from tests.conftest import ROOT
from tools.supply import REFUSED, locked, told

LOCKS = ["constraints.txt", "requirements.txt"]


@pytest.mark.parametrize("name", LOCKS)
def test_each_locked_package_has_its_hashes(name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text())[1:]
    assert len(entries) > 40
    assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_users_get_the_versions_that_the_tests_run_on() -> None:
    def versions(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9][a-z0-9._-]*==\S+", (ROOT / name).read_text(), re.MULTILINE))

    assert versions("requirements.txt") <= versions("constraints.txt")


def test_make_installs_nothing_without_a_hash() -> None:
    installs = [
        line
        for line in (ROOT / "Makefile").read_text().splitlines()
        if re.search(r"\$\((PIP|BIN)\).* install|\$\(PIP\)", line)
    ]
    assert len(installs) >= 3
    assert [
        line
        for line in installs
        if "--require-hashes" not in line
        and "--no-deps --no-build-isolation" not in line
        and not line.startswith("PIP :=")
    ] == []


def test_a_licence_that_reaches_over_is_refused() -> None:
    assert REFUSED.search("GNU Affero General Public License v3")
    assert REFUSED.search("AGPL-3.0-only")
    assert REFUSED.search("GPLv2")
    assert not REFUSED.search("Apache-2.0 OR BSD-2-Clause")
    assert "datasette" in locked(ROOT / "requirements.txt")


def test_an_audit_that_looked_nothing_up_is_not_a_good_one(capsys: pytest.CaptureFixture[str]) -> None:
    skipped = {"name": "a", "skip_reason": "not found"}
    sound = {"name": "b", "version": "1", "vulns": []}
    faulty = {"name": "c", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}
    assert told([sound, skipped]) == 2
    assert told([sound]) == 0
    assert told([sound, faulty]) == 1
    assert "c 1: CVE-1, mended in 2" in capsys.readouterr().out
