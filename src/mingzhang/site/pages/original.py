"""The file of a document as it was published, and the pages of a PDF as pictures."""

from typing import Any

from datasette.utils.asgi import NotFound, Response

from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.site.originals import answer_headers, can_draw_pages, original_path
from mingzhang.site.page_picture import PagePicture
from mingzhang.site.pages.lists import id_in_address, whole_number
from mingzhang.site.pages.page import one, rows
from mingzhang.site.programs.file_answer import FileAnswer
from mingzhang.site.sql.pool import Failed, Pool, TooLargeAnswer

_DOCUMENT = "SELECT * FROM documents WHERE id = ?"
_CELL = "SELECT text FROM cells WHERE id = ? AND document_id = ? AND page = ?"


async def original_file(request: Any, datasette: Any) -> Any:
    """/original/<document id>: the file itself. Raises NotFound where the site may not hand it on, or does not have it."""
    document = await one(datasette, _DOCUMENT, id_in_address(request))
    path = original_path(datasette, document)
    if path is None:
        raise NotFound("no original")
    content_type, headers = answer_headers(document, path)
    return FileAnswer(path, content_type, f'"{document["sha256"]}"', headers, request)


async def page_picture(request: Any, datasette: Any) -> Any:
    """/original/<document id>/page-3.png: a page of a PDF as a picture, with ?cell=, where its text stands once, framed."""
    document = await one(datasette, _DOCUMENT, id_in_address(request))
    number = whole_number(request.url_vars["page"], 0)
    path = original_path(datasette, document)
    if path is None or not can_draw_pages(document) or not 1 <= number <= document["pages"]:
        raise NotFound("no picture")
    cell = whole_number(request.args.get("cell"), 0)
    texts = await rows(datasette, _CELL, cell, document["id"], number) if cell else []
    pool: Pool = datasette.get_database(DATABASE_NAME).pools["pictures"]
    job = PagePicture(path, number, (texts[0]["text"] or "") if texts else "")
    try:
        png = await pool.value(job, pool.limits.seconds)
    except Failed:
        raise TooLargeAnswer from None
    if png is None:
        raise NotFound("no picture")
    return Response(png, content_type="image/png")
