"""A region's database from a dataset is the one from its documents, byte by byte; what is missing or not ours is told."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from mingzhang import pipeline
from mingzhang.checks import functions
from mingzhang.checks.definition import load_checks
from mingzhang.cli import main
from mingzhang.converting import converted
from mingzhang.dataset import across, writing
from mingzhang.dataset.across import checks_across
from mingzhang.dataset.reading import Dataset
from mingzhang.dataset.writing import write_dataset
from mingzhang.export.packing import export
from mingzhang.readers.sources import Source
from mingzhang.store import database as store
from mingzhang.store.image import load_image
from mingzhang.store.rows import slot_of
from mingzhang.store.rows_of_document import finished
from mingzhang.summary import Summary
from tests.conftest import FOUNDING, HEADER

LONG = "一、产出指标 1. 人数≥9007199254740993人 2. 比例≥97.5% 二、效益指标 1. 时间：2024年12月31日"


def write(folder: Path, name: str, region: str, year: int, what: str = "") -> None:
    title = f"{name}局{year}年部门预算项目支出绩效目标公开表"
    rows = f"合计\t\t5\n007\t{name}局{year}\t5\n1\t甲\t5\t目标一：每人5元\t{LONG}{what}"
    text = f"{title}\n{HEADER}\n{rows}\n"
    path = folder / f"{name}.txt"
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")
    path.with_name(f"{name}.txt.yml").write_text(f"region: '{region}'\nyear: {year}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def disclosures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents of two provinces and several years, with what makes builds differ: copies, refusals, words, replies."""
    folder = tmp_path_factory.mktemp("published") / "disclosures"
    write(folder, "a", "632221", 2023)
    write(folder, "b", "510100", 2024)
    write(folder, "i", "632221", 2022)
    write(folder, "c", "632221", 2024)
    write(folder, "d", "630000", 2024, "\n2\t乙\t\t\t")
    shutil.copy(folder / "c.txt", folder / "e.txt")
    shutil.copy(folder / "c.txt.yml", folder / "e.txt.yml")
    shutil.copy(folder / "c.txt", folder / "f.txt")
    shutil.copy(folder / "c.txt.yml", folder / "f.txt.yml")
    (folder / "g.txt").write_bytes(b"\0\1\2")
    (folder / "g.txt.yml").write_text("region: '632221'\n", encoding="utf-8")
    (folder / "h.txt").write_bytes(b"\0\1\2")
    (folder / "lonely.txt.yml").write_text("region: '632221'\n", encoding="utf-8")
    (folder / "c.txt.reply.yml").write_text("{text: 已更正, by: c局, replied_on: 2024-05-01}\n", encoding="utf-8")
    shutil.copy(FOUNDING, folder / "z.txt")
    shutil.copy(FOUNDING.with_name(f"{FOUNDING.name}.yml"), folder / "z.txt.yml")
    (folder / "vocabulary").mkdir()
    (folder / "vocabulary" / "sheets.yml").write_text("blanks: [暂缺]\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def dataset(disclosures: Path) -> Path:
    """The dataset of these documents, two documents a chunk."""
    folder = disclosures.parent / "dataset"
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as executor:
        patch.setattr(writing, "_CHUNK_FILES", 2)
        write_dataset([disclosures], folder, executor=executor)
    return folder


def copied(dataset: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(dataset, tmp_path / "copy"))


@pytest.fixture(scope="module")
def whole(disclosures: Path) -> tuple[Path, Summary]:
    """The database of these documents."""
    path = disclosures.parent / "whole.db"
    return path, pipeline.build([disclosures], path, workers=1, charts=False)


def test_a_build_from_a_dataset_gives_the_bytes_of_a_build_from_its_documents(
    whole: tuple[Path, Summary], dataset: Path, tmp_path: Path
) -> None:
    path, there = whole
    here = pipeline.build_from(dataset, tmp_path / "1.db", workers=1, charts=False)
    assert (tmp_path / "1.db").read_bytes() == path.read_bytes()
    assert (here.counts, here.rejects) == (there.counts, there.rejects)
    assert [one["reason_id"] for one in here.rejects if one["kind"] == "document"] == [
        *("same-content", "same-content", "format-unknown", "format-unknown", "sidecar-without-document"),
    ]


def test_checks_that_span_documents_give_in_duckdb_what_they_give_in_the_database(
    whole: tuple[Path, Summary], dataset: Path, tmp_path: Path
) -> None:
    package = tmp_path / "package"
    export(whole[0], package)
    database = sqlite3.connect(whole[0])
    functions.register(database)
    tested = 0
    with across.seen_across([package]) as connection:
        for check in checks_across():
            sql = f"SELECT subject, document_id, outcome, reason FROM ({check.sql.rstrip().rstrip(';')}) ORDER BY 1, 2, 3, 4"
            expected = database.execute(sql).fetchall()
            assert across.tested_across(connection, check) == expected
            tested += len(expected)
        for check in load_checks():
            if check.id in across.not_run():
                with pytest.raises(duckdb.Error):
                    across.tested_across(connection, check)
    database.close()
    assert tested > 0
    result = CliRunner().invoke(main, ["across", str(package), "--lang", "en"])
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["same-amount-years"]
    result = CliRunner().invoke(main, ["across", str(dataset)])
    assert result.stderr == (
        f"Error: {dataset}: is no package with Parquet; build --from it, and export what was built\n"
    )


def tables_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_stat1'"
            )
        ]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def test_a_region_from_a_dataset_has_all_rows_of_a_build_of_its_documents(
    disclosures: Path, dataset: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(disclosures, tmp_path / "63"))
    for name in ("b.txt", "b.txt.yml", "h.txt", "lonely.txt.yml"):
        (folder / name).unlink()
    pipeline.build([folder], tmp_path / "1.db", workers=1, charts=False)
    output = tmp_path / "2.db"
    result = CliRunner().invoke(
        main, ["build", "--from", str(dataset), "--region", "63", "-o", str(output), "--workers", "1"]
    )
    assert result.exit_code == 0, result.output
    assert f"note: of {dataset}, 0 documents and 2 refused files are of no known region and left out\n" in result.stderr
    found, expected = tables_of(output), tables_of(tmp_path / "1.db")
    assert found.pop("charts")
    assert not expected.pop("charts")
    assert {name: rows for name, rows in found.items() if rows != expected[name]} == {}
    assert found.keys() == expected.keys()
    assert len(found["projects"]) == 26 + 5


def test_the_dataset_is_named_by_year_and_region_and_typed_as_the_package(dataset: Path) -> None:
    projects = f"'{dataset}/projects/2023-632221-*.parquet'"
    connection = duckdb.connect()
    assert connection.execute(f"SELECT count(*), sum(amount_fen) FROM {projects}").fetchall() == [(27, 418_270_000)]
    described = connection.execute(f"DESCRIBE SELECT * FROM '{dataset}/documents/*.parquet'").fetchall()
    assert {row[0]: row[1] for row in described}["published_on"] == "DATE"


def stored_as(image: bytes, path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of an image as the tables of a database hold them."""
    with store.created(path) as database:
        load_image(database.conn, image)
    return tables_of(path)


def test_a_document_moves_to_another_slot_as_if_it_had_been_read_there(dataset: Path, tmp_path: Path) -> None:
    stored = Dataset(dataset)
    with stored.opened() as (sources, _):
        source = next(one for one in sources if one.name == "z.txt")
        stored.result(source)
        moved = stored.in_slot(source, 5)
    document = pipeline.convert(Source("z.txt", FOUNDING, FOUNDING.with_name(f"{FOUNDING.name}.yml")))
    stored_rows, read_rows = (
        stored_as(one.image, tmp_path / f"{number}.db") for number, one in enumerate((moved, finished(document, 5)))
    )
    assert stored_rows == read_rows
    assert read_rows["cells"][0][0] == 5 * 2**20
    assert slot_of(document.id) != 5


def test_a_chunk_that_its_worker_does_not_survive_is_done_document_by_document(
    disclosures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "converted", _ending_on_b)
    write_dataset([disclosures], tmp_path / "dataset", workers=1)
    said = json.loads((tmp_path / "dataset" / "dataset.json").read_text(encoding="utf-8"))
    assert [(one["file"], one["reason"]) for one in said["refused"]][:2] == [
        ("b.txt", "over-budget-or-lost"),
        ("g.txt", "format-unknown"),
    ]
    assert sum(part["rows"]["documents"] for part in said["parts"]) == 7


def _ending_on_b(source: Source, *more: object) -> object:
    if source.name == "b.txt":
        os._exit(1)
    return converted(source, *more)  # type: ignore[arg-type]


def told(*arguments: str) -> str:
    """The one line that a command ends with."""
    result = CliRunner().invoke(main, ["build", *arguments])
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    return line


def _without_a_file(folder: Path) -> None:
    next(folder.glob("spans/2024-632221-*.parquet")).unlink()


def _of_other_columns(folder: Path) -> None:
    path = next(folder.glob("goals/2024-632221-*.parquet"))
    duckdb.connect().execute(f"COPY (SELECT * EXCLUDE label FROM '{path}') TO '{path}.new' (FORMAT parquet)")
    Path(f"{path}.new").replace(path)


def _with_fewer_rows(folder: Path) -> None:
    path = next(folder.glob("goals/2024-632221-*.parquet"))
    duckdb.connect().execute(f"COPY (SELECT * FROM '{path}' LIMIT 0) TO '{path}.new' (FORMAT parquet)")
    Path(f"{path}.new").replace(path)


def _cut_short(folder: Path) -> None:
    path = next(folder.glob("cells/2024-632221-*.parquet"))
    path.write_bytes(path.read_bytes()[:-20])


def _of_another_schema(folder: Path) -> None:
    said = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    said["columns"]["projects"].remove("series_id")
    (folder / "dataset.json").write_text(json.dumps(said | {"made_by": "0.1"}), encoding="utf-8")


def _of_another_format(folder: Path) -> None:
    (folder / "dataset.json").write_text('{"format": 0}', encoding="utf-8")


def _damaged(folder: Path) -> None:
    (folder / "dataset.json").write_text("{", encoding="utf-8")


def _not_there(folder: Path) -> None:
    (folder / "dataset.json").unlink()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (_without_a_file, "is missing from the dataset; make it again"),
        (_of_other_columns, "has other columns than the dataset says; make the dataset again"),
        (_with_fewer_rows, "has 0 rows where the dataset says 1; make the dataset again"),
        (_cut_short, "cannot be read ("),
        (_of_another_schema, "was written by mingzhang 0.1 (only this version has projects.series_id); make it again"),
        (_of_another_format, "was written by another version of mingzhang; make the dataset again"),
        (_damaged, "dataset.json: is damaged; make the dataset again"),
        (_not_there, "is no dataset, dataset.json is not in it"),
    ],
)
def test_a_dataset_that_is_not_whole_is_told_in_one_line_and_replaces_nothing(
    dataset: Path, tmp_path: Path, harm: Callable[[Path], None], words: str
) -> None:
    folder, output = copied(dataset, tmp_path), tmp_path / "1.db"
    output.write_bytes(b"")
    harm(folder)
    line = told("--from", str(folder), "--region", "632221", "-o", str(output))
    assert line.startswith(f"Error: {folder}")
    assert words in line
    assert output.read_bytes() == b""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.db", "copy"]


def test_a_region_that_is_not_there_is_told_with_those_that_are(dataset: Path, tmp_path: Path) -> None:
    line = told("--from", str(dataset), "--region", "11", "-o", str(tmp_path / "1.db"))
    assert line == f"Error: {dataset}: nothing is of region 11; there are 510100, 630000, 632221"


def test_a_dataset_is_written_whole_or_not_at_all(disclosures: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    line = told(str(disclosures), "--dataset", str(folder))
    assert line == f"Error: {folder}: is there and is no dataset; name another folder with --dataset"
    (folder / "mine.txt").unlink()
    other = tmp_path / "two"
    write(other, "a", "632221", 2023)
    write(other, "b", "632221", 2023)
    for name in "ab":
        (other / f"{name}.txt.yml").write_text("id: one\n", encoding="utf-8")
    assert told(str(other), "--dataset", str(folder)).endswith("have the same id one: give one of them another")
    assert list(folder.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "two"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--region", "63"], "--region is for --from"),
        (["--from", "d", "--region", "6x"], "--region takes a code of GB/T 2260"),
        (["--from", "d", "--dataset", "e"], "--from and --dataset do not go together"),
        (["--from", "d", "--watch"], "--from and --watch do not go together"),
        (["--dataset", "d", "--strict"], "--dataset and --strict do not go together"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(options: list[str], words: str) -> None:
    result = CliRunner().invoke(main, ["build", *options])
    assert result.exit_code == 2
    assert words in result.stderr
