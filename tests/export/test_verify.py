"""`mingzhang verify` is silent about an undamaged database and names the record when one character was changed."""

import shutil
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from mingzhang.cli import main
from mingzhang.errors import MingzhangError
from mingzhang.export.opened import key_of, opened
from mingzhang.export.verifying import verify
from mingzhang.pipeline import build
from mingzhang.store.contract import columns_of_tables
from tests.conftest import DISCLOSURES
from tests.export.conftest import SAMPLES

pytestmark = pytest.mark.slow


@pytest.fixture
def copy(samples: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(samples, tmp_path / "copy.db"))


@pytest.fixture(scope="module")
def same_again(samples: Path) -> Callable[[Iterable[Path], Path, bool], None]:
    """A build that gives what the first gave: that it does is what tests/test_build.py holds."""

    def rebuild(_places: Iterable[Path], output: Path, _charts: bool) -> None:
        shutil.copy(samples, output)

    return rebuild


def changed(path: Path, sql: str, *values: object) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(sql, values)
    connection.close()


def test_an_undamaged_database_is_silent(samples: Path) -> None:
    assert list(verify(samples, SAMPLES, lambda places, output, charts: build(places, output, charts=charts))) == []


def test_a_character_that_was_changed_in_any_table_is_found(
    copy: Path, same_again: Callable[[Iterable[Path], Path, bool], None]
) -> None:
    named, empty = {}, []
    with opened(copy) as connection:
        tables = {
            table: (columns, key_of(connection, table)) for table, columns in columns_of_tables(connection).items()
        }
    for table, (columns, key) in tables.items():
        with sqlite3.connect(copy) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            names = ", ".join(f'"{name}"' for name in key)
            where = " AND ".join(f'"{name}" = ?' for name in key)
            for column in reversed([one for one in columns if one not in key]):
                sql = f'SELECT "{column}", {names} FROM "{table}" WHERE typeof("{column}") = \'text\' ORDER BY {names} DESC'
                if row := connection.execute(sql).fetchone():
                    if table == "spans":  # which is a view: the name in one of its parts
                        field = "WHERE table_name = ? AND field = ?"
                        connection.execute(
                            f"UPDATE span_fields SET table_name = ? {field}", [row[0][:-1] + "❌", row[0], row[-1]]
                        )
                    else:
                        connection.execute(
                            f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', [row[0][:-1] + "❌", *row[1:]]
                        )
                    named[table] = f"{table} {'/'.join(map(str, row[1:]))}: {column} is "
                    break
            else:
                empty.append(table)
        connection.close()
    problems = list(verify(copy, SAMPLES, same_again))
    for start in named.values():
        assert any(problem.startswith(start) for problem in problems), start
    assert len(named) >= 22, f"no text here in {empty}"


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        (
            "UPDATE projects SET amount_fen = amount_fen + 1, amount_yuan = (amount_fen + 1) / 100.0"
            " WHERE id = '632221-006-2023-p4'",
            "projects 632221-006-2023-p4: amount_yuan is 230800.01, the sources say 230800.0; "
            "amount_fen is 23080001, the sources say 23080000",
        ),
        (
            "UPDATE projects SET amount_fen = amount_fen + 1 WHERE id = '632221-006-2023-p4'",
            "projects 632221-006-2023-p4: amount_yuan is not amount_fen in yuan",
        ),
        (
            "UPDATE projects SET serial = 4 WHERE id = '632221-006-2023-p4'",
            None,  # the column has the type TEXT: SQLite makes '4' of it
        ),
        (
            "UPDATE documents SET sha256 = '0' || substr(sha256, 2) WHERE id = '632221-006-2023'",
            "documents 632221-006-2023: 中共门源县委组织部2023年部门预算项目支出绩效目标公开表.txt has the checksum ",
        ),
        (
            "DELETE FROM goals WHERE id = '632221-006-2023-p4-g1'",
            "goals 632221-006-2023-p4-g1: the sources give it, the database has it not",
        ),
        (
            "UPDATE goals SET project_id = '632221-006-2023-p99' WHERE id = '632221-006-2023-p4-g1'",
            "refers to a row of projects that does not exist",
        ),
        ("DROP VIEW project_list", "view project_list: is not defined as this version defines it"),
        ("INSERT INTO projects_fts (rowid, name, goals) VALUES (999999, '字', '字')", "the search index has "),
    ],
)
def test_other_damage_is_named(
    copy: Path, same_again: Callable[[Iterable[Path], Path, bool], None], sql: str, problem: str | None
) -> None:
    with sqlite3.connect(copy) as connection:
        if "projects_fts" in sql:
            columns = [row[1] for row in connection.execute("PRAGMA table_info(projects_fts)")]
            sql = f"INSERT INTO projects_fts (rowid, {columns[0]}) VALUES (999999, '字')"
        connection.execute(sql)
    connection.close()
    problems = list(verify(copy, SAMPLES, same_again))
    assert any(problem in one for one in problems) if problem else problems == [], problems


def test_a_source_that_changed_is_named_and_one_that_is_missing_in_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "disclosures"
    shutil.copytree(DISCLOSURES, folder)
    build([folder], tmp_path / "x.db", charts=False)

    def rebuild(places: Iterable[Path], output: Path, charts: bool) -> None:
        build(places, output, charts=charts)

    path = next(folder.glob("*.txt"))
    path.write_text(path.read_text(encoding="utf-8").replace("77.00", "78.00"), encoding="utf-8")
    problems = list(verify(tmp_path / "x.db", [folder], rebuild))
    assert problems[0].startswith(f"documents 632221-006-2023: {path.name} has the checksum ")
    assert "projects 632221-006-2023-p1: " in "\n".join(problems)
    path.rename(folder / "另一个.txt")
    Path(f"{path}.yml").rename(folder / "另一个.txt.yml")
    problems = list(verify(tmp_path / "x.db", [folder], rebuild))
    assert problems[0] == f"documents 632221-006-2023: its file {path.name} is not among the sources"


def test_what_cannot_be_verified_is_told_in_one_line(tmp_path: Path, database: Path) -> None:
    (tmp_path / "notes.db").write_text("何" * 900, encoding="utf-8")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE x (y)")
    shutil.copy(database, tmp_path / "older.db")
    with sqlite3.connect(tmp_path / "older.db") as connection:
        connection.execute("ALTER TABLE shared_sentences ADD COLUMN mood TEXT")
    (tmp_path / "cut.db").write_bytes(database.read_bytes()[:50_000])
    for name, message in [
        ("nowhere.db", "no such database; make it with: mingzhang build"),
        ("notes.db", "is no database of mingzhang"),
        ("other.db", "is no database of mingzhang"),
        ("older.db", "was built by another version (only the database has shared_sentences.mood); build it again"),
        ("cut.db", "is damaged"),
    ]:
        with pytest.raises(MingzhangError) as raised:
            list(verify(tmp_path / name, [DISCLOSURES], lambda *_: None))
        assert message in str(raised.value)


def test_a_locked_database_is_told_in_one_line(copy: Path) -> None:
    holder = sqlite3.connect(copy, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    result = CliRunner().invoke(main, ["verify", str(copy)])
    holder.close()
    assert result.exit_code == 1
    assert result.stderr == f"Error: {copy}: another program holds it locked; try again when that has ended\n"


def test_the_command_says_undamaged_or_names_what_differs(database: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["verify", str(database), str(DISCLOSURES)])
    assert (result.exit_code, result.stdout) == (0, f"{database}: undamaged\n")
    shutil.copy(database, tmp_path / "x.db")
    changed(tmp_path / "x.db", "UPDATE charts SET svg = replace(svg, 'M', 'N') WHERE svg IS NOT NULL")
    changed(tmp_path / "x.db", "UPDATE indicators SET comparator = '≥' WHERE id = '632221-006-2023-p4-i6'")
    result = CliRunner().invoke(main, ["verify", str(tmp_path / "x.db"), str(DISCLOSURES)])
    assert result.exit_code == 1
    assert "indicators 632221-006-2023-p4-i6: comparator is “≥”, the sources say “≤”" in result.stdout
    assert "charts " in result.stdout


def test_a_picture_that_cannot_be_drawn_here_is_no_difference_and_one_that_was_changed_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built, sources = tmp_path / "built.db", [DISCLOSURES]
    build(sources, built)
    with monkeypatch.context() as without:
        without.setattr("mingzhang.charts.fill._draw_function", lambda *_: None)
        build(sources, undrawn := tmp_path / "undrawn.db")

        def rebuild(places: Iterable[Path], output: Path, charts: bool) -> None:
            build(places, output, charts=charts)

        assert list(verify(built, sources, rebuild)) == []
        assert list(verify(undrawn, sources, rebuild)) == []
    changed(built, "UPDATE charts SET svg = svg || ' ' WHERE id = (SELECT min(id) FROM charts)")
    found = list(verify(built, sources, rebuild))
    assert found
    assert all(one.startswith("charts ") for one in found)
