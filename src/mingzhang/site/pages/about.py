"""What this is and how it is made: method, words, what findings mean, how to answer, licence, data, languages."""

from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.site.pages.page import QueryRow, page, rows

ALL_FIGURES = "SELECT documents, projects, indicators FROM site_figures WHERE id = 'all'"
REJECT_COUNT = "SELECT count(*) AS n FROM rejects WHERE kind <> 'doubt'"
SAMPLE = "SELECT id FROM projects ORDER BY rowid LIMIT 1"


@cache
def glossary() -> list[dict[str, Any]]:
    """The words of the framework, explained in both languages, in groups."""
    content = read_yaml(files("mingzhang.site").joinpath("glossary.yml").read_text(encoding="utf-8"))
    assert isinstance(content, list)
    return content


async def about_page(request: Any, datasette: Any) -> Any:
    """The page at /about."""
    figures: list[QueryRow] = await rows(datasette, ALL_FIGURES)
    rejects = await rows(datasette, REJECT_COUNT)
    sample = await rows(datasette, SAMPLE)
    context = {
        "glossary": glossary(),
        "figures": figures[0] if figures else None,
        "rejects": rejects[0]["n"],
        "contact": load_dictionary().about.get("contact"),
        "sample": sample[0]["id"] if sample else None,
    }
    return await page(datasette, request, "about.html", context)
