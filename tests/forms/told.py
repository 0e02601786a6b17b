"""What documents of tests/samples say, in short forms that expectations are written in."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from mingzhang.pipeline import convert
from mingzhang.readers.sources import source_of
from mingzhang.records import Document, Indicator, Project
from mingzhang.text.pieces import squeeze
from tests.forms.drawn import FORMATS

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def document_of(name: str) -> Document:
    """The document that a file of tests/samples is."""
    return convert(source_of(SAMPLES / name))


def drawn(name: str, ending: str, folder: Path) -> Document:
    """The document that a drawing is when it is written in a format, by the ending of its files."""
    write: Callable[[str], bytes] = FORMATS[ending]
    path = folder / f"sheet.{ending}"
    path.write_bytes(write((SAMPLES / "drawn" / f"{name}.txt").read_text(encoding="utf-8")))
    return convert(source_of(path))


def money(project: Project) -> list[tuple[str, str, str, int | None]]:
    """kind, source, scope and fen of each further amount"""
    return [(one.kind, one.source, one.scope, one.amount.fen if one.amount else None) for one in project.amounts]


def amount(project: Project) -> tuple[int, int, str | None] | None:
    """fen, fen of the last printed digit, and the text of a project's amount"""
    return (project.amount.fen, project.amount.step_fen, project.amount_text) if project.amount else None


def goals(project: Project) -> list[tuple[str | None, str | None, str | None]]:
    """scope, label and text of each goal"""
    return [(one.scope, squeeze(one.label) if one.label else None, one.text) for one in project.goals]


def fields(project: Project) -> list[tuple[str, str]]:
    """label and text of what is kept as printed"""
    return [(squeeze(one.label), one.text) for one in project.fields]


def targets(project: Project, scope: str | None = None) -> list[tuple[Any, ...]]:
    """level 1, level 2, name, sign, target, number and unit of each indicator, of one scope if any is given"""
    return [
        (*_levels(one), one.name, one.comparator, one.value_text, _number(one.value), one.unit)
        for one in project.indicators
        if scope in (None, one.scope)
    ]


def results(project: Project) -> list[tuple[Any, ...]]:
    """what was reached, its number, points, points scored and the reason of each indicator"""
    return [
        (one.actual_text, _number(one.actual_value), _number(one.weight), _number(one.score), one.deviation_reason)
        for one in project.indicators
    ]


def rejects(document: Document) -> list[tuple[str, str | None]]:
    """reason and text of all that was not understood, or with doubt"""
    return [(one.reason, squeeze(one.text) if one.text else None) for one in document.rejects]


def _levels(one: Indicator) -> tuple[str | None, str | None]:
    return (one.heading.level1, one.heading.level2) if one.heading else (None, None)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
