"""Tools for language models, on the MCP server of the plugin datasette-mcp (https://modelcontextprotocol.io).

Each row of an answer bears the address of the page that shows where it is printed. The tools only read, under the limits of
the site. This module needs the extra `mcp`; the plugin imports it when datasette-mcp asks for tools, and never else.
"""

import logging
import sqlite3
from collections.abc import Awaitable
from functools import partial
from typing import Annotated, Any, Literal

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Request
from datasette.views.base import DatasetteError
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from mingzhang.dictionary.languages import DEFAULT, LANGUAGES
from mingzhang.site.programs import looking_up
from mingzhang.site.programs.asking import Asker
from mingzhang.site.programs.findings import what_does_not_add_up as findings_by
from mingzhang.site.programs.money import how_much as money_of

# What a model is told when it connects. The plugin's own words would send it straight to SQL.
INSTRUCTIONS = """\
China's budget-performance disclosures as published: projects of budget units with their amounts, goals and indicators.
For money ask how_much; to find records, find; for contradictions, what_does_not_add_up; for several years,
compare_over_years; for the printed characters of any record id, where_is_it_printed. Ask execute_sql (after
get_database_schema, database mingzhang) only for what these do not answer. In any answer name the year, the phase (budget:
planned; self_evaluation: reported afterwards) and the source_page of each number; never add up years or phases; a finding is
an observation, not an accusation. Text is Chinese; words are found as substrings. /llms.txt says more.
"""
_READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)

AskedWords = Annotated[
    str,
    Field(description="Chinese words, such as 体检; several with spaces between them must all occur", max_length=400),
]
AskedUnit = Annotated[
    str, Field(description="Name of a budget unit, a part of it, or its code; units below it count", max_length=200)
]
AskedYear = Annotated[int | None, Field(description="Year of the budget", ge=1900, le=2200)]
AskedMost = Annotated[int, Field(description="How many rows to list; `found` says how many there are", ge=1, le=100)]
AskedLanguage = Annotated[
    str, Field(description="Language of notes; data are as published", pattern=f"^({'|'.join(LANGUAGES)})$")
]
AskedKinds = list[Literal["projects", "indicators", "findings", "units"]]
ToolAnswer = dict[str, Any]


def offer_tools(datasette: Any, server: MCPServer) -> None:
    """Adds our tools to a server, and lets it keep no sessions: any of several processes may get the next request."""
    server._lowlevel_server.instructions = INSTRUCTIONS  # mcp 2 takes them only when a server is made
    server.streamable_http_app = partial(server.streamable_http_app, stateless_http=True)  # type: ignore[method-assign]
    _quiet()
    for add in (_add_how_much, _add_find, _add_findings, _add_years, _add_printed):
        add(datasette, server)


def _quiet() -> None:
    """Takes back what MCPServer does to the logs of the whole program: a line for each call, traces as boxes of 60 columns."""
    logging.getLogger("mcp").setLevel(logging.WARNING)
    root = logging.getLogger()
    for handler in [one for one in root.handlers if type(one).__name__ == "RichHandler"]:
        root.removeHandler(handler)


def _add_how_much(datasette: Any, server: MCPServer) -> None:
    @server.tool(annotations=_READ_ONLY)
    async def how_much(
        spender: AskedUnit,
        ctx: Context,
        purpose: AskedWords = "",
        year: AskedYear = None,
        phase: Literal["budget", "self_evaluation"] | None = None,
        most: AskedMost = 20,
        language: AskedLanguage = DEFAULT,
    ) -> ToolAnswer:
        """Answer "how much did X spend on Y": the money of a unit's projects, exact.

        Gives totals by year and phase over all projects found, each project with what was budgeted, adjusted and spent, the
        cell in which each amount is printed, the address of that cell's page, findings about these projects, and caveats.
        `budget` is planned, `self_evaluation` reported afterwards; only `spent` is money spent. Never add up years or phases.
        Name year, phase, caveats and source_page when you answer.
        """
        return await _answered(money_of(_asker(datasette, ctx, language), spender, purpose, year, phase, most))


def _add_find(datasette: Any, server: MCPServer) -> None:
    @server.tool(annotations=_READ_ONLY)
    async def find(
        words: AskedWords,
        ctx: Context,
        kinds: AskedKinds = ["projects", "indicators", "findings", "units"],  # noqa: B006 (copied by the server)
        unit: AskedUnit = "",
        year: AskedYear = None,
        most: AskedMost = 10,
        language: AskedLanguage = DEFAULT,
    ) -> ToolAnswer:
        """Find projects (by name and goals), performance indicators, findings and budget units by words."""
        return await _answered(looking_up.find(_asker(datasette, ctx, language), words, list(kinds), unit, year, most))


def _add_findings(datasette: Any, server: MCPServer) -> None:
    @server.tool(annotations=_READ_ONLY)
    async def what_does_not_add_up(
        ctx: Context,
        words: AskedWords = "",
        unit: AskedUnit = "",
        year: AskedYear = None,
        kind: Literal["arithmetic", "question", "form"] | None = None,
        most: AskedMost = 20,
        language: AskedLanguage = DEFAULT,
    ) -> ToolAnswer:
        """List what does not add up in the disclosures: two printed things that differ, by how much, and where they stand.

        A finding is an observation, no error and no accusation: always name what it may be (`may_be`) with it.
        """
        return await _answered(findings_by(_asker(datasette, ctx, language), words, unit, year, kind, most))


def _add_years(datasette: Any, server: MCPServer) -> None:
    @server.tool(annotations=_READ_ONLY)
    async def compare_over_years(
        ctx: Context,
        words: AskedWords = "",
        unit: AskedUnit = "",
        most: AskedMost = 50,
        language: AskedLanguage = DEFAULT,
    ) -> ToolAnswer:
        """Compare the same project over years: amount by year and phase, what was spent, the change since the year before."""
        return await _answered(looking_up.compare_years(_asker(datasette, ctx, language), words, unit, most))


def _add_printed(datasette: Any, server: MCPServer) -> None:
    @server.tool(annotations=_READ_ONLY)
    async def where_is_it_printed(
        record_id: Annotated[str, Field(description="Id of any record, such as 632221-006-2023-p4", max_length=300)],
        ctx: Context,
        language: AskedLanguage = DEFAULT,
    ) -> ToolAnswer:
        """Tell where a record is printed: page, table, row and column of each cell, and which characters became which field."""
        return await _answered(looking_up.where_is_it_printed(_asker(datasette, ctx, language), record_id))


def _asker(datasette: Any, ctx: Context, language: str) -> Asker:
    """Who asks, by the request that brought the call."""
    scope = getattr(ctx.request_context.request, "scope", None) or {"type": "http", "headers": []}
    scope = {**scope, "path": "/-/mcp", "raw_path": b"/-/mcp", "query_string": b""}
    return Asker(datasette, Request(scope, None), language)


async def _answered(answer: Awaitable[ToolAnswer]) -> ToolAnswer:
    """The answer, or what a program can do about it where there is none."""
    try:
        return await answer
    except QueryInterrupted:
        raise ToolError("This took longer than a question may; add a unit, a year or more words.") from None
    except (sqlite3.Error, DatasetteError) as problem:
        raise ToolError(f"This could not be answered: {problem}") from None
