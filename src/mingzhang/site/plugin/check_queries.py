"""The SQL of every check as a ready query of the site, so that anyone can run it and argue with it."""

from typing import Any

from mingzhang.dictionary.languages import DEFAULT, in_language
from mingzhang.site.queries import queries_of_checks


def check_queries() -> dict[str, dict[str, Any]]:
    """Datasette's canned queries, one a check: check-total-mismatch and so on."""
    return {
        query.name: {
            "sql": query.sql,
            "title": in_language(query.title, DEFAULT),
            "description": in_language(query.description, DEFAULT),
        }
        for query in queries_of_checks().values()
    }
