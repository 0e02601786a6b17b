"""What programs ask a site for: robots.txt and the icon."""

from importlib.resources import files
from typing import Any

from datasette.utils.asgi import Response

# Whoever collects pages gets all of them but those that are made anew for every question.
ROBOTS = """User-agent: *
Allow: /
Disallow: /search?
Disallow: /*?sql=
Disallow: /*&sql=
Disallow: /*_facet=
Disallow: /*_next=
Disallow: /*_sort=

Sitemap: {address}
"""


async def robots(request: Any, datasette: Any) -> Any:
    """The page at /robots.txt."""
    address = datasette.absolute_url(request, datasette.urls.path("/sitemap.xml"))
    return Response.text(ROBOTS.format(address=address))


async def icon(request: Any) -> Any:  # noqa: ARG001 (Datasette passes what is named)
    """The icon, for browsers that ask for it at its old place."""
    svg = (files("mingzhang.site.plugin") / "static" / "icon.svg").read_text(encoding="utf-8")
    return Response(svg, content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})
