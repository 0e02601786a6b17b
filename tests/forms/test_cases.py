"""Disclosures of many publishers in the notation of tests/cases, as Excel, Word and web page: every value as a human reads it.

Those of tests/cases/forms in each format; of the many in forms_more each in one, by turns (`benchmarks.reading` reads all of
them in all formats, and tests/test_whole_documents.py counts their characters in the others).
What is known to fail is in tests/not_yet.txt. Two promises are kept apart: a value may be refused by name for a while, but it
is never lost without a word and never another one.
"""

from functools import cache
from pathlib import Path

import pytest

from benchmarks.reading.judging import Verdict, judge
from benchmarks.reading.notation import case_of
from benchmarks.reading.published import published_of
from benchmarks.reading.rendering import FORMATS
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

FOLDERS = ("forms", "forms_more")
CASES = {path.stem: path for folder in FOLDERS for path in sorted((ROOT / "tests/cases" / folder).glob("*.grid"))}

ENDINGS = ("html", "xlsx", "docx")
READ = [
    (name, ending)
    for at, (name, path) in enumerate(CASES.items())
    for ending in (ENDINGS if path.parent.name == "forms" else ENDINGS[at % len(ENDINGS) :][:1])
]

each_document = pytest.mark.parametrize(("name", "ending"), READ)


@cache
def verdicts(name: str, ending: str, folder: Path) -> list[Verdict]:
    case = case_of(CASES[name])
    path = folder / f"{name}.{ending}"
    path.write_bytes(FORMATS[ending](case.drawings))
    return judge(case, published_of(path))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cases")


@each_document
def test_nothing_is_lost_and_nothing_is_wrong(name: str, ending: str, folder: Path) -> None:
    assert [str(one) for one in verdicts(name, ending, folder) if one.outcome in ("lost", "wrong")] == []


@each_document
def test_every_value_is_exact(name: str, ending: str, folder: Path) -> None:
    assert [str(one) for one in verdicts(name, ending, folder) if one.outcome != "exact"] == []


def test_there_are_cases() -> None:
    assert len(CASES) >= 24
    assert all(path.with_suffix(".exp").is_file() for path in CASES.values())
