"""`mingzhang export`: what others read in the package is what the database says, and two exports are the same bytes."""

import csv
import errno
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import openpyxl
import pytest
from click.testing import CliRunner

from mingzhang.cli import main
from mingzhang.errors import MingzhangError
from mingzhang.export import packing
from mingzhang.export.opened import MADE_FOR_THE_SITE
from mingzhang.export.packing import export
from mingzhang.store.contract import columns_of_tables
from tests.conftest import as_installed

pytestmark = pytest.mark.slow


def descriptor(package: Path) -> dict[str, Any]:
    content = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def sums(connection: Any, source: str) -> Any:
    return connection.execute(
        f"SELECT count(*), sum(amount_fen), count(unit_id), min(unit_id) FROM {source}"
    ).fetchone()


def test_every_table_is_in_the_package_with_all_its_rows_and_columns(samples: Path, package: Path) -> None:
    with sqlite3.connect(samples) as connection:
        tables = {
            name: columns for name, columns in columns_of_tables(connection).items() if name not in MADE_FOR_THE_SITE
        }
        assert sorted(path.stem for path in (package / "csv").iterdir()) == sorted(tables)
        for name, columns in tables.items():
            with (package / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                head, *rows = csv.reader(file)
            assert tuple(head) == columns
            names = ", ".join(f'"{column}"' for column in columns)
            stored = connection.execute(f'SELECT {names} FROM "{name}"').fetchall()
            assert sorted(rows) == sorted(["" if value is None else str(value) for value in row] for row in stored), (
                name
            )


def test_frictionless_finds_nothing_wrong_and_would(package: Path, tmp_path: Path) -> None:
    report = frictionless.validate(str(package / "datapackage.json"))
    assert (report.valid, report.errors, report.warnings) == (True, [], [])
    assert [task.warnings for task in report.tasks if task.warnings] == []
    assert sum(len(one["schema"].get("foreignKeys", [])) for one in descriptor(package)["resources"]) > 40
    broken = Path(shutil.copytree(package, tmp_path / "broken"))
    units = (broken / "csv" / "units.csv").read_bytes()
    (broken / "csv" / "units.csv").write_bytes(units.replace(b",unit,632221-006,", b",unit,632221-009,"))
    report = frictionless.validate(str(broken / "datapackage.json"))
    found = {error.type for task in report.tasks for error in task.errors}
    assert {"foreign-key", "hash-count"} <= found


def test_duckdb_reads_csv_and_parquet_with_the_sums_of_the_database_and_codes_as_texts(
    samples: Path, package: Path
) -> None:
    with sqlite3.connect(samples) as connection:
        stored = sums(connection, "projects")
    reader = duckdb.connect()
    assert sums(reader, f"'{package}/parquet/projects/*.parquet'") == stored
    assert sums(reader, f"read_csv('{package}/csv/projects.csv', all_varchar=false)")[:2] == stored[:2]
    assert reader.execute(
        f"SELECT code FROM '{package}/parquet/units.parquet' WHERE code NOT NULL ORDER BY code"
    ).fetchall() == [
        ("006",),
        ("006001",),
    ]
    types = dict(
        reader.execute(
            f"SELECT column_name, column_type FROM (DESCRIBE FROM '{package}/parquet/documents/*.parquet')"
        ).fetchall()
    )
    assert (types["region_code"], types["year"], types["is_current"], types["published_on"]) == (
        "VARCHAR",
        "BIGINT",
        "BOOLEAN",
        "DATE",
    )
    metadata = reader.execute(
        f"SELECT key, value FROM parquet_kv_metadata('{package}/parquet/units.parquet')"
    ).fetchall()
    columns = json.loads(dict(metadata)[b"columns_en"])
    assert columns["code"].startswith("Unit code: As printed.")
    assert "are two phases whose money must not be added up" in dict(metadata)[b"caveats_en"].decode()


def test_the_workbook_has_caveats_first_and_the_sums_of_the_database(samples: Path, package: Path) -> None:
    book = openpyxl.load_workbook(package / "mingzhang.xlsx", read_only=True)
    about = [tuple(cell.value for cell in row) for row in book["说明 About"].rows]
    assert ("请注意 note", descriptor(package)["caveats"][1]["zh"]) in about
    assert ("不在这里 not here", "cell_pictures, cells, spans: csv/, mingzhang.db") in about
    labels, names, *rows = [[cell.value for cell in row] for row in book["项目"].rows]
    assert labels[names.index("amount_fen")] == "金额（分）"
    with sqlite3.connect(samples) as connection:
        stored = sums(connection, "projects")
    assert sum(row[names.index("amount_fen")] or 0 for row in rows) == stored[1]
    codes = [row[1].value for row in book["预算单位"].rows][2:]
    assert [code for code in codes if code] == ["006", "006001"]
    book.close()


def test_the_descriptor_says_types_keys_units_and_texts_of_every_column(package: Path) -> None:
    content = descriptor(package)
    assert content["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert content["licenses"][0]["name"] == "CC-BY-4.0"
    schemas = {one["name"]: one["schema"] for one in content["resources"]}
    for name, schema in schemas.items():
        for column in schema["fields"]:
            assert set(column["titles"]) == {"zh", "en"} == set(column["descriptions"]), (name, column["name"])
    projects = {column["name"]: column for column in schemas["projects"]["fields"]}
    assert (projects["amount_fen"]["type"], projects["amount_fen"]["unit"]) == ("integer", "fen")
    assert projects["phase"]["constraints"] == {"required": True, "enum": ["budget", "self_evaluation"]}
    assert schemas["spans"]["primaryKey"] == ["cell_id", "start_char", "end_char", "record_id", "field"]
    assert {"fields": ["parent_id"], "reference": {"fields": ["id"]}} in schemas["units"]["foreignKeys"]
    types = {(name, column["name"]): column["type"] for name, schema in schemas.items() for column in schema["fields"]}
    assert [
        types[one] for one in [("documents", "is_current"), ("indicators", "due_date"), ("quantities", "value")]
    ] == [
        "boolean",
        "string",
        "any",
    ]


def test_the_sums_are_those_of_all_files_and_the_database_is_the_one_exported(samples: Path, package: Path) -> None:
    lines = (package / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {path: digest for digest, path in (line.split("  ") for line in lines)}
    found = {
        path.relative_to(package).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in package.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert told == found
    assert (package / "mingzhang.db").read_bytes() == samples.read_bytes()


def test_two_exports_are_the_same_bytes_whatever_the_clock_the_zone_and_the_locale(
    samples: Path, package: Path, tmp_path: Path
) -> None:
    environment = as_installed(TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="7", PYTHONUTF8="0")
    command = [sys.executable, "-m", "mingzhang", "export", str(samples), "-o", str(tmp_path / "again")]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    first = {path.relative_to(package): path.read_bytes() for path in package.rglob("*") if path.is_file()}
    again = tmp_path / "again"
    assert {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()} == first


def test_a_package_is_replaced_whole_or_stays_as_it_was(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "package"
    export(database, folder)
    before = (folder / "SHA256SUMS").read_bytes()

    def no_room(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))

    with monkeypatch.context() as patched:
        patched.setattr(packing, "write_package_workbook", no_room)
        with pytest.raises(MingzhangError, match="No space left"):
            export(database, folder)
    assert (folder / "SHA256SUMS").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
    (folder / "csv" / "left.csv").touch()
    export(database, folder)
    assert not (folder / "csv" / "left.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_without_duckdb_parquet_is_left_out_and_that_is_said(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "can_write_parquet", lambda: False)
    result = CliRunner().invoke(main, ["export", str(database), "-o", str(tmp_path / "package")])
    assert result.exit_code == 0
    assert result.stderr == "note: Parquet is left out: pip install 'mingzhang[parquet]'\n"
    assert not (tmp_path / "package" / "parquet").exists()


def test_bad_input_is_one_line_and_nothing_is_written(database: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("何" * 900, encoding="utf-8")
    shutil.copy(database, tmp_path / "older.db")
    with sqlite3.connect(tmp_path / "older.db") as connection:
        connection.execute("ALTER TABLE projects DROP COLUMN period_end")
    shutil.copy(database, tmp_path / "odd.db")
    with sqlite3.connect(tmp_path / "odd.db") as connection:
        connection.execute("UPDATE projects SET amount_fen = 'much' WHERE position = 1")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").touch()
    before = sorted(tmp_path.iterdir())
    for name, folder, message in [
        ("notes.db", "package", "is no database of mingzhang"),
        (
            "older.db",
            "package",
            "was built by another version (only this version has projects.period_end); build it again",
        ),
        ("odd.db", "package", "projects.amount_fen of 632221-006-2023-p1 is 'much', which is no integer"),
        ("good", "mine", "is there and is no package; name another folder with -o"),
        ("good", "notes.db/package", "notes.db: File exists"),
    ]:
        path = database if name == "good" else tmp_path / name
        result = CliRunner().invoke(main, ["export", str(path), "-o", str(tmp_path / folder)])
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1), result.stderr
        assert message in result.stderr
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("most", [20_000, 260_000, 2_000_000], ids=["csv", "workbook or Parquet", "database"])
def test_a_disk_that_takes_no_more_is_named_in_one_line_whatever_was_writing(
    database: Path, tmp_path: Path, most: int
) -> None:
    bounded = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
        f"sys.argv = ['mingzhang', 'export', {str(database)!r}, '-o', 'package']\n"
        "from mingzhang.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", bounded], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stderr == "Error: package: the package cannot be written there: File too large\n"
    assert (done.returncode, list(tmp_path.iterdir())) == (1, [])


def test_an_export_of_no_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MingzhangError, match="no such database"):
        export(tmp_path / "nowhere.db", tmp_path / "package")
