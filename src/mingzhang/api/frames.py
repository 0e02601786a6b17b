"""Rows as frames of pandas or polars, each column of the type that the schema declares."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Literal

from mingzhang.errors import MingzhangError

Library = Literal["pandas", "polars"]

# NUMERIC columns hold numbers, and where a quantity is a date its text: no one type of a frame fits but text.
_PANDAS = {"INTEGER": "Int64", "REAL": "Float64", "TEXT": "string", "NUMERIC": "object"}
_POLARS = {"INTEGER": "Int64", "REAL": "Float64", "TEXT": "String", "NUMERIC": "String"}


def frame_of(rows: Sequence[Sequence[Any]], declared: Mapping[str, str], library: Library) -> Any:
    """A frame with the columns of `declared` (name -> type in SQLite). Raises MingzhangError when the library is not there."""
    if library not in ("pandas", "polars"):
        raise MingzhangError(f"there are frames of pandas and of polars, not of {library}")
    try:
        module = import_module(library)
    except ModuleNotFoundError:
        raise MingzhangError(f"{library} is not installed: pip install {library}") from None
    columns = [[row[place] for row in rows] for place in range(len(declared))]
    return (_pandas if library == "pandas" else _polars)(module, columns, declared)


def _pandas(module: Any, columns: list[list[Any]], declared: Mapping[str, str]) -> Any:
    series = {
        name: module.Series(values, dtype=_PANDAS.get(kind.upper(), "object"))
        for (name, kind), values in zip(declared.items(), columns, strict=True)
    }
    return module.DataFrame(series, columns=list(declared))


def _polars(module: Any, columns: list[list[Any]], declared: Mapping[str, str]) -> Any:
    series = []
    for (name, kind), values in zip(declared.items(), columns, strict=True):
        wanted = _POLARS.get(kind.upper(), "String")
        kept = [None if one is None else str(one) for one in values] if wanted == "String" else values
        series.append(module.Series(name, kept, dtype=getattr(module, wanted)))
    return module.DataFrame(series)
