"""Broken and hostile bytes to the whole conversion: `python -m benchmarks.fuzzing 2000 [--seed 1]`, from the top.

Real small files are cut, doubled, overwritten, and their XML changed inside the archive; each is converted in a worker
process within a budget of 20 s and 600 MB. Printed are what came of them, and each that crashed or hung, with the seed that
repeats it.
"""

import argparse
import io
import random
import tempfile
import zipfile
from collections import Counter
from functools import partial
from pathlib import Path

from mingzhang.converting import converted
from mingzhang.errors import Refused
from mingzhang.keeping import Converted
from mingzhang.privacy.publishing import BY_DEFAULT
from mingzhang.readers.sources import Source, source_of
from mingzhang.vocabulary import PROJECT
from mingzhang.workers import Budget, Workers

SEEDS = Path("tests/cases/reading")
BUDGET = Budget(seconds=20, megabytes=600)
# fmt: off
DIRT = (
    b"\0", b"\xff" * 8, b"99999999999999999999", b"-1", b"<", b"</", b"&lt;", b"\"", b"%", b"{", b"<!ENTITY a 'b'>", b"\r\n",
    b"\xe2\x80\xae", b"<td rowspan=9999999>", b"<style>*{", b"obj", b"endstream", b"\\bin9999999 ", b"1e400", b"A1:XFD1048576",
)
# fmt: on


def changed(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four changes."""
    for _ in range(chance.randint(1, 4)):
        at, other = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        other = min(other, at + 2_000)
        match chance.randrange(5):
            case 0:
                data = data[:at] + data[other:]
            case 1:
                data = data[:other] + data[at:]
            case 2:
                data = data[:at] + chance.choice(DIRT) + data[at:]
            case 3:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 4:
                data = data[:at] + data[at:other][::-1] + data[other:]
    return data


def changed_file(data: bytes, chance: random.Random) -> bytes:
    """A file with changes, of an archive mostly in one of its parts, so that more than the archive is tried."""
    if not data.startswith(b"PK") or chance.random() < 0.2:
        return changed(data, chance)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice([name for name in old.namelist() if old.getinfo(name).file_size] or old.namelist())
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, changed(content, chance) if name == chosen else content)
    return target.getvalue()


def main() -> None:
    """Converts as many changed files as asked for and prints what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    files = sorted(path for path in SEEDS.rglob("*") if path.is_file() and path.suffix != ".yml")
    came: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        sources: list[Source] = []
        for seed in range(asked.seed, asked.seed + asked.number):
            chance = random.Random(seed)
            original = chance.choice(files)
            path = Path(folder, f"{seed}{original.suffix}")
            path.write_bytes(changed_file(original.read_bytes(), chance))
            sources.append(source_of(path))
        work = partial(converted, words=PROJECT, publishing=BY_DEFAULT)
        with Workers(work, sources, 2, lambda _: BUDGET) as workers:
            for source in sources:
                came[_outcome(source, workers)] += 1
    for outcome, number in came.most_common():
        print(f"{number:6}  {outcome}")


def _outcome(source: Source, workers: Workers[Source, Converted | Refused]) -> str:
    try:
        result = workers.next()()
    except Refused as refused:
        result = refused
    if not isinstance(result, Refused):
        return "converted"
    if result.reason == "internal-error" or result.reason.startswith("over-budget"):
        print(f"{source.name}: {result.reason} {result.values}")
    return result.reason


if __name__ == "__main__":
    main()
