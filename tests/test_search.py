"""Search by the rule: every word of the query, folded, is a substring of a text of the record. Proven on a live server."""

import json
import random
import sqlite3
import sys
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.search import TOKENIZE, fold, index_text, match_expression, token
from mingzhang.vocabulary import simplified_characters

Sql = Callable[..., list[Any]]
Texts = dict[str, list[str]]  # record id -> the texts that it is found by


@cache
def reference_fold(text: str) -> str:
    """The rule in plain Python, written without a look at the package's own."""
    simplified = simplified_characters()
    letters = []
    for printed in text:
        for character in unicodedata.normalize("NFKC", printed).casefold():
            character = simplified.get(character, character)
            if unicodedata.category(character)[0] in "LN":
                letters.append(character)
    return "".join(letters)


def reference_search(query: str, texts: Texts) -> set[str]:
    words = [word for word in (reference_fold(word) for word in query.split()) if word]
    return {
        record
        for record, own in texts.items()
        if all(any(word in reference_fold(text) for text in own) for word in words)
    }


@pytest.fixture(scope="module")
def searched(founding: Any) -> dict[str, Texts]:
    """What each row is found by, taken from the document and not from the database."""
    texts: dict[str, Texts] = {"projects": {}, "goals": {}, "indicators": {}}
    for number, project in enumerate(founding.forms[0].projects, 1):
        own = f"632221-006-2023-p{number}"
        texts["projects"][own] = [project.name, *(goal.text for goal in project.goals)]
        for goal in project.goals:
            texts["goals"][f"{own}-g{goal.position}"] = [goal.text]
        for indicator in project.indicators:
            texts["indicators"][f"{own}-i{indicator.position}"] = [indicator.name, indicator.text]
    return texts


@pytest.fixture(scope="module")
def client(site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site, timeout=30) as client:
        yield client


def found(client: httpx.Client, table: str, query: str) -> set[str]:
    """The ids that ?_search= gives on the live server, every one of them."""
    parameters = {"_search": query, "_shape": "array", "_size": "max", "_col": "id", "_nofacet": "1", "_nocount": "1"}
    response = client.get(f"/mingzhang/{table}.json", params=parameters)
    assert response.status_code == 200, (query, response.text)
    return {row["id"] for row in response.json()}


def found_in_sql(client: httpx.Client, table: str, words: list[str]) -> dict[str, set[str]]:
    """The ids that SQL on the live server gives for each of the words, which is what ?_search= runs for one of them."""
    ids = f"SELECT json_group_array(id) FROM {table} WHERE rowid IN"
    index = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH escape_fts(one.value)"
    sql = f"SELECT one.value AS word, ({ids} ({index})) AS ids FROM json_each(:words) AS one"
    response = client.get("/mingzhang.json", params={"sql": sql, "words": json.dumps(words), "_shape": "array"})
    assert response.status_code == 200, response.text
    return {row["word"]: set(json.loads(row["ids"])) for row in response.json()}


def check_all(client: httpx.Client, searched: dict[str, Texts], queries: list[str]) -> None:
    def check(query: str) -> list[tuple[str, str]]:
        return [
            (table, query)
            for table, texts in searched.items()
            if found(client, table, query) != reference_search(query, texts)
        ]

    with ThreadPoolExecutor(4) as pool:
        wrong = [one for result in pool.map(check, queries) for one in result]
    assert wrong == []


def substrings(searched: dict[str, Texts], length: int) -> list[str]:
    texts = {text for records in searched.values() for own in records.values() for text in own}
    return sorted({text[at : at + length] for text in texts for at in range(len(text) - length + 1)})


def is_han(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in text)


def test_two_characters_find_what_the_stock_search_misses(client: httpx.Client) -> None:
    assert {"632221-006-2023-p4", "632221-006-2023-p13"} == found(client, "projects", "体检")
    assert len(found(client, "projects", "慰问")) == 5


@pytest.mark.slow
def test_every_two_character_word_of_the_corpus(client: httpx.Client, searched: dict[str, Texts]) -> None:
    words = [word for word in substrings(searched, 2) if is_han(word)]
    assert len(words) > 700
    for table, texts in searched.items():
        for some in (words[at : at + 20] for at in range(0, len(words), 20)):
            assert found_in_sql(client, table, some) == {word: reference_search(word, texts) for word in some}


@pytest.mark.parametrize("length", [1, 2, 3, 4, 7, 12])
def test_samples_of_other_lengths(client: httpx.Client, searched: dict[str, Texts], length: int) -> None:
    check_all(client, searched, random.Random(length).sample(substrings(searched, length), 60))


def test_words_that_the_corpus_lacks(client: httpx.Client, searched: dict[str, Texts]) -> None:
    check_all(client, searched, ["检体", "体检体检", "机场", "问慰", "IPv6", "龘", "𠮷", "𰻝"])


QUERIES = [
    "体检 干部",
    "体检　干部",  # an ideographic space
    "干部 体检 800",
    "體檢",
    "幹部",
    "１００",
    "100",
    "00",
    "0.03",
    "2023/12/31",
    "２０２３年",
    "８００元",
    "100%",
    "％",
    "≥50人",
    "离、退休",
    "离退休",
    "（县级、副高）",
    "县级副高人均",
    "“两新”",
    '"体检"',
    '"',
    '""',
    '"体检',
    "'",
    "体检'",
    "体检*",
    "*",
    "体检 OR 慰问",
    "体检 AND",
    "NOT 体检",
    "NEAR(体检 慰问)",
    "name:体检",
    "体检-慰问",
    "-体检",
    "(体检",
    "体检)",
    "^体检",
    "{text}: 体检",
    "体检 + 慰问",
    ";",
    "--",
    "\\",
    "%",
    "_",
    "",
    " ",
    "。",
    "😀",
    "体检😀",
    "👨‍👩‍👧",
    "e\u0301",
    "\u200b体检\u200b",
    "\ue000",
    "\ue000体检",
    "ＩＰＶ６",
    "体\n检",
    "体\t检",
    "a" * 2000,
    "体检" * 500,
]


def test_mixed_width_punctuation_operators_and_nothing(client: httpx.Client, searched: dict[str, Texts]) -> None:
    check_all(client, searched, QUERIES)


@pytest.mark.parametrize("query", ["", "。", "😀", '"', "*", "OR", "体检'"])
def test_no_query_gives_an_error_page(client: httpx.Client, query: str) -> None:
    for table in ("projects", "goals", "indicators"):
        assert client.get(f"/mingzhang/{table}", params={"_search": query}).status_code == 200


# ---- the index itself, on texts that no disclosure has ------------------------------------------------------------


def index_of(texts: list[list[str]]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize=\"{TOKENIZE}\")")
    rows = enumerate(map(index_text, texts))
    connection.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", rows)
    return connection


ALPHABET = "体檢检后後里裏ABaｂＢ1２3③㎡½ßİſςσéè́กкЖ𠮷𰻝ꭰᏸ 　,。、“”\"'*😀\ue000\u200bཀྵི"


@given(
    st.lists(st.lists(st.text(ALPHABET, max_size=12), min_size=1, max_size=3), min_size=1, max_size=5),
    st.text(ALPHABET, max_size=5),
)
def test_the_index_does_exactly_what_the_rule_says(texts: list[list[str]], query: str) -> None:
    connection = index_of(texts)
    rows = connection.execute("SELECT rowid FROM texts WHERE texts MATCH ?", [match_expression(query)])
    expected = reference_search(query, {str(number): own for number, own in enumerate(texts)})
    assert {str(number) for (number,) in rows} == expected


def test_every_character_of_unicode_is_one_token_of_its_own() -> None:
    folded = {one for code in range(sys.maxunicode) if not 0xD800 <= code < 0xE000 for one in fold(chr(code))}
    connection = index_of([[]])
    connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab('texts', 'row')")
    connection.executemany(
        "INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate((token(one) for one in sorted(folded)), 2)
    )
    counts = dict(connection.execute("SELECT term, doc FROM terms"))
    assert len(counts) == len(folded) + 1  # and the boundary
    assert set(counts.values()) == {1}


def test_a_phrase_does_not_run_from_one_text_into_the_next() -> None:
    connection = index_of([["体", "检"], ["体检"]])
    assert connection.execute("SELECT rowid FROM texts WHERE texts MATCH ?", [match_expression("体检")]).fetchall() == [
        (1,)
    ]


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("旅遊", "旅游"),
        ("諮詢", "咨询"),
        ("徵收", "征收"),
        ("淨化", "净化"),
        ("佔地", "占地"),
        ("僱員", "雇员"),
        ("週年", "周年"),
        ("發佈", "发布"),
        ("乾淨", "干净"),
        ("鑑定", "鉴定"),
        ("績效", "绩效"),
        ("跟著", "跟着"),
        ("乾縣", "乾县"),
        ("衞生", "卫生"),
    ],
)
def test_a_word_is_found_in_either_script(traditional: str, simplified: str) -> None:
    assert fold(traditional) == fold(simplified)


BOTH_SCRIPTS = "旅遊諮詢徵收乾淨後里裏裡著鑑ＡａB１1，。 "


def big5_first_level() -> list[str]:
    """The 5,401 characters that Taiwan's Big5 lists as common."""
    low = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    codes = [bytes((high, one)) for high in range(0xA4, 0xC7) for one in low if (high, one) <= (0xC6, 0x7E)]
    return [code.decode("big5") for code in codes]


def test_all_common_traditional_characters_fold_to_one_that_stays() -> None:
    characters = big5_first_level()
    assert len(characters) == 5401
    assert all(fold(fold(one)) == fold(one) and len(fold(one)) == 1 for one in characters)
    # The rest has no simplified form of its own (妳, 瞭): OpenCC leaves it as it is.
    assert sum(not fold(one).encode("gb2312", "ignore") for one in characters) == 208


@given(
    st.text("旅遊諮詢徵收乾淨後里裏裡著鑑ＡａB１1，。 ", max_size=8),
    st.text("旅遊諮詢徵收乾淨後里裏裡著鑑ＡａB１1，。 ", max_size=8),
)
def test_folding_is_character_by_character_and_done_once(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)
    assert fold(fold(one)) == fold(one)


def test_folding() -> None:
    assert fold("ＡＢＣ１２３") == "abc123"
    assert fold("體檢覆蓋率") == "体检覆盖率"
    assert fold("显著、著名") == fold("顯著、著名") == "显着着名"
    assert fold("≥50人（含）") == "50人含"
    assert fold("5㎡") == "5m2"
