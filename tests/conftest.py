"""What many tests share: the founding disclosure, a database built from it, a real server, a real browser."""

import asyncio
import fcntl
import os
import shutil
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from mingzhang.pipeline import build, convert
from mingzhang.readers.sources import source_of
from mingzhang.records import Document
from mingzhang.summary import Summary
from tests import not_yet
from tests.together import Together, put

ROOT = Path(__file__).resolve().parent.parent
DISCLOSURES = ROOT / "disclosures"
SAMPLES = ROOT / "tests" / "samples"
FOUNDING = DISCLOSURES / "中共门源县委组织部2023年部门预算项目支出绩效目标公开表.txt"
HEADER = "单位编码\t单位及项目名称\t金额 (万元)\t绩效目标\t绩效指标"

# httpx reads the certificates of all authorities for each request, also to a server that has none: 40 ms
# of CPU, more than most answers take, and tests ask thousands. Read once, they are the same.
ssl.create_default_context = cache(ssl.create_default_context)  # type: ignore[assignment]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    not_yet.mark(items)
    if hasattr(
        config, "workerinput"
    ):  # among several processes the long files begin first, so that none is waited for last
        items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def founding() -> Document:
    return convert(source_of(FOUNDING))


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the founding disclosure."""
    return built_once(tmp_path_factory, "founding", lambda path: build([DISCLOSURES], path))


@pytest.fixture(scope="session")
def samples_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That of the founding disclosure and the samples: several units and years, budgets and self-evaluations."""
    return built_once(tmp_path_factory, "samples", lambda path: build([DISCLOSURES, SAMPLES], path))


def built_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A database that one process of the tests makes and the others find; nobody changes it or puts files beside it."""
    together = factory.getbasetemp() if "PYTEST_XDIST_WORKER" not in os.environ else factory.getbasetemp().parent
    folder = together / f"once-{name}"
    folder.mkdir(exist_ok=True)
    path = folder / "mingzhang.db"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            make(path)
    return path


@pytest.fixture
def sql(database: Path) -> Iterator[Callable[..., list[Any]]]:
    """A function that runs SQL on it and gives the rows."""
    connection = sqlite3.connect(database)
    yield lambda query, *parameters: connection.execute(query, parameters).fetchall()
    connection.close()


@pytest.fixture(scope="module")
def built_together(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Together:
    """What the tests of a file ask `built` for first, in one build."""
    items = [item for item in request.session.items if getattr(item, "module", None) is request.module]
    return Together(tmp_path_factory.mktemp("together"), items)


@pytest.fixture
def built(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[..., tuple[Summary, Callable[..., list[Any]]]]:
    """A function that builds files given as name=content, and gives the summary and a function that runs SQL.

    In a file that is marked `together` they were built with those of its other tests (`tests/together.py`).
    """

    def make(**files: str | bytes) -> tuple[Summary, Callable[..., list[Any]]]:
        if request.node.get_closest_marker("together"):
            together: Together = request.getfixturevalue("built_together")
            if found := together.of(tuple(files.items())):
                return found
        folder = tmp_path / "disclosures"
        put(folder, files.items())
        summary = build([folder], tmp_path / "built.db", charts=False)
        connection = sqlite3.connect(tmp_path / "built.db")
        return summary, lambda query, *parameters: connection.execute(query, parameters).fetchall()

    return make


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_installed(*folders: Path, **variables: str) -> dict[str, str]:
    """The environment of a process as a user has it: without pandas and NumPy, which only tests need.

    sqlite-utils imports them where they are, for a third of a second each time. Modules are looked for in the folders first.
    """
    path = (*map(str, folders), str(ROOT / "tests" / "as_installed"), os.environ.get("PYTHONPATH"))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path)), **variables}


class Server:
    """`mingzhang serve` in a process of its own."""

    def __init__(self, database: Path, command: list[str] | None = None, options: Iterable[str] = ()) -> None:
        port = free_port()
        self.log = tempfile.TemporaryFile(mode="w+")  # noqa: SIM115  closed by stop()
        command = command or [sys.executable, "-m", "mingzhang"]
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [*command, "serve", str(database), "-p", str(port), *options],
            stdout=self.log,
            stderr=self.log,  # a file: a pipe that nobody reads would stop the server when it is full
            env=as_installed(),
        )
        for _ in range(300):
            if self.process.poll() is not None:
                break
            try:
                httpx.get(self.url, timeout=5)
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                return
        self.process.kill()
        self.process.wait()
        self.log.seek(0)
        raise RuntimeError(f"the server did not start: {self.log.read()}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)
        self.log.close()


@pytest.fixture(scope="session")
def site(database: Path) -> Iterator[str]:
    """The address of a live server on the database of the founding disclosure."""
    server = Server(database)
    yield server.url
    server.stop()


def chromium_executable() -> str:
    """The Chromium of the machine; without one the test that asks is skipped, and in CI fails."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        message = "no Chromium on this machine (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return executable


# What a Chromium does beside the pages it is asked for: for each window two pages of its own that propose addresses, and a
# process for whatever may be opened next; together more than half of the time that a page of ours takes. A list given here
# replaces that of Playwright, so what of it matters to tests stands here too.
NOT_IN_TESTS = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "SpareRendererForSitePerProcess",
    "AimEnabled",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium that is driven by a test."""
    executable = chromium_executable()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--disable-features={','.join(NOT_IN_TESTS)}",
        ]
        chromium = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    page = browser.new_page(locale="zh-CN")
    yield page
    page.close()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return loop


def finished(awaited: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives. It runs in a thread, because a browser keeps a loop running in that of the tests.

    All run in one loop: for each other one a site that is asked without a server would start its processes for SQL again.
    """
    return asyncio.run_coroutine_threadsafe(awaited, _loop()).result()
