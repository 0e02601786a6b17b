"""A chart by itself: the page with its data, the picture for other sites to show, and the data as CSV."""

import base64
import csv
import io
import json
from html import escape
from importlib.resources import files
from typing import Any

from datasette.utils.asgi import Response
from markupsafe import Markup

from mingzhang.charts.standalone import standalone
from mingzhang.site.downloads.cells import harmless
from mingzhang.site.language import language_of, say_in
from mingzhang.site.pages.page import QueryRow, one, page, rows

CHARTS = "SELECT * FROM charts WHERE language = ? ORDER BY position, id"
CHART = "SELECT * FROM charts WHERE id = ? AND language = ?"

# A picture of ours needs nothing from anywhere, and may be shown anywhere.
_SVG_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def inline(datasette: Any, svg: str | None) -> Markup | None:
    """A picture to stand in a page. It was purified when it was drawn: shapes, texts and links to our own pages."""
    if svg is None:
        return None
    base = datasette.urls.path("/")
    return Markup(svg if base == "/" else svg.replace('href="/', f'href="{base}'))


async def _chart(request: Any, datasette: Any) -> QueryRow:
    return await one(datasette, CHART, request.url_vars["id"], language_of(request))


async def chart_page(request: Any, datasette: Any) -> Any:
    """The picture, what it shows in words, its data, and how to show it elsewhere."""
    chart = await _chart(request, datasette)
    labels, data, links = (json.loads(chart[key]) for key in ("labels", "data", "links"))
    address = datasette.absolute_url(request, datasette.urls.path(f"/chart/{chart['id']}"))
    language = chart["language"]
    embed = (
        f'<a href="{escape(address)}?_lang={language}"><img src="{escape(address)}.svg?_lang={language}"'
        f' alt="{escape(chart["title"])}" width="372"></a>'
    )
    context = {
        "chart": {**chart, "svg": inline(datasette, chart["svg"])},
        "labels": labels,
        "lines": [(row, datasette.urls.path(link)) for row, link in zip(data, links, strict=True)],
        "embed": embed,
        "address": address,
    }
    return await page(datasette, request, "chart.html", context)


async def chart_svg(request: Any, datasette: Any) -> Any:
    """The picture with its title and where it comes from, for other sites to show."""
    chart = await _chart(request, datasette)
    if chart["svg"] is None:
        return Response.text("", status=404)
    say = say_in(chart["language"])
    path = datasette.urls.path(f"/chart/{chart['id']}")
    source = str(say("来源：明账 {address}", address=Markup(request.host + path)))
    base = datasette.absolute_url(request, datasette.urls.path("/")).rstrip("/")
    svg = chart["svg"].replace('href="/', f'href="{escape(base)}/')
    body = standalone(svg, chart["title"], chart["description"], source, chart["language"])
    # Without ?_lang= the same address is another picture for another reader.
    cache = "public, max-age=3600" if request.args.get("_lang") else "no-cache"
    headers = {**_SVG_HEADERS, "Cache-Control": cache}
    return Response(body, content_type="image/svg+xml; charset=utf-8", headers=headers)


async def chart_card(request: Any, datasette: Any) -> Any:
    """The card of a chart, as the build drew it; the site's where it drew none."""
    chart = await _chart(request, datasette)
    return _card(request, [chart["card"]])


async def site_card(request: Any, datasette: Any) -> Any:
    """/card.png: the card of pages that have none of their own, which is that of the first chart."""
    found = await rows(datasette, CHARTS, language_of(request))
    return _card(request, [chart["card"] for chart in found])


def _card(request: Any, cards: list[str | None]) -> Response:
    kept = next(filter(None, cards), None)
    # Where the build drew none, a picture without words.
    body = base64.b64decode(kept) if kept else (files("mingzhang.site.plugin") / "static" / "card.png").read_bytes()
    return card_answer(request, body)


def card_answer(request: Any, png: bytes) -> Response:
    """A card as an answer; without ?_lang= the same address is another picture for another reader."""
    cache = "public, max-age=3600" if request.args.get("_lang") else "no-cache"
    return Response(
        png, content_type="image/png", headers={"Cache-Control": cache, "X-Content-Type-Options": "nosniff"}
    )


async def chart_csv(request: Any, datasette: Any) -> Any:
    """The data behind the picture; with ?_excel=on as a Chinese Excel opens it, labels and all."""
    chart = await _chart(request, datasette)
    labels, data = json.loads(chart["labels"]), json.loads(chart["data"])
    for_excel = request.args.get("_excel") == "on"
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(labels.values() if for_excel else labels)
    writer.writerows([harmless(row[column]) if for_excel else row[column] for column in labels] for row in data)
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Content-Disposition": f'attachment; filename="mingzhang-{chart["id"]}-{chart["language"]}.csv"',
    }
    body = ("\ufeff" if for_excel else "") + out.getvalue()
    return Response(body, content_type="text/csv; charset=utf-8", headers=headers)
