"""A project of a document to the rows of the tables: itself, its goals, headings, indicators, quantities, points and money."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from mingzhang.records import Goal, Indicator, Project
from mingzhang.store.rows import DocumentRows, TableRow, money_columns, stored_number, unit_id
from mingzhang.text.numbering import serial_number


def add_project(rows: DocumentRows, project: Project, phase: str, position: int) -> None:
    """Adds a project with all of its records; `position` is its place in the document, from 1."""
    project_id = f"{rows.document.id}-p{position}"
    row = {
        "id": project_id,
        **_shared(rows, project, phase),
        "position": position,
        "serial": project.serial,
        "serial_number": serial_number(project.serial or ""),
        "code": project.code,
        "name": project.name,
        **money_columns(project.amount),
        "amount_text": project.amount_text,
        "series_id": None,
        "period_start": project.period_start,
        "period_end": project.period_end,
        "table_number": project.cell.table_number,
        "page": project.cell.page,
        "row": project.cell.row,
        "has_results": int(project.has_results),
        "is_understood": int(project.is_understood),
    }
    rows.add("projects", row)
    for cell in project.extent:
        rows.project_ids.setdefault(cell, project_id)
    rows.add_spans("projects", project_id, project.spans)
    _add_goals(rows, project, project_id)
    _add_fields(rows, project, project_id)
    _add_amounts(rows, project, project_id)
    _add_headings(rows, project, project_id)
    for indicator in project.indicators:
        _add_indicator(rows, indicator, project_id, _shared(rows, project, phase))
    _add_quantities(rows, project, project_id)
    _add_points(rows, project, project_id)
    _add_rates(rows, project, project_id)
    _add_money_parts(rows, project, project_id)


def _shared(rows: DocumentRows, project: Project, phase: str) -> TableRow:
    """The columns that a project shares with its indicators."""
    return {
        "document_id": rows.document.id,
        "unit_id": unit_id(rows.document, project.unit_code),
        "region_code": rows.document.region_code,
        "year": rows.document.year,
        "phase": phase,
    }


def _add_goals(rows: DocumentRows, project: Project, project_id: str) -> None:
    for goal in project.goals:
        goal_id = f"{project_id}-g{goal.position}"
        row = {
            "id": goal_id,
            "project_id": project_id,
            "position": goal.position,
            "label": goal.label,
            "scope": goal.scope,
            "text": goal.text,
            "sequence": rows.next_sequence("goals"),
        }
        rows.add("goals", row)
        rows.add_spans("goals", goal_id, goal.spans)


def _add_fields(rows: DocumentRows, project: Project, project_id: str) -> None:
    for position, field in enumerate(project.fields, 1):
        field_id = f"{project_id}-f{position}"
        row = {
            "id": field_id,
            "project_id": project_id,
            "position": position,
            "label": field.label,
            "text": field.text,
        }
        rows.add("project_fields", row)
        rows.add_spans("project_fields", field_id, field.spans)


def _add_amounts(rows: DocumentRows, project: Project, project_id: str) -> None:
    for position, amount in enumerate(project.amounts, 1):
        amount_id = f"{project_id}-a{position}"
        row = {
            "id": amount_id,
            "project_id": project_id,
            "kind": amount.kind,
            "source": amount.source,
            "scope": amount.scope,
            "label": amount.label,
            **money_columns(amount.amount),
            "text": amount.text,
        }
        rows.add("amounts", row)
        rows.add_spans("amounts", amount_id, amount.spans)


def _add_points(rows: DocumentRows, project: Project, project_id: str) -> None:
    fields = _places(project.fields)
    for position, points in enumerate(project.points, 1):
        kept = [f"{project_id}-f{fields[id(field)]}" for field in points.fields]
        row = {
            "id": f"{project_id}-points{position}",
            "project_id": project_id,
            "position": position,
            "part": points.part,
            "label": points.label or None,
            "weight": stored_number(points.weight),
            "score": stored_number(points.score),
            "unplaced": stored_number(points.unplaced),
            "weight_counts": int(points.weight_counts),
            "score_counts": int(points.score_counts),
            "weight_rows": points.weight_rows,
            "score_rows": points.score_rows,
            "indicator_id": f"{project_id}-i{points.indicator.position}" if points.indicator else None,
            "heading_id": f"{project_id}-h{points.heading.position}" if points.heading else None,
            "weight_field_id": kept[0] if kept and (points.weight is not None or points.unplaced is not None) else None,
            "score_field_id": kept[-1] if kept and points.score is not None else None,
        }
        rows.add("points", row)


def _add_rates(rows: DocumentRows, project: Project, project_id: str) -> None:
    fields = _places(project.fields)
    for position, one in enumerate(project.rates, 1):
        row = {
            "id": f"{project_id}-rate{position}",
            "project_id": project_id,
            "source": one.source,
            "label": one.label,
            "text": one.text,
            "value": stored_number(one.value),
            "is_percent": int(one.is_percent),
            "field_id": f"{project_id}-f{fields[id(one.field)]}",
        }
        rows.add("rates", row)


def _add_money_parts(rows: DocumentRows, project: Project, project_id: str) -> None:
    amounts, fields, parts = _places(project.amounts), _places(project.fields), _places(project.money_parts)
    for position, part in enumerate(project.money_parts, 1):
        amount, kept = amounts.get(id(part.record)), fields.get(id(part.record))
        row = {
            "id": f"{project_id}-money{position}",
            "project_id": project_id,
            "position": position,
            "whole_id": f"{project_id}-money{parts[id(part.whole)]}" if part.whole else None,
            "kind": part.kind,
            "source": part.source,
            "scope": part.scope,
            "label": part.label,
            **money_columns(part.amount),
            "text": part.text,
            "amount_id": f"{project_id}-a{amount}" if amount else None,
            "field_id": f"{project_id}-f{kept}" if kept else None,
        }
        rows.add("money_parts", row)


def _add_quantities(rows: DocumentRows, project: Project, project_id: str) -> None:
    numbers: Counter[str] = Counter()
    for quantity in project.quantities:
        goal_id, indicator_id = None, None
        if isinstance(quantity.parent, Goal):
            parent_id = goal_id = f"{project_id}-g{quantity.parent.position}"
        else:
            parent_id = indicator_id = f"{project_id}-i{quantity.parent.position}"
        numbers[parent_id] += 1
        reading, context = quantity.reading, quantity.reading.context
        row = {
            "id": f"{parent_id}-q{numbers[parent_id]}",
            "project_id": project_id,
            "goal_id": goal_id,
            "indicator_id": indicator_id,
            "role": reading.role,
            "subject": reading.subject,
            "per": reading.per,
            "comparator": reading.comparator,
            "value": _number_or_date(reading.value),
            "unit": reading.unit,
            "base_value": _number_or_date(reading.base_value),
            "base_unit": reading.base_unit,
            "text": quantity.text,
            "start_char": reading.start,
            "end_char": reading.end,
            "tier": context.tier,
            "payer": context.payer,
            "of_year": context.of_year,
            "is_part": int(context.part_of is not None),
            "part_of_id": _sibling(parent_id, context.part_of),
            "counted_by_id": _sibling(parent_id, context.counted_by),
            "summed_in_id": _sibling(parent_id, context.summed_in),
        }
        rows.add("quantities", row)


def _add_headings(rows: DocumentRows, project: Project, project_id: str) -> None:
    counts = project.indicator_counts()
    for heading in project.headings:
        heading_id = f"{project_id}-h{heading.position}"
        row = {
            "id": heading_id,
            "project_id": project_id,
            "level": heading.level,
            "level1": heading.level1,
            "level2": heading.level2,
            "text": heading.text,
            "position": heading.position,
            "indicator_count": counts[heading.position],
            "sequence": rows.next_sequence("headings"),
            "says_none": int(any(span.field == "none" for span in heading.spans)),
        }
        for span in heading.spans:
            rows.heading_places[span.cell].append((span.start, heading_id))
        rows.add("headings", row)
        rows.add_spans("headings", heading_id, heading.spans)


def _add_indicator(rows: DocumentRows, indicator: Indicator, project_id: str, shared: TableRow) -> None:
    indicator_id = f"{project_id}-i{indicator.position}"
    heading = indicator.heading
    row = {
        "id": indicator_id,
        "project_id": project_id,
        "heading_id": f"{project_id}-h{heading.position}" if heading else None,
        **shared,
        "position": indicator.position,
        "level1": heading.level1 if heading else None,
        "level2": heading.level2 if heading else None,
        "name": indicator.name,
        "comparator": indicator.comparator,
        "value_text": indicator.value_text,
        "value": stored_number(indicator.value),
        "unit": indicator.unit,
        "base_value": stored_number(indicator.base_value),
        "base_unit": indicator.base_unit,
        "due_date": indicator.due_date,
        "due_last_day": indicator.due_last_day,
        "due_year_assumed": int(indicator.due_year_assumed) if indicator.due_date else None,
        "kind": indicator.kind,
        "scope": indicator.scope,
        "text": indicator.text,
        "table_number": indicator.cell.table_number,
        "page": indicator.cell.page,
        "row": indicator.cell.row,
        "actual_text": indicator.actual_text,
        "actual_value": stored_number(indicator.actual_value),
        "weight": stored_number(indicator.weight),
        "score": stored_number(indicator.score),
        "deviation_reason": indicator.deviation_reason,
        "sequence": rows.next_sequence("indicators"),
        "nature": indicator.nature,
    }
    rows.add("indicators", row)
    rows.add_spans("indicators", indicator_id, indicator.spans)


def _sibling(parent_id: str, place: int | None) -> str | None:
    """The id of another quantity of the same goal or indicator, by its place there from 0."""
    return None if place is None or place < 0 else f"{parent_id}-q{place + 1}"


def _number_or_date(value: Decimal | str | None) -> int | float | str | None:
    return value if isinstance(value, str) else stored_number(value)


def _places(records: Iterable[object]) -> dict[int, int]:
    """The position of each record of a project, from 1, by its identity: two may be equal."""
    return {id(record): position for position, record in enumerate(records, 1)}
