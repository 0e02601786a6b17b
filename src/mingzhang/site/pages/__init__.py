"""The site's own pages, a module each: the address, the SQL that fetches what is shown, and the name of the template.

Templates are in plugin/templates, where Datasette looks for them. ROUTES is what the plugin registers.
"""

from collections.abc import Awaitable, Callable
from typing import Any

Route = tuple[str, Callable[..., Awaitable[Any]]]

ROUTES: list[Route] = []
