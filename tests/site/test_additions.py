"""A new column and a new language each touch a few known places and nothing else: both are added to a copy of the package."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import FOUNDING, ROOT, as_installed

COLUMN = """          reserve_fen:
            is: money in fen
            label: {zh: 预留金额（分）, en: Reserve (fen), fr: Réserve (fen)}
            meaning: {zh: 单位：分。, en: In fen.}
"""
CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "数据表"\nmsgstr "Tables de données"\n'
PROGRAM = """
import asyncio, io, json, sys
from pathlib import Path
import openpyxl
from mingzhang.pipeline import build
from mingzhang.site.server import open_site

build([Path(sys.argv[1])], Path("built.db"), charts=False)
site = open_site(Path("built.db"))

async def ask():
    pages = {}
    table = "/mingzhang/projects?_columns=all"
    for path in (table, f"{table}&_lang=fr", "/?_lang=fr", "/checks?_lang=fr", "/mingzhang/check-serial-gap?_lang=fr"):
        response = await site.client.get(path)
        pages[path] = [response.status_code, response.text]
    row = (await site.client.get("/mingzhang/projects.json?_shape=array&_size=1")).json()[0]
    pages["row"] = [200, (await site.client.get(f"/mingzhang/projects/{row['id']}")).text]
    book = openpyxl.load_workbook(io.BytesIO((await site.client.get("/mingzhang/projects.xlsx")).content))
    sheet = book.worksheets[0]
    place = [cell.value for cell in sheet[1]].index("预留金额（分）")
    pages["cell"] = [sheet[2][place].value, sheet[2][place].number_format]
    print(json.dumps(pages))

asyncio.run(ask())
"""


def _changed(path: Path, pattern: str, text: str) -> None:
    """Puts a text behind the first place of a pattern in a file."""
    content = path.read_text(encoding="utf-8")
    found = re.search(pattern, content, re.MULTILINE | re.DOTALL)
    assert found, (path, pattern)
    path.write_text(content[: found.end()] + text + content[found.end() :], encoding="utf-8")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Pages of a site in which projects have one more column, and readers one more language."""
    folder = tmp_path_factory.mktemp("copy")
    # With what Python compiled of it, so that the changed modules alone are compiled; another process may be writing some.
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("*.pyc.*"))
    shutil.copy(ROOT / "metadata.yml", folder)
    package = folder / "src" / "mingzhang"
    _changed(package / "store" / "schema.sql", r"CREATE TABLE projects \(\n", "    reserve_fen INTEGER,\n")
    _changed(
        package / "records" / "interpreted.py",
        r"^class Project:\n.*?(?=\n\n\n)",
        "\n    reserve_fen: int | None = 123450",
    )
    _changed(
        package / "store" / "rows_of_project.py",
        r'"id": project_id,',
        '\n            "reserve_fen": project.reserve_fen,',
    )
    _changed(folder / "metadata.yml", r"^      projects:\n.*?        columns:\n", COLUMN)

    _changed(package / "dictionary" / "languages.yml", r"^en: .*?\n", "fr: {name: Français, html: fr}\n")
    catalogue = package / "site" / "locale" / "fr" / "LC_MESSAGES" / "mingzhang.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(CATALOGUE, encoding="utf-8")

    _changed(package / "checks" / "serial-gap.sql", r"^title: \{", "fr: Des numéros manquent, ")

    environment = as_installed(folder / "src")
    command = [sys.executable, "-c", PROGRAM, str(FOUNDING)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_a_new_column_stands_on_pages_and_in_workbooks_with_its_label_and_as_what_it_is(pages: Any) -> None:
    status, page = pages["/mingzhang/projects?_columns=all"]
    assert status == 200
    assert ">预留金额（分）" in page
    assert "1,234.50元" in page
    assert "123,450" in pages["row"][1]
    assert pages["cell"] == [123450, "#,##0"]


def test_a_new_language_is_a_code_and_a_catalogue_and_the_first_language_stands_in(pages: Any) -> None:
    status, page = pages["/mingzhang/projects?_columns=all&_lang=fr"]
    assert status == 200
    assert '<html lang="fr"' in page
    assert "Français" in page
    assert "Réserve (fen)" in page
    assert "Tables de données" in page
    assert "项目名称" in page
    assert [pages[path][0] for path in ("/?_lang=fr", "/checks?_lang=fr")] == [200, 200]
    assert "Des numéros manquent" in pages["/mingzhang/check-serial-gap?_lang=fr"][1]


def test_no_code_and_no_text_knows_a_language_by_the_end_of_a_name() -> None:
    """`summary_en` is the name of a column that dictionary/languages makes; texts are maps by language."""
    package = ROOT / "src" / "mingzhang"
    files = [path for kind in ("py", "html", "yml") for path in package.rglob(f"*.{kind}")]
    named = {
        path.relative_to(package).as_posix()
        for path in files
        if path.parent.name != "specs" and re.search(r"\w_en\b(?!`)", path.read_text(encoding="utf-8"))
    }
    headers = [path.read_text(encoding="utf-8").split("*/")[0] for path in (package / "checks").glob("*.sql")]
    assert named == {"dictionary/languages.py", "dictionary/languages.yml"}
    assert [header for header in headers if re.search(r"^ *\w+_en:", header, re.MULTILINE)] == []
