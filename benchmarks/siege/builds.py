"""Kills of `mingzhang build`: `python -m benchmarks.siege.builds --kills 100 [--seed 1]`, from the top.

Over a database of the day before, a build of more disclosures is killed at a random moment: its parent, or one of its workers.
Afterwards the output has to be the old file or the new one, whole; no process may go on; the next build has to give the bytes
of a build that nobody disturbed, and to leave no other file. When a worker is killed, the build itself has to give those bytes.
"""

import argparse
import hashlib
import random
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path
from subprocess import Popen

from benchmarks.disclosures import write as write_disclosures
from benchmarks.siege.processes import becomes_true, cleared, in_session, killed, mingzhang

_INDICATORS = 150
_ENDS_WITHIN = 10.0  # seconds, for the workers of a build that was killed
_BUILD_SECONDS = 300.0


class Builds:
    """A folder of disclosures, its databases of today and of the day before, and how long a build takes, fresh and not."""

    def __init__(self, folder: Path) -> None:
        self.sources, self.output = folder / "in", folder / "out" / "a.db"
        self.old, self.new = folder / "old", folder / "new"
        write_disclosures(self.sources, _INDICATORS, 1)
        fewer = folder / "fewer"
        shutil.copytree(self.sources, fewer)
        next(path for path in sorted(fewer.rglob("*")) if path.is_file() and path.suffix != ".yml").unlink()
        for one in (self.old, self.new):
            one.mkdir()
        self._built(fewer, self.old / "a.db")
        self._built(self.sources, self.new / "a.db")
        self.sha256 = {"old": _sha256(self.old / "a.db"), "new": _sha256(self.new / "a.db")}
        self.files = _files(self.new)
        self.seconds = {is_fresh: self._seconds(is_fresh) for is_fresh in (True, False)}

    def _seconds(self, is_fresh: bool) -> float:
        begun = time.monotonic()
        if self.begun(is_fresh).wait(_BUILD_SECONDS) or self.state() != "new":
            raise RuntimeError("a build that nobody disturbs gives other bytes")
        return time.monotonic() - begun

    def begun(self, is_fresh: bool) -> "Popen[bytes]":
        """A build of today over the output of the day before."""
        shutil.rmtree(self.output.parent, ignore_errors=True)
        shutil.copytree(self.old, self.output.parent)
        return self.again(is_fresh)

    def again(self, is_fresh: bool) -> "Popen[bytes]":
        """A build of today over what is there."""
        fresh = ["--fresh"] if is_fresh else []
        return mingzhang("build", str(self.sources), "-o", str(self.output), "--workers", "2", *fresh)

    def state(self) -> str:
        """Which of the two databases the output is: old, new, or neither."""
        found = _sha256(self.output)
        return next((name for name, one in self.sha256.items() if one == found), "NEITHER")

    def left_over(self) -> set[str]:
        """Files that a build which nobody disturbed would not have left."""
        return _files(self.output.parent) - self.files

    @staticmethod
    def _built(sources: Path, output: Path) -> None:
        if mingzhang("build", str(sources), "-o", str(output), "--workers", "2").wait(_BUILD_SECONDS):
            raise RuntimeError(f"{output} could not be built")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def tried(builds: Builds, chance: random.Random) -> tuple[str, list[str]]:
    """One kill: what was killed and what the output was then, and everything that was not as promised."""
    is_fresh, wanted = chance.random() < 0.5, chance.choice(("parent", "worker"))
    with cleared(builds.begun(is_fresh)) as build:
        time.sleep(chance.uniform(0, builds.seconds[is_fresh]))
        processes = in_session(build.pid)
        workers = sorted(one for one in processes if one != build.pid)
        if build.poll() is not None:
            return f"ended before the kill: {builds.state()}", _faults(builds, build.returncode, "new")
        if wanted == "worker" and workers:
            killed(chance.choice(workers))
            return "worker killed: new", _faults(builds, build.wait(_BUILD_SECONDS), "new")
        killed(build.pid)
        build.wait()
        state, faults = builds.state(), []
        if state == "NEITHER":
            faults.append("the output is neither the old nor the new file")
        if becomes_true(lambda: not in_session(build.pid), _ENDS_WITHIN) is None:
            faults.append(f"processes go on: {[one.command for one in in_session(build.pid).values()]}")
    with cleared(builds.again(is_fresh)) as again:
        return f"parent killed: {state}", faults + _faults(builds, again.wait(_BUILD_SECONDS), "new")


def _faults(builds: Builds, status: int, state: str) -> list[str]:
    """What is not as it is after a build that nobody disturbed."""
    faults = [f"the build ended with {status}"] if status else []
    faults += [f"the output is {found}"] if (found := builds.state()) != state else []
    return faults + ([f"left over: {sorted(left)}"] if (left := builds.left_over()) else [])


def main() -> None:
    """Kills as many builds as asked for and prints what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    came: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        builds = Builds(Path(folder))
        taken = builds.seconds
        print(
            f"a build that nobody disturbs: {taken[True]:.1f} s fresh, {taken[False]:.1f} s from kept rows", flush=True
        )
        for seed in range(asked.seed, asked.seed + asked.kills):
            what, faults = tried(builds, random.Random(seed))
            came[what] += 1
            wrong += bool(faults)
            if faults:
                print(f"seed {seed}: {what}: {'; '.join(faults)}", flush=True)
    for what, number in came.most_common():
        print(f"{number:5}  {what}")
    print(f"{came.total()} builds, {wrong} not as promised")


if __name__ == "__main__":
    main()
