"""The ready queries: those of metadata.yml, and one for each check."""

from functools import cache

from mingzhang.checks.definition import Check, load_checks
from mingzhang.dictionary.descriptions import QueryDescription
from mingzhang.dictionary.languages import LANGUAGES, in_language
from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.site.language import say_in

# A check tests thousands of things: those that failed are what its reader came for.
_FAILED_FIRST = """SELECT * FROM (
{sql}
)
ORDER BY CASE outcome WHEN 'failed' THEN 0 WHEN 'passed' THEN 1 ELSE 2 END"""
_SAID_OF_CHECKS = ("title", "looks_for", "innocent_explanations")


@cache
def queries_of_checks() -> dict[str, QueryDescription]:
    """The SQL of each check as a query, what failed first: check-total-mismatch and so on."""
    queries = [_of_check(check) for check in load_checks()]
    return {query.name: query for query in queries}


def _of_check(check: Check) -> QueryDescription:
    title, description = {}, {}
    for language in LANGUAGES:
        say = say_in(language)
        text = {name: in_language(check.texts[name], language) for name in _SAID_OF_CHECKS}
        title[language] = str(say("核对：{title}", **text).unescape())
        description[language] = str(say("{looks_for}可能的解释：{innocent_explanations}", **text).unescape())
    return QueryDescription(
        f"check-{check.id}", title, description, _FAILED_FIRST.format(sql=check.sql.strip().rstrip(";"))
    )


def described_query(name: str) -> QueryDescription | None:
    """What is said of a ready query."""
    return load_dictionary().queries.get(name) or queries_of_checks().get(name)


def query_title(language: str, name: str) -> str:
    """What a ready query is called, its own name when nothing is said of it."""
    query = described_query(name)
    return in_language(query.title, language) if query else name


def query_description(language: str, name: str) -> str:
    """What a ready query is for; '' when nothing is said of it."""
    query = described_query(name)
    return in_language(query.description, language) if query else ""
