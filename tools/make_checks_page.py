"""Make docs/checks.md, what every check looks for and why, from the comments of the SQL files.

python tools/make_checks_page.py docs/checks.md
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingzhang.checks import functions, lists
from mingzhang.checks.definition import CLASSES, NOTHING_TO_TEST, Check, load_checks
from mingzhang.dictionary.languages import Texts

HEAD = """# The checks

Made by `make docs` from `src/mingzhang/checks/`; change the files there, not this page. How to write a check:
[src/mingzhang/checks/README.md](../src/mingzhang/checks/README.md).

A finding observes; it accuses nobody, and none is called an error. Each check says what it takes for granted, what it cannot
see, and what may lie behind a finding without anything being wrong.

Three rules hold for all checks, after each has run. A contradiction that rests on sentences becomes a question, and says why,
where something around its numbers was not understood. A question that other printed numbers answer (a sum, a product, two
groups) is not asked. One fault is one finding: checks say to which others they yield.

Two papers of the Ministry of Finance are cited. 财预〔2021〕101号 (18 August 2021) is
中央部门项目支出核心绩效目标和指标设置及取值指引（试行）, addressed to central budget units, for reference on trial.
财预〔2020〕10号 is 项目支出绩效评价管理办法. What follows "as we understand" (按我们的理解) is told in our words and was not
held against the printed text; local rules may be others.
"""

CLASS_HEADS = {
    "arithmetic": "Arithmetic · 数字对不上",
    "question": "To be verified · 待核实",
    "form": "Form · 填报不规范 (one finding a document, with a count)",
}

PARTS = (
    ("tests", "Tests"),
    ("looks_for", "Found when"),
    ("why", "Why it matters"),
    ("basis", "Basis"),
    ("assumptions", "Takes for granted, and cannot see"),
    ("innocent_explanations", "Possible explanations"),
)


def _lines() -> Iterator[str]:
    yield from HEAD.splitlines()
    for check_class in CLASSES:
        checks = sorted((check for check in load_checks() if check.check_class == check_class), key=lambda one: one.id)
        yield from ("", f"## {CLASS_HEADS[check_class]}")
        for check in checks:
            yield from _check(check)
    yield from ("", "## The numbers and lists they go by", "", "`thresholds.yml`, in the table `thresholds`.", "")
    yield from ("| name | number | why |", "| --- | --- | --- |")
    for name, content in lists.entries("thresholds").items():
        yield f"| {name} | {content['value']} | {_both(content['why'])} |"
    yield from ("", "`words.yml`, in the table `words`.", "", "| name | words | why |", "| --- | --- | --- |")
    for name, content in lists.entries("words").items():
        yield f"| {name} | {_cell(_words(content['words']))} | {_both(content['why'])} |"


def _words(words: Any) -> str:
    if isinstance(words, dict):
        return "; ".join(f"{key}: {value}" for key, value in words.items())
    return " ".join(" = ".join(map(str, one)) if isinstance(one, list) else str(one) for one in words)


def _both(texts: Texts) -> str:
    """A text in English and Chinese in one cell of a table."""
    return f"{_cell(texts['en'])}<br>{_cell(texts['zh'])}"


def _cell(text: str) -> str:
    """A text in a table: bars and line ends would end the cell, and ]( would be a link."""
    return str(text).replace("|", "\\|").replace("\n", " ").replace("](", "]&#40;")


def _check(check: Check) -> Iterator[str]:
    yield from (
        "",
        f"### {check.id}",
        "",
        f"**{check.texts['title']['en']} · {check.texts['title']['zh']}** (version {check.version})",
        "",
    )
    for name, label in PARTS:
        yield f"- {label}: {_one_line(check.texts[name]['en'])}"
        yield f"  <br>{_one_line(check.texts[name]['zh'])}"
    yield from ("", "| outcome | reason | 原因 |", "| --- | --- | --- |")
    for key, reason in check.reasons.items():
        if key != NOTHING_TO_TEST:
            yield f"| {reason.outcome} | {_cell(reason.reason['en'])} | {_cell(reason.reason['zh'])} |"
    own = functions.used_by(check.sql)
    runs = f"calls {', '.join(own)} of functions.py" if own else "runs in plain SQLite on the downloaded file"
    yield from ("", f"SQL: [{check.id}.sql](../src/mingzhang/checks/{check.id}.sql), {runs}")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def make() -> str:
    """The page."""
    return "\n".join(_lines()) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(make(), encoding="utf-8")
