"""On the live site a finding leads to its records and to the source cells that it quotes."""

import re
from html import unescape

import httpx
import pytest


def links(site: str, path: str, column: str) -> list[tuple[str, str]]:
    """Address and text of each link in the cells of a column."""
    page = httpx.get(f"{site}/mingzhang/{path}", timeout=30)
    assert page.status_code == 200
    cells = re.findall(rf'<td class="col-{column} [^"]*">(.*?)</td>', page.text, re.DOTALL)
    found = (re.fullmatch(r'\s*<a href="(.*?)">(.*?)</a>\s*', cell, re.DOTALL) for cell in cells)
    return [(unescape(match[1]), unescape(match[2])) for match in found if match]


FINDING = "632221-006-2023-p4-unit-cost-times-count"


def test_evidence_leads_to_its_record(site: str) -> None:
    found = links(site, f"finding_evidence?finding_id={FINDING}", "record_id")
    assert len(found) == 5
    for address, text in found:
        assert address.endswith(f"/{text}")
        assert httpx.get(site + address, timeout=30).status_code == 200, address


def test_evidence_leads_to_the_source_cells_of_its_row_and_page(site: str) -> None:
    for column in ("page", "row"):
        for address, _ in links(site, f"finding_evidence?finding_id={FINDING}", column):
            body = httpx.get(
                site + address.replace("/cells?", "/cells.json?_shape=array&_size=max&"), timeout=30
            ).json()
            assert "离休、县级及副高退休人员体检费" in [cell["text"] for cell in body], address
            assert len({(cell["page"], cell["row"]) for cell in body}) == 1 or column == "page"


@pytest.mark.parametrize(
    ("path", "column"),
    [
        ("finding_list", "row"),
        ("finding_list", "finding_id"),
        ("finding_list", "project_id"),
        ("findings_by_check", "check_id"),
        ("indicator_list", "row"),
        ("projects", "page"),
        ("indicators", "row"),
        ("stated_totals", "row"),
    ],
)
def test_what_a_page_names_can_be_opened(site: str, path: str, column: str) -> None:
    found = links(site, f"{path}?_size=3", column)
    assert found
    for address, _ in found:
        assert httpx.get(site + address, timeout=30).status_code == 200, address


def test_what_leads_nowhere_is_no_link(site: str) -> None:
    assert links(site, "cells?_size=3", "page") == []
    assert links(site, "units", "name") == []
