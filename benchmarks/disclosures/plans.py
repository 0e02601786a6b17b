"""Who publishes what: counties, their departments and units, and the projects that these follow through the years."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count, pairwise
from math import gcd
from pathlib import Path
from random import Random
from typing import Any

import yaml

YEARS = range(2021, 2026)
_HERE = Path(__file__).resolve().parent
_REGIONS = (
    _HERE.parents[1] / "src" / "mingzhang" / "vocabulary" / "regions.csv"
)  # a list of codes and names, no code of ours
_ANY = "各部门"
_DEPARTMENTS_IN_COUNTY = 18
_MOST_PROJECTS = 60
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of project, from project_kinds.yml: see there."""

    name: str
    work: str
    whom: str
    unit: str
    count: Range
    aim: str
    by: str
    quality: tuple[str, ...]
    social: tuple[str, ...]
    lasting: tuple[str, ...]
    economic: tuple[str, ...] = ()
    ecological: tuple[str, ...] = ()
    deed: str | None = None
    rate: tuple[int, ...] = ()
    cost: str | None = None
    parts: tuple[str, ...] = ()
    amount: Range = (0, 0)
    acts: tuple[str, str, int, int] | None = None

    @property
    def is_shared(self) -> bool:
        """Whether somebody else pays a part of it, so that its amount is less than count times rate."""
        return "配套" in self.name or "补充" in self.name


@dataclass(frozen=True, slots=True)
class Plan:
    """A project through its years. `style` says how surely its numbers are put: definite, ceiling or bound."""

    key: str
    kind: Kind
    name: str
    unit_code: str
    first_year: int
    last_year: int
    count: int
    rate: int
    share: float  # of count times rate that this budget pays
    style: str

    def runs_in(self, year: int) -> bool:
        """Whether it is budgeted in a year."""
        return self.first_year <= year <= self.last_year


@dataclass(frozen=True, slots=True)
class Department:
    """A department of a county: its units (code, name) and what they plan, in which form it publishes."""

    region: str
    county: str
    code: str
    name: str
    units: tuple[tuple[str, str], ...]
    plans: tuple[Plan, ...]
    form: str
    evaluates: bool


@cache
def words() -> dict[str, Any]:
    """The content of words.yml."""
    return dict(yaml.safe_load((_HERE / "words.yml").read_text(encoding="utf-8")))


@cache
def kinds() -> dict[str, tuple[Kind, ...]]:
    """The kinds of project by department."""
    content = yaml.safe_load((_HERE / "project_kinds.yml").read_text(encoding="utf-8"))
    return {department: tuple(_kind(entry) for entry in entries) for department, entries in content.items()}


def _kind(entry: dict[str, Any]) -> Kind:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return Kind(**values)


@cache
def _counties() -> list[tuple[str, str]]:
    """Codes and names of counties, without the districts of cities and without statistical zones."""
    with _REGIONS.open(encoding="utf-8", newline="") as file:
        rows = [(row["code"], row["name"]) for row in csv.DictReader(file)]
    return [(code, name) for code, name in rows if code[4:] > "20" and name[-1] in "县旗" and len(name) > 2]


def departments(seed: int) -> Iterator[Department]:
    """Departments without end, county by county; each is the same whatever is taken of the others."""
    for turn in count():
        counties = list(_counties())
        Random(f"{seed}/counties").shuffle(counties)
        region, county = counties[turn % len(counties)]
        random = Random(f"{seed}/{turn}/{region}")
        names = random.sample([name for name in kinds() if name != _ANY], _DEPARTMENTS_IN_COUNTY)
        places = _places(random)
        for number, name in enumerate(names, 1):
            yield _department(f"{seed}/{turn}", region, county, f"{number * 3:03}", name, places)


def _places(random: Random) -> dict[str, list[str]]:
    """The townships, villages, schools and roads of a county."""
    towns = _names(random, "towns", 14)
    villages = _names(random, "villages", 80)
    schools = [town[:-1] + random.choice(words()["schools"]) for town in towns for _ in range(2)]
    roads = [f"{one}至{other}" for one, other in pairwise(villages)]
    return {
        "town": towns,
        "village": [random.choice(towns) + village for village in villages],
        "school": sorted(set(schools)),
        "road": roads,
    }


def _names(random: Random, of: str, number: int) -> list[str]:
    parts = words()[of]
    stems = [first + second for first in parts["first"] for second in parts["second"]]
    return [stem + random.choice(parts["kind"]) for stem in random.sample(stems, number)]


def _department(key: str, region: str, county: str, code: str, name: str, places: dict[str, list[str]]) -> Department:
    random = Random(f"{key}/{region}/{code}")
    full_name = f"中共{county}委{name.removeprefix('县委')}" if name.startswith("县委") else county + name
    stem = name.removeprefix("县委").rstrip("局馆部").removesuffix("联合会")
    others = random.sample(words()["subordinates"], random.choices((0, 1, 2), (70, 20, 10))[0])
    units = [
        (f"{code}001", f"{full_name}（本级）"),
        *((f"{code}{n:03}", stem + other) for n, other in enumerate(others, 2)),
    ]
    size = min(_MOST_PROJECTS, max(3, len(units), round(random.lognormvariate(2.1, 0.75))))
    plans: dict[str, Plan] = {}
    for number in range(size * 20):
        if len(plans) == size:
            break
        kind = random.choice(kinds()[name] if random.random() < 0.72 else kinds()[_ANY])
        unit = units[len(plans)] if len(plans) < len(units) else random.choice(units)
        stays = len(plans) < max(3, len(units))  # no unit, and no year, without a project
        plan = _plan(f"{key}/{region}/{code}/{number}", kind, unit, places, stays)
        plans.setdefault(plan.name, plan)
    return Department(
        region=region,
        county=county,
        code=code,
        name=full_name,
        units=tuple(units),
        plans=tuple(sorted(plans.values(), key=lambda plan: plan.unit_code)),
        form=random.choices(("project_table", "project_sheet"), (80, 20))[0],
        evaluates=random.random() < 0.3,
    )


def _plan(key: str, kind: Kind, unit: tuple[str, str], places: dict[str, list[str]], stays: bool) -> Plan:
    """A project of a kind; one that stays is in the budget of every year."""
    random = Random(key)
    first = YEARS[0] if stays or random.random() < 0.6 else random.choice(YEARS)
    last = YEARS[-1] if stays or random.random() < 0.6 else random.randint(first, YEARS[-1])
    chosen = {slot: random.choice(names) for slot, names in places.items()}
    name = kind.name.format(**chosen, programme=first, unit=unit[1].removesuffix("（本级）"))
    if random.random() < 0.12:
        name += random.choice(words()["suffixes"])
    low, high = kind.count
    return Plan(
        key=key,
        kind=kind,
        name=name,
        unit_code=unit[0],
        first_year=first,
        last_year=last,
        count=min(high, max(low, round(low * (high / low) ** random.random()))),
        rate=random.choice(kind.rate) if kind.rate else 0,
        share=random.choice((0.1, 0.2, 0.25, 0.3)) if kind.is_shared else 1.0,
        style=random.choice(("ceiling", "bound") if kind.is_shared else ("definite", "ceiling", "bound")),
    )


def round_count(count: int, rate: int) -> int:
    """The next count that comes, times its rate, to whole hundreds of yuan: amounts are printed in hundredths of 万元."""
    step = 100 // gcd(100, rate) if rate else 1
    return max(step, -(-count // step) * step)
