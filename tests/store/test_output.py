"""The file of a database: whole or not there, ours or not touched, and one plain line when it cannot be written."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mingzhang.errors import MingzhangError
from mingzhang.pipeline import build
from mingzhang.store.output import APPLICATION_ID, SCHEMA_VERSION, written_aside
from tests.conftest import HEADER

TEXT = f"某局2024年部门预算项目支出绩效目标公开表\n{HEADER}\n1\t甲\t5\t目标一：乙\t\n"
WAITING = (
    "import sys, time; from pathlib import Path; from mingzhang import pipeline;"
    "pipeline.build([Path(sys.argv[1])], Path(sys.argv[2]), progress=lambda all: (time.sleep(60) or one for one in all))"
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "disclosures" / "a.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "1.db"


def started(source: Path, output: Path) -> subprocess.Popen[bytes]:
    """A build in a process of its own that has begun to write, and goes on for a minute."""
    process = subprocess.Popen([sys.executable, "-c", WAITING, str(source), str(output)])
    for _ in range(300):
        if (aside := output.with_name(f".{output.name}.building")).exists() and aside.stat().st_size:
            return process
        time.sleep(0.1)
    raise AssertionError("the build did not begin")


def test_a_database_bears_our_mark_and_the_version_of_its_schema(source: Path, output: Path) -> None:
    build([source], output, charts=False)
    connection = sqlite3.connect(output)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("content", [b"a disclosure", b"PK\x03\x04", b"SQLite format 3\0 and then nothing"])
def test_what_is_no_database_of_ours_is_not_replaced(source: Path, output: Path, content: bytes) -> None:
    output.write_bytes(content)
    with pytest.raises(MingzhangError, match=r"1\.db: is there and is no database of mingzhang; name another output"):
        build([source], output)
    assert output.read_bytes() == content


def test_a_sqlite_database_of_somebody_else_is_not_replaced(source: Path, output: Path) -> None:
    connection = sqlite3.connect(output)
    connection.execute("CREATE TABLE documents (mine TEXT)")
    connection.close()
    before = output.read_bytes()
    with pytest.raises(MingzhangError, match="is no database of mingzhang"):
        build([source], output)
    assert output.read_bytes() == before


def test_a_database_of_ours_and_an_empty_file_are_replaced(source: Path, output: Path) -> None:
    output.touch()
    build([source], output, charts=False)
    first = output.read_bytes()
    build([source], output, charts=False)
    assert output.read_bytes() == first
    assert [path.name for path in output.parent.iterdir()] == ["1.db"]


def test_an_output_that_is_no_file_is_not_replaced(source: Path, output: Path) -> None:
    os.mkfifo(output)
    with pytest.raises(MingzhangError, match="is no database"):
        build([source], output)
    assert output.is_fifo()


def test_a_link_is_written_through(source: Path, output: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "real.db"
    output.symlink_to(target)
    build([source], output, charts=False)
    assert output.is_symlink()
    assert target.read_bytes().startswith(b"SQLite format 3")
    assert [path.name for path in output.parent.iterdir()] == ["1.db"]


def test_a_second_build_is_told_of_the_first_and_a_killed_one_is_swept_up(source: Path, output: Path) -> None:
    build([source], output, charts=False)
    before = output.read_bytes()
    process = started(source, output)
    try:
        with pytest.raises(MingzhangError, match=r"1\.db: another build is writing it"):
            build([source], output, charts=False)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert output.read_bytes() == before
    build([source], output, charts=False)
    assert output.read_bytes() == before
    assert [path.name for path in output.parent.iterdir()] == ["1.db"]


def test_what_a_killed_build_of_an_earlier_version_left_is_swept_up(source: Path, output: Path) -> None:
    for name in (".1.db.999999999.building", ".1.db.999999999.building-journal"):
        (output.parent / name).touch()
    build([source], output, charts=False)
    assert [path.name for path in output.parent.iterdir()] == ["1.db"]


def test_a_folder_that_takes_no_files_is_named_in_one_line(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(
        MingzhangError, match=r"file: the database cannot be written there: (Not a directory|File exists)"
    ):
        build([source], tmp_path / "file" / "1.db")


def test_a_full_disk_is_named_with_its_folder_and_leaves_the_old_database(source: Path, output: Path) -> None:
    build([source], output, charts=False)
    before = output.read_bytes()
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        "from mingzhang.cli import main; main(['build', sys.argv[1], '-o', sys.argv[2]])"
    )
    done = subprocess.run([sys.executable, "-c", program, str(source), str(output)], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"Error: {output.parent}: the database cannot be written there: ")
    assert output.read_bytes() == before
    assert [path.name for path in output.parent.iterdir()] == ["1.db"]


def test_a_mistake_inside_is_no_matter_of_the_folder(output: Path) -> None:
    with pytest.raises(FileNotFoundError, match="elsewhere"), written_aside(output):
        Path("/nowhere/elsewhere").read_bytes()
