"""What a printed cell is the label of. One text has one reading here, whoever asks: header, sheet, money or indicators.

`read_label` looks at a text once and remembers it; `field_of` says which field of a vocabulary it names.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mingzhang import vocabulary
from mingzhang.forms.label_grammar import Parts, core_of, fields_by_rules, rules_of
from mingzhang.parse.levels import LEVEL1, LEVEL2, both_levels, official_name, says_level
from mingzhang.records import Cell
from mingzhang.text.numbers import stated_by
from mingzhang.text.pieces import either, half_width, squeeze, without_translation

_MUST_BE_FILLED = "*＊★ \u3000"  # in front of a label that must be filled in: *项目名称
_LONGEST_LABEL = 60  # goals and remarks are longer, and every cell is asked
_SCOPES_OF_GOALS = ("year", "whole_project")
_BRACKETS_AT_END = re.compile(r"\([^()]*\)$")

# Lists of labels, by the file that holds them.
_FILES = {
    "columns": ("project_table", "indicator_table"),
    "sheets": (
        "fields",
        "heads",
        "goals",
        "sections",
        "blocks",
        "totals",
        "sources",
        "bare_sources",
        "bare_other_sources",
        "other_sources",
        "money_columns",
        "indicator_columns",
        "kept_columns",
        "names_without_level3",
        "points",
        "parts_with_points",
    ),
}
_LABELS_OF_SHEETS = (
    "fields",
    "goals",
    "sections",
    "blocks",
    "totals",
    "sources",
    "other_sources",
    "money_columns",
    "indicator_columns",
)


@dataclass(frozen=True, slots=True)
class Label:
    """A text read as a label: what it is compared by, the field that it names in each list of labels that knows it, its parts.

    `parts` is None where the text is not made of the words of vocabulary/labels.yml.
    """

    text: str
    fields: Mapping[str, str]
    parts: Parts | None

    @property
    def scope(self) -> str | None:
        """What time it speaks of: year, whole_project, partial, earlier or later; None when it does not say."""
        return self.parts.scope if self.parts else None


def label_of(text: str) -> str:
    """A text as labels are compared: squeezed; without brackets, points (10分), a colon behind it, and 其中 or 1. before it."""
    return core_of(squeeze(text))


@vocabulary.derived
def _lists() -> dict[str, dict[str, str]]:
    """List -> label -> field: the whole labels, which go before the rules."""
    found: dict[str, dict[str, str]] = {}
    for name, lists in _FILES.items():
        for one in lists:
            content = vocabulary.load(name).get(one) or {}
            content = content.get("labels", content) if isinstance(content, dict) else {one: content}
            found[one] = {squeeze(label): field for field, labels in content.items() for label in labels or ()}
    return found


@vocabulary.derived
def _numbered_project() -> re.Pattern[str]:
    """What stands before the name of one project of several: 项目一, 项目2."""
    named = either(vocabulary.load("forms")["numbered"]["projects"])
    return re.compile(rf"(?:{named})(?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})", re.ASCII)


@vocabulary.derived  # every cell is asked for many labels
def read_label(text: str) -> Label:
    """The label that a text is; one that nobody knows has no fields."""
    if len(text) > _LONGEST_LABEL:
        return Label("", {}, None)
    text = text.lstrip(_MUST_BE_FILLED)
    label, whole = label_of(text), without_translation(squeeze(text).rstrip(":"))
    if _numbered_project().fullmatch(whole):
        return Label(label, {"fields": "name"}, None)
    keys = (whole, re.sub(rf"\((?:(?:{stated_by()}):)?[^()]*元\)$", "", whole), label)
    found = {name: next((known[key] for key in keys if key in known), None) for name, known in _lists().items()}
    by_rules, parts = fields_by_rules(whole)
    fields = {name: field for name, field in found.items() if field}
    if whole[-1:].isdigit() and whole not in _lists()["indicator_columns"]:
        fields.pop("indicator_columns", None)  # 目标1 numbers a goal, 目标 is of targets
    if not fields.keys() & set(_FILES["columns"]):  # a whole label of sheets says nothing of tables
        by_rules = by_rules if not fields else {one: by_rules[one] for one in _FILES["columns"] if one in by_rules}
        fields |= by_rules
    if fields.get("goals") == "none" and parts is not None and parts.scope in _SCOPES_OF_GOALS:
        fields["goals"] = parts.scope  # as brackets say: 绩效目标(年度)
    return Label(label, fields, parts)


def numbers_project(cell: Cell) -> bool:
    """Whether a cell prints 项目一, 项目2: the label of a name that stands behind it, or a name in a list."""
    return _numbered_project().fullmatch(squeeze(cell.text).rstrip(":")) is not None


def field_of(part: str, cell: Cell) -> str | None:
    """The field that a cell is the label of, in a list of labels; None when it is no such label."""
    return read_label(cell.text).fields.get(part)


def own_label(cell: Cell) -> str | None:
    """The label that a cell prints in front of its value (预算单位：某局), when it is one that we know; else None."""
    if ":" not in cell.text and "：" not in cell.text:
        return None
    label, _, value = half_width(cell.text).partition(":")
    return label if value.strip() and read_label(label).fields else None


def fields_of_list(part: str) -> tuple[str, ...]:
    """The fields that the labels of a list name."""
    return tuple(dict.fromkeys((*_lists()[part].values(), *rules_of(part))))


def heads_column(cell: Cell) -> bool:
    """Whether a cell names a column of a table of projects or indicators."""
    return any(field_of(part, cell) for part in _FILES["columns"])


def is_label(cell: Cell) -> bool:
    """Whether a cell is any label of a sheet."""
    fields = read_label(cell.text).fields
    return any(part in fields for part in _LABELS_OF_SHEETS)


def heads_part(cell: Cell) -> bool:
    """Whether a cell heads the whole grid of indicators: 绩效指标, 年度绩效指标."""
    return bool(field_of("sections", cell) or field_of("blocks", cell))


@vocabulary.derived
def _blanks() -> frozenset[str]:
    return frozenset(("", *vocabulary.load("sheets")["blanks"]))


def is_blank(cell: Cell | None) -> bool:
    """Whether a cell prints nothing, or a mark for nothing."""
    return cell is None or squeeze(cell.text) in _blanks()


def is_unnamed(cell: Cell | None) -> bool:
    """Whether a name is blank, or what the empty form prints in its place: 指标2：, ……, 具体指标."""
    if cell is None or is_blank(cell):
        return True
    text = squeeze(cell.text)
    is_placeholder = text in vocabulary.load("sheets")["placeholders"]
    return is_placeholder or says_as_above(cell) or bool(_only_number().fullmatch(text))


@vocabulary.derived
def _only_number() -> re.Pattern[str]:
    """What the empty form prints in place of a name: 指标2：, ……."""
    numbered = either(vocabulary.load("forms")["numbered"]["indicators"])
    return re.compile(rf"(?:(?:{numbered})\d*:?)?[.…]*", re.ASCII)


def says_as_above(cell: Cell | None) -> bool:
    """Whether a cell says that what stands in the row above holds here too: 同上, 〃."""
    return cell is not None and squeeze(cell.text) in vocabulary.load("sheets")["dittos"]


def is_continued(name: Cell) -> bool:
    """Whether the name of a project says that it goes on from the page before: 文物保护单位看护（续）."""
    return without_continued(name.text) != half_width(squeeze(name.text))


def prints_same_name(one: Cell, other: Cell) -> bool:
    """Whether two cells print one name, but for a mark that it goes on from the page before: 文物保护单位看护（续）."""
    return without_continued(one.text) == without_continued(other.text)


def without_continued(text: str) -> str:
    """A text as names and titles are compared, without the mark that it goes on from the page before: 绩效目标表（续2）."""
    return _continued().sub("", half_width(squeeze(text)))


@vocabulary.derived
def _continued() -> re.Pattern[str]:
    marks = either(vocabulary.load("sheets")["continued"])
    return re.compile(rf"\((?:{marks})[一二三四五六七八九十\d]{{0,2}}\)$", re.ASCII)


def says_none(cell: Cell | None) -> bool:
    """Whether a cell says that there is nothing: 无, 不适用."""
    return cell is not None and squeeze(cell.text) in vocabulary.load("comparators")["none"]


def is_level(level: str, cell: Cell) -> bool:
    """Whether a cell is a heading of level 1 or level 2; one of both (产出（数量）) stands where level 1 does."""
    return official_name(level, cell.text) is not None or (level == LEVEL1 and both_levels(cell.text) is not None)


def names_results(cell: Cell) -> bool:
    """Whether a label beside those of goals is of what became of them: 年度总体目标完成情况."""
    return label_of(cell.text).endswith(tuple(vocabulary.load("forms")["results_of_goals"]))


def is_any_level(cell: Cell) -> bool:
    """Whether a cell is a heading of level 1 or level 2 that says so: 数量指标, 产出指标(50分), 【产出指标】, but not 数量."""
    name = _BRACKETS_AT_END.sub("", squeeze(cell.text)).strip("【】[]")
    return says_level(name) and (is_level(LEVEL1, cell) or is_level(LEVEL2, cell))
