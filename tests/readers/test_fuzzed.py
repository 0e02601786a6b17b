"""Broken bytes are refused by a reason that is true of the file: a seeded few of what `python -m benchmarks.fuzzing` tries."""

import random
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.fuzzing import changed_file
from mingzhang.errors import Refused
from mingzhang.readers import read

CASES = Path(__file__).parent.parent / "cases" / "reading"
FILES = sorted(path for path in CASES.rglob("*") if path.is_file() and path.suffix != ".yml")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_changed_file_is_read_or_refused(path: Path) -> None:
    for seed in range(12):
        with suppress(Refused):  # anything else fails
            read(changed_file(path.read_bytes(), random.Random(seed)))
