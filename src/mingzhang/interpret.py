"""Interprets a reading as a document: each table as its official form, and title, year, region, unit and id of the whole."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from mingzhang import vocabulary
from mingzhang.forms import interpret_grids
from mingzhang.forms.coverage import spans_in
from mingzhang.forms.lines import look_around
from mingzhang.forms.marks import cell_mark_rejects
from mingzhang.forms.missed import unparted_labels, why_not_read
from mingzhang.forms.texts import plain_field
from mingzhang.forms.titles import speaks_of
from mingzhang.forms.view import view_of
from mingzhang.parse.quantify import with_quantities
from mingzhang.parse.undated import dated_by_document
from mingzhang.records import UNKNOWN, Cell, Document, Reading, Reject, Sidecar, SourceTable, Span
from mingzhang.text.dates import plain_years
from mingzhang.text.named_times import year_of
from mingzhang.text.pieces import Piece, either, gaps, half_width

_LONGEST_TITLE = 40
_LEAST_REPEATED = 2  # projects: one may be printed twice for other reasons


def interpret(reading: Reading, sidecar: Sidecar, file: str, sha256: str) -> Document:
    """The document that a reading and its sidecar make; `file` is its name relative to the source folder.

    What the document prints takes precedence over the sidecar; a reject notes where they differ.
    """
    tables = tuple(interpret_grids(reading.grids))
    title_cell = _title_cell(reading, tables)
    title = title_cell.text.strip() if title_cell else sidecar.title
    year_cell = _year_cell(title_cell, tables) or _heading_of_year(reading.lines)
    printed_year = year_of(year_cell.text) if year_cell else None
    year = printed_year or year_of(title or "") or sidecar.year
    tables = tuple(with_quantities(dated_by_document(table, year)) for table in tables)
    units = [unit for table in tables if table.form for unit in table.form.units]
    unit_code = min((unit.code for unit in units), key=len, default=None)
    read = {span.cell for table in tables for span in _line_spans(table)}
    spans = _title_spans(title_cell, year_cell, printed_year, lies_over=title_cell in read)
    around = look_around(reading, tables, {*read, *(span.cell for span in spans if span.is_leaf)})
    spans += _note_spans(reading, [*spans, *(span for table in around.tables for span in _line_spans(table))])
    if any(table.form for table in tables):
        around = replace(around, tables=tuple(map(_with_other_cells, around.tables)))
    rejects = _document_rejects(reading, tables, printed_year, sidecar, title_cell)
    return Document(
        id=sidecar.id or document_id(sidecar.region, unit_code, year, sha256),
        title=title,
        year=year,
        region_code=sidecar.region,
        unit_code=unit_code,
        file=file,
        sha256=sha256,
        sidecar=sidecar,
        reading=reading,
        tables=around.tables,
        spans=spans,
        rejects=(
            *reading.rejects,
            *rejects,
            *(reject for table in tables if table.form for reject in table.form.rejects),
            *around.rejects,
        ),
    )


@vocabulary.derived
def _no_title() -> re.Pattern[str]:
    """How lines above a table begin that are no title of it: 附件3, 单位：万元, 第1页, 公开09表."""
    words = vocabulary.load("forms")
    numbered = r"附[件表录]?\s*\d*[:\s\d-]*$|第?\s*\d+\s*页|公开\s*\d+\s*表$|表\s*[\d-]+$"
    return re.compile(rf"{numbered}|(?:{either(words['before_colon'])})\s*:|{either(words['no_title'])}")


@vocabulary.derived
def _heading_of_file() -> re.Pattern[str]:
    """A heading that may name the year of the whole file: 某医院2023年部门预算."""
    return re.compile(rf"[^。;,:]{{0,40}}(?:{either(vocabulary.load('forms')['whole_file'])})[^。;,:]{{0,20}}")


@vocabulary.derived
def _form_title() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(vocabulary.load('forms')['performance'])}).{{0,12}}表")


def document_id(region: str | None, unit_code: str | None, year: int | None, sha256: str) -> str:
    """The id of a document without one of its own: where it comes from, as far as known, and its content."""
    return "-".join(str(part or UNKNOWN) for part in (region, unit_code, year, sha256[:8]))


def sha256_of(data: bytes) -> str:
    """The checksum by which a file is known."""
    return hashlib.sha256(data).hexdigest()


def _title_cell(reading: Reading, tables: tuple[SourceTable, ...]) -> Cell | None:
    """The line that names the document: the first above a performance form that says 绩效, else the first title there is."""
    above = next((table.title_lines for table in tables if table.form), reading.lines)
    titles = [cell for cell in above if cell.text.strip() and not _no_title().match(half_width(cell.text).strip())]
    return next((cell for cell in titles if speaks_of("performance", cell.text)), titles[0] if titles else None)


def _year_cell(title_cell: Cell | None, tables: tuple[SourceTable, ...]) -> Cell | None:
    """The line that prints the year: the title, else another line above the form, when all of them together name one year."""
    above = next((table.title_lines for table in tables if table.form), ())
    if title_cell and (year_of(title_cell.text) or re.search(r"20\d\d", title_cell.text)):
        return title_cell
    if year_of("\n".join(cell.text for cell in above)) is None:
        return None
    return next(cell for cell in above if year_of(cell.text))


def _heading_of_year(lines: Iterable[Cell]) -> Cell | None:
    """The first heading that names the year of the whole file (某医院2023年部门预算), for a form in the middle of it.

    None where headings name several years, or none.
    """
    headings = [cell for cell in lines if _heading_of_file().fullmatch(half_width(cell.text).strip())]
    years = {year for cell in headings if (year := year_of(cell.text))}
    return next((cell for cell in headings if year_of(cell.text)), None) if len(years) == 1 else None


def _title_spans(
    title_cell: Cell | None, year_cell: Cell | None, printed_year: int | None, lies_over: bool
) -> tuple[Span, ...]:
    """Spans for the title and the year in it. A title in a table, or in a line that a form has read, lies over their spans."""
    spans: list[Span] = []
    if title_cell:
        is_leaf = title_cell.table_number == 0 and not lies_over
        spans += (span._replace(is_leaf=is_leaf) for span in plain_field(title_cell, "title"))
    if year_cell and printed_year:
        match = re.search(str(printed_year), plain_years(year_cell.text))  # as long as the text: offsets stay true
        assert match
        spans.append(Span(year_cell, *match.span(), "year", is_leaf=False))
    return tuple(spans)


def _line_spans(table: SourceTable) -> list[Span]:
    """The leaf spans of a table that lie in lines outside tables."""
    own = spans_in(table.form) if table.form else ()
    return [span for span in (*own, *table.furniture) if span.is_leaf and span.cell.table_number == 0]


def _note_spans(reading: Reading, spans: Iterable[Span]) -> tuple[Span, ...]:
    """A note for each line outside tables that is nothing else; the marks of all lines, and the blanks around their texts."""
    taken: defaultdict[Cell, list[Piece]] = defaultdict(list)
    for cell, start, end, field, _ in filter(lambda span: span.is_leaf, spans):
        taken[cell].append(Piece(start, end, field))
    notes: list[Span] = []
    for cell in reading.lines:
        own = [] if cell in taken else list(plain_field(cell, "note"))
        own += (
            Span(cell, mark.start, mark.end, mark.kind, is_leaf=not cell.text.strip())
            for mark in cell.marks
            if mark.start < mark.end
        )
        leaves = [*taken[cell], *(Piece(span.start, span.end, span.field) for span in own if span.is_leaf)]
        blank = [(start, end) for start, end in gaps(leaves, 0, len(cell.text)) if cell.text[start:end].isspace()]
        notes += (*own, *(Span(cell, start, end, "space") for start, end in blank))
    return tuple(notes)


def _document_rejects(
    reading: Reading,
    tables: tuple[SourceTable, ...],
    printed_year: int | None,
    sidecar: Sidecar,
    title_cell: Cell | None,
) -> list[Reject]:
    rejects = cell_mark_rejects(title_cell) if title_cell and not title_cell.table_number else []
    missed = [(table, reject) for table in tables if (reject := _why_missed(table))]
    if not any(table.form for table in tables):
        rejects.append(_why_no_form(reading, tables, [reject for _, reject in missed], title_cell))
        rejects += [reject for _, reject in missed]
    else:  # other tables are read: each cell of this one is named, so that nobody takes them for all
        rejects += [reject for table, why in missed for reject in (why, *_cells_not_read(table))]
    rejects += _printed_twice(tables)
    if sidecar.year and printed_year and sidecar.year != printed_year:
        rejects.append(Reject("sidecar-differs", {"key": "year", "value": sidecar.year}, title_cell))
    return rejects


def _why_missed(table: SourceTable) -> Reject | None:
    """Why a table that looks like a form is none; None for any other."""
    if table.form or table.why != "form-not-recognised":
        return None
    view = view_of(table.grid)
    why = why_not_read(view)
    return replace(why, cell=view.originals.get(why.cell, why.cell)) if why and why.cell else why


def _with_other_cells(table: SourceTable) -> SourceTable:
    """A table that is no form, its cells named as those of another table; of one that looks like a form rejects name them."""
    if table.form:
        return table
    kept = (cell for row in table.grid.rows for cell in row if cell.text)
    cells = [cell for cell in kept if not cell.text.strip()] if _why_missed(table) else kept
    return replace(table, furniture=tuple(Span(cell, 0, len(cell.text), "other_table") for cell in cells))


def _cells_not_read(table: SourceTable) -> list[Reject]:
    """A reject for each printed cell of a table that looks like a form and was not read."""
    first = table.grid.rows[0][0]
    values = {"page": first.page, "row": first.row}
    cells = (cell for row in table.grid.rows for cell in row if cell.text.strip())
    return [Reject("table-not-read", values, cell, 0, len(cell.text)) for cell in cells]


def _printed_twice(tables: tuple[SourceTable, ...]) -> list[Reject]:
    """A doubt for each table whose projects all stand with the same amounts in one before it: a page may hold a table twice."""
    first: dict[object, Cell] = {}
    found: list[Reject] = []
    for table in tables:
        projects = table.form.projects if table.form else ()
        key = tuple(
            (one.name, one.amount and one.amount.fen, one.indicators and one.indicators[0].text) for one in projects
        )
        cell = table.grid.rows[0][0]
        if len(key) < _LEAST_REPEATED:
            continue
        if key in first:
            values = {"page": first[key].page, "row": first[key].row, "table": first[key].table_number}
            found.append(Reject("table-twice", values, cell, 0, 0))
        first.setdefault(key, cell)
    return found


def _why_no_form(
    reading: Reading, tables: tuple[SourceTable, ...], missed: list[Reject], title_cell: Cell | None
) -> Reject:
    """Why there is nothing in the document that is converted."""
    if missed:
        return Reject("performance-form-not-read", missed[0].values)
    if any(table.why == "whole-department-form" for table in tables):
        return Reject("only-whole-department")
    if not tables and any(reject.reason == "sheet-hidden" for reject in reading.rejects):
        return Reject("only-hidden-sheets")
    if unparted := unparted_labels(
        [*reading.lines, *(cell for table in tables for row in table.grid.rows for cell in row)]
    ):
        return unparted
    top = [cell for table in tables for row in table.grid.rows[:3] for cell in row]
    titles = [cell for cell in (title_cell, *top) if cell and _form_title().search(half_width(cell.text))]
    if titles:
        title = titles[0].text.strip()
        shown = title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"
        return Reject("form-by-title-alone", {"title": shown}, titles[0], 0, 0)
    return Reject("no-performance-form")
