"""metadata.yml becomes typed records, or says where it cannot."""

import re
from typing import Any

import pytest

from mingzhang.dictionary.descriptions import Dictionary, Kind
from mingzhang.dictionary.metadata_file import read_dictionary


def dictionary(columns: dict[str, Any], other: dict[str, Any] | None = None) -> Dictionary:
    """A metadata.yml of one table `a` with these columns, and of another table `b`."""
    text = {"zh": "甲", "en": "A"}
    tables = {
        name: {"title": text, "description": text, "columns": own} for name, own in (("a", columns), ("b", other or {}))
    }
    database = {
        "title": text,
        "description": text,
        "codes": {"phase": {"budget": {"zh": "预算", "en": "Budget"}}},
        "tables": tables,
        "query_columns": {"kind": {"is": "text", "label": text}, "*_fen": {"is": "money in fen"}},
    }
    return read_dictionary({"title": text, "description": text, "licence": "x", "databases": {"mingzhang": database}})


def test_what_a_column_is_stands_in_a_few_words() -> None:
    said = {
        "amount_fen": {"is": "money in fen", "printed": "text"},
        "unit_id": {"is": "reference to units"},
        "unit": {"is": "name of unit_id"},
        "page": {"is": "page of indicator_id or project_id"},
        "phase": {"is": "code", "values": "phase"},
        "due": {"is": "date", "label": {"zh": "日期"}},
    }
    found = dictionary(said).tables["a"].columns
    assert (found["amount_fen"].kind, found["amount_fen"].fen, found["amount_fen"].printed) == (Kind.MONEY, 1, "text")
    assert found["unit_id"].refers_to == "units"
    assert found["unit"].names == "unit_id"
    assert found["page"].records == ["indicator_id", "project_id"]
    assert found["phase"].value("budget") == {"zh": "预算", "en": "Budget"}
    assert found["due"].label == {"zh": "日期"}


def test_a_column_like_another_says_what_that_says_but_for_its_own_words() -> None:
    first = {"is": "year", "label": {"zh": "年度"}, "meaning": {"zh": "四位数字"}}
    second = {"like": "a.year", "meaning": {"zh": "照标题"}}
    found = dictionary({"year": first}, {"year": second}).tables["b"].columns["year"]
    assert (found.kind, found.label, found.meaning) == (Kind.YEAR, {"zh": "年度"}, {"zh": "照标题"})


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"is": "moneys"}, "metadata.yml: a.x: nothing is 'moneys'"),
        ({"is": "money"}, "metadata.yml: a.x: nothing is 'money'"),
        ({"is": "money in dollars"}, "metadata.yml: a.x: nothing is 'money in dollars'"),
        ({"is": "text of x"}, "metadata.yml: a.x: nothing is 'text of x'"),
        ({}, "metadata.yml: a.x: nothing is None"),
        ({"like": "a.x"}, "metadata.yml: a.x: there is no a.x to be like"),
        ({"like": "b.y"}, "metadata.yml: a.x: there is no b.y to be like"),
        ({"is": "text", "lable": {}}, "metadata.yml: a.x: lable means nothing"),
        ({"is": "text", "label": "甲"}, "metadata.yml: a.x: write each text by language: {zh: …}, not '甲'"),
        (
            {"is": "text", "label": {"en": "A"}},
            "metadata.yml: a.x: write each text by language: {zh: …}, not {'en': 'A'}",
        ),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_place(said: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        dictionary({"x": said})


def test_a_column_of_a_query_is_what_is_said_of_it_or_what_all_tables_agree_on_or_what_its_name_tells() -> None:
    label = {"zh": "年度"}
    kinds = (("year", "year"), ("kind", "code"), ("text", "text"))
    one = {name: {"is": kind, "label": label} for name, kind in kinds}
    two = {"year": {"is": "year", "label": label}, "text": {"is": "text", "label": {"zh": "原文"}}}
    known = dictionary(one, two)
    found = [(said := known.column(None, name)) and said.kind for name in ("year", "kind", "sum_fen", "text", "other")]
    assert found == [Kind.YEAR, Kind.TEXT, Kind.MONEY, None, None]
