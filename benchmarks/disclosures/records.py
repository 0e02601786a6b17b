"""What the generator hands on: a disclosure as bytes, and what it knows to stand in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as it is printed; `value` is its target without its sign. The last four are of self-evaluations."""

    level1: str
    level2: str | None
    name: str
    comparator: str | None
    value: str | None
    actual: str | None = None
    weight: str | None = None
    score: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it is printed; a sheet prints no serial, its project then has its number in the document."""

    serial: str
    name: str
    unit_code: str
    amount_text: str
    amount_fen: int
    goals: tuple[str, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something for a check to find: the check's id, the project's serial (None: the document), and what shows it.

    Faults of projects were seeded, one to a project; those that are habits of whoever filled the form in (empty headings,
    rates without a sign) say in `records` how many of the project they concern.
    """

    check: str
    serial: str | None
    evidence: str
    records: int = 1


@dataclass(frozen=True, slots=True)
class Truth:
    """What stands in a disclosure, and what is wrong with it. `reconciled` are projects whose count times rate is right.

    It is known from the writing: nothing was read to find it out.
    """

    projects: tuple[Project, ...]
    faults: tuple[Fault, ...]
    reconciled: tuple[str, ...]

    @property
    def goals(self) -> int:
        """How many goals are printed."""
        return sum(len(project.goals) for project in self.projects)

    @property
    def indicators(self) -> int:
        """How many indicators are printed."""
        return sum(len(project.indicators) for project in self.projects)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A generated disclosure; `path` is relative, its sidecar's is the same with .yml behind it."""

    path: str
    form: str  # project_table, project_sheet, self_evaluation
    region: str
    department: str
    year: int
    text: bytes
    sidecar: str
    truth: Truth
