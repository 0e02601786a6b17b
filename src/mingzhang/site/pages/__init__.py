"""The site's own pages, a module each: the address, the SQL that fetches what is shown, and the name of the template.

Templates are in plugin/templates, where Datasette looks for them. ROUTES is what the plugin registers.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from mingzhang.site.pages import check, document, finding, project, source, unit

Route = tuple[str, Callable[..., Awaitable[Any]]]

ROUTES: list[Route] = [
    (r"^/check/(?P<id>[^/]+)$", check.check_page),
    (r"^/checks$", check.checks_page),
    (r"^/document/(?P<id>[^/]+)$", document.document_page),
    (r"^/documents$", document.documents_page),
    (r"^/finding/(?P<id>[^/]+)$", finding.finding_page),
    (r"^/findings$", finding.findings_page),
    (r"^/project/(?P<id>[^/]+)$", project.project_page),
    (r"^/source/(?P<id>[^/]+)$", source.source_page),
    (r"^/unit/(?P<id>[^/]+)$", unit.unit_page),
    (r"^/units$", unit.units_page),
]
