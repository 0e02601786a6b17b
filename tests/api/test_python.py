"""The package for Python: every example of docs/python.md, and what it does with input that is wrong."""

import doctest
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mingzhang as package
from mingzhang.export.packing import export
from tests.conftest import DISCLOSURES, FOUNDING, ROOT

mingzhang: Any = package  # what it offers is loaded when it is asked for, which no type checker follows


@pytest.fixture(scope="module")
def checkout(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder as a checkout is after `make build export`, in which the examples are run."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "build").mkdir()
    for path, target in (
        ("disclosures", DISCLOSURES),
        ("README.md", ROOT / "README.md"),
        ("build/mingzhang.db", database),
    ):
        (folder / path).symlink_to(target)
    export(database, folder / "build" / "package")
    before = Path.cwd()
    os.chdir(folder)
    yield folder
    os.chdir(before)


@pytest.mark.usefixtures("checkout")
def test_every_example_of_the_page_gives_what_it_says() -> None:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    result = doctest.testfile(
        str(ROOT / "docs" / "python.md"), module_relative=False, optionflags=flags, encoding="utf-8"
    )
    assert result.failed == 0
    assert result.attempted > 30


def test_reading_a_file_does_not_depend_on_what_was_loaded_before() -> None:
    asked = (
        f"import mingzhang; {{}}; print(mingzhang.read({str(FOUNDING)!r}).id, mingzhang.read({str(FOUNDING)!r}).year)"
    )
    for before in ("pass", "import mingzhang.readers.word", "from mingzhang import read"):
        done = subprocess.run([sys.executable, "-c", asked.format(before)], capture_output=True, text=True, check=True)
        assert done.stdout == "632221-006-2023 2023\n", before


def test_loading_the_package_loads_nothing_that_is_not_asked_for() -> None:
    asked = "import sys, mingzhang; print([one for one in sys.modules if one.startswith('mingzhang.')])"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_files_are_built_to_a_database(tmp_path: Path) -> None:
    summary = mingzhang.build(FOUNDING, tmp_path / "out.db")
    assert (summary.counts["projects"], summary.rejects) == (26, [])
    with mingzhang.open(tmp_path / "out.db") as data:
        assert sum(1 for _ in data.rows("indicators")) == 294


def test_what_cannot_be_read_or_opened_is_one_plain_line(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "other.db").write_bytes(b"no database")
    for offered, name in (
        (mingzhang.read, "empty.pdf"),
        (mingzhang.read, "missing.pdf"),
        (lambda path: mingzhang.build(path, tmp_path / "out.db"), "missing"),
        (mingzhang.open, "other.db"),
        (mingzhang.open, "missing.db"),
    ):
        with pytest.raises(mingzhang.MingzhangError, match=str(tmp_path)) as caught:
            offered(tmp_path / name)
        assert "\n" not in str(caught.value)


def test_a_table_column_or_library_that_is_none_is_named(database: Path) -> None:
    with mingzhang.open(database) as data:
        with pytest.raises(mingzhang.MingzhangError, match="no table nothing"):
            data.frame("nothing")
        with pytest.raises(mingzhang.MingzhangError, match="projects has no column mood"):
            next(data.rows("projects", mood="good"))
        with pytest.raises(mingzhang.MingzhangError, match="cells cannot be searched"):
            next(data.search("cells", "体检"))
        with pytest.raises(mingzhang.MingzhangError, match="not of excel"):
            data.frame("projects", "excel")
        with pytest.raises(AttributeError, match="nothing"):
            mingzhang.nothing  # noqa: B018


def test_frames_of_both_libraries_have_the_rows_and_sums_of_the_database(database: Path) -> None:
    with mingzhang.open(database) as data:
        for table in data.tables:
            rows = list(data.rows(table))
            pandas_frame, polars_frame = data.frame(table), data.frame(table, "polars")
            assert len(pandas_frame) == len(polars_frame) == len(rows), table
            assert list(pandas_frame.columns) == polars_frame.columns == list(data.columns(table)), table
        expected = sum(row["amount_fen"] or 0 for row in data.rows("projects"))
        assert int(data.frame("projects")["amount_fen"].sum()) == expected
        assert data.frame("projects", "polars")["amount_fen"].sum() == expected
