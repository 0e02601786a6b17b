"""What this is and how it is made: method, words, what findings mean, how to answer, licence, data, languages."""

from typing import Any
from urllib.parse import quote

from mingzhang.dictionary.metadata_file import contact
from mingzhang.site.glossary import glossary
from mingzhang.site.language import language_of, say_in
from mingzhang.site.pages.page import QueryRow, page, rows

ALL_FIGURES = "SELECT documents, projects, indicators FROM site_figures WHERE id = 'all'"
REJECT_COUNT = "SELECT count(*) AS n FROM rejects WHERE kind <> 'doubt'"
# A page that is reported has no longer address.
LONGEST_ADDRESS = 500
SAMPLE = "SELECT id FROM projects ORDER BY rowid LIMIT 1"


async def about_page(request: Any, datasette: Any) -> Any:
    """The page at /about."""
    figures: list[QueryRow] = await rows(datasette, ALL_FIGURES)
    rejects = await rows(datasette, REJECT_COUNT)
    sample = await rows(datasette, SAMPLE)
    context = {
        "glossary": glossary(),
        "figures": figures[0] if figures else None,
        "rejects": rejects[0]["n"],
        "contact": contact(),
        **_reported(request, datasette),
        "sample": sample[0]["id"] if sample else None,
    }
    return await page(datasette, request, "about.html", context)


def _reported(request: Any, datasette: Any) -> dict[str, str | None]:
    """The page that a reader wants to report, if one is named, and where writing to the contact begins with its address."""
    path = (request.args.get("page") or "")[:LONGEST_ADDRESS]
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        return {"reported": None, "write_to": contact()}
    address = str(datasette.absolute_url(request, path))
    where = contact()
    if where and where.startswith("mailto:"):
        subject = say_in(language_of(request))("明账：报告错误或答复").unescape()
        where += f"{'&' if '?' in where else '?'}subject={quote(subject)}&body={quote(address)}%0A%0A"
    return {"reported": address, "write_to": where}
