"""Documents converted elsewhere give the bytes of a build on one machine, and what goes wrong there is told in one line."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from mingzhang import cluster, pipeline
from mingzhang.cli import main
from mingzhang.dataset.writing import write_dataset
from mingzhang.errors import MingzhangError
from mingzhang.readers.sources import Source
from tests.conftest import HEADER


def disclosures_in(folder: Path, number: int) -> Path:
    folder.mkdir()
    for one in range(number):
        text = f"{one}局2024年部门预算项目支出绩效目标公开表\n{HEADER}\n1\t甲\t5\t目标一：乙\t一、产出指标 1. 人数≥{one}人\n"
        (folder / f"{one}.txt").write_text(text, encoding="utf-8")
    return folder


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as started:
        try:
            yield started
        finally:
            started.kill()


def line_of(started: subprocess.Popen[str], words: str) -> str:
    """The first line of a process that has these words."""
    assert started.stderr
    return next(line for line in started.stderr if words in line)


def test_a_cluster_of_which_a_worker_is_ended_in_the_middle_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    folder = disclosures_in(tmp_path / "disclosures", 12)
    pipeline.build([folder], tmp_path / "here.db", workers=1, charts=False)
    with process("distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1") as scheduler:
        address = line_of(scheduler, "tcp://").split()[-1]
        worker = ("distributed.cli.dask_worker", address, "--no-nanny", "--no-dashboard", "--nthreads", "1")
        with process(*worker) as first, process(*worker) as second:
            for one in (first, second):
                line_of(one, "Registered to")

            def ending_one(sources: list[Source]) -> Iterator[Source]:
                for number, source in enumerate(sources):
                    if number == 2:
                        first.kill()
                    yield source

            with cluster.executor_of_cluster(address) as executor:
                pipeline.build([folder], tmp_path / "there.db", progress=ending_one, charts=False, executor=executor)
            assert first.wait() != 0
            assert second.poll() is None
            with cluster.executor_of_cluster(address) as executor:
                write_dataset([folder], tmp_path / "dataset", executor=executor)
            _refuses_another_version(address)
            _tells_that_the_last_worker_was_lost(address, folder, second, monkeypatch)
    pipeline.build_from(tmp_path / "dataset", tmp_path / "from.db", charts=False)
    assert (tmp_path / "from.db").read_bytes() == (tmp_path / "here.db").read_bytes()
    assert (tmp_path / "there.db").read_bytes() == (tmp_path / "here.db").read_bytes()
    assert pipeline.build([folder], tmp_path / "there.db", charts=False).counts["documents"] == 12


def _refuses_another_version(address: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(cluster, "VERSION", "0.0")
        with pytest.raises(MingzhangError) as error:
            cluster.executor_of_cluster(address).__enter__()
    assert re.fullmatch(r"tcp://[\d.:]+: a worker there has \S+; install mingzhang 0\.0 there", str(error.value))


def _tells_that_the_last_worker_was_lost(
    address: str, folder: Path, last: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_POLL_SECONDS", 0.1)
    monkeypatch.setattr(cluster, "_WITHOUT_WORKERS_SECONDS", 0.1)
    output = folder.parent / "lost.db"
    with cluster.executor_of_cluster(address) as executor:
        last.kill()
        last.wait()
        with pytest.raises(
            MingzhangError, match=r"^the workers were lost \(the scheduler has none any more\); nothing was"
        ):
            pipeline.build([folder], output, charts=False, executor=executor)
    assert not output.exists()


def test_any_executor_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = disclosures_in(tmp_path / "disclosures", 3)
    pipeline.build([folder], tmp_path / "here.db", workers=1, charts=False)
    with ThreadPoolExecutor(2) as executor:
        pipeline.build([folder], tmp_path / "there.db", charts=False, executor=executor)
    assert (tmp_path / "there.db").read_bytes() == (tmp_path / "here.db").read_bytes()


def test_a_worker_with_another_version_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, output = disclosures_in(tmp_path / "disclosures", 1), tmp_path / "1.db"
    monkeypatch.setattr(cluster.SameProgram, "__init__", _of_an_older_version)
    with ThreadPoolExecutor(1) as executor, pytest.raises(MingzhangError) as error:
        pipeline.build([folder], output, charts=False, executor=executor)
    assert str(error.value).startswith(
        "a worker has another version of mingzhang, of Python or of a library that reads: "
    )
    assert str(error.value).endswith(", mingzhang 0.0 here; install the same there")
    assert not output.exists()


def _of_an_older_version(self: "cluster.SameProgram[object, object]", work: object) -> None:
    self.work, self.version, self.program = work, "mingzhang 0.0", b"older"  # type: ignore[assignment]


def test_workers_that_are_lost_leave_everything_as_it_was(tmp_path: Path) -> None:
    folder, output = disclosures_in(tmp_path / "disclosures", 1), tmp_path / "1.db"
    with ProcessPoolExecutor(1) as executor:
        with pytest.raises(BrokenExecutor):
            executor.submit(os.kill, executor.submit(os.getpid).result(), signal.SIGKILL).result()
        with pytest.raises(MingzhangError, match=r"^the workers were lost \(.*\); nothing was replaced, build again$"):
            pipeline.build([folder], output, charts=False, executor=executor)
    assert not output.exists()


def test_a_worker_that_does_not_see_the_folder_is_told_of_it(tmp_path: Path) -> None:
    folder = disclosures_in(tmp_path / "disclosures", 2)

    def on_a_machine_without_it(sources: list[Source]) -> Iterator[Source]:
        (folder / "0.txt").rename(tmp_path / "0.txt")
        yield from sources

    with ThreadPoolExecutor(1) as executor, pytest.raises(MingzhangError, match=r"0\.txt: a worker does not see it"):
        pipeline.build([folder], tmp_path / "1.db", charts=False, progress=on_a_machine_without_it, executor=executor)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "tls://127.0.0.1:9", "nonsense", "", "something else"])
def test_a_cluster_that_is_not_there_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "_ANSWER_SECONDS", 0.5)
    folder = disclosures_in(tmp_path / "disclosures", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:  # which never says a word
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}" if address == "something else" else address
        result = CliRunner().invoke(main, ["build", str(folder), "-o", str(tmp_path / "1.db"), "--cluster", address])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {address}: no scheduler of Dask answers there (")
    assert len(result.stderr.splitlines()) == 1
