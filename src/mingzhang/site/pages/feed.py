"""Atom feeds (RFC 4287) of documents and of findings, whole or narrowed by unit, region, check or the words of a search.

A search is an address, so whoever wants to be told of what is new in it needs no account.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from datasette.utils.asgi import Response

from mingzhang.charts.picture import clean
from mingzhang.dictionary.languages import LANGUAGES, select_texts
from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.search import match_expression
from mingzhang.site.language import language_of, say_in
from mingzhang.site.pages.lists import region_prefix
from mingzhang.site.pages.page import FirstRows, QueryRow, first_rows
from mingzhang.site.words import text_said

ENTRIES = 50
ATOM = "http://www.w3.org/2005/Atom"

_OWN = """
WITH RECURSIVE own (id, depth) AS (
    SELECT :unit, 0 UNION SELECT units.id, own.depth + 1 FROM units JOIN own ON units.parent_id = own.id WHERE own.depth < 5
)
"""
_DAY = "max(coalesce(documents.retrieved_on, ''), coalesce(documents.published_on, ''))"
_DOCUMENTS = f"""
{_OWN}
SELECT documents.id, coalesce(documents.title, documents.file) AS heading, units.name AS unit, documents.year, {_DAY} AS day
FROM documents LEFT JOIN units ON units.id = documents.unit_id
WHERE documents.is_current AND (:region = '' OR substr(documents.region_code, 1, length(:region)) = :region)
    AND (:unit = '' OR documents.unit_id IN (SELECT id FROM own)
        OR documents.id IN (SELECT document_id FROM projects WHERE unit_id IN (SELECT id FROM own)))
    AND (:words = '' OR documents.rowid IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH :match)
        OR documents.id IN (SELECT document_id FROM projects WHERE rowid IN
            (SELECT rowid FROM projects_fts WHERE projects_fts MATCH :match)))
ORDER BY day DESC, documents.year DESC, documents.id
"""
_FINDINGS = f"""
{_OWN}
SELECT findings.id, {select_texts("checks.title AS check_title", "findings.summary")}, units.name AS unit, documents.year,
    {_DAY} AS day
FROM findings
JOIN checks ON checks.id = findings.check_id
JOIN documents ON documents.id = findings.document_id AND documents.is_current
LEFT JOIN units ON units.id = findings.unit_id
WHERE (:check = '' AND findings.class <> 'form' OR findings.check_id = :check)
    AND (:region = '' OR substr(documents.region_code, 1, length(:region)) = :region)
    AND (:unit = '' OR findings.unit_id IN (SELECT id FROM own))
    AND (:words = '' OR findings.rowid IN (SELECT rowid FROM findings_fts WHERE findings_fts MATCH :match)
        OR findings.project_id IN (SELECT id FROM projects WHERE rowid IN
            (SELECT rowid FROM projects_fts WHERE projects_fts MATCH :match)))
ORDER BY day DESC, documents.year DESC, findings.id
"""


async def documents_feed(request: Any, datasette: Any) -> Any:
    """/feed/documents.atom"""
    found = await first_rows(datasette, _DOCUMENTS, ENTRIES, **_narrowed(request, with_check=False))
    entries = [{**row, "path": f"/document/{row['id']}", "text": _where(row)} for row in found]
    return _feed(
        request, datasette, say_in(language_of(request))("明账：新收录的文件"), FirstRows(entries, found.total)
    )


async def findings_feed(request: Any, datasette: Any) -> Any:
    """/feed/findings.atom; how forms are filled in is left out unless its check is asked for."""
    language = language_of(request)
    found = await first_rows(datasette, _FINDINGS, ENTRIES, **_narrowed(request, with_check=True))
    entries = [
        {
            **row,
            "path": f"/finding/{row['id']}",
            "heading": text_said(language, row, "check_title"),
            "text": f"{text_said(language, row, 'summary')} {_where(row)}".strip(),
        }
        for row in found
    ]
    say = say_in(language)
    return _feed(request, datasette, say("明账：核对发现"), FirstRows(entries, found.total))


def _narrowed(request: Any, with_check: bool) -> dict[str, str]:
    """What the address narrows the feed to."""
    words = (request.args.get("q") or "").strip()[:400]
    narrowed = {
        "unit": request.args.get("unit") or "",
        "region": region_prefix(request.args.get("region")),
        "words": words,
        "match": match_expression(words),
    }
    return {**narrowed, "check": request.args.get("check") or ""} if with_check else narrowed


def _where(row: QueryRow) -> str:
    return " ".join(str(part) for part in (row["unit"], row["year"]) if part)


def _feed(request: Any, datasette: Any, title: Any, entries: FirstRows) -> Response:
    """The feed, which says how many entries there are where it has only the newest. An entry without a day of its own carries
    that of the database, for Atom wants one.
    """
    built = datetime.fromtimestamp(int(Path(datasette.get_database(DATABASE_NAME).path).stat().st_mtime), UTC)
    narrowed = " · ".join(value for name in ("q", "unit", "region", "check") if (value := request.args.get(name)))
    own = datasette.absolute_url(request, request.full_path)
    days = [f"{row['day']}T00:00:00+00:00" if row["day"] else built.isoformat() for row in entries]
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": LANGUAGES[language_of(request)].html})
    _add(root, "id", own)
    _add(root, "title", f"{title.unescape()}{' · ' if narrowed else ''}{narrowed}")
    if entries.total > len(entries):
        say = say_in(language_of(request))
        newest = say("最新{shown}条，共{total}条", shown=len(entries), total=entries.total)
        _add(root, "subtitle", str(newest.unescape()))
    _add(root, "updated", max(days, default=built.isoformat()))
    ElementTree.SubElement(root, "link", {"rel": "self", "href": own})
    _add(ElementTree.SubElement(root, "author"), "name", "明账 mingzhang")
    for row, day in zip(entries, days, strict=True):
        entry = ElementTree.SubElement(root, "entry")
        address = datasette.absolute_url(request, datasette.urls.path(row["path"]))
        _add(entry, "id", address)
        _add(entry, "title", row["heading"])
        _add(entry, "updated", day)
        ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": address})
        _add(entry, "summary", row["text"])
    body = ElementTree.tostring(root, encoding="unicode", xml_declaration=False)
    return Response(
        f'<?xml version="1.0" encoding="utf-8"?>\n{body}', content_type="application/atom+xml; charset=utf-8"
    )


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = clean(text)
