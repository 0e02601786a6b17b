"""What a reader may choose by on pages that compare: years, phases and regions that there are."""

from typing import Any

from mingzhang.site.pages.page import QueryRow, rows

PHASES = ("budget", "self_evaluation")

# By the index of the year, so that a million projects cost nothing.
YEARS = "SELECT DISTINCT year FROM projects WHERE year IS NOT NULL ORDER BY year DESC"
REGIONS = """
WITH RECURSIVE used (code, depth) AS (
    SELECT DISTINCT region_code, 0 FROM projects WHERE region_code IS NOT NULL
    UNION SELECT regions.parent_code, used.depth + 1 FROM used JOIN regions USING (code)
    WHERE regions.parent_code IS NOT NULL AND used.depth < 5
)
SELECT DISTINCT regions.code, regions.name FROM used JOIN regions USING (code) ORDER BY regions.code
"""


async def years_with_projects(datasette: Any) -> list[int]:
    """The years of the projects, the newest first."""
    return [row["year"] for row in await rows(datasette, YEARS)]


async def regions_with_projects(datasette: Any) -> list[QueryRow]:
    """The regions that have projects, and those that these lie in."""
    return await rows(datasette, REGIONS)
