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


async def page(datasette: Any, request: Any, template: str, context: dict[str, Any], status: int = 200) -> Response:
    """A page from a template of ours, in the reader's language."""
    html = await datasette.render_template(template, context, request=request, view_name="mingzhang")
    return Response.html(html, status=status)
