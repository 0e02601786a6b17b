"""A check as its file says it: a comment of YAML that explains it, then one SELECT."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml

from mingzhang.data_files import read_yaml
from mingzhang.text.money import wan_yuan, yuan, yuan_or_wan_yuan

OUTCOMES = ("passed", "failed", "not_applicable")
CLASSES = ("arithmetic", "question", "form")
# What a check explains of itself, in Chinese and with `_en` behind it in English.
TEXTS = ("title", "tests", "looks_for", "why", "basis", "assumptions", "innocent_explanations")
# The reason of a document in which a check had nothing to look at, which is no pass.
NOTHING_TO_TEST = "nothing-to-test"


@dataclass(frozen=True, slots=True)
class Reason:
    """How something tested came out, and the sentences for it; {words} in them are details of the row.

    `summary` is the sentence of a finding (failed), `expression` the arithmetic of a reconciliation (passed).
    """

    outcome: str
    zh: str
    en: str
    summary: str | None = None
    summary_en: str | None = None
    expression: str | None = None
    expression_en: str | None = None
    finding_class: str | None = None  # where it is a weaker one than that of the check


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its texts by TEXTS (and `_en`), its reasons by their key, and its SQL, one row for each thing tested."""

    id: str
    check_class: str
    version: str
    after: tuple[str, ...]  # checks whose findings its SQL reads
    texts: dict[str, str]
    reasons: dict[str, Reason]
    sql: str


_NOTHING = Reason(
    "not_applicable", "这份文件里没有可以核对的内容", "the document has nothing that this check could test"
)


def read_check(check_id: str, text: str) -> Check:
    """The check that a file's text holds. Raises ValueError, saying what is amiss, when it is no whole check."""
    match = re.fullmatch(r"\s*/\*(?P<header>.*?)\*/\s*(?P<sql>.*)", text, re.DOTALL)
    if match is None:
        raise ValueError(f"{check_id}: begin with a comment /* … */ that explains the check")
    header = _header(check_id, match["header"])
    wanted = {"class", "version", "reasons"} | {text + end for text in TEXTS for end in ("", "_en")}
    if missing := wanted - header.keys():
        raise ValueError(f"{check_id}: the comment lacks {', '.join(sorted(missing))}")
    if unknown := header.keys() - wanted - {"after"}:
        raise ValueError(f"{check_id}: the comment has {', '.join(sorted(unknown))}, which nobody reads")
    if header["class"] not in CLASSES:
        raise ValueError(f"{check_id}: class must be one of {', '.join(CLASSES)}")
    reasons = {key: _reason(check_id, key, content) for key, content in header["reasons"].items()}
    if header["class"] == "form" and sum(reason.outcome == "failed" for reason in reasons.values()) != 1:
        raise ValueError(
            f"{check_id}: a check of class form has one failed reason, because it makes one finding a document"
        )
    texts = {name: str(header[name]).strip() for name in wanted - {"class", "version", "reasons"}}
    after = tuple(header.get("after", ()))
    reasons[NOTHING_TO_TEST] = _NOTHING
    return Check(check_id, header["class"], str(header["version"]), after, texts, reasons, match["sql"].strip())


def _header(check_id: str, text: str) -> dict[str, Any]:
    try:
        header = read_yaml(text)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ValueError(f"{check_id}: the comment is no YAML{line}: {error.problem}") from None
    if not isinstance(header, dict):
        raise ValueError(f"{check_id}: the comment is no list of keys with their texts")
    return header


def _reason(check_id: str, key: str, content: dict[str, str]) -> Reason:
    if missing := [name for name in ("outcome", "zh", "en") if name not in content]:
        raise ValueError(f"{check_id}: {key} lacks {', '.join(missing)}")
    content = {("finding_class" if name == "class" else name): text for name, text in content.items()}
    if unknown := [name for name in content if name not in Reason.__slots__]:
        raise ValueError(f"{check_id}: {key} has {', '.join(unknown)}, which nobody reads")
    reason = Reason(**content)
    if reason.finding_class not in (None, *CLASSES):
        raise ValueError(f"{check_id}: class of {key} must be one of {', '.join(CLASSES)}")
    if reason.outcome not in OUTCOMES:
        raise ValueError(f"{check_id}: outcome of {key} must be one of {', '.join(OUTCOMES)}")
    if (reason.outcome == "failed") != bool(reason.summary and reason.summary_en):
        raise ValueError(f"{check_id}: {key} needs summary and summary_en if, and only if, its outcome is failed")
    if bool(reason.expression) != bool(reason.expression_en):
        raise ValueError(f"{check_id}: {key} needs both expression and expression_en, or neither")
    return reason


@cache
def load_checks() -> tuple[Check, ...]:
    """All checks, each behind those whose findings it reads, else in the order of their ids."""
    found = [path for path in files(__package__).iterdir() if path.name.endswith(".sql")]
    waiting = {path.name.removesuffix(".sql"): path.read_text(encoding="utf-8") for path in found}
    checks: dict[str, Check] = {}
    left = [read_check(check_id, text) for check_id, text in sorted(waiting.items())]
    while left:
        ready = [check for check in left if all(other in checks for other in check.after)]
        if not ready:
            raise ValueError(f"{left[0].id}: `after` names a check that does not exist, or checks wait for each other")
        checks.update({check.id: check for check in ready})
        left = [check for check in left if check.id not in checks]
    return tuple(checks.values())


# ---- sentences -------------------------------------------------------------------------------------------------------


def plain_number(value: float) -> str:
    """A number without needless zeros: 25, 0.5, 3900."""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


class _Sentences(Formatter):
    """str.format with the formats that sentences about money need.

    wan: fen as 30.33 万元; money: the same, below 1 万元 as 800 元; yuan: fen as 303,300 yuan; list and list_en: an array
    with 、 or commas between;
    number: without needless zeros.
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        """One value as a format asks."""
        match format_spec:
            case "wan":
                return wan_yuan(value)
            case "money":
                return yuan_or_wan_yuan(value)
            case "yuan":
                return yuan(value)
            case "list":
                return "、".join(map(str, value))
            case "list_en":
                return ", ".join(map(str, value))
            case "number":
                return plain_number(value)
        return str(super().format_field(value, format_spec))


def sentence(template: str, details: dict[str, Any]) -> str:
    """A template with the details of a row filled in. Raises KeyError when the row lacks one."""
    return _Sentences().vformat(template, (), details)
