"""Realistic disclosures in any number, with what is known to stand in them and to be wrong with them.

    for disclosure in disclosures(10_000):     # as many as have 10,000 indicators together
        disclosure.text, disclosure.sidecar, disclosure.truth

Counties, their departments and these departments' projects are followed through five years, most as project tables, some as
project sheets, some evaluated afterwards. What is written is known by construction, without any reader of ours: nothing
here imports mingzhang, so that it can be compared with what mingzhang reads and finds. The same size and seed give the
same bytes, and more disclosures begin with fewer ones.

`records` is what comes out, `plans` who plans what, `drafts` puts a year's facts into words, `faults` and `results` spoil some,
`papers` lays them out. What can be said stands in project_kinds.yml and words.yml, and how often it is wrong too.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from benchmarks.disclosures import papers
from benchmarks.disclosures.drafts import Draft, Facts, Habits, facts_of, habits_of
from benchmarks.disclosures.faults import (
    chosen_fault,
    seeded,
    with_copied_text,
    with_duplicates,
    without_borrowed,
)
from benchmarks.disclosures.plans import YEARS, Department, departments, words
from benchmarks.disclosures.records import Disclosure, Fault, Indicator, Project, Truth
from benchmarks.disclosures.results import evaluated, money_of, points_of, with_fault

__all__ = ["Disclosure", "Fault", "Indicator", "Project", "Truth", "disclosures", "of_department", "write"]

_MOST_EVALUATED = 12


def disclosures(indicators: int, seed: int = 1) -> Iterator[Disclosure]:
    """Disclosures until they have at least so many indicators together."""
    written = 0
    for department in departments(seed):
        for disclosure in of_department(department, seed):
            if written >= indicators:
                return
            written += disclosure.truth.indicators
            yield disclosure


def write(folder: Path, indicators: int, seed: int = 1) -> list[Disclosure]:
    """Writes disclosures and their sidecars below a folder; what was written, in that order."""
    written = []
    for disclosure in disclosures(indicators, seed):
        path = folder / disclosure.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(disclosure.text)
        path.with_name(f"{path.name}.yml").write_text(disclosure.sidecar, encoding="utf-8")
        written.append(disclosure)
    return written


def of_department(department: Department, seed: int) -> Iterator[Disclosure]:
    """All that a department publishes: a budget every year, and what came of some of its projects in the year after."""
    key = f"{seed}/{department.region}/{department.code}"
    habits = habits_of(Random(key))
    for year in YEARS:
        random = Random(f"{key}/{year}")
        drafts = _drafts(department, year, habits, random)
        if department.form == "project_table":
            yield _table(department, year, drafts, habits, random)
        else:
            yield _sheets(department, year, drafts, habits, random)
        sound = [replace(draft, skips_serial=False) for draft in drafts if draft.is_clean]
        if department.evaluates and year < YEARS[-1] and len(sound) >= 3:
            yield _evaluations(department, year, sound[:_MOST_EVALUATED], habits, random)


def _drafts(department: Department, year: int, habits: Habits, random: Random) -> list[Draft]:
    """The department's projects of a year in words, some of them with a fault."""
    facts = _no_twins([facts_of(plan, year) for plan in department.plans if plan.runs_in(year)])
    groups = ("any", "project_table") if department.form == "project_table" else ("any",)
    checks = [chosen_fault(random, *groups) for _ in facts]
    drafts = [seeded(one, habits, check, random) for one, check in zip(facts, checks, strict=True)]
    drafts = without_borrowed(drafts)
    for index, check in enumerate(checks):
        if check == "copied-from-another-project" and not any(map(_is_copy, drafts)):
            drafts = with_copied_text(drafts, index, random)
        if check == "serial-gap" and index:
            drafts[index] = replace(drafts[index], skips_serial=True)
    return with_duplicates(
        drafts, [index for index, check in enumerate(checks) if check == "duplicate-project"], random
    )


def _is_copy(draft: Draft) -> bool:
    return any(check == "copied-from-another-project" for check, _ in draft.faults)


def _no_twins(facts: list[Facts]) -> list[Facts]:
    """Without projects that are the same but for their place and have by chance the same amount as one before them."""
    first = {(one.plan.kind.name, one.amount): one for one in reversed(facts)}
    return [one for one in facts if first[one.plan.kind.name, one.amount] is one]


# ---- what a project is on paper ----------------------------------------------------------------------------------


def _project(draft: Draft, serial: str, habits: Habits) -> Project:
    return Project(
        serial=serial,
        name=draft.name,
        unit_code=draft.facts.plan.unit_code,
        amount_text=papers.amount_text(draft.amount, habits.in_yuan),
        amount_fen=draft.amount * 100,
        goals=draft.goals,
        indicators=draft.indicators,
    )


def _serials(drafts: list[Draft]) -> list[str]:
    """Running numbers; a project that skips one leaves a gap before it."""
    numbers, last = [], 0
    for draft in drafts:
        last += 2 if draft.skips_serial else 1
        numbers.append(str(last))
    return numbers


def _seeded_faults(draft: Draft, serial: str) -> list[Fault]:
    gap = [Fault("serial-gap", serial, str(int(serial) - 1))] if draft.skips_serial else []
    return [*(Fault(check, serial, evidence) for check, evidence in draft.faults), *gap]


def _habitual_faults(projects: list[Project], habits: Habits, form: str) -> Iterator[Fault]:
    """What comes of how the form was filled in: rates without a sign, satisfaction with nobody asked, empty headings."""
    for project in projects:
        for one in project.indicators:
            if one.level1 == "满意度指标" and one.name in ("满意度指标", "满意度") and one.comparator is None:
                yield Fault("satisfaction-without-subject", project.serial, f"{one.name}：{one.value}")
        unsigned = [one for one in project.indicators if one.value and one.value.endswith("%") and not one.comparator]
        if unsigned:
            evidence = f"{unsigned[0].name} {unsigned[0].value}"
            yield Fault("rate-without-comparator", project.serial, evidence, len(unsigned))
        empty = papers.empty_headings(project, habits) if form == "project_table" else []
        if empty:
            yield Fault("empty-heading", project.serial, "、".join(empty), len(empty))
    shared = Counter(sentence for project in projects for sentence in _sentences(project.goals))
    for sentence, number in sorted(shared.items()):
        if number >= 3:
            yield Fault("boilerplate-goal", None, sentence)


def _sentences(goals: tuple[str, ...]) -> set[str]:
    """The sentences of goals; a sheet prints all of them as one text."""
    return {sentence for goal in goals for sentence in re.split(r"[；。]", goal) if sentence}


def _truth(projects: list[Project], drafts: list[Draft], faults: list[Fault], habits: Habits, form: str) -> Truth:
    pairs = list(zip(projects, drafts, strict=True))
    seeds = [fault for project, draft in pairs for fault in _seeded_faults(draft, project.serial)]
    return Truth(
        projects=tuple(projects),
        faults=(*seeds, *faults, *_habitual_faults(projects, habits, form)),
        reconciled=tuple(project.serial for project, draft in pairs if draft.facts.reconciles),
    )


def _disclosure(
    department: Department, year: int, form: str, texts: list[str], truth: Truth, title: str, published_on: str
) -> Disclosure:
    sidecar = (
        "# Made up for tests and benchmarks: no such disclosure was ever published.\n"
        f'region: "{department.region}" # {department.county}\n'
        f"published_on: {published_on}\n"
    )
    return Disclosure(
        path=f"{department.region}/{department.code}/{title}.txt",
        form=form,
        region=department.region,
        department=department.code,
        year=year,
        text="\n".join(texts).encode(),
        sidecar=sidecar,
        truth=truth,
    )


# ---- the three forms ---------------------------------------------------------------------------------------------


def _table(department: Department, year: int, drafts: list[Draft], habits: Habits, random: Random) -> Disclosure:
    projects = [_project(draft, serial, habits) for draft, serial in zip(drafts, _serials(drafts), strict=True)]
    totals: Counter[str] = Counter()
    faults = []
    for code, _ in department.units:
        own = [draft for draft in drafts if draft.facts.plan.unit_code == code]
        right = sum(draft.amount for draft in own)
        stated = sum(draft.amount for draft in own if draft.counted)
        if stated == right and own and random.random() < words()["wrong_totals"]:
            least = len(own) // 2 + 1  # hundreds of yuan: more than the rounding of so many rows can come to
            stated += random.choice((-1, 1)) * random.randint(least, least + 40) * 100
        if stated != right:
            faults.append(Fault("total-mismatch", None, f"{code}: {stated} {right}"))
        for key in (code, department.code, ""):
            totals[key] += stated
    text = papers.project_table(department, year, projects, dict(totals), habits, random)
    truth = _truth(projects, drafts, faults, habits, "project_table")
    title = f"{department.name}{year}年部门预算项目支出绩效目标公开表"
    return _disclosure(department, year, "project_table", [text], truth, title, f"{year}-02-{random.randint(1, 28):02}")


def _sheets(department: Department, year: int, drafts: list[Draft], habits: Habits, random: Random) -> Disclosure:
    texts, projects, faults = [], [], []
    for number, draft in enumerate(drafts, 1):
        project = papers.as_sheet(_project(draft, str(number), habits))
        other = round(draft.amount * random.choice((0, 0, 0, 0.1, 0.3)) / 100) * 100
        money = {"total": draft.amount, "fiscal": draft.amount - other, "other": other}
        if draft.is_clean and chosen_fault(random, "project_sheet") == "funding-parts":
            money["other"] += random.randint(1, 90) * 100
            faults.append(Fault("funding-parts", project.serial, str(money)))
        texts.append(papers.project_sheet(department, year, project, money, _code(department, draft), habits))
        projects.append(project)
    truth = _truth(projects, drafts, faults, habits, "project_sheet")
    title = f"{department.name}{year}年项目支出绩效目标申报表"
    return _disclosure(department, year, "project_sheet", texts, truth, title, f"{year}-02-{random.randint(1, 28):02}")


def _code(department: Department, draft: Draft) -> str:
    """The code of a project: region, the year it began, T for a special purpose, and a number of its own."""
    plan = draft.facts.plan
    return f"{department.region}{plan.first_year % 100}T{Random(plan.key).randrange(10**12):012}"


def _evaluations(department: Department, year: int, drafts: list[Draft], habits: Habits, random: Random) -> Disclosure:
    texts, projects, faults = [], [], []
    for number, draft in enumerate(drafts, 1):
        project = papers.as_sheet(_project(draft, str(number), habits))
        indicators = evaluated(project.indicators, random)
        result = {
            **money_of(draft.amount, habits.in_yuan, random),
            "done": f"已完成年度目标，{draft.facts.plan.kind.aim}。",
        }
        evaluation = indicators, {**result, **points_of(indicators, result)}
        check = chosen_fault(random, "self_evaluation")
        if check and (changed := with_fault(evaluation, check, random)):
            evaluation = changed[0]
            faults.append(Fault(check, project.serial, changed[1]))
        project = replace(project, indicators=evaluation[0])
        texts.append(papers.self_evaluation(department, year, project, evaluation[1], habits))
        projects.append(project)
    truth = _truth(projects, drafts, faults, habits, "self_evaluation")
    title = f"{department.name}{year}年项目支出绩效自评表"
    day = f"{year + 1}-06-{random.randint(1, 28):02}"
    return _disclosure(department, year, "self_evaluation", texts, truth, title, day)
