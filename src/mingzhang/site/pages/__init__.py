"""The site's own pages, a module each: the address, the SQL that fetches what is shown, and the name of the template.

Templates are in plugin/templates, where Datasette looks for them. ROUTES is what the plugin registers.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from mingzhang.site.pages import about, chart, front, search, small

Route = tuple[str, Callable[..., Awaitable[Any]]]

ROUTES: list[Route] = [
    (r"^/about$", about.about),
    (r"^/chart/(?P<id>[\w-]+)$", chart.chart_page),
    (r"^/chart/(?P<id>[\w-]+)\.csv$", chart.chart_csv),
    (r"^/chart/(?P<id>[\w-]+)\.svg$", chart.chart_svg),
    (r"^/favicon\.ico$", small.icon),
    (r"^/$", front.front),
    (r"^/robots\.txt$", small.robots),
    (r"^/search$", search.search),
]
