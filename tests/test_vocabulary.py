"""The vocabularies hold together: no key twice, no word that means two things, no sentence without its other language."""

import re
from collections import Counter

import pytest
import yaml

from mingzhang import vocabulary
from mingzhang.vocabulary.reasons import sentence
from tests.conftest import ROOT

ORDERS = (
    "accept|add|align|ask|check|clear|compare|complete|correct|fetch|find|give|go by|install|join|leave|look for|make|mend|"
    "move|name|open|print|put|remove|report|run|save|say|set|show|split|state|take|unpack|use|write"
)
FOLDER = ROOT / "src" / "mingzhang" / "vocabulary"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.name)
def test_no_key_stands_twice(path: object) -> None:
    node = yaml.compose(open(str(path), encoding="utf-8"))  # noqa: SIM115, PTH123
    assert isinstance(node, yaml.MappingNode)
    for mapping in [node, *(value for _, value in node.value if isinstance(value, yaml.MappingNode))]:
        keys = Counter(key.value for key, _ in mapping.value)
        assert [key for key, number in keys.items() if number > 1] == []


@pytest.mark.parametrize(("name", "key"), [("levels", "level1"), ("levels", "level2"), ("comparators", "signs")])
def test_no_variant_means_two_things(name: str, key: str) -> None:
    words = [word for official, others in vocabulary.load(name)[key].items() for word in [official, *(others or [])]]
    assert len(words) == len(set(words))


def test_every_reason_has_a_kind_and_both_sentences_with_the_same_words_to_fill_in() -> None:
    for name, reason in vocabulary.load("reasons").items():
        assert reason["kind"] in ("document", "part", "doubt", "note"), name
        assert set(re.findall(r"{(\w+)}", reason["zh"])) == set(re.findall(r"{(\w+)}", reason["en"])), name


def test_every_reason_says_what_to_do() -> None:
    """In Chinese a request or a rule for quoting, in English an order; and nothing but what was seen stands before it."""
    for name, reason in vocabulary.load("reasons").items():
        if reason["kind"] == "note":
            continue
        assert re.search("请", reason["remedy"]["zh"]), name
        assert reason["zh"].endswith("。"), name
        assert reason["remedy"]["zh"].endswith("。"), name
        words = [set(re.findall(r"{(\w+)}", reason["remedy"][language])) for language in ("zh", "en")]
        assert words[0] == words[1], name
        assert "请" not in reason["zh"], name
        assert not reason["en"].endswith((".", ":")), name
        assert re.search(rf"(?:^|[;,:] |, and |, or )(?:{ORDERS})\b", reason["remedy"]["en"]), name


def test_what_to_do_stands_behind_what_was_seen() -> None:
    values = {"cells": 4, "columns": 5}
    assert sentence("row-too-long", values, "zh") == (
        "这一行有 4 格，表头只有 5 格，无法断定各格属于哪一栏。请对照原件改正这一行后再试；格里有逗号的，请用引号括起来。"
    )
    assert sentence("row-too-long", values, "en") == (
        "the row has 4 cells where the header has 5; which cell belongs to which column cannot be told; "
        "correct the row by the original and try again; a cell with a comma in it needs quotation marks"
    )


def test_every_reason_that_the_code_gives_is_explained_and_no_other() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    for name in vocabulary.load("reasons"):
        assert f'"{name}"' in code, name
    given = re.findall(r'(?:Reject|Refused|BadAmount|_reject|refuse_all)\(\s*(?:\w+, )?"([a-z0-9-]+)"', code)
    assert set(given) <= set(vocabulary.load("reasons"))
    assert len(set(given)) > 25


def test_regions_lead_up_to_their_province() -> None:
    regions = vocabulary.regions()
    assert len(regions) > 3000
    for region in regions.values():
        assert re.fullmatch(r"\d{6}", region.code)
        assert region.parent_code is None or region.parent_code in regions
    assert regions["632221"].name == "门源回族自治县"


def test_every_traditional_character_leads_to_one_that_stays() -> None:
    characters = vocabulary.simplified_characters()
    assert len(characters) > 3000
    assert not set(characters) & set(characters.values())


def test_a_sentence_calls_a_form_by_its_chinese_name_in_chinese() -> None:
    values = {"page": 1, "row": 2, "form": "project_sheet"}
    assert sentence("form-recognised", values, "zh") == "第 1 页第 2 行是《项目支出绩效目标申报表》的表头。"
    assert sentence("form-recognised", values, "en") == "row 2 of page 1 has the labels of project_sheet"
