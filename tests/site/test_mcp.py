"""Language models ask the site over MCP, with the official client over HTTP."""

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from datasette.utils.asgi import Request
from mcp import Client

from mingzhang.pipeline import build
from mingzhang.site.programs.asking import Asker
from mingzhang.site.programs.looking_up import compare_years
from mingzhang.site.programs.money import how_much
from mingzhang.site.server import open_site
from tests.conftest import finished

OWN_TOOLS = {"how_much", "find", "what_does_not_add_up", "compare_over_years", "where_is_it_printed"}
PROJECT = "632221-006-2023-p4"
FOUNDING_URL_PATH = "/source/632221-006-2023"

Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def ask(site: str) -> Ask:
    """Calls a tool, and gives its answer."""

    async def called(tool: str, arguments: dict[str, Any]) -> Any:
        async with Client(f"{site}/-/mcp") as client:
            return await client.call_tool(tool, arguments)

    def answer(tool: str, **arguments: Any) -> Any:
        result = finished(called(tool, arguments))
        return result.content[0].text if result.is_error else result.structured_content

    return answer


@pytest.fixture(scope="module")
def evaluations(samples_database: Path) -> Asker:
    """Who asks a site with budgets and self-evaluations of several years, without a server between."""
    return Asker(open_site(samples_database), Request.fake("/"), "en")


def rows_of(answer: Any) -> Iterator[dict[str, Any]]:
    """Everything in an answer that names a source page."""
    if isinstance(answer, dict):
        if "source_page" in answer:
            yield answer
        for value in answer.values():
            yield from rows_of(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from rows_of(value)


def test_its_tools_are_named_and_only_read(site: str) -> None:
    async def tools() -> Any:
        async with Client(f"{site}/-/mcp") as client:
            return (await client.list_tools()).tools

    listed = {tool.name: tool for tool in finished(tools())}
    assert OWN_TOOLS | {"execute_sql", "get_database_schema"} <= listed.keys()
    assert all(tool.annotations.read_only_hint for tool in listed.values())
    assert all(listed[name].description for name in OWN_TOOLS)


def test_how_much_a_unit_spends_on_something_is_answered_with_amount_phase_year_and_cell(ask: Ask) -> None:
    answer = ask("how_much", spender="中共门源县委组织部", purpose="体检", year=2023)
    (total,) = answer["totals"]
    assert (total["year"], total["phase"], total["amount_fen"], total["projects"]) == (2023, "budget", 26_590_000, 2)
    project = answer["projects"][0]
    assert (project["id"], project["year"], project["phase"]) == (PROJECT, 2023, "budget")
    (money,) = project["money"]
    assert (money["amount_fen"], money["printed"], project["one_printed_unit_is_yuan"]) == (23_080_000, "23.08", 10_000)
    assert money["cell"] == {"page": 2, "table_number": 1, "row": 3, "column": 3, "characters": "23.08"}
    assert "以上为预算数；实际支出未见于这些文件。" in answer["notes"]
    assert len(answer["caveats"]) == 6
    assert answer["findings"]["findings"][0]["check_id"] == "unit-cost-times-count"


def test_the_source_page_of_an_amount_marks_its_characters(ask: Ask) -> None:
    money = ask("how_much", spender="006", purpose="离休 体检")["projects"][0]["money"][0]
    page = httpx.get(money["source_page"]).text
    marked = [html.unescape(re.sub("<[^>]+>", "", one)) for one in re.findall(r"<mark[^>]*>(.*?)</mark>", page)]
    assert "23.08" in marked


def test_a_unit_without_a_purpose_is_told_with_what_its_document_states(ask: Ask) -> None:
    answer = ask("how_much", spender="门源县委组织部(本级)", most=5)
    assert answer["found"] == 26
    assert len(answer["projects"]) == 5
    assert answer["totals"][0]["amount_fen"] == 413_270_000
    assert {one["amount_fen"] for one in answer["stated_totals"]} == {382_940_000}
    assert answer["findings"]["findings"][0]["check_id"] == "total-mismatch"
    assert "共26个项目，只列出5个；合计包括全部项目。" in answer["notes"]


def test_a_unit_that_is_not_known_is_no_answer_about_all_units(ask: Ask) -> None:
    answer = ask("how_much", spender="没有这个局", purpose="体检", language="en")
    assert answer["found"] == 0
    assert answer["notes"] == ["No unit has “没有这个局” in its name or as its code; look for units with find."]
    assert ask("what_does_not_add_up", unit="没有这个局")["found"] == 0
    assert ask("compare_over_years", unit="没有这个局")["found"] == 0
    assert answer["similar_units"] == []


def test_a_short_form_of_a_name_is_answered_with_the_units_that_it_may_mean_and_with_no_amount(ask: Ask) -> None:
    answer = ask("how_much", spender="门源组织部", purpose="体检")
    assert (answer["found"], answer["totals"]) == (0, [])
    assert [unit["name"] for unit in answer["similar_units"]] == ["门源县委组织部", "门源县委组织部(本级)"]
    assert ask("find", words="体检", unit="部织组源门")["similar_units"] == []


def test_what_was_budgeted_and_spent_stands_beside_each_other_by_phase_and_year(evaluations: Asker) -> None:
    answer = finished(how_much(evaluations, "", "水旱灾害", None, None, 10))
    money = {(one["year"], one["phase"], one["what"]): one["amount_fen"] for one in answer["totals"]}
    assert money[2022, "self_evaluation", "budget"] == 880_000_000
    assert money[2022, "self_evaluation", "spent"] == 851_400_000
    printed = {
        one["what"]: one["cell"]["characters"] for one in answer["projects"][0]["money"] if one["source"] == "all"
    }
    assert printed == {"amount": "880", "budget": "880", "adjusted": "860", "spent": "851.4"}


def test_phases_and_years_are_never_added_up(evaluations: Asker) -> None:
    answer = finished(how_much(evaluations, "", "", None, None, 10))
    places = [(one["year"], one["phase"], one["what"]) for one in answer["totals"]]
    assert len(places) == len(set(places)) > 3
    assert (
        "Budgets and self-evaluations are counted differently, and each year by itself; they are never added up."
        in answer["notes"]
    )


def test_years_are_compared_within_a_phase(tmp_path: Path) -> None:
    header = "单位编码\t单位及项目名称\t金额 (万元)\t绩效目标\t绩效指标\n"
    for year, amount in ((2022, "10"), (2023, "12.5")):
        rows = f"006\t甲县教育局\t{amount}\t\t\n1\t校车\t{amount}\t目标一：运行\t\n"
        text = f"甲县教育局{year}年部门预算项目支出绩效目标公开表\n{header}{rows}"
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
        (tmp_path / f"{year}.txt.yml").write_text('region: "632221"\n', encoding="utf-8")
    build([tmp_path], tmp_path / "years.db", charts=False)
    asker = Asker(open_site(tmp_path / "years.db"), Request.fake("/"), "en")
    answer = finished(compare_years(asker, "校车", "教育局", 10))
    seen = [(row["year"], row["amount_fen"], row["year_before"], row["change_yuan"]) for row in answer["rows"]]
    assert seen == [(2022, 10_000_000, None, None), (2023, 12_500_000, 2022, 25_000.0)]


def test_each_row_bears_the_address_of_its_source_page(ask: Ask) -> None:
    answers = [
        ask("how_much", spender="组织部", purpose="体检"),
        ask("find", words="体检", kinds=["projects", "indicators", "findings"], most=3),
        ask("what_does_not_add_up", unit="组织部", most=5),
        ask("compare_over_years", words="体检"),
        ask("where_is_it_printed", record_id=f"{PROJECT}-i6"),
    ]
    for answer in answers:
        rows = list(rows_of(answer))
        assert rows
        for address in {row["source_page"] for row in rows}:
            assert FOUNDING_URL_PATH in address
            assert httpx.get(address).status_code == 200


def test_units_are_found_by_part_code_or_a_longer_name(ask: Ask) -> None:
    for words in ("组织部", "006001", "中共門源縣委組織部（本級）"):
        found = ask("find", words=words, kinds=["units"])["units"]["units"]
        assert "632221-006001" in [unit["id"] for unit in found], words


def test_where_a_value_is_printed_names_cell_and_characters(ask: Ask) -> None:
    answer = ask("where_is_it_printed", record_id=f"{PROJECT}-i6")
    value = next(one for one in answer["printed"] if one["field"] == "value")
    assert (value["characters"], value["page"], value["row"], value["column"]) == ("800", 2, 3, 5)
    (cell,) = answer["cells"]
    assert cell["text"][value["start_char"] : value["end_char"]] == "800"
    assert ask("where_is_it_printed", record_id="nothing", language="en")["found"] == 0


def test_findings_come_with_what_they_may_be(ask: Ask) -> None:
    first = ask("what_does_not_add_up", unit="组织部", kind="arithmetic", language="en")["findings"][0]
    assert first["difference_yuan"] == 303_300
    assert first["may_be"].startswith("A row was repeated")
    assert httpx.get(first["page_of_finding"]).status_code == 200


def test_sql_runs_under_the_limits_of_the_site(ask: Ask) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    assert "time limit" in ask("execute_sql", database="mingzhang", sql=endless)
    assert "SELECT" in ask("execute_sql", database="mingzhang", sql="DELETE FROM projects")
    large = "SELECT length(hex(randomblob(300000000)))"
    assert "too big" in ask("execute_sql", database="mingzhang", sql=large)
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) SELECT i FROM n"
    cut = ask("execute_sql", database="mingzhang", sql=many)
    assert (len(cut["rows"]), cut["truncated"]) == (5000, True)


def test_arguments_that_make_no_sense_are_refused_and_not_guessed(ask: Ask) -> None:
    assert "year" in ask("how_much", spender="组织部", year=12)
    assert "most" in ask("find", words="体检", most=0)


def test_no_session_is_kept_so_that_any_process_may_answer(site: str) -> None:
    call = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "find", "arguments": {"words": "体检"}},
    }
    headers = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
    answer = httpx.post(f"{site}/-/mcp", json=call, headers=headers)
    assert "mcp-session-id" not in answer.headers
    assert json.loads(answer.json()["result"]["content"][0]["text"])["projects"]["found"] == 2


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PUT"])
def test_mcp_is_asked_by_post_alone(site: str, method: str) -> None:
    answer = httpx.request(method, f"{site}/-/mcp", timeout=10)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("path", ["/", "/mingzhang", "/-/mcp/", "/-/mcp.json", "/mingzhang/projects"])
def test_nothing_else_takes_a_post(site: str, path: str) -> None:
    assert httpx.post(f"{site}{path}", json={}).status_code == 405
