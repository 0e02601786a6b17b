"""What is shown of the hits of a search: their texts with the words marked, and how many of them have which year or unit."""

from collections import Counter
from typing import Any

from mingzhang.site.highlight import excerpt, hits, holds_all
from mingzhang.site.pages.page import FirstRows, QueryRow, rows
from mingzhang.site.pages.search_kinds import DETAILS, GOALS_OF, PAGES
from mingzhang.site.pages.search_request import SEARCH_FACETS, SearchRequest
from mingzhang.site.words import text_said

# Of each facet; the next are folded below them.
SEARCH_FACET_VALUES, FOLDED_FACET_VALUES = 8, 40


async def details(datasette: Any, shown: list[QueryRow], words: list[str], language: str) -> list[QueryRow]:
    """The hits of one page with their texts, the words in them marked; a query for each kind, however many hits."""
    found: dict[tuple[str, int], QueryRow] = {}
    for kind in dict.fromkeys(row["kind"] for row in shown):
        rowids = [row["rowid"] for row in shown if row["kind"] == kind]
        sql = DETAILS[kind].format(rowids=", ".join("?" * len(rowids)))
        found |= {(kind, row["rowid"]): row for row in await rows(datasette, sql, *rowids)}
    goals = await _goals(datasette, [row["project_id"] for (kind, _), row in found.items() if kind == "projects"])
    told = []
    for candidate in shown:
        row = found[candidate["kind"], candidate["rowid"]]
        told.append({**row, "kind": candidate["kind"], **_marked(candidate["kind"], row, goals, words, language)})
    return told


async def _goals(datasette: Any, projects: list[str]) -> dict[str, list[str]]:
    """The texts of the goals of each of these projects."""
    goals: dict[str, list[str]] = {project: [] for project in projects}
    if projects:
        for row in await rows(datasette, GOALS_OF.format(ids=", ".join("?" * len(projects))), *projects):
            goals[row["project_id"]].append(row["text"] or "")
    return goals


def _marked(kind: str, row: QueryRow, goals: dict[str, list[str]], words: list[str], language: str) -> QueryRow:
    """The address of a hit, its title and, where there is one, an excerpt of the text that was found."""
    excerpts = []
    if kind in PAGES:
        address = f"/{PAGES[kind]}/{row['id']}"
        heading = text_said(language, row, "title") if kind == "checks" else row["text"] or row["id"]
    elif kind == "findings":
        address, heading = f"/finding/{row['id']}", text_said(language, row, "summary")
    elif kind == "projects":
        address, heading = f"/project/{row['project_id']}", row["text"] or row["project_id"]
        if words and not holds_all(row["text"], words):
            excerpts = [text for text in goals[row["project_id"]] if hits(text, words)][:2]
    else:
        address = f"/project/{row['project_id']}#{row['id'].removeprefix(row['project_id'] + '-')}"
        heading = row["text"]
    return {
        "address": address,
        "heading": excerpt(heading, words, 200 if kind == "findings" else 140),
        "excerpts": [excerpt(text, words) for text in excerpts],
    }


async def facets(datasette: Any, question: SearchRequest, candidates: list[QueryRow]) -> list[QueryRow]:
    """For year, region, unit and level: how many of the hits have which, and where a click leads."""
    counted = {name: Counter(row[name] for row in candidates if row[name] is not None) for name in SEARCH_FACETS}
    labels = {
        "region": await _names(datasette, "SELECT code, name FROM regions WHERE code IN ({keys})", counted["region"]),
        "unit": await _names(datasette, "SELECT id, name FROM units WHERE id IN ({keys})", counted["unit"]),
    }
    found = []
    for name in SEARCH_FACETS:
        values = _facet_values(question, name, counted[name], labels.get(name, {}))
        if question.filters.get(name) or len(values) > 1:
            shown = FirstRows(values, max(len(counted[name]), len(values)))
            found.append({"name": name, "values": shown, "unfolded": SEARCH_FACET_VALUES})
    return found


def _facet_values(question: SearchRequest, name: str, counted: Counter[Any], labels: dict[Any, str]) -> list[QueryRow]:
    """The values of a facet that most hits have, and the chosen one; years as they follow each other."""
    chosen = question.filters.get(name)
    largest = sorted(counted.items(), key=lambda one: (-one[1], str(one[0])))[
        : SEARCH_FACET_VALUES + FOLDED_FACET_VALUES
    ]
    values = [
        {
            "label": labels.get(value) or value,
            "count": count,
            "address": question.address(**{name: None if str(value) == chosen else str(value)}),
            "chosen": str(value) == chosen,
        }
        for value, count in (sorted(largest, reverse=True) if name == "year" else largest)
    ]
    if chosen and not any(value["chosen"] for value in values):
        return [{"label": chosen, "count": 0, "address": question.address(**{name: None}), "chosen": True}]
    return values


async def _names(datasette: Any, sql: str, keys: Counter[Any]) -> dict[Any, str]:
    wanted = [key for key, _ in keys.most_common(SEARCH_FACET_VALUES + 2 * FOLDED_FACET_VALUES)]
    if not wanted:
        return {}
    found = await rows(datasette, sql.format(keys=", ".join("?" * len(wanted))), *wanted)
    return {next(iter(row.values())): row["name"] for row in found}
