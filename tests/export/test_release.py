"""`mingzhang release` keeps versions side by side, and the rule gives each its number."""

import fcntl
import json
import os
import re
import shutil
import sqlite3
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from mingzhang.cli import main
from mingzhang.errors import MingzhangError
from mingzhang.export.releasing import hold_to_sums, release
from mingzhang.export.versions import next_version, step_between

DAY = date(2024, 3, 1)
_ANOTHER_DOCUMENT = """
    CREATE TEMP TABLE another AS SELECT * FROM documents;
    UPDATE another SET id = 'x', sha256 = 'abc';
    INSERT INTO documents SELECT * FROM another;
"""


def altered(database: Path, folder: Path, sql: str) -> Path:
    """A copy of a database, changed by SQL."""
    copy = Path(shutil.copy(database, folder / "altered.db"))
    with sqlite3.connect(copy) as connection:
        connection.executescript(sql)
    connection.close()
    return copy


@pytest.mark.parametrize(
    ("sql", "level", "reason"),
    [
        ("SELECT 1", None, ""),
        ("DELETE FROM notable_findings", None, ""),
        ("UPDATE projects SET amount_fen = 1 WHERE position = 4", "patch", "1 records are read otherwise"),
        (_ANOTHER_DOCUMENT, "minor", "added: document x"),
        ("ALTER TABLE projects ADD COLUMN mood TEXT", "minor", "only the new version has projects.mood"),
        ("ALTER TABLE projects DROP COLUMN period_end", "major", "projects.period_end is gone"),
        ("ALTER TABLE projects RENAME COLUMN period_end TO ends", "major", "projects.period_end is gone"),
        (
            "PRAGMA foreign_keys = OFF; UPDATE documents SET id = 'renamed'",
            "major",
            "the document 632221-006-2023 is now called renamed",
        ),
        (
            "UPDATE goals SET id = replace(id, '-g', '-goal')",
            "major",
            "ids of goals were made like -p#-g# and are made like -p#-goal#",
        ),
    ],
)
def test_the_version_moves_on_by_what_changed(
    database: Path, tmp_path: Path, sql: str, level: str | None, reason: str
) -> None:
    step = step_between(database, altered(database, tmp_path, sql))
    assert (step.level if step else None) == level
    assert step is None or step.reasons[0] == reason


def test_versions_count_as_semver_does() -> None:
    assert [next_version("1.4.2", level) for level in ("major", "minor", "patch")] == ["2.0.0", "1.5.0", "1.4.3"]
    with pytest.raises(MingzhangError, match="is no version such as"):
        next_version("1.4", "minor")


def test_releases_stand_side_by_side_and_the_first_stays_as_it_is(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    first = release(folder, database, DAY, "https://data.example.org/mz/")
    before = {path: path.read_bytes() for path in (folder / "1.0.0").rglob("*") if path.is_file()}
    assert release(folder, database, DAY) is None
    newer = altered(database, tmp_path, "UPDATE projects SET amount_fen = 23080001 WHERE position = 4")
    second = release(folder, newer, date(2024, 4, 1))
    assert first
    assert second
    assert (first.version, first.level, second.version, second.level) == ("1.0.0", "first", "1.0.1", "patch")
    assert second.changes == {"published numbers": 1, "records": 1}
    assert {path: path.read_bytes() for path in (folder / "1.0.0").rglob("*") if path.is_file()} == before
    catalogue = json.loads((folder / "catalogue.json").read_text(encoding="utf-8"))
    assert [(one["version"], one["released_on"], one["rows"]["projects"]) for one in catalogue["releases"]] == [
        ("1.0.0", "2024-03-01", 26),
        ("1.0.1", "2024-04-01", 26),
    ]
    assert json.loads((folder / "1.0.1" / "datapackage.json").read_text(encoding="utf-8"))["version"] == "1.0.1"
    assert "projects 632221-006-2023-p4: amount_fen 230,800.00 元 -> 230,800.01 元" in (
        folder / "1.0.1" / "changes.txt"
    ).read_text(encoding="utf-8")
    hold_to_sums(folder / "1.0.1")
    feed = ElementTree.fromstring((folder / "catalogue.atom").read_text(encoding="utf-8"))
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")] == ["1.0.1: patch", "1.0.0: first"]


def test_a_release_can_be_cited(database: Path, tmp_path: Path) -> None:
    made = release(tmp_path, database, DAY, "https://data.example.org/mz")
    assert made
    cff = yaml.safe_load((tmp_path / "1.0.0" / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cff["cff-version"], cff["type"], cff["version"], str(cff["date-released"]), cff["license"], cff["url"]) == (
        "1.2.0",
        "dataset",
        "1.0.0",
        "2024-03-01",
        "CC-BY-4.0",
        "https://data.example.org/mz/1.0.0/",
    )
    assert cff["identifiers"][0]["value"] == f"sha256:{made.content}"
    assert (tmp_path / "1.0.0" / "CITATION.txt").read_text(encoding="utf-8") == (
        "明账 mingzhang. 明账：预算绩效公开数据[DS/OL]. 1.0.0版. (2024-03-01)[引用日期]. https://data.example.org/mz/1.0.0/.\n"
    )
    bibtex = (tmp_path / "1.0.0" / "CITATION.bib").read_text(encoding="utf-8")
    assert re.match(r"@misc\{mingzhang-1\.0\.0,\n(  \w+ = \{.*\},?\n)+\}\n", bibtex)
    assert "  year = {2024},\n" in bibtex


def test_a_damaged_or_half_fetched_release_is_named_and_nothing_is_written(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    release(folder, database, DAY)
    newer = altered(database, tmp_path, "UPDATE projects SET name = '别的' WHERE position = 4")
    path = folder / "1.0.0" / "csv" / "projects.csv"
    content = path.read_bytes()
    damages: list[tuple[Callable[[], object], str]] = [
        (lambda: path.write_bytes(content + b"x"), "is not what SHA256SUMS says; fetch the release again"),
        (path.unlink, "the release is incomplete (csv/projects.csv is missing); fetch it again"),
        ((folder / "1.0.0" / "SHA256SUMS").unlink, "the release is incomplete (SHA256SUMS is missing); fetch it again"),
        (
            lambda: (folder / "catalogue.json").write_text("{", encoding="utf-8"),
            "is damaged or no catalogue of releases",
        ),
    ]
    for spoil, message in damages:
        spoil()
        result = CliRunner().invoke(main, ["release", str(folder), str(newer)])
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
        assert message in result.stderr
    assert sorted(one.name for one in folder.iterdir()) == ["1.0.0", "catalogue.atom", "catalogue.json"]


def test_the_command_tells_what_it_released(database: Path, tmp_path: Path) -> None:
    arguments = ["release", str(tmp_path / "r"), str(database), "--date", "2024-03-01"]
    first, second = (CliRunner().invoke(main, arguments).stdout for _ in range(2))
    assert first.startswith(f"{tmp_path / 'r' / '1.0.0'}: first release, content ")
    assert second == f"{tmp_path / 'r'}: nothing has changed since the last release\n"


def test_two_releases_at_once_are_refused(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    folder.mkdir()
    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with pytest.raises(MingzhangError, match="another mingzhang release is at work here"):
        release(folder, database, DAY)
    os.close(held)
    made = release(folder, database, DAY)
    assert made is not None
    assert made.version == "1.0.0"
