"""An office to ask, a clock that does not wait, and a run of `collect` on both."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mingzhang import pipeline
from mingzhang.collect.clock import Clock
from mingzhang.collect.collecting import collect
from mingzhang.collect.report import Report
from mingzhang.collect.sources_file import read_sources_file
from tests.collect.server import Office

Run = Callable[..., Report]


class ToldClock(Clock):
    """A clock that is told the time, and notes what it was asked to wait."""

    def __init__(self) -> None:
        self.time = datetime(2024, 3, 1, tzinfo=UTC)
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self.time

    def running(self) -> float:
        return self.time.timestamp()

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def office() -> Iterator[Office]:
    one = Office()
    yield one
    one.stop()


@pytest.fixture
def clock() -> ToldClock:
    return ToldClock()


@pytest.fixture
def run(office: Office, clock: ToldClock, tmp_path: Path) -> Run:
    """Collects from the office; more keys of its publisher may be given, and `top`, lines beside `publishers`."""

    def collected(top: str = "", **keys: str) -> Report:
        given = {
            "name": "某县财政局",
            "region": '"632221"',
            "lists": f"{office.url}/list/",
            "links": "绩效目标",
            **keys,
        }
        lines = [f"{'- ' if key == 'name' else '  '}{key}: {value}" for key, value in given.items()]
        text = f"{top}\npublishers:\n" + "\n".join(lines) + "\n"
        (tmp_path / "sources.yml").write_text(text, encoding="utf-8")
        return collect(read_sources_file(tmp_path / "sources.yml"), pipeline.document_id_of, clock)

    return collected
