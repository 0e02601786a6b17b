"""The site's own pages, a module each: the address, the SQL that fetches what is shown, and the name of the template.

Templates are in plugin/templates, where Datasette looks for them. ROUTES is what the plugin registers.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from mingzhang.site.pages import (
    about,
    card,
    chart,
    check,
    compare,
    document,
    feed,
    finding,
    front,
    original,
    project,
    ranking,
    region,
    search,
    sitemap,
    small,
    source,
    sql,
    suggest,
    unit,
    years,
)

Route = tuple[str, Callable[..., Awaitable[Any]]]

ROUTES: list[Route] = [
    (r"^/$", front.front),
    (r"^/about$", about.about_page),
    (r"^/chart/(?P<id>[\w-]+)$", chart.chart_page),
    (r"^/chart/(?P<id>[\w-]+)\.csv$", chart.chart_csv),
    (r"^/chart/(?P<id>[\w-]+)\.svg$", chart.chart_svg),
    (r"^/chart/(?P<id>[\w-]+)\.png$", chart.chart_card),
    (r"^/card\.png$", chart.site_card),
    (r"^/card/(?P<kind>project|unit|finding|document|region|ranking)/(?P<id>[^/]+)\.png$", card.record_card_png),
    (r"^/check/(?P<id>[^/]+)$", check.check_page),
    (r"^/checks$", check.checks_page),
    (r"^/compare$", compare.compare_page),
    (r"^/document/(?P<id>[^/]+)$", document.document_page),
    (r"^/documents$", document.documents_page),
    (r"^/favicon\.ico$", small.icon),
    (r"^/feed/documents\.atom$", feed.documents_feed),
    (r"^/feed/findings\.atom$", feed.findings_feed),
    (r"^/finding/(?P<id>[^/]+)$", finding.finding_page),
    (r"^/findings$", finding.findings_page),
    (r"^/original/(?P<id>[^/]+)$", original.original_file),
    (r"^/original/(?P<id>[^/]+)/page-(?P<page>\d{1,6})\.png$", original.page_picture),
    (r"^/project/(?P<id>[^/]+)$", project.project_page),
    (r"^/project/(?P<id>[^/]+)/years$", years.project_years_page),
    (r"^/ranking/(?P<id>[^/]+)$", ranking.ranking_page),
    (r"^/rankings$", ranking.rankings_page),
    (r"^/region/(?P<id>[^/]+)$", region.region_page),
    (r"^/robots\.txt$", small.robots),
    (r"^/search$", search.search),
    (r"^/sitemap\.xml$", sitemap.sitemap_index),
    (r"^/sitemap/(?P<kind>[a-z]+)-(?P<number>\d{1,6})\.xml$", sitemap.sitemap_part),
    (r"^/source/(?P<id>[^/]+)$", source.source_page),
    (r"^/sql$", sql.sql_page),
    (r"^/suggest$", suggest.suggestions),
    (r"^/unit/(?P<id>[^/]+)$", unit.unit_page),
    (r"^/unit/(?P<id>[^/]+)/years$", years.unit_years_page),
    (r"^/units$", unit.units_page),
]
