"""The addresses of downloads: .xlsx, and .csv and .json of all rows; everything else of these goes to Datasette as it is."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from datasette.utils import add_cors_headers, tilde_decode
from datasette.utils.asgi import Response
from datasette.views.base import DatasetteError

from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.borrowed import stock_answer
from mingzhang.site.conditions import BadCondition
from mingzhang.site.downloads.about import about_sheet
from mingzhang.site.downloads.asked import DownloadRequest, download_request, too_large, too_slow
from mingzhang.site.downloads.filename import attachment, file_name
from mingzhang.site.downloads.jobs import TextDownload, WorkbookDownload
from mingzhang.site.downloads.text_formats import csv_text
from mingzhang.site.language import Say, language_of, say_in
from mingzhang.site.sql.database import exception_of, plain_parameters
from mingzhang.site.sql.pool import Busy, Failed, Pool
from mingzhang.site.table_address import checked_request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE_CHUNK = 1 << 16


class StreamedAnswer:
    """An answer that is sent as it is made."""

    def __init__(self, request: Any, content_type: str, disposition: str, chunks: AsyncGenerator[bytes]) -> None:
        self.request, self.chunks = request, chunks
        self.headers = {"content-type": content_type, "content-disposition": disposition}
        add_cors_headers(self.headers)

    async def asgi_send(self, send: Any) -> None:
        """Sends the headers and, unless only they were asked for, the chunks."""
        headers = [(name.encode(), value.encode("latin-1")) for name, value in self.headers.items()]
        async with contextlib.aclosing(self.chunks) as chunks:
            first = b"" if self.request.method == "HEAD" else await anext(chunks, b"")
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": first, "more_body": True})
            if self.request.method != "HEAD":
                async for chunk in chunks:
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


# What Datasette makes of rows as JSON; without a word arrays.
_SHAPES = (None, "arrays", "arrayfirst", "object", "objects", "array")


async def xlsx(request: Any, datasette: Any) -> Any:
    """/mingzhang/projects.xlsx, /mingzhang/<query>.xlsx, /mingzhang.xlsx?sql=: all rows as a workbook."""
    request = await checked_request(request, datasette)
    wanted = await download_request(request, datasette)
    if isinstance(wanted, Response):
        return wanted
    folder = tempfile.TemporaryDirectory(prefix="mingzhang-")
    path = Path(folder.name) / "rows.xlsx"
    try:
        if request.method != "HEAD":
            await _written(request, datasette, wanted, path)
    except BaseException:
        folder.cleanup()
        raise
    download = StreamedAnswer(request, XLSX, _disposition(wanted, "xlsx"), _file(path, folder))
    if path.exists():
        download.headers["content-length"] = str(path.stat().st_size)
    return download


async def _written(request: Any, datasette: Any, wanted: DownloadRequest, path: Path) -> None:
    """Has a worker write the workbook; it stops when the reader goes away. Raises what Datasette and our error pages know."""
    language = language_of(request)
    pool = _pool(datasette, wanted)
    job = WorkbookDownload(
        sql=wanted.sql,
        parameters=plain_parameters(wanted.sql, wanted.parameters),
        path=path,
        columns=wanted.described(),
        labels=wanted.labels(language),
        about=await about_sheet(request, datasette, wanted, language),
        language=language,
    )
    try:
        await _unless_gone(request, pool.value(job, pool.limits.seconds))
    except Failed as failed:
        raise _told(failed, wanted, language) from None


async def csv(request: Any, datasette: Any) -> Any:
    """.csv: all rows, with ?_excel=on for Excel; of one page that is asked for (?_size=, ?_next=) what Datasette gives."""
    request = await checked_request(request, datasette)
    if "table" not in request.url_vars and not request.args.get("sql"):
        raise BadCondition("no-sql")
    for_excel = request.args.get("_excel") not in (None, "", "off", "0")
    if not for_excel and not await _is_cut_by_datasette(request, datasette):
        return await stock_answer(request, datasette)
    wanted = await download_request(request, datasette)
    if isinstance(wanted, Response):
        return wanted
    if for_excel:
        made = _streamed(request, datasette, wanted, "excel_csv", _csv_note)
        return StreamedAnswer(request, "text/csv; charset=utf-8", _disposition(wanted, "csv"), made)
    made = _streamed(request, datasette, wanted, "csv", _csv_note)
    return _as_datasette_sends(StreamedAnswer(request, "text/plain; charset=utf-8", _disposition(wanted, "csv"), made))


async def json(request: Any, datasette: Any) -> Any:
    """.json: with ?_stream=on one array of all rows, with &_nl=on a row a line; else Datasette's own, untouched.

    An array has no room for the word that rows are left out: the one of a query (?_shape=array) has all rows, and the one of a
    table says in its header `Link` where the next page is.
    """
    request = await checked_request(request, datasette)
    shape = request.args.get("_shape")
    if shape not in _SHAPES:  # of a query Datasette would say so under the status 200
        raise DatasetteError(f"Invalid _shape: {shape}", status=400)
    if shape and "table" not in request.url_vars and not request.args.get("sql"):
        raise DatasetteError("_shape is for rows: give the SQL in sql=", status=400)
    is_cut_array = shape == "array" and await _is_query(request, datasette)
    if not (request.args.get("_stream") or is_cut_array):
        return await stock_answer(request, datasette)
    wanted = await download_request(request, datasette)
    if isinstance(wanted, Response):
        return wanted
    if request.args.get("_nl"):
        chunks = _streamed(request, datasette, wanted, "json_lines", _json_note)
        return StreamedAnswer(request, "application/x-ndjson; charset=utf-8", _disposition(wanted, "jsonl"), chunks)
    chunks = _streamed(request, datasette, wanted, "json", _json_note)
    return StreamedAnswer(request, "application/json; charset=utf-8", _disposition(wanted, "json"), chunks)


async def _is_cut_by_datasette(request: Any, datasette: Any) -> bool:
    """Whether Datasette's CSV would leave rows out without a word, or fetch a table anew for every page.

    Queries stop at max_returned_rows whatever is asked; tables and views without ?_stream=on at the end of a page. With it each
    page of a table costs Datasette a request of its own: 88,800 rows took 377 s.
    """
    if await _is_query(request, datasette):
        return True
    table = request.url_vars.get("table")
    if table is None:
        return False
    has_labels = request.args.get("_labels") or request.args.get("_label")
    if request.args.get("_stream"):
        return not has_labels
    return not ({"_size", "_next"} & set(request.args)) and tilde_decode(table) in load_dictionary().tables


async def _is_query(request: Any, datasette: Any) -> bool:
    """Whether the address is that of a reader's own SQL or of a ready query."""
    table = request.url_vars.get("table")
    if table is None:
        return bool(request.args.get("sql"))
    return bool(await datasette.get_canned_query(request.url_vars["database"], tilde_decode(table), request.actor))


def _as_datasette_sends(download: StreamedAnswer) -> StreamedAnswer:
    """Shown by a browser rather than saved, as Datasette's own CSV is, unless ?_dl=on asks for a file."""
    if not download.request.args.get("_dl"):
        del download.headers["content-disposition"]
    return download


def _pool(datasette: Any, wanted: DownloadRequest) -> Pool:
    """Where the rows are fetched: tables and views apart from what readers write, which may take long."""
    pools: dict[str, Pool] = datasette.get_database(wanted.database).pools
    is_written = wanted.is_query or any(key in ("_where", "_through") for key, _ in wanted.filters)
    return pools["exports" if is_written else "downloads"]


def _told(failed: Failed, wanted: DownloadRequest, language: str) -> Exception:
    """A failure of the pool in the reader's language."""
    told: Exception = exception_of(failed, wanted.sql)
    match failed.failure.kind:
        case "too-long":
            told = too_slow(language)
        case "too-large":
            told = too_large(language)
    return told


async def _streamed(
    request: Any, datasette: Any, wanted: DownloadRequest, form: str, note: Callable[[str], str]
) -> AsyncGenerator[bytes]:
    """The rows in a format, as a worker makes them; when they cannot all be had, the last line says so.

    Raises what went wrong before the first of them.
    """
    language = language_of(request)
    pool = _pool(datasette, wanted)
    heads = wanted.labels(language) if form == "excel_csv" else wanted.columns
    has_head = form != "csv" or request.args.get("_header") != "off"
    job = TextDownload(
        wanted.sql, plain_parameters(wanted.sql, wanted.parameters), heads, form, pool.limits.most_bytes, has_head
    )
    has_begun = False
    async with contextlib.aclosing(pool.stream(job, pool.limits.seconds)) as chunks:
        try:
            while (chunk := await _unless_gone(request, anext(chunks, None))) is not None:
                has_begun = True
                yield chunk
        except Gone:
            return
        except (Failed, Busy) as error:
            told = _told(error, wanted, language) if isinstance(error, Failed) else error
            if not has_begun:
                raise told from None
            yield note(_cut_short(say_in(language), str(getattr(told, "message", told)))).encode()


def _cut_short(say: Say, why: str) -> str:
    return str(say("导出未完成，止于此处：{why}", why=why).unescape())


def _csv_note(text: str) -> str:
    return csv_text([[text]])


def _json_note(text: str) -> str:
    """A line that is no JSON, so that no program takes what came before for all."""
    return f"\n{text}\n"


class Gone(Exception):
    """Whoever asked has gone away."""


async def _unless_gone(request: Any, work: Any) -> Any:
    """What work gives, which is broken off when the reader goes away. Raises Gone."""
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(_has_gone(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise Gone
    finally:
        for task in (working, leaving):
            if not task.done():
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task


async def _has_gone(request: Any) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _file(path: Path, folder: tempfile.TemporaryDirectory[str]) -> AsyncGenerator[bytes]:
    """The bytes of a file, which is gone afterwards."""
    try:
        if path.exists():
            with path.open("rb") as file:
                while chunk := await asyncio.to_thread(file.read, _FILE_CHUNK):
                    yield chunk
    finally:
        folder.cleanup()


def _disposition(wanted: DownloadRequest, extension: str) -> str:
    values = [value for key, value in wanted.filters if key == "_search" or not key.startswith("_")]
    chosen: Sequence[str] = [value for value in values if value != wanted.sql]
    return attachment(
        file_name([wanted.title, *chosen], extension), file_name([wanted.name, *_plain(chosen)], extension)
    )


def _plain(values: Iterable[str]) -> list[str]:
    return [value for value in values if value.isascii()]


_DATABASE = rf"/(?P<database>{DATABASE_NAME})"
_TABLE = rf"{_DATABASE}/(?P<table>[^/.]+)"

ROUTES = [
    (rf"{place}\.(?P<format>{extension})$", view)
    for extension, view in (("xlsx", xlsx), ("csv", csv), ("json", json))
    for place in (_DATABASE, _TABLE)
]
