"""The documents of all tests of a file in one build, because the build of one takes as long as that of ten.

A file of tests asks for it by `pytestmark = pytest.mark.together`; its tests stay as they are. Each is begun once to see
what it asks `built` for, and ended there; then everything is built in one folder, each test's documents in regions of their
own, so that none meets those of another test. A test is given a connection in which each table has the rows of its documents
alone.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingzhang.pipeline import build
from mingzhang.summary import Summary

Files = tuple[tuple[str, str | bytes], ...]  # names as `built` takes them, and contents
Sql = Callable[..., list[Any]]
_FIRST = 700_000  # the first region of those that no document of the tests is in


class Asked(Exception):
    """A test asked for a build of these files."""

    def __init__(self, files: Files) -> None:
        super().__init__()
        self.files = files


def put(folder: Path, files: Iterable[tuple[str, str | bytes]]) -> None:
    """Writes files whose names have `__` for a dot."""
    for name, content in files:
        path = folder / name.replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


class Together:
    """What was built of the files that the tests ask for first."""

    def __init__(self, folder: Path, items: Iterable[pytest.Item]) -> None:
        self.path = folder / "built.db"
        self.regions: dict[Files, list[str]] = {}
        asked = list(dict.fromkeys(files for item in items if (files := _asked_by(item))))
        for number, files in enumerate(asked, 1):
            placed, self.regions[files] = _placed(files, number, _FIRST + sum(map(len, self.regions.values())))
            put(folder / "disclosures" / str(number), placed.items())
        self.summary = build([folder / "disclosures"], self.path, charts=False)
        # Where a document is refused, checks say less of all others: a test with such a one has a build of its own.
        if refused := {reject["file"].split("/")[0] for reject in self.summary.lost if reject["kind"] == "document"}:
            for number in refused:
                shutil.rmtree(folder / "disclosures" / number)
                del self.regions[asked[int(number) - 1]]
            self.summary = build([folder / "disclosures"], self.path, charts=False)
        with closing(sqlite3.connect(self.path)) as connection:
            built = {region for (region,) in connection.execute("SELECT DISTINCT region_code FROM documents")}
        assert built == {region for regions in self.regions.values() for region in regions}

    def of(self, files: Files) -> tuple[Summary, Sql] | None:
        """The summary of all, and a function that runs SQL over these files alone; None where they were not built."""
        if files not in self.regions:
            return None
        connection = sqlite3.connect(self.path)
        _narrow(connection, self.regions[files])
        return self.summary, lambda query, *parameters: connection.execute(query, parameters).fetchall()


def _asked_by(item: pytest.Item) -> Files | None:
    """What a test asks to be built first; None of one that asks for nothing, or needs more than that to begin."""
    assert isinstance(item, pytest.Function)
    values = {"built": _asks, **(item.callspec.params if hasattr(item, "callspec") else {})}
    names = signature(item.function).parameters
    if "built" not in names or not set(names) <= set(values):
        return None
    try:
        item.function(**{name: values[name] for name in names})
    except Asked as asked:
        return asked.files
    return None


def _asks(**files: str | bytes) -> None:
    raise Asked(tuple(files.items()))


def _placed(files: Files, number: int, first: int) -> tuple[dict[str, str | bytes], list[str]]:
    """The files with sidecars that name regions from `first` on, and these regions.

    Documents that are in one region stay so, and those that name none are in one. Two files with the same bytes would be one
    document, so that each text ends with so many empty lines.
    """
    contents = dict(files)
    regions: dict[str | None, str] = {}
    for name, content in files:
        if name.endswith("__yml"):
            continue
        said = yaml.safe_load(contents.get(f"{name}__yml", "")) or {}
        region = regions.setdefault(said.get("region"), str(first + len(regions)))
        contents[f"{name}__yml"] = yaml.safe_dump({**said, "region": region}, allow_unicode=True)
        contents[name] = content + "\n" * number if isinstance(content, str) else content
    return contents, list(regions.values())


def _narrow(connection: sqlite3.Connection, regions: list[str]) -> None:
    """Puts one of the same name, with the rows of these regions, before each table and view that says what a row belongs to."""
    listed = ", ".join(map(repr, regions))
    of_documents = f"IN (SELECT id FROM main.documents WHERE region_code IN ({listed}))"
    of_projects = f"IN (SELECT id FROM main.projects WHERE document_id {of_documents})"
    narrowed = {
        **dict.fromkeys(_having(connection, "project_id"), f"project_id {of_projects}"),
        **dict.fromkeys(_having(connection, "document_id"), f"document_id {of_documents}"),
        "documents": f"id {of_documents}",
        "units": f"region_code IN ({listed})",
        "finding_evidence": f"finding_id IN (SELECT id FROM main.findings WHERE document_id {of_documents})",
    }
    for name, condition in narrowed.items():
        connection.execute(f'CREATE TEMP VIEW "{name}" AS SELECT * FROM main."{name}" WHERE {condition}')


def _having(connection: sqlite3.Connection, column: str) -> list[str]:
    """The tables and views that have a column."""
    query = "SELECT tables.name FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns"
    of_kind = "columns.name = ? AND tables.type IN ('table', 'view') AND tables.name NOT GLOB '*_fts*'"
    return [name for (name,) in connection.execute(f"{query} WHERE {of_kind}", [column])]
