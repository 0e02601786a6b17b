"""One search over units, regions, projects, findings, documents, checks, goals and indicators.

The order: what is called exactly so, or has that code; units and regions; projects whose name holds every word, the largest
first; findings, arithmetic before questions before form; documents; checks; projects whose goals hold the words; goals;
indicators; these as they are printed. At most EXAMINED hits of a kind are looked at, so that a single character over a million
indicators takes no longer than a name; the page then says 1,000+.
"""

from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.search import fold, match_expression
from mingzhang.site.highlight import holds_all, words_of
from mingzhang.site.language import language_of
from mingzhang.site.pages.page import QueryRow, page, rows
from mingzhang.site.pages.search_hits import details, facets
from mingzhang.site.pages.search_kinds import CANDIDATES, LISTS
from mingzhang.site.pages.search_request import KINDS, LONGEST_SEARCH, SearchRequest, search_request
from mingzhang.site.sums import Sums, sums_of

EXAMINED = 1000
# With a filter, so many hits are gone through for EXAMINED that pass it.
GONE_THROUGH = 50_000
ON_A_PAGE = 20
LONGEST_ADDRESS = 5000  # 400 Chinese characters are 3,600

_CLASSES = {"arithmetic": 0, "question": 1, "form": 2}
_ORDERS = {"amount": "amount DESC", "amount_asc": "amount IS NULL, amount", "year": "year DESC"}
# Without words there is nothing but the amounts to go by.
_BY_AMOUNT = """
SELECT rowid FROM projects WHERE amount_fen BETWEEN coalesce(:least, 0) AND coalesce(:most, 9223372036854775807)
ORDER BY amount_fen DESC LIMIT {through}
"""
_BY_WORDS = "SELECT rowid FROM {kind}_fts WHERE {kind}_fts MATCH :match LIMIT {through}"


async def search(request: Any, datasette: Any) -> Any:
    """The page at /search?q=."""
    question = search_request(request.args)
    if len(request.query_string) > LONGEST_ADDRESS:  # which the page would name in each of its links
        parts = {"q": question.text, "cut": "1", "_lang": language_of(request)}
        return Response.redirect(datasette.urls.path(f"/search?{urlencode(parts)}"))
    words = words_of(question.words.text)
    asks = bool(words) or question.has_bounds
    context: dict[str, Any] = {"search_text": question.text, "question": question, "words": words, "asks": asks}
    if asks:
        context |= await _found(datasette, question, words, language_of(request))
    return await page(datasette, request, "search.html", context)


async def _found(datasette: Any, question: SearchRequest, words: list[str], language: str) -> QueryRow:
    """What the page of hits shows."""
    by_kind = {kind: await _candidates(datasette, kind, question, words) for kind in KINDS}
    capped = {kind for kind, found in by_kind.items() if len(found) > EXAMINED}
    if words and (question.filters or question.has_bounds or question.sort):
        capped |= {kind for kind in KINDS if kind not in capped and await _has_more(datasette, kind, question)}
    by_kind = {kind: found[:EXAMINED] for kind, found in by_kind.items()}
    candidates = [row for kind in KINDS if question.kind in (None, kind) for row in by_kind[kind]]
    pages = max(1, -(-len(candidates) // ON_A_PAGE))
    at = min(question.page, pages)
    shown = _ordered(candidates, question, words)[(at - 1) * ON_A_PAGE : at * ON_A_PAGE]
    return {
        "total": len(candidates),
        "some_left_out": bool(capped) if question.kind is None else question.kind in capped,
        "hits": await details(datasette, shown, words, language),
        "kinds": [(kind, len(by_kind[kind]), kind in capped, question.address(kind=kind)) for kind in KINDS],
        "all_kinds": question.address(kind=None),
        "facets": await facets(datasette, question, candidates),
        "page_number": at,
        "pages": pages,
        "previous": question.address(page=at - 1) if at > 1 else None,
        "next": question.address(page=at + 1) if at < pages else None,
        "sums": await _sums(datasette, question, words) if question.kind in (None, "projects") else None,
        "list": _list_of(question, question.kind or "projects"),
    }


def _conditions(question: SearchRequest) -> list[str]:
    """The filters in SQL, in the columns that the candidates of every kind have."""
    conditions = [f"{name} = :{name}" for name in question.filters]
    if question.least is not None:
        conditions.append("amount >= :least")
    if question.most is not None:
        conditions.append("amount <= :most")
    return conditions


def _statement(kind: str, question: SearchRequest, words: list[str], through: int) -> str:
    """The hits of a kind that pass the filters, in SQL."""
    hit = (_BY_WORDS if words else _BY_AMOUNT).format(kind=kind, through=through)
    conditions = _conditions(question)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    order = f"ORDER BY {_ORDERS[question.sort]}" if question.sort else ""
    return f"WITH hit AS MATERIALIZED ({hit}) SELECT * FROM ({CANDIDATES[kind]}) {where} {order}"


def _parameters(question: SearchRequest) -> dict[str, Any]:
    bounds = {"least": question.least, "most": question.most}
    return {"match": match_expression(question.words.text), **question.filters, **bounds}


async def _candidates(datasette: Any, kind: str, question: SearchRequest, words: list[str]) -> list[QueryRow]:
    """Hits of a kind that pass the filters, one more than are looked at when there are more."""
    if not words and kind != "projects":
        return []
    narrowed = _conditions(question) or question.sort
    statement = _statement(kind, question, words, GONE_THROUGH if narrowed else EXAMINED + 1)
    return await rows(datasette, f"{statement} LIMIT {EXAMINED + 1}", **_parameters(question))


async def _has_more(datasette: Any, kind: str, question: SearchRequest) -> bool:
    """Whether a kind has more hits than are gone through, so that some that pass the filters may be missing."""
    sql = f"SELECT 1 FROM {kind}_fts WHERE {kind}_fts MATCH :match LIMIT 1 OFFSET {GONE_THROUGH}"
    return bool(await rows(datasette, sql, match=match_expression(question.words.text)))


async def _sums(datasette: Any, question: SearchRequest, words: list[str]) -> Sums | None:
    """What all projects that are found come to, however many; those of the list that can be downloaded."""
    hit = (_BY_WORDS if words else _BY_AMOUNT).format(kind="projects", through=-1)
    conditions = " AND ".join(["1", *_conditions(question)])
    sql = (
        f"SELECT projects.id FROM ({CANDIDATES['projects'].replace('FROM hit', f'FROM ({hit}) AS hit')}) AS found"
        f" JOIN projects ON projects.rowid = found.rowid WHERE {conditions.replace('year =', 'found.year =')}"
    )
    return await sums_of(datasette, sql, _parameters(question))


def _ordered(candidates: list[QueryRow], question: SearchRequest, words: list[str]) -> list[QueryRow]:
    """The hits in the order that is asked for; what has no amount or year then comes last."""
    by_place = sorted(candidates, key=lambda row: _place(row, words, fold(question.words.text)))
    if question.sort is None:
        return by_place
    column = "year" if question.sort == "year" else "amount"
    sign = 1 if question.sort == "amount_asc" else -1
    return sorted(by_place, key=lambda row: (row[column] is None, sign * (row[column] or 0)))


def _place(row: QueryRow, words: list[str], whole: str) -> tuple[Any, ...]:
    """What the hits are ordered by."""
    if whole and whole in (fold(row["name"] or ""), fold(row["code"] or "")):
        return (0, KINDS.index(row["kind"]), -(row["amount"] or 0), row["rowid"])
    kind, weight = row["kind"], -(row["weight"] or 0)
    if kind == "projects":
        return (2 if holds_all(row["name"], words) else 6, 0, weight, row["rowid"])
    place = {"units": 1, "regions": 1, "findings": 3, "documents": 4, "checks": 5, "goals": 7, "indicators": 8}[kind]
    within = _CLASSES[row["class"]] if kind == "findings" else len(row["name"] or "") if place == 1 else 0
    return (place, within, weight, row["rowid"])


def _list_of(question: SearchRequest, kind: str) -> QueryRow:
    """The list with all hits of a kind: its address without an ending, and the arguments, for the page and for downloads."""
    table, columns, money = LISTS[kind]
    arguments = [(columns[name], value) for name, value in question.filters.items() if name in columns]
    if question.words.text:
        arguments.append(("_search", question.words.text))
    if money and question.least is not None:
        arguments.append((f"{money}__gte", f"{question.least / 100:.2f}"))
    if money and question.most is not None:
        arguments.append((f"{money}__lte", f"{question.most / 100:.2f}"))
    is_whole = all(name in columns for name in question.filters) and (bool(money) or not question.has_bounds)
    return {
        "kind": kind,
        "path": f"/{DATABASE_NAME}/{table}",
        "arguments": urlencode(arguments),
        "is_whole": is_whole,
        "columns": columns,
    }


__all__ = ["LONGEST_SEARCH", "search"]
