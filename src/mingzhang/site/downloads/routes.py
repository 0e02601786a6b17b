"""The addresses of downloads: .xlsx, and .csv and .json of all rows; everything else of these goes to Datasette as it is."""

import asyncio
import contextlib
import sqlite3
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from datasette.utils import add_cors_headers, tilde_decode
from datasette.utils.asgi import Response
from datasette.views.base import DatasetteError

from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.borrowed import stock_answer
from mingzhang.site.downloads.about import about_sheet
from mingzhang.site.downloads.asked import DownloadRequest, download_request, too_slow
from mingzhang.site.downloads.filename import attachment, file_name
from mingzhang.site.downloads.rows import Batch, Stopped, TooSlow, batches
from mingzhang.site.downloads.text_formats import csv_text, excel_csv, json_array, json_lines, plain_csv
from mingzhang.site.downloads.workbook import write_rows_workbook
from mingzhang.site.language import Say, language_of, say_in
from mingzhang.site.table_address import checked_request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Threads of their own, so that pages never wait for a download. A workbook of a million rows keeps one busy for minutes.
_FETCHING = ThreadPoolExecutor(4, thread_name_prefix="download")
_WRITING = ThreadPoolExecutor(2, thread_name_prefix="workbook")
_FILE_CHUNK = 1 << 16

Batches = Iterable[Batch]


class StreamedAnswer:
    """An answer that is sent as it is made."""

    def __init__(self, request: Any, content_type: str, disposition: str, chunks: AsyncIterator[bytes]) -> None:
        self.request, self.chunks = request, chunks
        self.headers = {"content-type": content_type, "content-disposition": disposition}
        add_cors_headers(self.headers)

    async def asgi_send(self, send: Any) -> None:
        """Sends the headers and, unless only they were asked for, the chunks."""
        headers = [(name.encode(), value.encode("latin-1")) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        async with contextlib.aclosing(self.chunks) as chunks:  # type: ignore[type-var]
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
    language = language_of(request)
    say = say_in(language)
    about_it = await about_sheet(request, datasette, wanted, language)
    folder = tempfile.TemporaryDirectory(prefix="mingzhang-")
    path = Path(folder.name) / "rows.xlsx"

    def write(stop: threading.Event) -> None:
        labels = wanted.labels(language)
        write_rows_workbook(path, wanted.described(), labels, batches(datasette, wanted, stop), about_it, say)

    try:
        if request.method != "HEAD":
            await _unless_gone(request, write)
    except BaseException as error:
        folder.cleanup()
        if isinstance(error, Stopped):
            return Response.text("", status=499)
        if isinstance(error, TooSlow):
            raise too_slow(language) from None
        if isinstance(error, sqlite3.Error):
            raise DatasetteError(str(error), title="Invalid SQL", status=400) from None
        raise
    download = StreamedAnswer(request, XLSX, _disposition(wanted, "xlsx"), _file(path, folder))
    if path.exists():
        download.headers["content-length"] = str(path.stat().st_size)
    return download


async def csv(request: Any, datasette: Any) -> Any:
    """.csv: all rows, with ?_excel=on for Excel; of one page that is asked for (?_size=, ?_next=) what Datasette gives."""
    request = await checked_request(request, datasette)
    for_excel = request.args.get("_excel") not in (None, "", "off", "0")
    if for_excel or await _is_cut_by_datasette(request, datasette):
        wanted = await download_request(request, datasette)
        if isinstance(wanted, Response):
            return wanted
        if for_excel:
            labels = wanted.labels(language_of(request))
            made = _streamed(request, datasette, wanted, lambda rows: excel_csv(labels, rows), _csv_note)
            return StreamedAnswer(request, "text/csv; charset=utf-8", _disposition(wanted, "csv"), made)
        made = _streamed(request, datasette, wanted, lambda rows: plain_csv(wanted.columns, rows), _csv_note)
        return _as_datasette_sends(
            StreamedAnswer(request, "text/plain; charset=utf-8", _disposition(wanted, "csv"), made)
        )
    return await stock_answer(request, datasette)


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
        made = _streamed(request, datasette, wanted, lambda rows: json_lines(wanted.columns, rows), _json_note)
        return StreamedAnswer(request, "application/x-ndjson; charset=utf-8", _disposition(wanted, "jsonl"), made)
    made = _streamed(request, datasette, wanted, lambda rows: json_array(wanted.columns, rows), _json_note)
    return StreamedAnswer(request, "application/json; charset=utf-8", _disposition(wanted, "json"), made)


async def _is_cut_by_datasette(request: Any, datasette: Any) -> bool:
    """Whether Datasette's CSV would leave rows out without a word, or fetch a view anew, from its beginning, for every page.

    Queries stop at max_returned_rows whatever is asked; tables and views without ?_stream=on at the end of a page.
    """
    if request.args.get("_trace"):
        return False
    if await _is_query(request, datasette):
        return True
    table = request.url_vars.get("table")
    if table is None:
        return False
    if request.args.get("_stream"):
        return bool(await datasette.get_database(request.url_vars["database"]).get_view_definition(tilde_decode(table)))
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


async def _streamed(
    request: Any,
    datasette: Any,
    wanted: DownloadRequest,
    formatted: Callable[[Batches], Iterator[str]],
    note: Callable[[str], str],
) -> AsyncIterator[bytes]:
    """The rows in a format, each batch fetched in a thread; when they cannot all be had, the last line says so."""
    stop = threading.Event()
    made = formatted(batches(datasette, wanted, stop))
    watching = asyncio.create_task(_watch(request, stop))
    try:
        while (text := await _in_thread(_FETCHING, lambda: next(made, None))) is not None:
            yield text.encode()
    except Stopped:
        pass
    except (TooSlow, sqlite3.Error) as error:
        why = too_slow(language_of(request)).message if isinstance(error, TooSlow) else str(error)
        yield note(_cut_short(say_in(language_of(request)), why)).encode()
    finally:
        stop.set()
        watching.cancel()
        await _in_thread(_FETCHING, getattr(made, "close", lambda: None))


def _cut_short(say: Say, why: str) -> str:
    return str(say("没有全部导出，到此为止：{why}", why=why).unescape())


def _csv_note(text: str) -> str:
    return csv_text([[text]])


def _json_note(text: str) -> str:
    """A line that is no JSON, so that no program takes what came before for all."""
    return f"\n{text}\n"


async def _unless_gone(request: Any, work: Callable[[threading.Event], None]) -> None:
    """Work in a thread, which is told to stop when the reader goes away."""
    stop = threading.Event()
    watching = asyncio.create_task(_watch(request, stop))
    try:
        await _in_thread(_WRITING, lambda: work(stop))
    finally:
        stop.set()
        watching.cancel()


async def _watch(request: Any, stop: threading.Event) -> None:
    """Sets `stop` when the reader has gone away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    stop.set()


async def _in_thread(executor: ThreadPoolExecutor, work: Callable[[], Any]) -> Any:
    return await asyncio.get_running_loop().run_in_executor(executor, work)


async def _file(path: Path, folder: tempfile.TemporaryDirectory[str]) -> AsyncIterator[bytes]:
    """The bytes of a file, which is gone afterwards."""
    try:
        with path.open("rb") as file:
            while chunk := await _in_thread(_FETCHING, lambda: file.read(_FILE_CHUNK)):
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
