"""What the documents say is true: commands run, lists are complete, generated pages are up to date."""

import ast
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mingzhang.readers.sidecar import KEYS
from mingzhang.site.charts import ready_charts
from tests.conftest import ROOT
from tools import make_checks_page, make_tables_page

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
COMMANDS = re.findall(r"\$ (.*)\n((?:(?!\$ ).*\n)*)", "".join(CONSOLE))


def test_the_introduction_of_a_package_names_modules_that_it_has() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    wrong = {}
    for path in sorted((ROOT / "src" / "mingzhang").rglob("__init__.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        known = {*own, *extras, *(other.stem for other in path.parent.iterdir())}
        named = re.findall(r"`([a-z_]+)`", ast.get_docstring(tree) or "")
        if others := set(named) - known:
            wrong[path.parent.name] = others
    assert wrong == {}


def test_the_readme_begins_with_the_two_commands() -> None:
    assert re.search(r"## Two commands.*?\n    make +#.*\n    make test +#", README, re.DOTALL)
    assert len(COMMANDS) == 7


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
@pytest.mark.parametrize(("command", "output"), COMMANDS)
def test_every_curl_line_of_the_readme_gives_what_it_says(site: str, command: str, output: str) -> None:
    command = command.replace("http://127.0.0.1:8001", site)
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=True)
    assert result.stdout.replace("\r", "").rstrip("\n") == output.rstrip("\n")


def test_the_readme_links_to_every_ready_chart() -> None:
    links = re.findall(r"- \[(.*?)\]\(http://127.0.0.1:8001(.*?)\) · (.*)", README)
    assert links == [(chart.title["zh"], path, chart.title["en"]) for chart, path in ready_charts("zh")]
    assert len(links) >= 4


def test_the_findings_that_the_readme_quotes_are_the_ones_that_are_found(sql: Any) -> None:
    quoted = re.findall(r"^> (.+)$", README, re.MULTILINE)
    assert len(quoted) == 3
    assert set(quoted) <= {summary for (summary,) in sql("SELECT summary FROM findings")}


def test_the_page_on_documents_shows_every_key_of_a_sidecar() -> None:
    page = (ROOT / "docs" / "documents.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example
    assert re.findall(r"^(\w+):", example[1], re.MULTILINE) == list(KEYS)


def test_the_data_dictionary_is_up_to_date() -> None:
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == make_tables_page.make(), "run: make docs"


def test_the_page_of_checks_is_up_to_date() -> None:
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == make_checks_page.make(), "run: make docs"


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("src/**/*.md")]))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if page.name == "checks.md":  # the tables of words in it hold regular expressions, which look like links
        text = re.sub(r"^\| .*", "", text, flags=re.MULTILINE)
    for target in re.findall(r"\]\((?!https?:|#)([^)]+)\)", text):
        assert (page.parent / target.split("#")[0]).exists(), target


def test_the_map_names_every_module() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    package = ROOT / "src" / "mingzhang"
    for path in package.rglob("*.py"):
        if path.name not in ("__init__.py", "__main__.py") and path.parent != package:
            assert f"`{path.stem}`" in text, path
    for folder in ("benchmarks", "tools"):
        for path in (ROOT / folder).iterdir():
            if path.suffix == ".py" or (path / "__init__.py").is_file():
                assert re.search(rf"`(?:{folder}/)?{path.stem}`", text), path


def test_every_file_of_the_vocabulary_is_explained() -> None:
    folder = ROOT / "src" / "mingzhang" / "vocabulary"
    text = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.iterdir():
        if path.suffix in (".yml", ".csv", ".tsv"):
            assert f"| {path.name} |" in text
