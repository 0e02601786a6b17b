"""What all pages share: asking the database, and answering with a template."""

from typing import Any

from datasette.utils.asgi import NotFound, Response

from mingzhang.dictionary.metadata_file import DATABASE_NAME

QueryRow = dict[str, Any]


async def rows(datasette: Any, sql: str, *parameters: Any, **named: Any) -> list[QueryRow]:
    """The rows of a query as dictionaries, all of them."""
    database = datasette.get_database(DATABASE_NAME)
    results = await database.execute(sql, named or list(parameters), truncate=False)
    return [dict(row) for row in results.rows]


async def one(datasette: Any, sql: str, *parameters: Any, **named: Any) -> QueryRow:
    """The one row of a query. Raises NotFound, which is answered with 404, when there is none."""
    found = await rows(datasette, sql, *parameters, **named)
    if not found:
        raise NotFound("没有这样的记录")
    return found[0]


class FirstRows(list[QueryRow]):
    """The first rows of a list, in its order; `total` is how many the whole list has."""

    def __init__(self, found: list[QueryRow], total: int) -> None:
        super().__init__(found)
        self.total = total


async def first_rows(datasette: Any, sql: str, most: int, /, *parameters: Any, **named: Any) -> FirstRows:
    """At most so many rows of a query that has no LIMIT of its own, and how many it has; counted only where some are left out.

    What a page shows of it, it shows with `records.cut`, which says so.
    """
    found = await rows(datasette, f"{sql}\nLIMIT {most + 1}", *parameters, **named)
    if len(found) <= most:
        return FirstRows(found, len(found))
    counted = await one(datasette, f"SELECT count(*) AS n FROM ({sql}\n)", *parameters, **named)
    return FirstRows(found[:most], counted["n"])


async def page(datasette: Any, request: Any, template: str, context: dict[str, Any], status: int = 200) -> Response:
    """A page from a template of ours, in the reader's language."""
    html = await datasette.render_template(template, context, request=request, view_name="mingzhang")
    return Response.html(html, status=status)
