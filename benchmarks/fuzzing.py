"""Broken and hostile bytes to the whole conversion: `python -m benchmarks.fuzzing 100000 [--seed 1]`, from the top.

Small files of every format are cut, doubled, overwritten, their parts changed inside an archive or a stream, and tags,
operators and keys taken out; each is converted in a worker process within a budget of 20 s and 600 MB, every tenth with a
changed sidecar or answer beside it. Printed are what came of them by format, and each that crashed or hung, with the seed that
repeats it. `--office` changes those that LibreOffice has to convert, which takes a second each.
"""

import argparse
import io
import random
import re
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks import silence
from mingzhang.converting import converted
from mingzhang.errors import Refused
from mingzhang.keeping import Converted
from mingzhang.privacy.publishing import BY_DEFAULT
from mingzhang.readers.sources import Source, sources_at
from mingzhang.vocabulary import PROJECT
from mingzhang.workers import Budget, Workers

BUDGET = Budget(seconds=20, megabytes=600)
SLICE = 1_000  # files that lie on the disk at a time
BESIDE = 0.1  # the share of files that have a changed text beside them
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_NUMBER = re.compile(rb"\d+")
# fmt: off
DIRT = (
    b"\0", b"\xff" * 8, b"99999999999999999999", b"-1", b"<", b"</", b"&lt;", b"\"", b"%", b"{", b"<!ENTITY a 'b'>", b"\r\n",
    b"\xe2\x80\xae", b"<td rowspan=9999999>", b"<style>*{", b"obj", b"endstream", b"\\bin9999999 ", b"1e400", b"A1:XFD1048576",
    b"&a [*a, *a]", b"!!python/object:x", b"NaN", b"1 0 R", b"<table><tr><td>" * 40, b"(" * 300, "万亿".encode() * 40,
)
NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"4294967295", b"999999999999999999999", b"1e308", b"0.0000001")
# fmt: on


def changed(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four changes."""
    for _ in range(chance.randint(1, 4)):
        at, other = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        other = min(other, at + 2_000)
        match chance.randrange(6):
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
            case 5:
                data = _with_another_number(data, at, chance)
    return data


def _with_another_number(data: bytes, at: int, chance: random.Random) -> bytes:
    """The next number behind a place is a number that programs stumble over."""
    number = _NUMBER.search(data, at)
    return data[: number.start()] + chance.choice(NUMBERS) + data[number.end() :] if number else data


def changed_file(data: bytes, chance: random.Random) -> bytes:
    """A file with changes: of bytes, in one of its parts or streams, or of what its format knows."""
    kind = chance.random()
    if kind < 0.2:
        return changed(data, chance)
    if kind < 0.4:
        for _ in range(chance.randint(1, 3)):
            data, _ = silence.changed_file(data, chance)
        return data
    if data.startswith(b"%PDF"):
        return _changed_stream(data, chance)
    return _changed_part(data, chance) if data.startswith(b"PK") else _changed_text(data, chance)


def _changed_text(data: bytes, chance: random.Random) -> bytes:
    """A text with changes that leave it in its encoding; other bytes with any."""
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return changed(data, chance).decode(encoding, "ignore").encode(encoding)
    return changed(data, chance)


def _changed_part(data: bytes, chance: random.Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice([name for name in old.namelist() if old.getinfo(name).file_size] or old.namelist())
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _changed_text(content, chance) if name == chosen else content)
    return target.getvalue()


def _changed_stream(data: bytes, chance: random.Random) -> bytes:
    """A PDF with changes in a stream, compressed as it was; readers find the objects behind it again."""
    stream = chance.choice(list(_STREAM.finditer(data)) or [None])
    if stream is None or chance.random() < 0.3:
        return changed(data, chance)
    try:
        content = zlib.compress(changed(zlib.decompress(stream[1]), chance)) + b"\n"
    except zlib.error:
        content = changed(stream[1], chance)
    return data[: stream.start(1)] + content + data[stream.end(1) :]


def main() -> None:
    """Converts as many changed files as asked for and prints what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--office", action="store_true", help="change files that LibreOffice converts")
    asked = parser.parse_args()
    from benchmarks.fuzzing_seeds import office_seeds, seeds, texts_beside

    files, beside, begun = office_seeds() if asked.office else seeds(), texts_beside(), time.monotonic()
    came: Counter[tuple[str, str]] = Counter()
    work = partial(converted, words=PROJECT, publishing=BY_DEFAULT)
    for first in range(asked.seed, asked.seed + asked.number, SLICE):
        numbers = range(first, min(first + SLICE, asked.seed + asked.number))
        with tempfile.TemporaryDirectory() as folder:
            sources = [one for seed in numbers for one in _written(Path(folder), seed, files, beside)]
            with Workers(work, sources, asked.workers, lambda _: BUDGET) as workers:
                came.update((source.path.suffix, _outcome(source, workers)) for source in sources)
    _tell(came, time.monotonic() - begun)


def _written(folder: Path, seed: int, files: dict[str, bytes], beside: dict[str, bytes]) -> Iterator[Source]:
    """The sources of one changed file, written below a folder: several, when it is an archive of attachments."""
    chance = random.Random(seed)
    name = chance.choice(list(files))
    path = folder / f"{seed}-{name}"
    if chance.random() < BESIDE:
        ending, text = chance.choice(list(beside.items()))
        path.with_name(path.name + ending).write_bytes(changed(text, chance))
        path.write_bytes(files[name])
    else:
        path.write_bytes(changed_file(files[name], chance))
    try:
        yield from sources_at(path)
    except Exception as error:  # no source may stop a build, also while they are looked for
        print(f"crashed: {path.name}: {type(error).__name__}: {error}", flush=True)


def _outcome(source: Source, workers: Workers[Source, Converted | Refused]) -> str:
    try:
        result = workers.next()()
    except Refused as refused:
        result = refused
    if not isinstance(result, Refused):
        return "converted"
    if result.reason == "internal-error":
        print(f"crashed: {source.name}: {result.values}", flush=True)
    elif result.reason.startswith("over-budget"):
        print(f"over the budget: {source.name}: {result.reason}", flush=True)
    return result.reason


def _tell(came: Counter[tuple[str, str]], seconds: float) -> None:
    bad = {"crashed": "internal-error", "over the budget": "over-budget"}
    totals = {word: sum(n for (_, one), n in came.items() if one.startswith(begin)) for word, begin in bad.items()}
    for ending in sorted({ending for ending, _ in came}):
        reasons = Counter({reason: number for (one, reason), number in came.items() if one == ending})
        print(f"{ending:6} {reasons.total():7,}  " + ", ".join(f"{what} {n:,}" for what, n in reasons.most_common()))
    print(f"{came.total():,} documents in {seconds:,.0f} s; " + ", ".join(f"{word} {n}" for word, n in totals.items()))


if __name__ == "__main__":
    main()
