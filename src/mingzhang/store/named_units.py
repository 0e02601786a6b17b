"""Resolves the unit of a project whose sheet names it in words: 实施单位 县教育局, 主管部门 219001-县司法局.

Tables of projects print units with their codes; sheets and self-evaluations name them under a label. Such a name is resolved to
the unit of the region that has the code, else to the one that has the name; a unit that no document codes gets a row of its
own, known by its name. Where two units fit, or code and name contradict each other, the project has no unit and a doubt says
so. The characters that name the unit are the span `unit_id` of the project.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlite_utils import Database

from mingzhang import search, vocabulary
from mingzhang.records import UNKNOWN, Reject
from mingzhang.store.database import insert
from mingzhang.store.doubts import add_doubt
from mingzhang.store.rows import TableRow
from mingzhang.store.spans import add_spans
from mingzhang.text.pieces import either, half_width

# 219-某某局, [219001]某某局, 219001某某局, 219001; and 某某局（219001）. 101中学 is a name.
_CODE_FIRST = re.compile(r"[\[(【]?(?P<code>\d{6,}|\d{3,}(?=[\s:—\])】-]|$))[\])】]?[\s:—-]*(?P<name>[^\d\s].*)?")
_CODE_LAST = re.compile(r"(?P<name>[^\d\s].*?)[\s—-]*[\[(【](?P<code>\d{6,})[\])】]")
_AUTONOMOUS = re.compile(r"(?P<stem>.{2,}?)(?:[一-龥]{1,4}族)+自治(?=[县州旗区])")
_ENDINGS_OF_REGIONS = "省市县区旗州"


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as a sheet prints it under a label: the field, and the code and name in its text."""

    field_id: str
    text: str
    code: str | None
    name: str | None


@dataclass(slots=True)
class ProjectOfSheet:
    """A project whose document gives no code for its unit, with the units that its sheet names."""

    id: str
    document_id: str
    file: str
    year: int | None
    region_code: str | None
    scope: str  # what ids of its units begin with: the region, or the document where that is not known
    unit: Named | None = None
    department: Named | None = None

    @property
    def owner(self) -> Named | None:
        """The unit that carries the project out, else the department that answers for it."""
        return self.unit or self.department


def settle_units_of_sheets(database: Database) -> None:
    """Gives every project that has no unit the one that its sheet names; its indicators and document too."""
    projects = list(_projects_of_sheets(database))
    if not projects:
        return
    register = Register.of(database)
    for project in sorted(projects, key=lambda one: (-(one.year or 0), one.document_id, one.id)):
        register.learn(project)
    insert(database, "units", [register.added[key] for key in sorted(register.added)])
    evidence = _evidence(database, projects)
    of_documents: defaultdict[str, set[str]] = defaultdict(set)
    for project in projects:
        unit_id, doubt = register.owner_of(project)
        named = project.owner
        if doubt and named:
            _add_doubt(database, project, doubt, evidence.get(named.field_id, []))
        if unit_id and named:
            of_documents[project.document_id].add(register.top_of(unit_id))
            _give(database, project, unit_id, evidence.get(named.field_id, []))
    database.conn.execute(
        "UPDATE indicators SET unit_id = projects.unit_id FROM projects"
        " WHERE projects.id = indicators.project_id AND indicators.unit_id IS NULL AND projects.unit_id IS NOT NULL"
    )
    single = [(next(iter(tops)), document_id) for document_id, tops in of_documents.items() if len(tops) == 1]
    database.conn.executemany("UPDATE documents SET unit_id = ? WHERE id = ? AND unit_id IS NULL", single)


# ---- what sheets name --------------------------------------------------------------------------------------------------


def _projects_of_sheets(database: Database) -> Iterator[ProjectOfSheet]:
    labels = vocabulary.load("sheets")["unit_labels"]
    ranks = {search.fold(label): rank for rank, label in enumerate(labels)}
    departments = set(map(search.fold, vocabulary.load("sheets")["department_labels"]))
    projects: dict[str, ProjectOfSheet] = {}
    best: dict[tuple[str, bool], int] = {}
    for row in database.query(_FIELDS_WITHOUT_UNIT):
        label = search.fold(re.sub(r"\([^()]*\)", "", half_width(row["label"])))
        named = _named(row["field_id"], row["text"])
        if label not in ranks or named is None:
            continue
        scope = row["region_code"] or f"{UNKNOWN}-{row['sha256'][:8]}"
        project = projects.setdefault(
            row["id"],
            ProjectOfSheet(row["id"], row["document_id"], row["file"], row["year"], row["region_code"], scope),
        )
        of_department = label in departments
        if ranks[label] < best.get((project.id, of_department), len(ranks)):
            best[project.id, of_department] = ranks[label]
            if of_department:
                project.department = named
            else:
                project.unit = named
    yield from projects.values()


_FIELDS_WITHOUT_UNIT = """
SELECT projects.id, projects.document_id, projects.year, projects.region_code, documents.file, documents.sha256,
    project_fields.id AS field_id, project_fields.label, project_fields.text
FROM project_fields
JOIN projects ON projects.id = project_fields.project_id
JOIN documents ON documents.id = projects.document_id
WHERE projects.unit_id IS NULL AND project_fields.text IS NOT NULL
ORDER BY projects.id, project_fields.position
"""


def _named(field_id: str, text: str) -> Named | None:
    """What a text names: a unit's code, its name, or both; None when it names no single unit (各乡镇, 无)."""
    plain = half_width(text).strip()
    words = vocabulary.load("sheets")
    folded = search.fold(plain)
    if not folded or folded in words["no_unit"] or re.match(either(words["no_unit_begins"]), folded):
        return None
    coded = _CODE_FIRST.fullmatch(plain) or _CODE_LAST.fullmatch(plain)
    code, name = (coded["code"], coded["name"]) if coded else (None, plain)
    return Named(field_id, text.strip(), code, name.strip() if name else None)


def _evidence(database: Database, projects: Iterable[ProjectOfSheet]) -> dict[str, list[TableRow]]:
    """Field -> the spans of its text, for the fields by which projects are given to units."""
    wanted = {project.owner.field_id for project in projects if project.owner}
    spans: defaultdict[str, list[TableRow]] = defaultdict(list)
    for span in database.query(_SPANS_OF_FIELDS):
        if span["record_id"] in wanted:
            spans[span["record_id"]].append(span)
    return spans


_SPANS_OF_FIELDS = """
SELECT * FROM spans WHERE table_name = 'project_fields' AND field = 'text' ORDER BY record_id, cell_id, start_char
"""


# ---- which unit that is ------------------------------------------------------------------------------------------------


@dataclass
class Register:
    """The units that documents code, by region, code and name; and those that are known by their name alone."""

    units: dict[str, TableRow]
    by_name: defaultdict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    added: dict[str, TableRow] = field(default_factory=dict)

    @classmethod
    def of(cls, database: Database) -> "Register":
        """The register of what a database has."""
        register = cls({row["id"]: row for row in database.query("SELECT * FROM units ORDER BY level, id")})
        for unit in register.units.values():
            if unit["name"]:
                scope = unit["id"].removesuffix(f"-{unit['code']}")
                register.by_name[scope, name_key(unit["name"], unit["region_code"])].append(unit["id"])
        return register

    def learn(self, project: ProjectOfSheet) -> None:
        """Adds the units that a sheet names and no document codes, the department first."""
        above = None
        if project.department and not self._candidates(project, project.department, True):
            self._add(project, project.department, "department", None)
        if project.department:
            above = next(iter(self._candidates(project, project.department, True)), None)
        if project.unit and not self._candidates(project, project.unit, False):
            self._add(project, project.unit, "unit", above)

    def _add(self, project: ProjectOfSheet, named: Named, level: str, parent_id: str | None) -> None:
        if named.name is None or (named.code is None and is_several(named.name)):
            return
        key = name_key(named.name, project.region_code)
        own = named.code or f"n{hashlib.sha256(key.encode()).hexdigest()[:8]}"
        unit_id = f"{project.scope}-{own}"
        if unit_id in self.units or unit_id == parent_id:
            return
        self.units[unit_id] = self.added[unit_id] = {
            "id": unit_id,
            "code": named.code,
            "name": named.name,
            "level": level,
            "parent_id": parent_id,
            "region_code": project.region_code,
        }
        self.by_name[project.scope, key].append(unit_id)

    def owner_of(self, project: ProjectOfSheet) -> tuple[str | None, Reject | None]:
        """The unit of a project, or the reason why it cannot be resolved."""
        named = project.owner
        if named is None:
            return None, None
        of_department = project.unit is None
        fitting = self._candidates(project, named, of_department)
        if len(fitting) > 1 and project.department and not of_department:
            above = self._candidates(project, project.department, True)
            fitting = [one for one in fitting if self.units[one]["parent_id"] in above] or fitting
        if len(fitting) == 1:
            return fitting[0], None
        if fitting:
            values = {"name": named.text, "units": "、".join(map(self._shown, fitting))}
            return None, Reject("unit-not-clear", values)
        return None, Reject("unit-not-one", {"name": named.text})

    def _candidates(self, project: ProjectOfSheet, named: Named, of_department: bool) -> list[str]:
        """The units that match a name or a code; empty when no document codes such a unit."""
        coded = f"{project.scope}-{named.code}" if named.code else None
        by_name = self._by_name(project, named.name, of_department) if named.name else []
        if coded is None or coded not in self.units:
            return by_name
        # A name that is another unit's contradicts the code; one that nobody has is another wording of this unit's.
        return [coded] if not by_name or coded in by_name or self._are_one(coded, by_name) else [coded, *by_name]

    def _are_one(self, coded: str, by_name: list[str]) -> bool:
        """Whether a code and a name are of a department and its own office, which share a name."""
        return any(coded in (self.units[one]["parent_id"], one) for one in by_name) or (
            self.units[coded]["parent_id"] in by_name
        )

    def _by_name(self, project: ProjectOfSheet, name: str, of_department: bool) -> list[str]:
        fitting = self.by_name.get((project.scope, name_key(name, project.region_code)), [])
        # A department and its own office share a name: a sheet's department is the one, what carries out is the other.
        parents = {self.units[one]["parent_id"] for one in fitting}
        offices = [one for one in fitting if one not in parents]
        departments = [one for one in fitting if one in parents]
        return (departments or offices) if of_department else offices

    def top_of(self, unit_id: str) -> str:
        """The department of a unit, itself where it has none."""
        return self.units[unit_id]["parent_id"] or unit_id

    def _shown(self, unit_id: str) -> str:
        unit = self.units[unit_id]
        return " ".join(filter(None, (unit["code"], unit["name"])))


def is_several(name: str) -> bool:
    """Whether a text lists units rather than naming one."""
    return bool(re.search(r"[、，,;；\n]", name))


def name_key(name: str, region_code: str | None) -> str:
    """The name of a unit as names are compared: without 本级 behind it, and 中共 and the region's own name before it."""
    words = vocabulary.load("sheets")
    key = re.sub(rf"(?:{either(words['same_unit'])})$", "", search.fold(name))
    key = re.sub(rf"^(?:{either(words['before_unit'])})", "", key)
    region = vocabulary.regions().get(region_code or "")
    return _without_region(key, search.fold(region.name)) if region else key


def _without_region(key: str, region: str) -> str:
    """教育局 of 门源县教育局 and 门源回族自治县教育局 alike: 县教育局; a name that nothing is left of stays."""
    stem = _AUTONOMOUS.sub(r"\g<stem>", region).rstrip(_ENDINGS_OF_REGIONS)
    for before in (region[:-1], stem):
        if len(before) > 1 and key.startswith(before) and key[len(before) : len(before) + 1] in _ENDINGS_OF_REGIONS:
            return key[len(before) :] if len(key) > len(before) + 1 else key
    return key


# ---- writing it down -----------------------------------------------------------------------------------------------


def _give(database: Database, project: ProjectOfSheet, unit_id: str, spans: list[TableRow]) -> None:
    database.conn.execute("UPDATE projects SET unit_id = ? WHERE id = ?", [unit_id, project.id])
    of_project = {"record_id": project.id, "table_name": "projects", "field": "unit_id", "is_leaf": 0}
    add_spans(database, [span | of_project for span in spans])


def _add_doubt(database: Database, project: ProjectOfSheet, reject: Reject, spans: list[TableRow]) -> None:
    place: TableRow = {"project_id": project.id}
    if spans:
        cell = next(database.query("SELECT * FROM cells WHERE id = ?", [spans[0]["cell_id"]]))
        place |= {column: cell[column] for column in ("table_number", "page", "row", "column")}
        place |= {"cell_id": cell["id"], "start_char": spans[0]["start_char"], "end_char": spans[0]["end_char"]}
        place |= {"text": cell["text"][spans[0]["start_char"] : spans[0]["end_char"]]}
    add_doubt(database, {"id": project.document_id, "file": project.file}, reject, **place)
