"""Datasette's pages for whoever develops it: they tell of the machine, or do what no reader needs, and are not there.

`/-/versions.json`, `/-/plugins.json`, `/-/settings.json` and `/-/metadata.json` say what a site is made of; they stay.
`/-/databases.json` says which database there is, without where it lies.
"""

from typing import Any

from datasette.utils import add_cors_headers
from datasette.utils.asgi import NotFound, Response

_GONE = "allow-debug|messages|threads|actor|permissions|patterns|auth-token|logout|config|databases"
_KEPT = "versions|plugins|settings|metadata"


async def gone(request: Any) -> Any:  # noqa: ARG001 (Datasette passes what is named)
    """A page that is not there."""
    raise NotFound("no page for readers")


async def kept(request: Any, datasette: Any) -> Any:
    """/-/versions and the like have no page of ours, but JSON."""
    return Response.redirect(datasette.urls.path(f"/-/{request.url_vars['name']}.json"))


async def databases(request: Any, datasette: Any) -> Any:  # noqa: ARG001
    """/-/databases.json: name, size and hash."""
    found = [
        {"name": name, "size": one.size, "hash": one.hash, "is_mutable": one.is_mutable}
        for name, one in datasette.databases.items()
        if name != "_internal"
    ]
    headers: dict[str, str] = {}
    add_cors_headers(headers)
    return Response.json(found, headers=headers)


ROUTES = [
    (r"^/-/databases\.json$", databases),
    (rf"^/-/(?P<name>{_GONE})(\.json)?$", gone),
    (rf"^/-/(?P<name>{_KEPT})$", kept),
]
