"""A check's file that is not whole is refused with a sentence that names the check and says what to do."""

import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingzhang.checks import definition, functions
from mingzhang.checks.definition import TEXTS, load_checks, read_check
from mingzhang.checks.wording import worded
from mingzhang.text.numerals import plain_number
from tests.checks.documents import of
from tools import make_checks_page

FAILED: dict[str, object] = {
    "outcome": "failed",
    "reason": {"zh": "不同", "en": "differs"},
    "summary": {"zh": "相差 {gap:wan}", "en": "{gap:yuan}"},
}


def text_of(sql: str = "SELECT 1", **changes: object) -> str:
    """The file of a small check; a change to None leaves a key out."""
    header = {
        **{name: {"zh": name, "en": f"{name} in English"} for name in TEXTS},
        "class": "question",
        "version": 1,
        "scope": "document",
        "reasons": {"differs": FAILED},
        **changes,
    }
    kept = {key: value for key, value in header.items() if value is not None}
    return f"/*\n{yaml.safe_dump(kept, allow_unicode=True)}*/\n{sql}\n"


def without(reason: dict[str, object], key: str) -> dict[str, object]:
    return {name: value for name, value in reason.items() if name != key}


def test_a_whole_check_is_read() -> None:
    check = read_check("some", text_of(after=["other"]))
    assert (check.id, check.check_class, check.version, check.after) == ("some", "question", "1", ("other",))
    assert check.sql == "SELECT 1"
    assert check.reasons["differs"].summary == {"zh": "相差 {gap:wan}", "en": "{gap:yuan}"}
    assert check.reasons["nothing-to-test"].outcome == "not_applicable"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT 1", "some: begin with a comment /* … */ that explains the check"),
        (text_of(why=None), "some: the comment lacks why"),
        (text_of(why=None, reasons=None), "some: the comment lacks reasons, why"),
        (text_of(why={"zh": "为"}), "some: why lacks a text in en"),
        (text_of(why="because"), "some: why lacks a text in zh, en; write it {zh: …, …}"),
        (text_of(why={"zh": "为", "en": "for", "xx": "x"}), "some: why has xx, which is no language of languages.yml"),
        (text_of(colour="red"), "some: the comment has colour, which nobody reads"),
        (text_of(scope="county"), "some: scope must be one of document, unit, whole"),
        (text_of(**{"class": "error"}), "some: class must be one of arithmetic, question, form"),
        (
            text_of(reasons={"differs": {**FAILED, "outcome": "wrong"}}),
            "some: outcome of differs must be one of passed, failed, not_applicable",
        ),
        (
            text_of(reasons={"differs": without(FAILED, "summary")}),
            "some: differs needs a summary if, and only if, its outcome is failed",
        ),
        (
            text_of(reasons={"differs": {**FAILED, "summary": {"zh": "相差"}}}),
            "some: summary of differs lacks a text in en",
        ),
        (
            text_of(reasons={"equal": {**FAILED, "outcome": "passed"}}),
            "some: equal needs a summary if, and only if, its outcome is failed",
        ),
        (
            text_of(**{"class": "form"}, reasons={"one": FAILED, "two": FAILED}),
            "some: a check of class form has one failed reason, because it makes one finding a document",
        ),
        (text_of(reasons={"differs": without(FAILED, "reason")}), "some: differs lacks reason"),
        (text_of(reasons={"differs": {**FAILED, "sumary": "x"}}), "some: differs has sumary, which nobody reads"),
        ("/*\ntitle: a: b\n*/\nSELECT 1", "some: the comment is no YAML, line 2"),
        ("/*\n- title\n*/\nSELECT 1", "some: the comment is no list of keys with their texts"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_by_name(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="some: ") as error:
        read_check("some", text)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("after", [{"a": "nothing"}, {"a": "b", "b": "a"}, {"a": "a"}])
def test_a_check_that_waits_for_none_or_for_itself_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: dict[str, str]
) -> None:
    for name, other in after.items():
        (tmp_path / f"{name}.sql").write_text(text_of(after=[other]), encoding="utf-8")
    monkeypatch.setattr(definition, "files", lambda _: tmp_path)
    with pytest.raises(
        ValueError, match=r"^a: `after` names a check that does not exist, or checks wait for each other"
    ):
        load_checks.__wrapped__()


def test_a_check_may_read_only_findings_of_its_own_scope(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.sql").write_text(text_of(after=["b"]), encoding="utf-8")
    (tmp_path / "b.sql").write_text(text_of(scope="whole"), encoding="utf-8")
    monkeypatch.setattr(definition, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=r"^a: `after` names b, which is of another scope"):
        load_checks.__wrapped__()


def test_adding_a_check_touches_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: Any) -> None:
    copy = tmp_path / "checks"
    copy.mkdir()
    for path in Path(definition.__file__).parent.glob("*.sql"):
        shutil.copy(path, copy)
    sql = "SELECT id AS subject, document_id, 'passed' AS outcome, 'equal' AS reason FROM projects"
    reasons = {"differs": FAILED, "equal": {"outcome": "passed", "reason": {"zh": "相同", "en": "equal"}}}
    (copy / "one-more.sql").write_text(text_of(sql, reasons=reasons), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(definition, "files", lambda _: copy)
        load_checks.cache_clear()
        _, sql = built(a__txt=of(("目标一：甲", "")))
        page = make_checks_page.make()
    load_checks.cache_clear()
    assert sql("SELECT outcome FROM check_results WHERE check_id = 'one-more'") == [("passed",)]
    assert sql("SELECT title FROM checks WHERE id = 'one-more'") == [("title",)]
    assert "one-more" in page


def test_a_check_comes_behind_those_whose_findings_it_reads() -> None:
    ids = [check.id for check in load_checks()]
    for check in load_checks():
        assert all(ids.index(other) < ids.index(check.id) for other in check.after)
    assert "duplicate-project" in next(check.after for check in load_checks() if check.id == "total-mismatch")


def test_sentences_are_filled_in_by_their_formats() -> None:
    details = {"gap": 30_330_000, "rows": [25, 26], "ratio": 25.0, "name": "甲", "what": {"zh": "总额", "en": "total"}}
    texts = {"zh": "{name}{what} {gap:wan} {rows:list} {ratio:number}", "en": "{name}: {what} {gap:yuan} {rows:list}"}
    assert worded(texts, details, "zh") == "甲总额 30.33 万元 25、26 25"
    assert worded(texts, details, "en") == "甲: total 303,300 yuan 25, 26"
    assert worded({"zh": "{what}"}, details, "en") == "total"
    assert [plain_number(number) for number in (0.5, 3900.0, 3)] == ["0.5", "3900", "3"]
    with pytest.raises(KeyError):
        worded({"zh": "{missing}"}, details, "zh")


def test_most_checks_run_as_they_are_published_in_plain_sqlite(database: Path) -> None:
    """On the downloaded file, with nothing registered; docs/checks.md says which."""
    plain, ours = sqlite3.connect(database), sqlite3.connect(database)
    functions.register(ours)
    published = plain.execute("SELECT id, sql FROM checks").fetchall()
    alone = [(check, sql) for check, sql in published if not functions.used_by(sql)]
    for check, sql in alone:
        assert plain.execute(sql).fetchall() == ours.execute(sql).fetchall(), check
    assert len(alone) >= 0.6 * len(published)
    plain.close()
    ours.close()


def test_no_check_reads_the_cells_again() -> None:
    """What a form recognised is in points, rates, money_parts … (docs/architecture.md)."""
    assert [check.id for check in load_checks() if re.search(r"\b(cells|spans)\b", check.sql)] == []


def test_a_check_is_short_enough_to_be_read_aloud() -> None:
    """What several checks ask, or what takes long to compute, is a view of the database (store/views)."""
    files = Path(definition.__file__).parent.glob("*.sql")
    assert [path.name for path in files if len(path.read_text(encoding="utf-8").splitlines()) > 180] == []
