"""One search over projects, findings, goals and indicators.

The order: projects whose name holds every word, the largest first; findings, arithmetic before questions before form;
projects whose goals hold the words; goals; indicators; these as they are printed. At most EXAMINED hits of a kind are looked
at, so that a single character over a million indicators takes no longer than a name; the page then says 1,000+.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from mingzhang.dictionary.languages import column_in, select_texts
from mingzhang.search import match_expression
from mingzhang.site.highlight import excerpt, hits, holds_all, words_of
from mingzhang.site.language import language_of
from mingzhang.site.pages.page import QueryRow, page, rows

EXAMINED = 1000
# With a filter, so many hits are gone through for EXAMINED that pass it.
GONE_THROUGH = 50_000
ON_A_PAGE = 20
LONGEST_SEARCH = 400
LONGEST_ADDRESS = 5000  # 400 Chinese characters are 3,600
SEARCH_FACET_VALUES = 8

KINDS = ("projects", "findings", "goals", "indicators")
SEARCH_FACETS = ("year", "region", "unit", "level")

# For each kind: what its hits are ordered and counted by. `hit` gives the rowids that the index finds.
_CANDIDATES = {
    "projects": """
        SELECT 'projects' AS kind, found.rowid, found.name, found.amount_fen AS weight, NULL AS class,
            found.year, found.region_code AS region, found.unit_id AS unit, NULL AS level
        FROM hit CROSS JOIN projects AS found ON found.rowid = hit.rowid
    """,
    "findings": """
        SELECT 'findings' AS kind, found.rowid, NULL AS name, abs(found.difference_yuan) AS weight, found.class,
            documents.year, documents.region_code AS region, found.unit_id AS unit, NULL AS level
        FROM hit CROSS JOIN findings AS found ON found.rowid = hit.rowid
        CROSS JOIN documents ON documents.id = found.document_id
    """,
    "goals": """
        SELECT 'goals' AS kind, found.rowid, NULL AS name, NULL AS weight, NULL AS class,
            projects.year, projects.region_code AS region, projects.unit_id AS unit, NULL AS level
        FROM hit CROSS JOIN goals AS found ON found.rowid = hit.rowid
        CROSS JOIN projects ON projects.id = found.project_id
    """,
    "indicators": """
        SELECT 'indicators' AS kind, found.rowid, NULL AS name, NULL AS weight, NULL AS class,
            found.year, found.region_code AS region, found.unit_id AS unit, found.level1 AS level
        FROM hit CROSS JOIN indicators AS found ON found.rowid = hit.rowid
    """,
}
# In the columns that the filters are asked of.
_FILTERS = {
    "projects": {"year": "found.year", "region": "found.region_code", "unit": "found.unit_id", "level": "NULL"},
    "findings": {"year": "documents.year", "region": "documents.region_code", "unit": "found.unit_id", "level": "NULL"},
    "goals": {"year": "projects.year", "region": "projects.region_code", "unit": "projects.unit_id", "level": "NULL"},
    "indicators": {
        "year": "found.year",
        "region": "found.region_code",
        "unit": "found.unit_id",
        "level": "found.level1",
    },
}

_BELONGS_TO = """
    projects.id AS project_id, projects.name AS project, projects.amount_fen, projects.year, projects.phase,
    units.name AS unit, documents.id AS document_id, documents.title AS document, documents.is_current
"""
_DETAILS = {
    "projects": f"""
        SELECT projects.rowid, projects.name AS text, {_BELONGS_TO} FROM projects
        JOIN documents ON documents.id = projects.document_id LEFT JOIN units ON units.id = projects.unit_id
        WHERE projects.rowid IN ({{rowids}})
    """,
    "findings": f"""
        SELECT findings.rowid, findings.id, {select_texts("findings.summary")}, findings.difference_yuan, findings.class,
            {_BELONGS_TO.replace("projects.year", "documents.year")} FROM findings
        JOIN documents ON documents.id = findings.document_id
        LEFT JOIN projects ON projects.id = findings.project_id LEFT JOIN units ON units.id = findings.unit_id
        WHERE findings.rowid IN ({{rowids}})
    """,
    "goals": f"""
        SELECT goals.rowid, goals.id, goals.label, goals.text, {_BELONGS_TO} FROM goals
        JOIN projects ON projects.id = goals.project_id
        JOIN documents ON documents.id = projects.document_id LEFT JOIN units ON units.id = projects.unit_id
        WHERE goals.rowid IN ({{rowids}})
    """,
    "indicators": f"""
        SELECT indicators.rowid, indicators.id, indicators.level1, indicators.level2, indicators.name, indicators.text,
            {_BELONGS_TO} FROM indicators
        JOIN projects ON projects.id = indicators.project_id
        JOIN documents ON documents.id = projects.document_id LEFT JOIN units ON units.id = projects.unit_id
        WHERE indicators.rowid IN ({{rowids}})
    """,
}
_GOALS_OF = "SELECT project_id, text FROM goals WHERE project_id IN ({ids}) ORDER BY sequence"

_CLASSES = {"arithmetic": 0, "question": 1, "form": 2}


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a reader asks for: the words, and what the hits are narrowed to."""

    text: str
    was_cut: bool
    kind: str | None
    filters: dict[str, str]
    page: int


def search_request(arguments: Any) -> SearchRequest:
    """What an address asks for; what makes no sense in it is left out."""
    text = (arguments.get("q") or "").strip()
    kind = arguments.get("kind")
    filters = {name: value for name in SEARCH_FACETS if (value := arguments.get(name))}
    number = arguments.get("page") or ""
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    was_cut = len(text) > LONGEST_SEARCH or arguments.get("cut") == "1"
    return SearchRequest(text[:LONGEST_SEARCH], was_cut, kind if kind in KINDS else None, filters, max(at, 1))


async def search(request: Any, datasette: Any) -> Any:
    """The page at /search?q=."""
    question = search_request(request.args)
    if len(request.query_string) > LONGEST_ADDRESS:  # which the page would name in each of its links
        parts = {"q": question.text, "cut": "1", "_lang": language_of(request)}
        return Response.redirect(datasette.urls.path(f"/search?{urlencode(parts)}"))
    words = words_of(question.text)
    context: dict[str, Any] = {"search_text": question.text, "question": question, "words": words}
    if words:
        context |= await _found(datasette, question, words, language_of(request))
    return await page(datasette, request, "search.html", context)


async def _found(datasette: Any, question: SearchRequest, words: list[str], language: str) -> QueryRow:
    """What the page of hits shows."""
    by_kind = {kind: await _candidates(datasette, kind, question) for kind in KINDS}
    capped = {kind for kind, found in by_kind.items() if len(found) > EXAMINED}
    if question.filters:
        capped |= {kind for kind in KINDS if kind not in capped and await _has_more(datasette, kind, question)}
    by_kind = {kind: found[:EXAMINED] for kind, found in by_kind.items()}
    candidates = [row for kind in KINDS if question.kind in (None, kind) for row in by_kind[kind]]
    some_left_out = bool(capped) if question.kind is None else question.kind in capped
    pages = max(1, -(-len(candidates) // ON_A_PAGE))
    at = min(question.page, pages)
    ordered = sorted(candidates, key=lambda row: _place(row, words))
    shown = ordered[(at - 1) * ON_A_PAGE : at * ON_A_PAGE]
    return {
        "total": len(candidates),
        "some_left_out": some_left_out,
        "hits": await _details(datasette, shown, words, language),
        "kinds": [(kind, len(by_kind[kind]), kind in capped, _address(question, kind=kind)) for kind in KINDS],
        "all_kinds": _address(question, kind=None),
        "facets": await _facets(datasette, question, candidates),
        "page_number": at,
        "pages": pages,
        "previous": _address(question, page=at - 1) if at > 1 else None,
        "next": _address(question, page=at + 1) if at < pages else None,
    }


async def _candidates(datasette: Any, kind: str, question: SearchRequest) -> list[QueryRow]:
    """Hits of a kind that pass the filters, one more than are looked at when there are more."""
    conditions = [f"{_FILTERS[kind][name]} = :{name}" for name in question.filters]
    through = GONE_THROUGH if conditions else EXAMINED + 1
    sql = (
        f"WITH hit AS MATERIALIZED (SELECT rowid FROM {kind}_fts WHERE {kind}_fts MATCH :match LIMIT {through})"
        f" {_CANDIDATES[kind]} {'WHERE ' + ' AND '.join(conditions) if conditions else ''} LIMIT {EXAMINED + 1}"
    )
    return await rows(datasette, sql, match=match_expression(question.text), **question.filters)


async def _has_more(datasette: Any, kind: str, question: SearchRequest) -> bool:
    """Whether a kind has more hits than are gone through, so that some that pass the filters may be missing."""
    sql = f"SELECT 1 FROM {kind}_fts WHERE {kind}_fts MATCH :match LIMIT 1 OFFSET {GONE_THROUGH}"
    return bool(await rows(datasette, sql, match=match_expression(question.text)))


def _place(row: QueryRow, words: list[str]) -> tuple[Any, ...]:
    """What the hits are ordered by."""
    weight = -(row["weight"] or 0)
    match row["kind"]:
        case "projects":
            return (0 if holds_all(row["name"], words) else 2, 0, weight, row["rowid"])
        case "findings":
            return (1, _CLASSES[row["class"]], weight, row["rowid"])
        case "goals":
            return (3, 0, 0, row["rowid"])
    return (4, 0, 0, row["rowid"])


async def _details(datasette: Any, shown: list[QueryRow], words: list[str], language: str) -> list[QueryRow]:
    """The hits of one page with their texts, the words in them marked; a query for each kind, however many hits."""
    details: dict[tuple[str, int], QueryRow] = {}
    for kind in KINDS:
        rowids = [row["rowid"] for row in shown if row["kind"] == kind]
        if rowids:
            sql = _DETAILS[kind].format(rowids=", ".join("?" * len(rowids)))
            details |= {(kind, row["rowid"]): row for row in await rows(datasette, sql, *rowids)}
    projects = [row["project_id"] for (kind, _), row in details.items() if kind == "projects"]
    goals: dict[str, list[str]] = {project: [] for project in projects}
    if projects:
        for row in await rows(datasette, _GOALS_OF.format(ids=", ".join("?" * len(projects))), *projects):
            goals[row["project_id"]].append(row["text"] or "")
    found = []
    for candidate in shown:
        row = details[candidate["kind"], candidate["rowid"]]
        found.append({**row, "kind": candidate["kind"], **_marked(candidate["kind"], row, goals, words, language)})
    return found


def _marked(kind: str, row: QueryRow, goals: dict[str, list[str]], words: list[str], language: str) -> QueryRow:
    """The address of a hit, its title and, where there is one, an excerpt of the text that was found."""
    match kind:
        case "projects":
            telling = [text for text in goals[row["project_id"]] if hits(text, words)]
            inside = [] if holds_all(row["text"], words) else telling[:2]
            return {
                "address": f"/project/{row['project_id']}",
                "heading": excerpt(row["text"] or row["project_id"], words),
                "excerpts": [excerpt(text, words) for text in inside],
            }
        case "findings":
            summary = row[column_in(language, "summary", row)]
            return {"address": f"/finding/{row['id']}", "heading": excerpt(summary, words, 200), "excerpts": []}
    return {
        "address": f"/project/{row['project_id']}#{row['id']}",
        "heading": excerpt(row["text"], words),
        "excerpts": [],
    }


async def _facets(datasette: Any, question: SearchRequest, candidates: list[QueryRow]) -> list[QueryRow]:
    """For year, region, unit and level: how many of the hits have which, and where a click leads."""
    counted = {name: Counter(row[name] for row in candidates if row[name] is not None) for name in SEARCH_FACETS}
    labels = {
        "region": await _names(datasette, "SELECT code, name FROM regions WHERE code IN ({keys})", counted["region"]),
        "unit": await _names(datasette, "SELECT id, name FROM units WHERE id IN ({keys})", counted["unit"]),
    }
    facets = []
    for name in SEARCH_FACETS:
        chosen = question.filters.get(name)
        largest = sorted(counted[name].items(), key=lambda one: (-one[1], str(one[0])))[:SEARCH_FACET_VALUES]
        values = [
            {
                "label": labels.get(name, {}).get(value) or value,
                "count": count,
                "address": _address(question, **{name: None if str(value) == chosen else str(value)}),
                "chosen": str(value) == chosen,
            }
            for value, count in (sorted(largest, reverse=True) if name == "year" else largest)
        ]
        if chosen and not any(value["chosen"] for value in values):
            values = [{"label": chosen, "count": 0, "address": _address(question, **{name: None}), "chosen": True}]
        if chosen or len(values) > 1:
            facets.append({"name": name, "values": values})
    return facets


async def _names(datasette: Any, sql: str, keys: Counter[Any]) -> dict[Any, str]:
    wanted = [key for key, _ in keys.most_common(SEARCH_FACET_VALUES * 2)]
    if not wanted:
        return {}
    found = await rows(datasette, sql.format(keys=", ".join("?" * len(wanted))), *wanted)
    return {next(iter(row.values())): row["name"] for row in found}


def _address(question: SearchRequest, **changes: Any) -> str:
    """The address of the same search with something changed; from its first page unless a page is named."""
    parts = {"q": question.text, "kind": question.kind, **question.filters, **{"page": None, **changes}}
    return f"/search?{urlencode({key: value for key, value in parts.items() if value is not None})}"
