"""A user adds words beside the disclosures, and what is wrong with them is one plain line."""

import os
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mingzhang.errors import MingzhangError
from mingzhang.parse.levels import LEVEL1, official_name
from mingzhang.vocabulary import PROJECT, Vocabulary, in_use, load, using
from mingzhang.vocabulary.added import files_of_words, vocabulary_beside
from tests.conftest import ROOT

SHEET = """项目支出绩效目标表（2024年度）
某某工作名目 | 渠道清淤
资金总额（万元） | 10.00
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤长度 | 36公里
"""
WORDS = "fields:\n  name: [某某工作名目]\n"


def test_a_label_that_is_added_beside_the_disclosures_is_read(built: Callable[..., Any], tmp_path: Path) -> None:
    _, sql = built(a__txt=SHEET)
    assert sql("SELECT name FROM projects WHERE name IS NOT NULL") == []
    (tmp_path / "disclosures" / "vocabulary").mkdir()
    (tmp_path / "disclosures" / "vocabulary" / "sheets.yml").write_text(WORDS, encoding="utf-8")
    summary, sql = built()
    assert sql("SELECT name FROM projects") == [("渠道清淤",)]
    assert sql("SELECT count(*) FROM documents") == [(1,)]
    assert [note for note in summary.notes if "vocabulary/sheets.yml" in note]
    (tmp_path / "disclosures" / "vocabulary" / "sheets.yml").unlink()
    _, sql = built()
    assert sql("SELECT name FROM projects WHERE name IS NOT NULL") == []  # nothing of it is left in the process


def test_words_are_found_beside_a_file_and_above_it(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "2024").mkdir()
    (tmp_path / "vocabulary" / "sheets.yml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "2024" / "a.txt").write_text(SHEET, encoding="utf-8")
    for place in (tmp_path, tmp_path / "2024", tmp_path / "2024" / "a.txt"):
        assert [path.name for path in files_of_words([place])] == ["sheets.yml"]
        assert "某某工作名目" in vocabulary_beside([place]).load("sheets")["fields"]["name"]
    assert "合计" in vocabulary_beside([tmp_path]).load("sheets")["points"]


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("sheets.yml", "fields:\n  name: [甲\n", r"sheets\.yml line 3: is no valid YAML"),
        (
            "sheets.yml",
            "fields:\n  nam: [甲]\n",
            r"sheets\.yml line 2: nam is no key of this file; here are name, code",
        ),
        ("sheets.yml", "fields:\n  name: 甲\n", r"sheets\.yml line 2: a list of words is expected here"),
        ("sheets.yml", "fields: [甲]\n", r"sheets\.yml line 1: keys are expected here"),
        ("sheets.yml", "- 甲\n", r"sheets\.yml line 1: keys are expected here"),
        ("sheets.yml", "fields:\n  name: [{甲: 乙}]\n", r"sheets\.yml line 2: a list of words is expected"),
        ("sheet.yml", WORDS, r"sheet\.yml: no file of words is named so; there are columns, comparators"),
        ("reasons.yml", "a: b\n", r"reasons\.yml: no file of words is named so"),
    ],
)
def test_a_broken_file_of_words_is_one_line_with_its_place(tmp_path: Path, name: str, text: str, problem: str) -> None:
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / name).write_text(text, encoding="utf-8")
    with pytest.raises(MingzhangError, match=problem) as raised:
        vocabulary_beside([tmp_path])
    assert "\n" not in str(raised.value)


def test_a_new_name_of_a_level_may_be_a_key_too() -> None:
    with using(Vocabulary({"levels": {"level1": {"影响指标": ["影响"]}}})):
        assert official_name(LEVEL1, "影响") == "影响指标"
        assert official_name(LEVEL1, "产出") == "产出指标"
    assert official_name(LEVEL1, "影响") is None


def test_a_vocabulary_is_a_value_that_goes_to_another_process() -> None:
    one, same = Vocabulary({"sheets": {"blanks": ["无"]}}), Vocabulary({"sheets": {"blanks": ["无"]}})
    with using(one):
        assert "无" in load("sheets")["blanks"]
    assert one == same
    assert hash(one) == hash(same)
    assert pickle.loads(pickle.dumps(one)) == one
    assert one != PROJECT
    assert in_use() is PROJECT


def test_no_stage_keeps_what_it_computes_from_words_for_all_vocabularies() -> None:
    """Where words are looked up, `vocabulary.derived` keeps results with their vocabulary; functools would mix two of them."""
    rooms = [ROOT / "src" / "mingzhang" / room for room in ("forms", "parse", "text")]
    texts = {path: path.read_text("utf-8") for room in rooms for path in room.rglob("*.py")}
    kept = [
        path for path, text in texts.items() if "vocabulary" in text and re.search(r"^@(?:lru_)?cache\b", text, re.M)
    ]
    assert len(texts) > 40
    assert kept == []


def test_a_pipe_among_the_files_of_words_is_named_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    os.mkfifo(tmp_path / "vocabulary" / "labels.yml")
    with pytest.raises(MingzhangError, match=r"labels\.yml: is no regular file"):
        vocabulary_beside([tmp_path])
