"""The pages of our server beside those of stock Datasette, with its defaults and tuned, on the same file in the same run.

What is compared is processor time, of the server and of all processes that it began. Tuned is what Datasette's own documents
advise for a large file that does not change: immutable, counted beforehand, no facets suggested, and time for those asked for.
"""

import os
import shutil
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx

from benchmarks.scale.figures import Figure
from benchmarks.scale.measuring import cpu_of_tree, run, running
from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary

_STOCK = ("-m", "benchmarks.scale.stock")
_TIMES = 5
_SECONDS_OF_RATE = 3.0
_START_SECONDS = 120.0
_TUNED = ("sql_time_limit_ms", "20000"), ("facet_time_limit_ms", "20000"), ("suggest_facets", "off")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of ours and what stock Datasette would be asked for; None where it has nothing like it."""

    name: str
    ours: str
    stock: str | None
    has_first: bool = False  # whether the first answer is told apart from those that follow: ours keeps small answers


def pages(database: Path) -> list[Page]:
    """The pages that are measured."""
    table = f"/{DATABASE_NAME}/indicators"
    facets = "&".join(f"_facet={column}" for column in load_dictionary().tables["indicators"].shown["facets"])
    level, word, project = quote("产出指标"), quote("满意度"), _project(database)
    same = ("indicator_list", "indicators_by_level", "targets_by_kind", "money_by_unit", "project_list")
    return [
        Page("indicators, default facets", table, f"{table}?{facets}"),
        Page("level1=产出指标", f"{table}?level1={level}", f"{table}?level1={level}&{facets}", True),
        Page("search 满意度", f"{table}?_search={word}", None, True),
        Page("contains 满意度", f"{table}?name__contains={word}", f"{table}?name__contains={word}&{facets}", True),
        *(Page(view, f"/{DATABASE_NAME}/{view}", f"/{DATABASE_NAME}/{view}") for view in same),
        Page("the check total-mismatch", "/check/total-mismatch", None),
        Page("/search, a common word", f"/search?q={word}", None),
        Page("/search, one character", f"/search?q={quote('人')}", None),
        Page("database page", f"/{DATABASE_NAME}", f"/{DATABASE_NAME}"),
        Page("a project", f"/{DATABASE_NAME}/projects/{project}", f"/{DATABASE_NAME}/projects/{project}"),
    ]


def _project(database: Path) -> str:
    connection = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    (found,) = connection.execute("SELECT min(id) FROM projects").fetchone()
    connection.close()
    return str(found)


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers, the processor time that it took so far, and how long it took to answer first."""

    client: httpx.Client
    cpu: Callable[[], float]
    start_seconds: float


@contextmanager
def served(*command: str) -> Iterator[Server]:
    """A server of Datasette's kind on a free port, once it has answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.perf_counter()
    with (
        running([*command, "-p", str(port)]) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=600) as client,
    ):
        while True:
            with suppress(httpx.TransportError):
                client.get(f"/{DATABASE_NAME}.json?_size=0")
                break
            if process.poll() is not None or time.perf_counter() - start > _START_SECONDS:
                raise RuntimeError(f"{' '.join(command)} did not start")
            time.sleep(0.02)
        yield Server(client, lambda: cpu_of_tree(process.pid), time.perf_counter() - start)


def measured_serving(database: Path) -> list[Figure]:
    """Figures of all pages."""
    folder = database.parent / "stock"
    folder.mkdir(exist_ok=True)
    copy = folder / f"{DATABASE_NAME}.db"
    copy.unlink(missing_ok=True)
    os.link(database, copy)
    counted = folder / "counts.json"
    settings = [part for name, value in _TUNED for part in ("--setting", name, value)]
    with served("mingzhang", "serve", str(database)) as server:
        ours = _asked(server, [page.ours for page in pages(database)])
    with served(*_STOCK, "serve", str(copy)) as server:
        default = _asked(server, [page.stock for page in pages(database)])
    run(*_STOCK, "inspect", str(copy), "--inspect-file", str(counted))
    with served(*_STOCK, "serve", "-i", str(copy), "--inspect-file", str(counted), *settings) as server:
        tuned = _asked(server, [page.stock for page in pages(database)])
    shutil.rmtree(folder)
    figures = []
    for at, page in enumerate(pages(database)):
        beside = {"tuned": tuned.pages[at], "stock": default.pages[at]}
        figures.append(Figure(page.name, "ms of CPU", ours.pages[at], beside))
        if page.has_first:
            beside = {"tuned": tuned.firsts[at], "stock": default.firsts[at]}
            figures.append(Figure(f"{page.name}, the first time", "ms of CPU", ours.firsts[at], beside))
    return [*figures, *_others(ours, default, tuned), _by_like(database)]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a server took: ms of processor time a page, None where it did not answer 200, and the rest by its name.

    `firsts` is what a page took when it was asked for the first time, to 10 ms.
    """

    pages: list[float | None]
    firsts: list[float | None]
    start: float
    rate: float
    unchanged: float | None
    stream: float | None


def _asked(server: Server, addresses: list[str | None]) -> Answers:
    found = [_page(server, address) if address else (None, None) for address in addresses]
    row = next(address for address in reversed(addresses) if address) + ".json"
    tag = server.client.get(row).headers.get("etag")
    unchanged = _rate(server, row, {"if-none-match": tag}) if tag else None
    pages, firsts = [again for _, again in found], [first for first, _ in found]
    return Answers(pages, firsts, server.start_seconds, _rate(server, row, {}), unchanged, _stream(server))


def _page(server: Server, address: str) -> tuple[float, float] | tuple[None, None]:
    """Milliseconds of processor time of the first answer and of those that follow; None when the server refuses the page."""
    before = server.cpu()
    if server.client.get(address).status_code != 200:
        return None, None
    first = 1000 * (server.cpu() - before)
    before = server.cpu()
    for _ in range(_TIMES):
        server.client.get(address)
    return first, 1000 * (server.cpu() - before) / _TIMES


def _rate(server: Server, address: str, headers: dict[str, str]) -> float:
    """Requests for one second of processor time, from one client."""
    before, start, number = server.cpu(), time.perf_counter(), 0
    while time.perf_counter() - start < _SECONDS_OF_RATE:
        server.client.get(address, headers=headers)
        number += 1
    return number / max(server.cpu() - before, 0.01)


def _stream(server: Server) -> float | None:
    """Seconds of processor time for all projects as CSV."""
    before = server.cpu()
    with server.client.stream("GET", f"/{DATABASE_NAME}/projects.csv?_stream=on") as answer:
        if answer.status_code != 200:
            return None
        for _ in answer.iter_bytes():
            pass
    return server.cpu() - before


def _others(ours: Answers, default: Answers, tuned: Answers) -> list[Figure]:
    def beside(name: str) -> dict[str, float | None]:
        return {"tuned": getattr(tuned, name), "stock": getattr(default, name)}

    return [
        Figure("a row as JSON", "for 1 s of CPU", ours.rate, beside("rate")),
        Figure("a row as JSON, 304", "for 1 s of CPU", ours.unchanged, beside("unchanged")),
        Figure("projects.csv?_stream=on", "s of CPU", ours.stream, beside("stream")),
        Figure("start to first answer", "s", ours.start, beside("start")),
    ]


def _by_like(database: Path) -> Figure:
    """Indicators with a word, by the index of search and by LIKE: in milliseconds of processor time."""
    from mingzhang.search import match_expression

    connection = sqlite3.connect(f"{database.absolute().as_uri()}?immutable=1", uri=True)
    match = "SELECT count(*) FROM indicators_fts WHERE indicators_fts MATCH ?"
    like = "SELECT count(*) FROM indicators WHERE text LIKE ? OR name LIKE ?"
    taken = []
    for sql, parameters in ((match, [match_expression("满意度")]), (like, ["%满意度%", "%满意度%"])):
        start = time.process_time()
        for _ in range(_TIMES):
            connection.execute(sql, parameters).fetchall()
        taken.append(1000 * (time.process_time() - start) / _TIMES)
    connection.close()
    return Figure("满意度 by the index alone", "ms of CPU", taken[0], {"LIKE": taken[1]})
