"""A new format and a new form each touch a few known places and nothing else: both are added to a copy of the package.

A format: its module, and its name in READERS. A form: its module, its name in FORMS, its words, and what it is called in
metadata.yml. (A check, a column and a language: tests/checks/test_definition.py and tests/site/test_additions.py.)
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, as_installed

HERE = Path(__file__).parent
DOCUMENT = (
    "%tilde\n补助事项~补助额~拟达到的效果\n村道养护~12.5~目标一：养护村道30公里\n图书下乡~约3~目标一：送书2000册\n"
)
PROGRAM = """
import asyncio, json
from pathlib import Path
from mingzhang.pipeline import build, convert
from mingzhang.explain.lines import explain
from mingzhang.readers.sources import source_of
from mingzhang.site.server import open_site

build([Path("grants.txt")], Path("built.db"), charts=False)
site = open_site(Path("built.db"))

async def ask(path):
    return (await site.client.get(path)).text

async def tell():
    tables = ("documents", "source_tables", "projects", "goals", "quantities", "rejects", "check_results")
    rows = {table: json.loads(await ask(f"/mingzhang/{table}.json?_shape=array&_size=max")) for table in tables}
    page = await ask(f"/document/{rows['documents'][0]['id']}")
    return {"rows": rows, "page": page, "explained": list(explain(convert(source_of(Path("grants.txt")))))}

print(json.dumps(asyncio.run(tell())))
"""


def replaced(path: Path, *changes: tuple[str, str]) -> None:
    """Puts one text in the place of another, which stands there once."""
    content = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert content.count(before) == 1, (path, before)
        content = content.replace(before, after)
    path.write_text(content, encoding="utf-8")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a package with one more format and one more form makes of a document that needs both."""
    folder = tmp_path_factory.mktemp("copy")
    # With what Python compiled of it, so that the changed modules alone are compiled; another process may be writing some.
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("*.pyc.*"))
    shutil.copy(ROOT / "metadata.yml", folder)
    package = folder / "src" / "mingzhang"

    shutil.copy(HERE / "tilde.py", package / "readers")
    replaced(
        package / "readers" / "__init__.py",
        ("picture, text, unreadable", "picture, text, tilde, unreadable"),
        ("Reader, ...] = (", "Reader, ...] = (tilde, "),
    )

    shutil.copy(HERE / "grant_list.py", package / "forms" / "tables")
    shutil.copy(HERE / "grant_list.yml", package / "vocabulary")
    replaced(
        package / "forms" / "interpreting.py",
        ("tables import indicator_table", "tables import grant_list, indicator_table"),
        ("FormModule, ...] = (", "FormModule, ...] = (grant_list, "),
    )
    name = "        project_sheet: {zh: 项目支出绩效目标申报表, en: Project sheet}\n"
    replaced(folder / "metadata.yml", (name, f"{name}        grant_list: {{zh: 补助事项清单, en: List of grants}}\n"))

    (folder / "grants.txt").write_text(DOCUMENT, encoding="utf-8")
    environment = as_installed(folder / "src")
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_a_new_format_is_read_and_named(told: Any) -> None:
    assert [row["media_type"] for row in told["rows"]["documents"]] == ["text/x-tilde"]


def test_a_new_form_gives_projects_goals_and_quantities(told: Any) -> None:
    rows = told["rows"]
    assert [row["form"] for row in rows["source_tables"]] == ["grant_list"]
    assert [(row["name"], row["amount_yuan"]) for row in rows["projects"]] == [
        ("村道养护", 125_000),
        ("图书下乡", None),
    ]
    assert [row["text"] for row in rows["goals"]] == ["养护村道30公里", "送书2000册"]
    assert [(row["value"], row["unit"]) for row in rows["quantities"]] == [(30, "公里"), (2000, "册")]


def test_what_the_new_form_cannot_read_is_named_as_everywhere(told: Any) -> None:
    assert [(row["reason_id"], row["text"]) for row in told["rows"]["rejects"]] == [("amount-not-a-number", "约3")]


def test_a_new_form_is_checked_shown_and_explained_under_its_name(told: Any) -> None:
    assert len({row["check_id"] for row in told["rows"]["check_results"]}) > 30
    assert "补助事项清单" in told["page"]
    assert any("grant_list" in line for line in told["explained"])
