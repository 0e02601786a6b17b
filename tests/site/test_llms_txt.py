"""/llms.txt tells language models what is here, how to ask, and what the numbers do not mean."""

import re

import httpx
import pytest

from mingzhang.dictionary.metadata_file import load_dictionary


@pytest.fixture(scope="module")
def text(site: str) -> str:
    answer = httpx.get(f"{site}/llms.txt?_lang=en")
    assert answer.headers["content-type"].startswith("text/plain")
    return answer.text


def test_it_begins_as_llmstxt_org_has_it(text: str) -> None:
    lines = text.splitlines()
    assert lines[0] == "# Mingzhang, an open account book"
    assert lines[2].startswith("> ")
    assert "\n## Optional\n" in text


def test_it_says_what_the_numbers_do_not_mean_with_the_counts_of_this_database(text: str) -> None:
    assert "Budgets (phase budget, 26 projects) and self-evaluations (self_evaluation, 0 projects)" in text
    assert "That nothing was found does not mean that nothing was spent" in text


def test_tables_views_and_ready_queries_are_in_it(text: str) -> None:
    shown = [
        name for name, table in load_dictionary().tables.items() if table.columns and not table.shown.get("hidden")
    ]
    for name in (*shown, *load_dictionary().queries):
        assert f"/mingzhang/{name}.json?_shape=array" in text, name


def test_every_address_in_it_answers(site: str, text: str) -> None:
    addresses = {one for one in re.findall(r"https?://[^\s)]+", text) if one.startswith(site)}
    assert len(addresses) > 50
    with httpx.Client(timeout=60) as client:
        for address in addresses - {f"{site}/-/mcp"}:
            if "{" not in address:
                assert client.get(address.replace("select+…", "select+1").replace("…", "x")).status_code == 200, address


def test_it_speaks_chinese_to_who_reads_chinese(site: str) -> None:
    assert "\n## 这些数字不能说明什么\n" in httpx.get(f"{site}/llms.txt?_lang=zh").text
