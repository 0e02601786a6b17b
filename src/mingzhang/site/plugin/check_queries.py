"""The SQL of every check as a ready query of the site, so that anyone can run it and argue with it."""

from typing import Any

from mingzhang.checks.definition import load_checks


def check_queries() -> dict[str, dict[str, Any]]:
    """Datasette's canned queries, one a check: check-total-mismatch and so on."""
    return {
        f"check-{check.id}": {
            "sql": check.sql,
            "title": f"核对：{check.texts['title']}",
            "title_en": f"Check: {check.texts['title_en']}",
            "description": f"{check.texts['looks_for']}可能的解释：{check.texts['innocent_explanations']}",
            "description_en": f"{check.texts['looks_for_en']} Innocent explanations: {check.texts['innocent_explanations_en']}",
        }
        for check in load_checks()
    }
