"""/openapi.json is true: what it says is what a live site answers."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from mingzhang.dictionary.languages import in_language
from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.site.queries import queries_of_checks
from tests.conftest import Server

pytestmark = pytest.mark.slow

# What schemathesis looks for: answers that the document does not say.
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance,unsupported_method"
)


@pytest.fixture(scope="module")
def document(site: str) -> Any:
    return httpx.get(f"{site}/openapi.json").json()


def described_tables() -> dict[str, Any]:
    """All but the search indexes, which have no column that anybody reads."""
    return {name: table for name, table in load_dictionary().tables.items() if table.columns}


def run(address: str, folder: Path, *more: str) -> str:
    """What schemathesis says of a site, '' when it finds nothing. Seeded: the same requests each time."""
    command = [
        sys.executable,
        "-m",
        "schemathesis.cli",
        "run",
        f"{address}/openapi.json",
        "--checks",
        CHECKS,
        "--seed",
        "1",
    ]
    options = ["--phases", "examples,fuzzing", "--mode", "all", "--continue-on-failure", "--no-color", *more]
    # In a folder of its own: it keeps there what it found.
    done = subprocess.run([*command, *options], capture_output=True, text=True, cwd=folder, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.fixture(scope="module")
def varied_site(samples_database: Path) -> Iterator[str]:
    """Of several years and units: pages have parts then that they have not with one document."""
    server = Server(samples_database)
    yield server.url
    server.stop()


def test_a_live_site_answers_as_the_document_says(varied_site: str, tmp_path: Path) -> None:
    assert run(varied_site, tmp_path, "--max-examples", "2") == ""


def test_so_does_one_with_one_document_whose_pages_lack_parts(site: str, tmp_path: Path) -> None:
    """Rows of tables and of queries are of the same kinds with few documents as with many."""
    assert run(site, tmp_path, "--max-examples", "1", "--exclude-path-regex", "^/mingzhang/") == ""


def test_every_table_view_and_ready_query_is_in_it_with_its_columns(document: Any, sql: Any) -> None:
    for name, table in described_tables().items():
        columns = {row[1] for row in sql(f'PRAGMA table_info("{name}")')}
        described = document["components"]["schemas"][name]
        assert set(described["properties"]) == columns, name
        assert f"/mingzhang/{name}.json" in document["paths"]
        for column, value in described["properties"].items():
            assert value["title"] == in_language(table.columns[column].label, "en")
    for query in (*load_dictionary().queries, *queries_of_checks()):
        assert f"/mingzhang/{query}.json" in document["paths"]


def test_a_ready_query_says_what_is_to_be_filled_in(document: Any) -> None:
    parameters = document["paths"]["/mingzhang/promised_by_date.json"]["get"]["parameters"]
    assert [one["name"] for one in parameters if "name" in one] == ["unit", "due_by"]


def test_rows_are_of_the_types_that_it_says(site: str, document: Any) -> None:
    types: dict[str, Any] = {"integer": int, "number": (int, float), "string": str, "null": type(None)}
    for name in described_tables():
        properties = document["components"]["schemas"][name]["properties"]
        for row in httpx.get(f"{site}/mingzhang/{name}.json?_shape=array&_size=100").json():
            for column, value in row.items():
                if column in properties:  # a view has no rowid of its own to be described
                    assert any(isinstance(value, types[one]) for one in properties[column]["type"]), (
                        name,
                        column,
                        value,
                    )


@pytest.mark.parametrize("address", ["projects", "promised_by_date", "check-total-mismatch"])
def test_a_shape_that_is_none_is_refused_of_tables_and_queries_alike(site: str, address: str) -> None:
    answer = httpx.get(f"{site}/mingzhang/{address}.json?_shape=none")
    assert (answer.status_code, answer.json()["ok"]) == (400, False)


def test_a_shape_without_rows_is_refused(site: str) -> None:
    assert httpx.get(f"{site}/mingzhang.json?_shape=array").status_code == 400
    assert "tables" in httpx.get(f"{site}/mingzhang.json").json()


def test_ids_of_units_that_are_no_json_are_no_error(site: str) -> None:
    for ids in ('"', "\\", "a\\,b", "632221-006,632221-006001"):
        answer = httpx.get(f"{site}/mingzhang/units_by_year.json", params={"unit_ids": ids, "_shape": "array"})
        assert answer.status_code == 200, ids
    assert len(answer.json()) == 2
