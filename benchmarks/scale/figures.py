"""Figures beside their references, as a table to read and as JSON to keep."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured; `references` are the same thing by others in the same run, by their name."""

    name: str
    unit: str
    value: float | None
    references: dict[str, float | None] = field(default_factory=dict)


def lines_of(figures: Iterable[Figure]) -> list[str]:
    """A line for each figure: value, unit, then each reference and how often it goes into the figure."""
    return [_line(figure) for figure in figures]


def _line(figure: Figure) -> str:
    beside = "; ".join(_reference(figure, name, value) for name, value in figure.references.items())
    return f"{figure.name:44} {_shown(figure.value):>12} {figure.unit:16} {beside}".rstrip()


def _reference(figure: Figure, name: str, value: float | None) -> str:
    if value is None or figure.value is None:
        return f"{name} –"
    ratio = f" ({figure.value / value:.2f})" if value else ""
    return f"{name} {_shown(value)}{ratio}"


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:,.2f}"


def as_markdown(title: str, about: str, figures: Iterable[Figure]) -> str:
    """A section for benchmarks/RESULTS.md."""
    rows = [
        f"| {one.name} | {_shown(one.value)} {one.unit} | "
        f"{'; '.join(_reference(one, name, value) for name, value in one.references.items())} |"
        for one in figures
    ]
    return "\n".join(
        [f"## {title}", "", about, "", "| what | measured | beside it (ratio) |", "| --- | --- | --- |", *rows, ""]
    )


def write_json(path: Path, about: dict[str, Any], figures: Iterable[Figure]) -> None:
    """Keeps a run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {**about, "figures": [asdict(figure) for figure in figures]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
