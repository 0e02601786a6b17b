"""A check as its file says it: a comment of YAML that explains it, then one SELECT."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.languages import DEFAULT, LANGUAGES, STORED, Texts

OUTCOMES = ("passed", "failed", "not_applicable")
# What a check looks at to judge of a document: that document; the documents with projects of the same series; all documents.
SCOPES = ("document", "unit", "whole")
CLASSES = ("arithmetic", "question", "form")
# What a check explains of itself, by language.
TEXTS = ("title", "tests", "looks_for", "why", "basis", "assumptions", "innocent_explanations")
# The reason of a document in which a check had nothing to look at, which is no pass.
NOTHING_TO_TEST = "nothing-to-test"


@dataclass(frozen=True, slots=True)
class Reason:
    """How something tested came out, and what is said of it by language; {words} in it are details of the row.

    `summary` is the sentence of a finding (failed), `expression` the arithmetic of a reconciliation (passed).
    """

    outcome: str
    reason: Texts
    summary: Texts | None = None
    expression: Texts | None = None
    finding_class: str | None = None  # where it is a weaker one than that of the check


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its texts by TEXTS and language, its reasons by their key, and its SQL, one row for each thing tested."""

    id: str
    check_class: str
    version: str
    scope: str
    after: tuple[str, ...]  # checks whose findings its SQL reads
    yields_to: tuple[str, ...]  # checks that tell a fault which it finds too
    yields_with: Texts  # what is added to the finding that tells it; empty for nothing
    texts: dict[str, Texts]
    reasons: dict[str, Reason]
    sql: str


_NOTHING = Reason(
    "not_applicable",
    {"zh": "这份文件里没有可以核对的内容", "en": "the document has nothing that this check could test"},
)


def read_check(check_id: str, text: str) -> Check:
    """The check that a file's text holds. Raises ValueError, saying what is amiss, when it is no whole check."""
    match = re.fullmatch(r"\s*/\*(?P<header>.*?)\*/\s*(?P<sql>.*)", text, re.DOTALL)
    if match is None:
        raise ValueError(f"{check_id}: begin with a comment /* … */ that explains the check")
    header = _header(check_id, match["header"])
    wanted = {"class", "version", "scope", "reasons", *TEXTS}
    if missing := wanted - header.keys():
        raise ValueError(f"{check_id}: the comment lacks {', '.join(sorted(missing))}")
    if unknown := header.keys() - wanted - {"after", "yields_to", "yields_with"}:
        raise ValueError(f"{check_id}: the comment has {', '.join(sorted(unknown))}, which nobody reads")
    if header["class"] not in CLASSES:
        raise ValueError(f"{check_id}: class must be one of {', '.join(CLASSES)}")
    if header["scope"] not in SCOPES:
        raise ValueError(f"{check_id}: scope must be one of {', '.join(SCOPES)}")
    reasons = {key: _reason(check_id, key, content) for key, content in header["reasons"].items()}
    if header["class"] == "form" and sum(reason.outcome == "failed" for reason in reasons.values()) != 1:
        raise ValueError(
            f"{check_id}: a check of class form has one failed reason, because it makes one finding a document"
        )
    texts = {name: _texts(check_id, name, header[name]) for name in TEXTS}
    after, yields_to = (tuple(header.get(key, ())) for key in ("after", "yields_to"))
    reasons[NOTHING_TO_TEST] = _NOTHING
    return Check(
        check_id,
        header["class"],
        str(header["version"]),
        header["scope"],
        after,
        yields_to,
        _texts(check_id, "yields_with", header["yields_with"]) if "yields_with" in header else {},
        texts,
        reasons,
        match["sql"].strip(),
    )


def _header(check_id: str, text: str) -> dict[str, Any]:
    try:
        header = read_yaml(text)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ValueError(f"{check_id}: the comment is no YAML{line}: {error.problem}") from None
    if not isinstance(header, dict):
        raise ValueError(f"{check_id}: the comment is no list of keys with their texts")
    return header


def _texts(check_id: str, name: str, content: Any) -> Texts:
    """A text by language, in each that the tables have columns for, and in no other than those of languages.yml."""
    codes = content if isinstance(content, dict) else {}
    if missing := [code for code in STORED if not codes.get(code)]:
        raise ValueError(f"{check_id}: {name} lacks a text in {', '.join(missing)}; write it {{{DEFAULT}: …, …}}")
    if unknown := [str(code) for code in codes if code not in LANGUAGES]:
        raise ValueError(f"{check_id}: {name} has {', '.join(unknown)}, which is no language of languages.yml")
    return {code: str(text).strip() for code, text in codes.items()}


def _reason(check_id: str, key: str, content: dict[str, Any]) -> Reason:
    if missing := [name for name in ("outcome", "reason") if name not in content]:
        raise ValueError(f"{check_id}: {key} lacks {', '.join(missing)}")
    content = {("finding_class" if name == "class" else name): said for name, said in content.items()}
    if unknown := [name for name in content if name not in Reason.__slots__]:
        raise ValueError(f"{check_id}: {key} has {', '.join(unknown)}, which nobody reads")
    texts = ("reason", "summary", "expression")
    said = {name: _texts(check_id, f"{name} of {key}", content[name]) for name in texts if name in content}
    reason = Reason(**{**content, **said})
    if reason.finding_class not in (None, *CLASSES):
        raise ValueError(f"{check_id}: class of {key} must be one of {', '.join(CLASSES)}")
    if reason.outcome not in OUTCOMES:
        raise ValueError(f"{check_id}: outcome of {key} must be one of {', '.join(OUTCOMES)}")
    if (reason.outcome == "failed") != bool(reason.summary):
        raise ValueError(f"{check_id}: {key} needs a summary if, and only if, its outcome is failed")
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
        for check in ready:
            if others := [other for other in check.after if checks[other].scope != check.scope]:
                raise ValueError(f"{check.id}: `after` names {others[0]}, which is of another scope")
        checks.update({check.id: check for check in ready})
        left = [check for check in left if check.id not in checks]
    return tuple(checks.values())
