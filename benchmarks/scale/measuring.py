"""A command in a process of its own, and what it took: processor time with its children, time, and memory."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1_000_000
_LOOK_SECONDS = 0.1
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of processor time, seconds, and the peak in MB of the largest process; what it printed.

    `together` is the peak of all its processes, what they share counted once, as it was seen ten times a second (Linux).
    """

    cpu: float
    wall: float
    peak: float
    said: str = ""
    together: float = 0.0


def run(*command: str) -> Taken:
    """Runs a command of this environment, or a module of Python (`run("-m", "timeit")`); RuntimeError when it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        _whole(command),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    sums = [0.0]
    ended = threading.Event()
    watching = threading.Thread(target=_watch, args=(process.pid, sums, ended))
    watching.start()
    said, told = process.stdout.read(), process.stderr.read() if process.stderr else ""
    _, status, usage = os.wait4(process.pid, 0)
    ended.set()
    watching.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {(said + told)[-500:]}")
    scale = 1 if sys.platform == "darwin" else 1024
    cpu = usage.ru_utime + usage.ru_stime
    return Taken(cpu, time.perf_counter() - start, usage.ru_maxrss * scale / MEGABYTE, said, max(sums) / MEGABYTE)


def _watch(pid: int, sums: list[float], ended: threading.Event) -> None:
    """Notes the largest sum of memory of a process and its children until they have ended."""
    while not ended.wait(_LOOK_SECONDS):
        sums[0] = max(sums[0], sum(map(_memory, list(_tree(pid)))))


def _memory(pid: int) -> float:
    """Bytes of a process, of pages that it shares with others its part."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024.0
    return 0.0


def _whole(command: Sequence[str]) -> list[str]:
    if command[0] in ("-m", "-c"):
        return [sys.executable, *command]
    return [str(Path(sys.executable).with_name(command[0])), *command[1:]]


def cpu_of_tree(pid: int) -> float:
    """Seconds of processor time of a process and of all that it began, also of those that ended (Linux)."""
    total = 0.0
    for one in _tree(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15])) / _TICKS
    return total


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = children.read_text(encoding="utf-8").split()
        except OSError:
            continue
        for child in below:
            yield from _tree(int(child))


@contextmanager
def running(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A server, while it is used."""
    process = subprocess.Popen(
        _whole(command),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
