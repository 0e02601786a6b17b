"""Feeds tell what is new, whole or narrowed as a search is, in Atom that a reader of feeds accepts."""

from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import httpx
import pytest

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(site: str, name: str, **narrowed: str) -> ElementTree.Element:
    answer = httpx.get(f"{site}/feed/{name}.atom?{urlencode({'_lang': 'zh', **narrowed})}", timeout=30)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def ids(root: ElementTree.Element) -> set[str]:
    return {str(entry.findtext(f"{ATOM}id")).rsplit("/", 1)[1] for entry in root.iter(f"{ATOM}entry")}


def test_documents_are_dated_and_lead_to_their_pages(site: str, sql: Any) -> None:
    root = feed(site, "documents")
    (document,) = sql("SELECT id, title, coalesce(retrieved_on, published_on) FROM documents")
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == f"{site}/document/{document[0]}"
    assert entry.findtext(f"{ATOM}title") == document[1]
    assert str(root.findtext(f"{ATOM}updated"))[:4].isdigit()
    assert httpx.get(str(entry.findtext(f"{ATOM}id")), timeout=30).status_code == 200


@pytest.mark.parametrize("word", ["体检", "慰问"])
def test_a_search_can_be_followed(site: str, sql: Any, word: str) -> None:
    expected = sql(
        "SELECT id FROM findings WHERE class <> 'form' AND (summary LIKE ?1 OR project_id IN (SELECT id FROM projects"
        " WHERE name LIKE ?1 OR id IN (SELECT project_id FROM goals WHERE text LIKE ?1)))",
        f"%{word}%",
    )
    assert ids(feed(site, "findings", q=word)) == {row[0] for row in expected}


def test_a_unit_a_region_and_a_check_narrow_a_feed(site: str, sql: Any) -> None:
    of_check = sql("SELECT id FROM findings WHERE check_id = 'total-mismatch'")
    assert ids(feed(site, "findings", check="total-mismatch")) == {row[0] for row in of_check}
    assert ids(feed(site, "documents", region="630000")) == ids(feed(site, "documents"))
    assert ids(feed(site, "documents", region="110000")) == set()
    assert ids(feed(site, "documents", unit="632221-006001")) == ids(feed(site, "documents"))
    assert ids(feed(site, "findings", unit="nothing")) == set()
