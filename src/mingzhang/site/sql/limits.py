"""What a request may cost: limits.yml as records, with what an operator has put in the place of some of it."""

import os
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from mingzhang.data_files import read_yaml
from mingzhang.errors import MingzhangError

# Names a file of the operator's own limits; workers are told by it too.
VARIABLE = "MINGZHANG_LIMITS"


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """The limits of the processes of one pool, and of the queue before it."""

    workers: int
    queue: int
    wait_seconds: float
    seconds: float
    most_bytes: int
    memory_bytes: int
    temporary_bytes: int
    niceness: int

    def of_one_in(self, servers: int) -> "PoolLimits":
        """The part of one of several servers on one port: all of them together have as many workers as one would have."""
        return replace(self, workers=-(-self.workers // servers), queue=-(-self.queue // servers))


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits; those of a pool by its name."""

    largest_value_bytes: int
    longest_argument: int
    rows_on_a_page: int
    rows_of_a_query_on_a_page: int
    characters_of_a_query_on_a_page: int
    clock_factor: float
    grace_seconds: float
    share_of_one_client: float
    spooled_bytes: int
    spooled_bytes_together: int
    longest_answer_seconds: float
    pools: dict[str, PoolLimits]


@cache
def load_limits() -> Limits:
    """The limits of limits.yml, and over them those of the file that MINGZHANG_LIMITS names.

    Raises MingzhangError, in one line, when that file cannot be read, or names or says what is no limit.
    """
    content: dict[str, Any] = read_yaml(files(__package__).joinpath("limits.yml").read_text(encoding="utf-8"))
    if own := os.environ.get(VARIABLE):
        content = _over(content, _read(Path(own)), own)
    pools = {name: PoolLimits(**pool) for name, pool in content.pop("pools").items()}
    return Limits(**content, pools=pools)


def _read(path: Path) -> Any:
    try:
        return read_yaml(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise MingzhangError(f"{path}: the limits cannot be read: {' '.join(str(error).split())}") from None


def _over(known: dict[str, Any], own: Any, place: str) -> dict[str, Any]:
    """The known limits with others in their place."""
    if not isinstance(own, dict):
        raise MingzhangError(f"{place}: limits are names with values")
    made = dict(known)
    for name, value in own.items():
        if name not in known:
            raise MingzhangError(f"{place}: there is no limit {name}; there are: {', '.join(known)}")
        if isinstance(known[name], dict):
            made[name] = _over(known[name], value, f"{place}: {name}")
        elif isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise MingzhangError(f"{place}: {name} is a number, not {value!r}")
        else:
            made[name] = type(known[name])(value)
    return made
