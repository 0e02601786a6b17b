"""`mingzhang diff` names exactly what changed, and of published numbers why."""

import json
import shutil
import sqlite3
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from mingzhang.cli import main
from mingzhang.errors import MingzhangError
from mingzhang.export.differing import DatabaseDifferences, differences
from mingzhang.export.telling import as_lines
from mingzhang.pipeline import build
from tests.conftest import HEADER

TITLE = "某局2024年部门预算项目支出绩效目标公开表"
ROWS = "合计\t\t9\n1\t甲\t5\t目标一：乙\t一、产出指标 1. 人数≥3人\n2\t丙\t4\t目标一：丁\t一、产出指标 1. 次数≥2次\n"
Built = Callable[..., Path]


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """A function that builds texts, given with their sidecars, into a database of that name."""

    def make(database: str, **texts: tuple[str, str]) -> Path:
        folder = tmp_path / f"of {database}"
        folder.mkdir()
        for name, (text, sidecar) in texts.items():
            (folder / f"{name}.txt").write_text(f"{TITLE}\n{HEADER}\n{text}", encoding="utf-8")
            (folder / f"{name}.txt.yml").write_text(sidecar, encoding="utf-8")
        build([folder], tmp_path / database, charts=False)
        return tmp_path / database

    return make


def numbers(found: DatabaseDifferences) -> list[tuple[object, ...]]:
    return [(one.table, one.record_id, one.field, one.old, one.new, one.why) for one in found.numbers]


def test_of_a_doctored_copy_exactly_the_changed_records_are_named(database: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(database, tmp_path / "copy.db"))
    with sqlite3.connect(copy) as connection:
        connection.executescript(
            """
            UPDATE projects SET name = '体检费' WHERE id = '632221-006-2023-p4';
            UPDATE indicators SET value = 801, unit = NULL WHERE id = '632221-006-2023-p4-i6';
            DELETE FROM goals WHERE id = '632221-006-2023-p2-g1';
            INSERT INTO regions VALUES ('999999', '某地', NULL);
            UPDATE cells SET text = text || '。' WHERE id = (SELECT max(id) FROM cells);
            """
        )
        (cell,) = connection.execute("SELECT max(id) FROM cells").fetchone()
    found = differences(database, copy)
    assert [(one.what, one.table, one.record_id, sorted(one.fields)) for one in found.records] == [
        ("added", "regions", "999999", ["code", "name"]),
        ("changed", "projects", "632221-006-2023-p4", ["name"]),
        ("removed", "goals", "632221-006-2023-p2-g1", ["id", "label", "position", "project_id", "sequence", "text"]),
        ("changed", "indicators", "632221-006-2023-p4-i6", ["unit", "value"]),
        ("changed", "cells", str(cell), ["text"]),
    ]
    assert found.records[3].fields == {"value": (800, 801), "unit": ("元", None)}
    assert numbers(found) == [("indicators", "632221-006-2023-p4-i6", "value", 800, 801, "better_reading")]
    assert list(as_lines(found))[-1] == "records: 1 added, 1 removed, 3 changed; published numbers changed: 1"


def test_a_database_does_not_differ_from_itself(database: Path) -> None:
    assert list(as_lines(differences(database, database))) == ["no differences"]


def test_a_new_document_that_supersedes_changes_published_numbers(built: Built) -> None:
    old = built("old.db", a=(ROWS, "id: first\nregion: '632221'\n"))
    newer = ROWS.replace("\t5\t", "\t6\t").replace("\t9\n", "\t10\n").replace("≥3", "≥7")
    new = built(
        "new.db",
        a=(ROWS, "id: first\nregion: '632221'\n"),
        b=(newer, "id: second\nregion: '632221'\nsupersedes: first\n"),
        c=(ROWS.replace("甲", "戊").replace("丙", "己"), "id: third\nregion: '632221'\n"),
    )
    found = differences(old, new)
    assert numbers(found) == [
        ("indicators", "first-p1-i1", "value", 3, 7, "new_document"),
        ("projects", "first-p1", "amount_fen", 5_000_000, 6_000_000, "new_document"),
        ("stated_totals", "first-total1", "amount_fen", 9_000_000, 10_000_000, "new_document"),
    ]
    assert found.documents("added") == ["second", "third"]
    lines = list(as_lines(found))
    assert "added: document third: " in "\n".join(lines)
    assert "changed: documents first: is_current 1 -> 0" in lines
    assert not any(line.startswith("added: projects") for line in lines), (
        "a new document is counted, not told line by line"
    )


def test_a_corrected_file_under_the_same_id_is_a_correction_also_when_positions_move(built: Built) -> None:
    old = built("old.db", a=(ROWS, "id: first\n"))
    rows = "1\t新\t1\t目标一：乙\t\n2\t甲\t5\t目标一：乙\t一、产出指标 1. 人数≥3人\n"
    rows += "3\t丙\t4.5\t目标一：丁\t一、产出指标 1. 次数≥2次\n"
    found = differences(old, built("new.db", a=(f"合计\t\t10.5\n{rows}", "id: first\n")))
    assert numbers(found) == [
        ("projects", "first-p2", "amount_fen", 4_000_000, 4_500_000, "correction"),
        ("stated_totals", "first-total1", "amount_fen", 9_000_000, 10_500_000, "correction"),
    ]
    assert [one.new_record_id for one in found.numbers] == ["first-p3", "first-total1"]


def test_a_number_that_is_no_longer_there_has_changed_too(built: Built) -> None:
    old = built("old.db", a=(ROWS, "id: first\n"))
    new = built("new.db", a=(ROWS.replace("\t4\t", "\t待定\t"), "id: first\n"))
    assert numbers(differences(old, new)) == [("projects", "first-p2", "amount_fen", 4_000_000, None, "correction")]


def test_databases_of_different_schemas_are_refused_in_one_line(database: Path, tmp_path: Path) -> None:
    older = Path(shutil.copy(database, tmp_path / "older.db"))
    with sqlite3.connect(older) as connection:
        connection.execute("ALTER TABLE projects DROP COLUMN period_end")
    with pytest.raises(MingzhangError) as raised:
        differences(older, database)
    assert str(raised.value) == (
        f"{older} and {database} were built by different versions and cannot be compared: "
        f"only {database} has projects.period_end; build both with one version"
    )


def test_the_command_tells_it_as_text_json_and_atom(database: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(database, tmp_path / "copy.db"))
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE projects SET name = 'A & <b>' || char(8) WHERE id = '632221-006-2023-p4'")
    connection.close()
    text, told, atom = (
        CliRunner().invoke(main, ["diff", str(database), str(copy), *option]).stdout
        for option in ([], ["--json"], ["--atom"])
    )
    assert "changed: projects 632221-006-2023-p4: name “离休、县级及副高退休人员体检费” -> “A & <b>\\u0008”" in text
    assert json.loads(told)["summary"] == {"added": 0, "removed": 0, "changed": 1}
    assert json.loads(told)["records"][0]["fields"]["name"][1] == "A & <b>\x08"
    entry = ElementTree.fromstring(atom)
    assert entry.findtext("{http://www.w3.org/2005/Atom}title") == "0 new documents, 0 published numbers changed"
    assert "A & <b>" in (entry.findtext("{http://www.w3.org/2005/Atom}content") or "")
