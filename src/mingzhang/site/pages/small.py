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
"""


async def robots(request: Any) -> Any:  # noqa: ARG001 (Datasette passes what is named)
    """The page at /robots.txt."""
    return Response.text(ROBOTS)


async def icon(request: Any) -> Any:  # noqa: ARG001
    """The icon, for browsers that ask for it at its old place."""
    svg = (files("mingzhang.site.plugin") / "static" / "icon.svg").read_text(encoding="utf-8")
    return Response(svg, content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})
