"""Money that adds up is not accused, however an office writes it; with another amount it is. wordings.tsv are the texts."""

import re
import sqlite3
from pathlib import Path
from typing import NamedTuple

import pytest

from mingzhang.pipeline import build
from tests.checks.documents import project, table

HEADINGS = {
    "数": ("一、产出指标", "（一）数量指标"),
    "质": ("", "（二）质量指标"),
    "时": ("", "（三）时效指标"),
    "本": ("", "（四）成本指标"),
    "益": ("二、效益指标", "（一）社会效益指标"),
    "满": ("三、满意度指标", "（一）服务对象满意度指标"),
}
OF_PAIRS = {"duplicate-project", "boilerplate-goal", "copied-from-another-project"}


class Wording(NamedTuple):
    """A line of wordings.tsv."""

    kind: str
    amount: str
    contradicting: str
    goals: str
    indicators: str


WORDINGS = [
    Wording(*line.split("\t"))
    for line in (Path(__file__).parent / "wordings.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
WITH_FAULT = [one for one in WORDINGS if one.contradicting != "-"]


def indicators_of(text: str) -> str:
    """The indicators of a line as a cell of a project table."""
    printed = []
    for kind, headings in HEADINGS.items():
        if items := [item[2:] for item in text.split("|") if item.startswith(kind)]:
            printed += [heading for heading in headings if heading]
            printed += [f"{number}.{item}" for number, item in enumerate(items, 1)]
    return " ".join(f"<p>{one}</p>" for one in printed)


def row_of(number: int, one: Wording, amount: str) -> str:
    """The row of a project, named for the beginning of its goal."""
    name = re.sub(r"[\d.]+.*", "", re.split("[，。；]", one.goals)[0])[:16]
    goals = [f"目标{'一二三四'[at]}：{goal}" for at, goal in enumerate(one.goals.split("；；"))]
    cell = " ".join(f"<p>{goal}</p>" for goal in goals)
    return project(f"{name}经费", cell, indicators_of(one.indicators), amount, str(number))


def told(folder: Path, wordings: list[Wording], amounts: list[str]) -> dict[int, list[tuple[str, str, str]]]:
    """Project number -> what is found of it: check, class, sentence."""
    rows = [row_of(number, *pair) for number, pair in enumerate(zip(wordings, amounts, strict=True), 1)]
    (folder / "a.txt").write_text(table(*rows, year=2024), encoding="utf-8")
    build([folder], folder / "built.db", charts=False)
    connection = sqlite3.connect(folder / "built.db")
    found: dict[int, list[tuple[str, str, str]]] = {number: [] for number in range(1, len(wordings) + 1)}
    query = "SELECT CAST(serial AS INTEGER), check_id, class, summary FROM findings JOIN projects ON projects.id = project_id"
    for serial, *finding in connection.execute(query):
        found[serial].append(tuple(finding))
    connection.close()
    return found


@pytest.fixture(scope="module")
def consistent(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[tuple[str, str, str]]]:
    return told(tmp_path_factory.mktemp("consistent"), WORDINGS, [one.amount for one in WORDINGS])


@pytest.fixture(scope="module")
def contradicting(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[tuple[str, str, str]]]:
    return told(tmp_path_factory.mktemp("contradicting"), WITH_FAULT, [one.contradicting for one in WITH_FAULT])


@pytest.mark.parametrize("number", range(1, len(WORDINGS) + 1))
def test_what_adds_up_is_not_accused(consistent: dict[int, list[tuple[str, str, str]]], number: int) -> None:
    accused = [finding for finding in consistent[number] if finding[1] == "arithmetic" and finding[0] not in OF_PAIRS]
    assert accused == [], WORDINGS[number - 1].goals


@pytest.mark.parametrize("number", range(1, len(WITH_FAULT) + 1))
def test_another_amount_is_a_contradiction(contradicting: dict[int, list[tuple[str, str, str]]], number: int) -> None:
    found = {(check, in_class) for check, in_class, _ in contradicting[number]}
    assert {("unit-cost-times-count", "arithmetic"), ("amount-in-goal", "arithmetic")} & found, WITH_FAULT[
        number - 1
    ].goals


def test_there_are_thirty_wordings_and_more_of_each_hard_kind() -> None:
    assert len(WORDINGS) >= 100
    assert len(WITH_FAULT) >= 25
