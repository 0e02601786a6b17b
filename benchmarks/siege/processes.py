"""Processes of a command that is run in a session of its own, by which they are found also when their parent has gone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

_PAGE = os.sysconf("SC_PAGE_SIZE")


class Process(NamedTuple):
    """A living process: its parent, its command line, and the bytes of memory that it alone has."""

    id: int
    parent: int
    command: str
    own_bytes: int


def in_session(leader: int) -> dict[int, Process]:
    """Id -> each living process of the session that a process began (Linux)."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, parent, _, session = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:4]
            if int(session) == leader and state != "Z":
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                pages = (folder / "statm").read_text(encoding="ascii").split()
                own = (int(pages[1]) - int(pages[2])) * _PAGE
                found[int(folder.name)] = Process(int(folder.name), int(parent), command, own)
    return found


def mingzhang(*arguments: str, cwd: Path | None = None) -> "subprocess.Popen[bytes]":
    """The command line of ours, begun in a session of its own; what it says goes to nobody."""
    command = [sys.executable, "-m", "mingzhang", *arguments]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=cwd, start_new_session=True, **quiet)  # type: ignore[call-overload,no-any-return]


def becomes_true(question: Callable[[], bool], seconds: float) -> float | None:
    """The seconds until the answer to a question was yes; None when it was not within so many."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if question():
            return time.monotonic() - begun
        time.sleep(0.02)
    return None


def killed(process: int) -> None:
    """Kills a process, if it is still there."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


@contextmanager
def cleared(process: "subprocess.Popen[bytes]") -> Iterator["subprocess.Popen[bytes]"]:
    """A process, of whose session nothing is left behind it."""
    try:
        yield process
    finally:
        for one in in_session(process.pid):
            killed(one)
        process.wait()
