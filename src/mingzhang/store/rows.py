"""A document to the rows of the tables, each a dict by column. Here records get their ids, and nowhere else."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from mingzhang.dictionary.languages import stored_columns
from mingzhang.records import (
    UNKNOWN,
    Amount,
    Cell,
    Document,
    Form,
    Goal,
    Indicator,
    Project,
    Reject,
    SourceTable,
    Span,
    Unit,
)
from mingzhang.text.numbering import serial_number
from mingzhang.vocabulary import reasons

TableRow = dict[str, Any]
TableRows = dict[str, list[TableRow]]

# A cell's id is its document's slot and its number in the document, so that no other document changes it; so is
# `sequence`. Together 53 bits, which JavaScript still counts exactly.
NUMBERS_IN_DOCUMENT = 2**20
DOCUMENT_SLOTS = 2**33


def slot_of(document_id: str) -> int:
    """The slot that a document's cells are numbered in, from its id alone."""
    return int.from_bytes(hashlib.sha256(document_id.encode()).digest()[:8]) % DOCUMENT_SLOTS


def rows_of(document: Document, slot: int) -> TableRows:
    """All rows of a document. Units and regions are the document's view of them; the database settles on one."""
    return dict(_DocumentRows(document, slot).tables)


def reject_row(reject: Reject, file: str, number: int, document_id: str | None, cell_id: int | None) -> TableRow:
    """The row of a reject: the sentence in both languages, and where it points to."""
    origin = document_id or f"{UNKNOWN}-{hashlib.sha256(file.encode()).hexdigest()[:8]}"
    cell = reject.cell
    return {
        "id": f"{origin}-reject{number}",
        "kind": reasons.kind_of(reject.reason),
        "file": file,
        "document_id": document_id,
        "table_number": cell.table_number if cell else None,
        "page": cell.page if cell else None,
        "row": cell.row if cell else None,
        "column": cell.column if cell else None,
        **stored_columns("reason", reasons.sentences(reject.reason, reject.values)),
        "reason_id": reject.reason,
        "text": reject.text,
        "cell_id": cell_id,
        "start_char": reject.start if cell else None,
        "end_char": reject.end if cell else None,
    }


def unit_id(document: Document, code: str | None) -> str | None:
    """The id of a unit: its code within its region, or within the document when the region is not known."""
    if code is None:
        return None
    return f"{document.region_code or f'{UNKNOWN}-{document.sha256[:8]}'}-{code}"


def stored_number(value: Decimal | None) -> int | float | None:
    """A decimal as SQLite keeps numbers: an integer where it is one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() and abs(value) < 2**63 else float(value)


def _sibling(parent_id: str, place: int | None) -> str | None:
    """The id of another quantity of the same goal or indicator, by its place there from 0."""
    return None if place is None or place < 0 else f"{parent_id}-q{place + 1}"


def _number_or_date(value: Decimal | str | None) -> int | float | str | None:
    return value if isinstance(value, str) else stored_number(value)


def _marks(cell: Cell) -> str | None:
    """The marks of a cell as JSON, None when it has none. What is printed beside the text is not in it, and is given here."""
    marks: list[TableRow] = []
    for start, end, kind, characters in cell.marks:
        beside = {"text": characters} if start == end else {}
        marks.append({"start": start, "end": end, "kind": kind, **beside})
    return json.dumps(marks, ensure_ascii=False) if marks else None


def _money(amount: Amount | None) -> TableRow:
    return {
        "amount_yuan": amount.fen / 100 if amount else None,
        "amount_fen": amount.fen if amount else None,
        "step_fen": amount.step_fen if amount else None,
    }


def _places(records: Iterable[object]) -> dict[int, int]:
    """The position of each record of a project, from 1, by its identity: two may be equal."""
    return {id(record): position for position, record in enumerate(records, 1)}


class _DocumentRows:
    """Fills `tables`, walking through a document once."""

    def __init__(self, document: Document, slot: int) -> None:
        self.document, self.slot = document, slot
        self.tables: defaultdict[str, list[TableRow]] = defaultdict(list)
        self.cell_ids: dict[Cell, int] = {}
        self.merged_leaves: set[tuple[Cell, int, int]] = set()
        self.project_ids: dict[Cell, str] = {}
        self.heading_places: defaultdict[Cell, list[tuple[int, str]]] = defaultdict(list)
        self._add_document()
        self._add_cells()
        self._add_spans("documents", document.id, document.spans)
        positions = iter(range(1, len(document.reading.cells()) + 1))
        for table in document.tables:
            self._add_table(table, positions)
        for number, reject in enumerate(document.rejects, 1):
            cell_id = self.cell_ids[reject.cell] if reject.cell else None
            row = reject_row(reject, document.file, number, document.id, cell_id)
            self._add("rejects", row | self._stands_in(reject))

    def _stands_in(self, reject: Reject) -> TableRow:
        """The project in whose row or sheet a reject stands, and the heading that it stands under."""
        cell = reject.cell
        project_id = self.project_ids.get(cell) if cell else None
        above = [one for one in self.heading_places.get(cell, []) if one[0] <= (reject.start or 0)] if cell else []
        return {"project_id": project_id, "heading_id": max(above)[1] if above else None}

    def _next_sequence(self, table: str) -> int:
        return self.slot * NUMBERS_IN_DOCUMENT + len(self.tables[table]) + 1

    def _add(self, table: str, row: TableRow) -> None:
        self.tables[table].append(row)

    def _add_document(self) -> None:
        document, sidecar = self.document, self.document.sidecar
        row = {
            "id": document.id,
            "title": document.title,
            "year": document.year,
            "region_code": document.region_code,
            "unit_id": unit_id(document, document.unit_code),
            "file": document.file,
            "media_type": document.reading.media_type,
            "sha256": document.sha256,
            "pages": document.reading.pages,
            "source_url": sidecar.source_url,
            "published_on": sidecar.published_on,
            "retrieved_on": sidecar.retrieved_on,
            "supersedes_id": sidecar.supersedes,
            "withdrawn": sidecar.withdrawn,
            "corrected": sidecar.corrected,
            "made_up": sidecar.made_up,
            "same_as_id": None,
            "is_current": 1,
        }
        self._add("documents", row)

    def _add_cells(self) -> None:
        for number, cell in enumerate(self.document.reading.cells()):
            self.cell_ids[cell] = self.slot * NUMBERS_IN_DOCUMENT + number
            row = {
                "id": self.cell_ids[cell],
                "document_id": self.document.id,
                "page": cell.page,
                "table_number": cell.table_number,
                "row": cell.row,
                "column": cell.column,
                "text": cell.printed or None,
                "row_span": cell.row_span,
                "column_span": cell.column_span,
                "marks": _marks(cell),
            }
            self._add("cells", row)

    def _add_spans(self, table: str, record_id: str, spans: Iterable[Span]) -> None:
        for span in spans:
            # A merged cell may serve many records: it is a leaf of the first.
            place = (span.cell, span.start, span.end)
            is_leaf = span.is_leaf and not (span.cell.is_merged and place in self.merged_leaves)
            if is_leaf and span.cell.is_merged:
                self.merged_leaves.add(place)
            row = {
                "cell_id": self.cell_ids[span.cell],
                "start_char": span.start,
                "end_char": span.end,
                "is_leaf": int(is_leaf),
                "table_name": table,
                "record_id": record_id,
                "field": span.field,
            }
            self._add("spans", row)

    def _add_table(self, table: SourceTable, positions: Iterator[int]) -> None:
        number, form = table.grid.table_number, table.form
        table_id = f"{self.document.id}-t{number}"
        pages = [row[0].page for row in table.grid.rows]
        row = {
            "id": table_id,
            "document_id": self.document.id,
            "table_number": number,
            "page_from": min(pages),
            "page_to": max(pages),
            "line_above": self._line_above(number, min(pages)),
            "sheet": table.grid.sheet,
            "title": table.title,
            "form": form.form if form else None,
            "phase": form.phase if form else None,
            "money_unit": form.money_unit if form else None,
            "is_whole": int(table.is_whole) if form else None,
            "is_understood": int(form.is_understood) if form else None,
            **stored_columns("why", reasons.sentences(table.why, table.why_values)),
            "continues_id": f"{self.document.id}-t{table.continues}" if table.continues else None,
        }
        self._add("source_tables", row)
        if form:
            self._add_spans("source_tables", table_id, (*form.spans, *table.furniture))
            self._add_form(form, positions)

    def _line_above(self, table_number: int, page: int) -> int | None:
        """Which line of the page is the last one above a table, so that both can be shown in their order."""
        grids = (grid for grid in self.document.reading.grids if grid.table_number == table_number)
        return max((line.row for grid in grids for line in grid.title_lines if line.page == page), default=None)

    def _add_form(self, form: Form, positions: Iterator[int]) -> None:
        for unit in form.units:
            self._add_unit(unit)
        for total in form.stated_totals:
            total_id = f"{self.document.id}-total{len(self.tables['stated_totals']) + 1}"
            row = {
                "id": total_id,
                "document_id": self.document.id,
                "kind": total.kind,
                "unit_id": unit_id(self.document, total.unit_code),
                "label": total.label,
                **_money(total.amount),
                "table_number": total.cell.table_number,
                "page": total.cell.page,
                "row": total.cell.row,
            }
            self._add("stated_totals", row)
            self._add_spans("stated_totals", total_id, total.spans)
        for project in form.projects:
            self._add_project(project, form.phase, next(positions))

    def _add_unit(self, unit: Unit) -> None:
        own_id = unit_id(self.document, unit.code)
        assert own_id
        row = {
            "id": own_id,
            "code": unit.code,
            "name": unit.name,
            "level": unit.level,
            "parent_id": unit_id(self.document, unit.parent_code),
            "region_code": self.document.region_code,
        }
        self._add("units", row)
        self._add_spans("units", own_id, unit.spans)

    def _add_project(self, project: Project, phase: str, position: int) -> None:
        project_id = f"{self.document.id}-p{position}"
        row = {
            "id": project_id,
            **self._shared(project, phase),
            "position": position,
            "serial": project.serial,
            "serial_number": serial_number(project.serial or ""),
            "code": project.code,
            "name": project.name,
            **_money(project.amount),
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
        self._add("projects", row)
        for cell in project.extent:
            self.project_ids.setdefault(cell, project_id)
        self._add_spans("projects", project_id, project.spans)
        self._add_goals(project, project_id)
        self._add_fields(project, project_id)
        self._add_amounts(project, project_id)
        self._add_headings(project, project_id)
        for indicator in project.indicators:
            self._add_indicator(indicator, project_id, self._shared(project, phase))
        self._add_quantities(project, project_id)
        self._add_points(project, project_id)
        self._add_rates(project, project_id)
        self._add_money_parts(project, project_id)

    def _shared(self, project: Project, phase: str) -> TableRow:
        """The columns that a project and its indicators have in common."""
        return {
            "document_id": self.document.id,
            "unit_id": unit_id(self.document, project.unit_code),
            "region_code": self.document.region_code,
            "year": self.document.year,
            "phase": phase,
        }

    def _add_goals(self, project: Project, project_id: str) -> None:
        for goal in project.goals:
            goal_id = f"{project_id}-g{goal.position}"
            row = {
                "id": goal_id,
                "project_id": project_id,
                "position": goal.position,
                "label": goal.label,
                "scope": goal.scope,
                "text": goal.text,
                "sequence": self._next_sequence("goals"),
            }
            self._add("goals", row)
            self._add_spans("goals", goal_id, goal.spans)

    def _add_fields(self, project: Project, project_id: str) -> None:
        for position, field in enumerate(project.fields, 1):
            field_id = f"{project_id}-f{position}"
            row = {
                "id": field_id,
                "project_id": project_id,
                "position": position,
                "label": field.label,
                "text": field.text,
            }
            self._add("project_fields", row)
            self._add_spans("project_fields", field_id, field.spans)

    def _add_amounts(self, project: Project, project_id: str) -> None:
        for position, amount in enumerate(project.amounts, 1):
            amount_id = f"{project_id}-a{position}"
            row = {
                "id": amount_id,
                "project_id": project_id,
                "kind": amount.kind,
                "source": amount.source,
                "scope": amount.scope,
                **_money(amount.amount),
                "text": amount.text,
            }
            self._add("amounts", row)
            self._add_spans("amounts", amount_id, amount.spans)

    def _add_points(self, project: Project, project_id: str) -> None:
        fields = _places(project.fields)
        for position, one in enumerate(project.points, 1):
            kept = [f"{project_id}-f{fields[id(field)]}" for field in one.fields]
            row = {
                "id": f"{project_id}-points{position}",
                "project_id": project_id,
                "position": position,
                "part": one.part,
                "label": one.label or None,
                "weight": stored_number(one.weight),
                "score": stored_number(one.score),
                "unplaced": stored_number(one.unplaced),
                "weight_counts": int(one.weight_counts),
                "score_counts": int(one.score_counts),
                "weight_rows": one.weight_rows,
                "score_rows": one.score_rows,
                "indicator_id": f"{project_id}-i{one.indicator.position}" if one.indicator else None,
                "heading_id": f"{project_id}-h{one.heading.position}" if one.heading else None,
                "weight_field_id": kept[0] if kept and (one.weight is not None or one.unplaced is not None) else None,
                "score_field_id": kept[-1] if kept and one.score is not None else None,
            }
            self._add("points", row)

    def _add_rates(self, project: Project, project_id: str) -> None:
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
            self._add("rates", row)

    def _add_money_parts(self, project: Project, project_id: str) -> None:
        amounts, fields, parts = _places(project.amounts), _places(project.fields), _places(project.money_parts)
        for position, one in enumerate(project.money_parts, 1):
            amount, kept = amounts.get(id(one.record)), fields.get(id(one.record))
            row = {
                "id": f"{project_id}-money{position}",
                "project_id": project_id,
                "position": position,
                "whole_id": f"{project_id}-money{parts[id(one.whole)]}" if one.whole else None,
                "kind": one.kind,
                "source": one.source,
                "scope": one.scope,
                "label": one.label,
                **_money(one.amount),
                "text": one.text,
                "amount_id": f"{project_id}-a{amount}" if amount else None,
                "field_id": f"{project_id}-f{kept}" if kept else None,
            }
            self._add("money_parts", row)

    def _add_quantities(self, project: Project, project_id: str) -> None:
        numbers: Counter[str] = Counter()
        for quantity in project.quantities:
            goal_id, indicator_id = None, None
            if isinstance(quantity.parent, Goal):
                parent_id = goal_id = f"{project_id}-g{quantity.parent.position}"
            else:
                parent_id = indicator_id = f"{project_id}-i{quantity.parent.position}"
            numbers[parent_id] += 1
            row = {
                "id": f"{parent_id}-q{numbers[parent_id]}",
                "project_id": project_id,
                "goal_id": goal_id,
                "indicator_id": indicator_id,
                "role": quantity.role,
                "subject": quantity.subject,
                "per": quantity.per,
                "comparator": quantity.comparator,
                "value": _number_or_date(quantity.value),
                "unit": quantity.unit,
                "base_value": _number_or_date(quantity.base_value),
                "base_unit": quantity.base_unit,
                "text": quantity.text,
                "start_char": quantity.start,
                "end_char": quantity.end,
                "tier": quantity.tier,
                "payer": quantity.payer,
                "of_year": quantity.of_year,
                "is_part": int(quantity.part_of is not None),
                "part_of_id": _sibling(parent_id, quantity.part_of),
                "counted_by_id": _sibling(parent_id, quantity.counted_by),
            }
            self._add("quantities", row)

    def _add_headings(self, project: Project, project_id: str) -> None:
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
                "sequence": self._next_sequence("headings"),
                "says_none": int(any(span.field == "none" for span in heading.spans)),
            }
            for span in heading.spans:
                self.heading_places[span.cell].append((span.start, heading_id))
            self._add("headings", row)
            self._add_spans("headings", heading_id, heading.spans)

    def _add_indicator(self, indicator: Indicator, project_id: str, shared: TableRow) -> None:
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
            "sequence": self._next_sequence("indicators"),
            "nature": indicator.nature,
        }
        self._add("indicators", row)
        self._add_spans("indicators", indicator_id, indicator.spans)
