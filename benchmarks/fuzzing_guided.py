"""Fuzzing guided by coverage: `python -m benchmarks.fuzzing_guided [--seconds 300] [TARGET ...]`, from the top; all if none.

atheris (libFuzzer) changes bytes and keeps those that reach code which no others have reached. It is no package of ours or of
the tests: `pip install --require-hashes -r benchmarks/fuzzing_guided.txt` adds it, on Python 3.11 to 3.13. Each target
(fuzzing_targets) runs in a process of its own. An exception that no reader may raise is a crash, ten seconds of CPU time a
hang; each is told once by where it comes from, with the file that repeats it (`--repeat FILE TARGET`), and the run goes on.
"""

import argparse
import re
import signal
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

HANG_SECONDS = 10
LONGEST_INPUT = 200_000
MEGABYTES = 2_000
_DONE = re.compile(r"^Done (\d+) runs in", re.MULTILINE)
_WORDS = (
    *(
        "单位编码",
        "项目名称",
        "金额（万元）",
        "绩效目标",
        "绩效指标",
        "产出指标",
        "数量指标",
        "满意度",
        "合计",
        "≥",
        "％",
        "万元",
        "年",
    ),
    *(
        "<table>",
        "<td rowspan=",
        "<tr>",
        "style=",
        "mergeCell",
        "gridSpan",
        "vMerge",
        "<row r=",
        "<c r=",
        "numFmt",
        "w:tbl",
    ),
    *(
        "obj",
        "stream",
        "/Kids",
        "/Type",
        "Tj",
        "TJ",
        "Tm",
        "cm",
        "BT",
        "ET",
        "re",
        "Do",
        "xref",
        "0 R",
        "9999999999",
        "1e308",
    ),
)


class _OverTime(BaseException):
    """Not an Exception: no reader may take it for a damaged file."""


class Watched:
    """A target that tells what it raised, and where, instead of raising it."""

    def __init__(self, run: Any, kept: Path) -> None:
        self._run, self._kept = run, kept
        self._known: dict[str, Path] = {}

    def __call__(self, data: bytes) -> None:
        """Runs one input."""
        signal.setitimer(signal.ITIMER_VIRTUAL, HANG_SECONDS)
        try:
            self._run(bytes(data))
        except _OverTime as error:
            self._tell("hang", error, data)
        except (Exception, RecursionError) as error:
            self._tell(f"crash {type(error).__name__}", error, data)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _tell(self, kind: str, error: BaseException, data: bytes) -> None:
        frames = [one for one in traceback.extract_tb(error.__traceback__) if "mingzhang" in one.filename]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        key = kind if kind == "hang" else f"{kind} at {place}"
        if key not in self._known:
            self._known[key] = self._kept / f"{len(self._known) + 1}-{kind.replace(' ', '-')}"
            self._known[key].write_bytes(data)
            print(f"  {key}: {error} ({self._known[key]})", file=sys.stderr, flush=True)
        with _found_in(self._kept).open("a", encoding="utf-8") as found:  # libFuzzer ends the process, as it likes
            found.write(f"{key}\n")


def _found_in(kept: Path) -> Path:
    return kept / "found.txt"


def _over_time(_: int, __: FrameType | None) -> None:
    raise _OverTime


def _run_one(name: str, seconds: int, kept: Path) -> None:
    """Fuzzes one target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["mingzhang", "xlrd", "pdfminer", "pdfplumber"]):
        from benchmarks.fuzzing_targets import targets

        target = targets()[name]
    watched, begin, grown = Watched(target.run, kept), kept / "seeds", kept / "corpus"
    for folder in (begin, grown):
        folder.mkdir(parents=True)
    for number, seed in enumerate(target.seeds):
        (begin / str(number)).write_bytes(seed)
    words = kept / "words"
    words.write_text("".join('"' + "".join(rf"\x{byte:02x}" for byte in word.encode()) + '"\n' for word in _WORDS))
    signal.signal(signal.SIGVTALRM, _over_time)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST_INPUT}",
        f"-rss_limit_mb={MEGABYTES}",
        f"-dict={words}",
    ]
    atheris.Setup([name, *options, "-timeout=120", str(grown), str(begin)], watched)
    atheris.Fuzz()


def _run(name: str, seconds: int, kept: Path) -> tuple[int, Counter[str]]:
    """Fuzzes one target in a process of its own: the number of inputs, and what was found."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.fuzzing_guided",
        "--one",
        "--seconds",
        str(seconds),
        "--keep",
        str(kept),
        name,
    ]
    kept.parent.mkdir(parents=True, exist_ok=True)
    log = kept.with_name(f"{kept.name}.log")
    with log.open("w", encoding="utf-8") as told:
        status = subprocess.run(command, stdout=told, stderr=told, check=False).returncode
    file, done = _found_in(kept), _DONE.search(log.read_text(encoding="utf-8", errors="replace"))
    found = Counter(file.read_text(encoding="utf-8").splitlines() if file.exists() else [])
    if done is None or status:
        found[f"the process ended with {status}, see {log}"] += 1
    return int(done[1]) if done else 0, found


def main() -> None:
    """Fuzzes the targets one after the other and prints what came of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=300, help="for each target")
    parser.add_argument("--keep", type=Path, help="the folder for inputs that crash; a temporary one if not named")
    parser.add_argument("--repeat", type=Path, metavar="FILE", help="give this input to the target, without atheris")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        _run_one(asked.targets[0], asked.seconds, asked.keep)
        return
    from benchmarks.fuzzing_targets import targets

    if asked.repeat:
        targets()[asked.targets[0]].run(asked.repeat.read_bytes())
        return
    kept, total = asked.keep or Path(tempfile.mkdtemp(prefix="fuzzing-")), 0
    for name in asked.targets or targets():
        inputs, found = _run(name, asked.seconds, kept / name.replace(" ", "-"))
        total += inputs
        crashes = sum(number for kind, number in found.items() if kind != "hang")
        print(f"{name:14} {inputs:9,} inputs, {crashes} crashes, {found['hang']} hangs", *found.items(), flush=True)
    print(f"{total:,} inputs; those that crash are in {kept}")


if __name__ == "__main__":
    main()
