"""The generator of disclosures: what it says it wrote is what we read, and it knows nothing of how we read."""

import ast
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest
import yaml

from benchmarks.disclosures import Disclosure, Indicator, Project, disclosures, write
from benchmarks.disclosures.plans import kinds, words
from mingzhang.pipeline import convert
from mingzhang.readers.sources import source_of
from mingzhang.records import Document

PACKAGE = Path(__file__).resolve().parents[2] / "benchmarks" / "disclosures"
FORMS = {"project_table": "budget", "project_sheet": "budget", "self_evaluation": "self_evaluation"}


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Disclosure, Document]]:
    """Some disclosures, up to four of each form, and what we read in them."""
    folder = tmp_path_factory.mktemp("generated")
    chosen: list[Disclosure] = []
    for disclosure in write(folder, 6_000):
        if sum(one.form == disclosure.form for one in chosen) < 4:
            chosen.append(disclosure)
    assert {one.form for one in chosen} == set(FORMS)
    return [(one, convert(source_of(folder / one.path))) for one in chosen]


@pytest.fixture(scope="module")
def some() -> list[Disclosure]:
    """Enough of them for every fault to occur."""
    return list(disclosures(30_000))


def test_the_same_seed_and_size_give_the_same_bytes() -> None:
    first = list(disclosures(1_500, seed=7))
    assert first == list(disclosures(1_500, seed=7))
    assert first != list(disclosures(1_500, seed=8))
    assert sum(one.truth.indicators for one in first) >= 1_500 > sum(one.truth.indicators for one in first[:-1])


def test_more_begin_with_fewer() -> None:
    fewer = list(disclosures(600))
    assert list(disclosures(1_500))[: len(fewer)] == fewer


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    """Nothing depends on the order of sets, which is another in each process."""
    command = [sys.executable, "-m", "benchmarks.disclosures", str(tmp_path), "--indicators", "1500"]
    subprocess.run(command, check=True, capture_output=True, cwd=PACKAGE.parents[1])
    for one in disclosures(1_500):
        assert (tmp_path / one.path).read_bytes() == one.text
        assert (tmp_path / f"{one.path}.yml").read_text(encoding="utf-8") == one.sidecar
    assert len(list(tmp_path.rglob("*.txt"))) == len(list(disclosures(1_500)))


def test_it_imports_nothing_of_ours() -> None:
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] == "mingzhang"], path


def test_every_document_is_read_without_a_reject(pairs: list[tuple[Disclosure, Document]]) -> None:
    for disclosure, document in pairs:
        assert document.rejects == (), disclosure.path
        assert {(form.form, form.phase) for form in document.forms} == {(disclosure.form, FORMS[disclosure.form])}
        assert (document.year, document.region_code) == (disclosure.year, disclosure.region)


def test_projects_are_read_to_the_character(pairs: list[tuple[Disclosure, Document]]) -> None:
    for disclosure, document in pairs:
        read = [project for form in document.forms for project in form.projects]
        assert [
            (one.name, one.amount_text, one.amount and one.amount.fen, tuple(goal.text for goal in one.goals))
            for one in read
        ] == [(one.name, one.amount_text, one.amount_fen, one.goals) for one in disclosure.truth.projects]
        if disclosure.form == "project_table":
            assert [(one.serial, one.unit_code) for one in read] == [
                (one.serial, one.unit_code) for one in disclosure.truth.projects
            ]


def test_indicators_are_read_to_the_character(pairs: list[tuple[Disclosure, Document]]) -> None:
    for disclosure, document in pairs:
        read = [project.indicators for form in document.forms for project in form.projects]
        for own, written in zip(read, disclosure.truth.projects, strict=True):
            assert [
                (
                    one.heading and one.heading.level1,
                    one.heading and one.heading.level2,
                    one.name,
                    one.comparator,
                    one.value_text and one.value_text + (one.unit or "") * (disclosure.form == "project_sheet"),
                    one.actual_text,
                    one.weight and str(one.weight),
                    one.score and str(one.score),
                    one.deviation_reason,
                )
                for one in own
            ] == [
                (
                    one.level1,
                    one.level2,
                    one.name,
                    one.comparator,
                    one.value,
                    one.actual,
                    one.weight,
                    one.score,
                    one.reason,
                )
                for one in written.indicators
            ], (disclosure.path, written.name)


def test_what_it_says_of_totals_is_so(pairs: list[tuple[Disclosure, Document]]) -> None:
    for disclosure, document in pairs:
        for form in document.forms:
            for total in form.stated_totals:
                if total.kind != "unit" or total.unit_code is None or len(total.unit_code) == 3:
                    continue
                own = [one for one in disclosure.truth.projects if one.unit_code == total.unit_code]
                differs = total.amount is None or total.amount.fen != sum(one.amount_fen for one in own)
                told = [
                    one
                    for one in disclosure.truth.faults
                    if one.check == "total-mismatch" and one.evidence.startswith(total.unit_code)
                ]
                assert differs == bool(told), (disclosure.path, total.label)


def test_it_is_as_large_and_as_faulty_as_disclosures_are(some: list[Disclosure]) -> None:
    written = some
    projects = [project for one in written for project in one.truth.projects]
    assert {len(one.truth.projects) for one in written} <= set(range(3, 65))
    assert {len(project.indicators) for project in projects} <= set(range(6, 18))
    budgets = [one for one in written if one.form != "self_evaluation"]
    faulty = {
        (one.path, fault.serial)
        for one in budgets
        for fault in one.truth.faults
        if fault.serial and fault.check in _seeded()
    }
    assert 0.05 < len(faulty) / sum(len(one.truth.projects) for one in budgets) < 0.25
    found = Counter(fault.check for one in written for fault in one.truth.faults)
    assert set(_seeded()) <= set(found), set(_seeded()) - set(found)
    names = Counter((one.path, project.name) for one in written for project in one.truth.projects)
    twice = {path for (path, _), number in names.items() if number > 1}
    assert twice <= {one.path for one in written if any(f.check == "duplicate-project" for f in one.truth.faults)}


def _seeded() -> set[str]:
    return {check for rates in words()["faults"].values() for check in rates}


def test_projects_go_on_through_the_years() -> None:
    written = [one for one in disclosures(6_000) if one.form == "project_table"]
    years: dict[tuple[str, str, str], set[int]] = {}
    for one in written:
        for project in one.truth.projects:
            years.setdefault((one.region, project.unit_code, project.name), set()).add(one.year)
    assert sum(len(found) >= 3 for found in years.values()) > len(years) / 2


def test_a_self_evaluation_is_of_projects_that_were_budgeted() -> None:
    written = list(disclosures(6_000))
    budgeted = {
        (one.region, one.department, one.year, project.name, project.amount_text): project
        for one in written
        if one.form != "self_evaluation"
        for project in one.truth.projects
    }
    evaluations = [one for one in written if one.form == "self_evaluation"]
    assert evaluations
    for one in evaluations:
        changed = {fault.serial for fault in one.truth.faults if fault.check == "target-changed"}
        for project in one.truth.projects:
            before = budgeted[one.region, one.department, one.year, project.name, project.amount_text]
            targets = [(own.comparator, own.value) for own in before.indicators]
            assert (targets == [(own.comparator, own.value) for own in project.indicators]) == (
                project.serial not in changed
            )


def test_sidecars_name_the_region() -> None:
    for one in disclosures(600):
        assert yaml.safe_load(one.sidecar)["region"] == one.region
        assert "Made up" in one.sidecar


def test_kinds_of_projects_say_what_their_texts_need() -> None:
    every = [kind for own in kinds().values() for kind in own]
    assert len(every) >= 60
    assert len({kind.name for kind in every}) == len(every)
    for kind in every:
        assert kind.work in kind.name
        assert bool(kind.rate) == bool(kind.cost) != bool(kind.parts), kind.name
        assert not any(
            character.isdigit() for name in (*kind.quality, *kind.social, *kind.lasting) for character in name
        )


# ---- what is not among the faults is sound: read off the projects with rules of this test's own -------------------


def _observed(disclosure: Disclosure, project: Project) -> set[str]:
    """The checks that a project would fail by itself."""
    dates = [one for one in project.indicators if one.value and re.fullmatch(r"20\d\d\D\d+\D\d+日?", one.value)]
    timely = [one for one in dates if one.level2 == "时效指标"]
    rates = [one for one in project.indicators if one.value and one.value.endswith("%")]
    text = "\n".join([*project.goals, *(one.name for one in project.indicators)])
    years = set(re.findall(r"(20\d\d)年度", "".join(project.goals)))
    return {
        check
        for check, fails in {
            "deadline-missing": not timely,
            "deadline-outside-year": any(not str(one.value).startswith(str(disclosure.year)) for one in dates),
            "stale-year-in-text": bool(years - {str(disclosure.year)}),
            "indicator-without-value": any(one.value is None for one in project.indicators),
            "target-not-a-number": any("实际值" in (one.value or "") for one in project.indicators),
            "rate-over-100": any(float(str(one.value)[:-1]) > 100 for one in rates),
            "repeated-characters": bool(re.search(r"([一-龥]{2})\1|及及", text)),
            "prompt-text-left": "100字" in text or "XX" in text,
            "measure-under-wrong-heading": any(
                (one.level2 == "数量指标" and one in dates)
                or (one.name.endswith("率") and (one.value or "").endswith("元") and one.name not in COSTS)
                for one in project.indicators
            ),
        }.items()
        if fails
    }


COSTS = {kind.cost for own in kinds().values() for kind in own if kind.cost}


def test_nothing_else_is_wrong_with_a_project(some: list[Disclosure]) -> None:
    for disclosure in some:
        told: dict[str, set[str]] = {}
        for fault in disclosure.truth.faults:
            told.setdefault(fault.serial or "", set()).add(fault.check)
        for project in disclosure.truth.projects:
            observed = _observed(disclosure, project)
            known = told.get(project.serial, set())
            # The prompt of a self-evaluation stands in what was reached, which is none of the project's texts.
            of_results = {"prompt-text-left"} if disclosure.form == "self_evaluation" else set()
            assert observed == (known & OBSERVED) - of_results, (disclosure.path, project.serial, project.name)


OBSERVED = {
    "deadline-missing",
    "deadline-outside-year",
    "stale-year-in-text",
    "indicator-without-value",
    "target-not-a-number",
    "rate-over-100",
    "repeated-characters",
    "prompt-text-left",
    "measure-under-wrong-heading",
}


def test_count_times_rate_is_the_amount_or_a_fault_says_so(some: list[Disclosure]) -> None:
    wrong = {"unit-cost-times-count", "unit-cost-exceeds-amount"}
    compared = 0
    for disclosure in some:
        told = {fault.serial for fault in disclosure.truth.faults if fault.check in wrong}
        for project in disclosure.truth.projects:
            rates = [one for one in project.indicators if one.name in COSTS and one.value]
            if not rates or "配套" in project.name or "补充" in project.name:
                continue
            number, unit = re.findall(r"([\d.]+)(万?元)", str(rates[0].value))[0]
            fen = Decimal(number) * (1_000_000 if unit == "万元" else 100)
            count = Decimal(re.findall(r"\d+", str(project.indicators[0].value))[0])
            assert (count * fen == project.amount_fen) == (project.serial not in told), (disclosure.path, project)
            compared += 1
    assert compared > 500


def test_costs_come_to_the_amount_or_a_goal_or_a_fault_says_so(some: list[Disclosure]) -> None:
    wrong = {"cost-targets-below-amount", "cost-targets-exceed-amount"}
    for disclosure in some:
        told = {fault.serial for fault in disclosure.truth.faults if fault.check in wrong}
        for project in disclosure.truth.projects:
            costs = [one for one in project.indicators if "成本" in (one.level2 or "") and one.name not in COSTS]
            if not costs or "其余费用" in "".join(project.goals):
                continue
            fen = sum(Decimal(str(one.value).removesuffix("万元")) * 1_000_000 for one in costs)
            assert (fen == project.amount_fen) == (project.serial not in told), (disclosure.path, project)


def test_no_text_looks_copied_but_those_that_were(some: list[Disclosure]) -> None:
    """A text that two projects share holds no word of the name of one that the other's name lacks."""
    generic = set(words()["generic"])

    def pairs_of(text: str) -> set[str]:
        return {text[at : at + 2] for at in range(len(text) - 1)} - generic

    for disclosure in some:
        if disclosure.form != "project_table":
            continue
        holders: dict[str, list[Project]] = {}
        for project in disclosure.truth.projects:
            texts = {f"{one.name}{one.comparator or ''}{one.value or ''}" for one in project.indicators}
            for text in texts | set(project.goals):
                holders.setdefault(text, []).append(project)
        seen = {
            (one.serial, text)
            for text, those in holders.items()
            for one in those
            for other in those
            if pairs_of(text) & pairs_of(other.name) - pairs_of(one.name)
        }
        told = {
            (fault.serial, fault.evidence)
            for fault in disclosure.truth.faults
            if fault.check == "copied-from-another-project"
        }
        assert seen == told, disclosure.path


def test_no_project_stands_twice_but_those_that_were_meant_to(some: list[Disclosure]) -> None:
    for disclosure in some:
        seen = {
            later.serial
            for earlier, later in combinations(disclosure.truth.projects, 2)
            if earlier.amount_fen == later.amount_fen and earlier.indicators == later.indicators
        }
        told = {fault.serial for fault in disclosure.truth.faults if fault.check == "duplicate-project"}
        assert seen == told, disclosure.path


def test_serials_have_a_gap_where_a_fault_says_so(some: list[Disclosure]) -> None:
    for disclosure in some:
        serials = [int(project.serial) for project in disclosure.truth.projects]
        after_gaps = {str(later) for earlier, later in pairwise([0, *serials]) if later != earlier + 1}
        told = {fault.serial for fault in disclosure.truth.faults if fault.check == "serial-gap"}
        assert after_gaps == told, disclosure.path


def test_results_of_a_self_evaluation_are_sound_or_a_fault_says_so(some: list[Disclosure]) -> None:
    wrong = {"full-score-though-missed", "actual-far-above-target", "scores"}
    for disclosure in some:
        if disclosure.form != "self_evaluation":
            continue
        told = {fault.serial for fault in disclosure.truth.faults if fault.check in wrong - {"scores"}}
        over = {fault.serial for fault in disclosure.truth.faults if fault.check == "scores"}
        for project in disclosure.truth.projects:
            full = [one for one in project.indicators if one.score == one.weight]
            odd = [one for one in full if not _is_met(one) or _is_far_above(one)]
            assert bool(odd) == (project.serial in told), (disclosure.path, project)
            assert sum(int(str(one.weight)) for one in project.indicators) == 90
            if any(int(str(one.score)) > int(str(one.weight)) for one in project.indicators):
                assert project.serial in over, (disclosure.path, project)


def _numbers(one: Indicator) -> tuple[Decimal, Decimal] | None:
    """Target and actual value, None where they are no numbers with a unit."""
    found = [re.fullmatch(r"([\d.]+)[^\d年/-]+", text or "") for text in (one.value, one.actual)]
    return (Decimal(found[0][1]), Decimal(found[1][1])) if found[0] and found[1] else None


def _is_met(one: Indicator) -> bool:
    numbers = _numbers(one)
    if one.actual is None or numbers is None:
        return one.actual == one.value
    target, actual = numbers
    return actual <= target if one.comparator == "≤" else actual >= target


def _is_far_above(one: Indicator) -> bool:
    numbers = _numbers(one)
    return numbers is not None and numbers[1] > 2 * numbers[0]
