"""Whether a damaged file changes what is published without a word: `python -m benchmarks.silence 20000`, from the top.

Real small files of each format lose, double or exchange attributes, elements, operators and parts; what is published of each is
compared with what the whole file gives. It is equal, refused, said (another reject than before), or silent; silent ones are
counted by what was changed, because a file that has lost a row for good knows nothing of it.
"""

import argparse
import io
import random
import re
import signal
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.reading.published import Published, published_of

SEEDS = Path("tests/cases/reading")
SECONDS = 20
_TAG = re.compile(rb"<(/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>")
_ATTRIBUTE = re.compile(rb"\s+([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_OPERATORS = re.compile(rb"[^\n]*\n")
_KEY = re.compile(rb"/[A-Z]\w+ (?:/\w+|\d+ 0 R|\[[^\[\]]*\]|[\d.]+|\([^()]*\))")
_MARKUP = (".xml", ".rels", ".html", ".htm", ".vml")


def published(path: Path) -> tuple[Any, Counter[str]]:
    """What is published of a file, to be compared, and its rejects by reason; a refused file has no rows."""
    found = published_of(path)
    if found.refused:
        return None, Counter(found.refused)
    return _values(found), Counter(one["reason_id"] for one in found.table("rejects"))


def _values(found: Published) -> list[Any]:
    projects = [(one["name"], one["amount_fen"], one["code"]) for one in found.table("projects")]
    goals = sorted(one["text"] or "" for one in found.table("goals"))
    names = ("level1", "level2", "name", "comparator", "value_text", "unit")
    indicators = [tuple(one[name] for name in names) for one in found.table("indicators")]
    return [projects, goals, sorted(map(repr, indicators))]


def changed_file(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """A file with one change, and what was changed."""
    if data.startswith(b"PK"):
        return _changed_archive(data, chance)
    if data.startswith(b"%PDF"):
        return _changed_pdf(data, chance)
    if b"<" in data[:20]:
        return _changed_markup(data, chance)
    return _changed_bytes(data, chance)


def _changed_archive(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    weights = [1 + len(content) ** 0.5 for content in parts.values()]
    (name,) = chance.choices(list(parts), weights)
    if chance.random() < 0.05:
        del parts[name]
        what = "part gone"
    elif name.endswith(_MARKUP):
        parts[name], what = _changed_markup(parts[name], chance)
    else:
        parts[name], what = _changed_bytes(parts[name], chance)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for one, content in parts.items():
            new.writestr(one, content)
    return target.getvalue(), f"{re.sub(r'[0-9]+', 'N', name)}: {what}"


def _changed_markup(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    tags = [match for match in _TAG.finditer(data) if not match[1]]
    if not tags:
        return _changed_bytes(data, chance)
    tag = chance.choice(tags)
    name = tag[2].decode()
    attributes = list(_ATTRIBUTE.finditer(data, tag.start(3), tag.end(3)))
    kind = chance.randrange(5)
    if attributes and kind < 2:
        chosen = chance.choice(attributes)
        others = [one for one in tags if one[2] == tag[2]]
        other = {one[1]: one[2] for one in _ATTRIBUTE.finditer(chance.choice(others)[3])}.get(chosen[1], b'"0"')
        new = b"" if kind == 0 else b" " + chosen[1] + b"=" + other
        return data[: chosen.start()] + new + data[
            chosen.end() :
        ], f"{name}@{chosen[1].decode()} {'gone' if kind == 0 else 'as another'}"
    end = tag.end() if tag[4] else _end_of(data, tag)
    whole = data[tag.start() : end]
    if kind == 2:
        return data[: tag.start()] + data[end:], f"{name} gone"
    if kind == 3:
        return data[:end] + whole + data[end:], f"{name} doubled"
    return data[: tag.start()] + data[tag.end() :], f"{name} not opened"


def _end_of(data: bytes, tag: re.Match[bytes]) -> int:
    depth = 0
    for match in re.compile(rb"<(/?)" + re.escape(tag[2]) + rb"(?:\s[^<>]*?)?(/?)>").finditer(data, tag.start()):
        depth += 0 if match[2] else -1 if match[1] else 1
        if depth == 0:
            return match.end()
    return tag.end()


def _changed_pdf(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """A PDF without an operator, a key or a piece; readers find its objects again."""
    streams = [match.span(1) for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)]
    lines = [one for start, end in streams for one in _OPERATORS.finditer(data, start, end)]
    keys = list(_KEY.finditer(data))
    if lines and chance.random() < 0.6:
        line = chance.choice(lines)
        name = (line[0].split() or [b"?"])[-1].decode("latin-1")[:4]
        if chance.random() < 0.5:
            return data[: line.start()] + b" " * len(line[0]) + data[line.end() :], f"operator {name} gone"
        number = re.search(rb"\d+", line[0])
        if number:
            at = line.start() + number.start()
            digit = str(chance.randrange(10)).encode()
            return data[:at] + digit + data[at + 1 :], f"operator {name} with another number"
    if keys:
        key = chance.choice(keys)
        return data[: key.start()] + b" " * len(key[0]) + data[key.end() :], f"key {key[0].split()[0].decode()} gone"
    return _changed_bytes(data, chance)


def _changed_bytes(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    at = chance.randrange(len(data) + 1)
    match chance.randrange(4):
        case 0:
            return data[:at], "cut off"
        case 1:
            return data[:at] + data[at + chance.randrange(1, 40) :], "bytes gone"
        case 2:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :], "byte changed"
        case _:
            return data[:at] + data[at : at + 200] + data[at:], "bytes doubled"


def outcome_of(path: Path, whole: tuple[Any, Counter[str]]) -> str:
    """equal, refused, said, silent, or what went wrong."""
    signal.alarm(SECONDS)
    try:
        values, reasons = published(path)
    except TimeoutError:
        return "hung"
    finally:
        signal.alarm(0)
    if any(one.startswith("internal-error") for one in reasons):
        return "crashed"
    if values == whole[0]:
        return "equal"
    if values is None:
        return "refused"
    return "said" if reasons - whole[1] else "silent"


def _too_long(*_: Any) -> None:
    raise TimeoutError


def main() -> None:
    """Tries as many changed files as asked for and prints what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--more", type=Path, help="a folder of further whole files")
    parser.add_argument("--keep", type=Path, help="a folder for the silent, crashed and hung ones")
    asked = parser.parse_args()
    signal.signal(signal.SIGALRM, _too_long)
    places = [SEEDS, *([asked.more] if asked.more else [])]
    files = sorted(path for place in places for path in place.rglob("*") if path.is_file() and path.suffix != ".yml")
    whole = {path: published(path) for path in files}
    files = [path for path in files if whole[path][0] is not None and whole[path][0][0]]
    came: Counter[str] = Counter()
    silent: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(asked.seed, asked.seed + asked.number):
            chance = random.Random(seed)
            original = chance.choice(files)
            data, what = changed_file(original.read_bytes(), chance)
            path = Path(folder, f"file{original.suffix}")
            path.write_bytes(data)
            outcome = outcome_of(path, whole[original])
            came[outcome] += 1
            if outcome in ("silent", "crashed", "hung"):
                silent[f"{outcome} {original.suffix} {what}"] += 1
                if asked.keep:
                    asked.keep.mkdir(exist_ok=True)
                    Path(asked.keep, f"{seed}-{outcome}-{original.name}").write_bytes(data)
            if outcome in ("crashed", "hung"):
                print(f"{seed} {original.name} {what}: {outcome}", flush=True)
    for outcome, number in came.most_common():
        print(f"{number:6}  {outcome}")
    for what, number in silent.most_common():
        print(f"{number:6}  {what}")


if __name__ == "__main__":
    main()
