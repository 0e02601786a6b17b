"""How a document was read, as a page: its own tables, with the characters coloured by what became of them."""

from collections import defaultdict
from collections.abc import Iterator
from html import escape
from itertools import pairwise

from mingzhang.explain.lines import explain
from mingzhang.forms.coverage import spans_in
from mingzhang.records import Cell, Document, Grid, Reject, Span
from mingzhang.vocabulary.reasons import kind_of, sentence

# Field -> colour group; fields that are not here stay plain.
_GROUPS = {
    **dict.fromkeys(("name", "title"), "name"),
    **dict.fromkeys(
        ("amount_text", "value", "value_text", "unit", "comparator", "actual_text", "score", "weight"), "value"
    ),
    **dict.fromkeys(("text", "label"), "text"),
    **dict.fromkeys(("header", "code", "serial", "numbering"), "frame"),
    **dict.fromkeys(("note", "none"), "note"),
}
_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
body { margin: 1rem; }
pre { white-space: pre-wrap; }
div.table { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: 0.9rem; }
td { border: 1px solid #999; padding: 0.2rem 0.5rem; vertical-align: top; white-space: pre-wrap; min-width: 2rem; }
td.place { color: #767676; border: none; white-space: nowrap; }
.name { background: #cfe3ff; } .value { background: #cdeccd; } .text { background: #fff0c2; }
.frame { background: #e6e6e6; } .note { background: #f0e0f5; } .reject { background: #ffd0cc; outline: 1px dashed #b00; }
.name, .value, .text, .frame, .note, .reject { color: #111; }
"""
_LEGEND = {
    "name": "names",
    "value": "amounts, targets and results",
    "text": "goals, headings, labels and other texts",
    "frame": "headers, codes and numbering",
    "note": "kept as a note",
    "reject": "not understood, or with doubt",
}


def explain_page(document: Document) -> str:
    """A page of its own, without scripts and without anything from elsewhere."""
    spans: defaultdict[Cell, list[Span]] = defaultdict(list)
    for span in [*document.spans, *(span for form in document.forms for span in spans_in(form))]:
        if span.is_leaf:
            spans[span.cell].append(span)
    rejects: defaultdict[Cell, list[Reject]] = defaultdict(list)
    for reject in document.rejects:
        if reject.cell:
            rejects[reject.cell].append(reject)
    lines = "".join(f"<p>{_cell(cell, spans[cell], rejects[cell])}</p>" for cell in document.reading.lines)
    tables = "".join(_table(table.grid, spans, rejects) for table in document.tables)
    legend = " ".join(f'<span class="{name}">{escape(text)}</span>' for name, text in _LEGEND.items())
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{escape(document.file)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        f"<h1>{escape(document.file)}</h1><p>{legend}</p>{lines}{tables}"
        f"<pre>{escape(chr(10).join(explain(document)))}</pre></body></html>\n"
    )


def _table(grid: Grid, spans: dict[Cell, list[Span]], rejects: dict[Cell, list[Reject]]) -> str:
    rows = []
    for row in grid.rows:
        cells = "".join(
            f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">{_cell(cell, spans[cell], rejects[cell])}</td>'
            for cell in row
        )
        rows.append(f'<tr><td class="place">{row[0].page}:{row[0].row}</td>{cells}</tr>')
    return f'<h2>table {grid.table_number}</h2><div class="table"><table>{"".join(rows)}</table></div>'


def _cell(cell: Cell, spans: list[Span], rejects: list[Reject]) -> str:
    return "".join(_marked(cell, spans, rejects))


def _marked(cell: Cell, spans: list[Span], rejects: list[Reject]) -> Iterator[str]:
    """The characters of a cell, each stretch with its field as a tip, rejects over everything."""
    cuts = {0, len(cell.text)}
    for span in spans:
        cuts |= {span.start, span.end}
    for reject in rejects:
        cuts |= {reject.start or 0, reject.end or 0}
    stops = sorted(cut for cut in cuts if cut <= len(cell.text))
    for start, end in pairwise(stops):
        text = escape(cell.text[start:end])
        refused = [one for one in rejects if (one.start or 0) <= start and end <= (one.end or 0)]
        field = next((span.field for span in spans if span.start <= start and end <= span.end), None)
        if refused:
            tip = "; ".join(f"{kind_of(one.reason)}: {sentence(one.reason, one.values)}" for one in refused)
            yield f'<span class="reject" title="{escape(tip)}">{text}</span>'
        elif field:
            yield f'<span class="{_GROUPS.get(field, "")}" title="{escape(field)}">{text}</span>'
        else:
            yield text
