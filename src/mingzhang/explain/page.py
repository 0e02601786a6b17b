"""How documents were read, as a page of its own: no script, nothing from elsewhere, and readable on a phone.

Of a document: what was not understood first, then its own tables with each cell coloured by what its characters became.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from mingzhang.explain.became import Became, Cells, cells_of, shares_of
from mingzhang.explain.folder import COLUMNS, FileReport
from mingzhang.explain.lines import explain_proposal
from mingzhang.records import Cell, Document, Reject, SourceTable
from mingzhang.vocabulary.reasons import kind_of, sentence

# Field -> colour group; fields that are not here stay plain.
_GROUPS = {
    **dict.fromkeys(("name", "title"), "name"),
    **dict.fromkeys(
        ("amount_text", "value", "value_text", "unit", "comparator", "actual_text", "score", "weight"), "value"
    ),
    **dict.fromkeys(("text", "label"), "text"),
    **dict.fromkeys(("header", "code", "serial", "numbering"), "frame"),
    **dict.fromkeys(("note", "none", "furniture", "unclear"), "note"),
}
_UNSHOWN = ("space", "markup", "separator", "numbering")
_STYLE = """
:root { color-scheme: light dark; --edge: #8886; --faint: #767676;
  font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
body { margin: 0 auto; padding: 1rem; max-width: 80rem; }
h1 { font-size: 1.25rem; overflow-wrap: anywhere; } h2 { font-size: 1.05rem; margin-top: 2rem; }
meter { width: 100%; max-width: 24rem; height: 1rem; }
ol, ul { padding-left: 1.2rem; } li { margin: 0.4rem 0; overflow-wrap: anywhere; }
code { background: #8882; padding: 0.1rem 0.3rem; border-radius: 0.2rem; overflow-wrap: anywhere; }
div.table { overflow-x: auto; margin: 0.5rem -1rem; padding: 0 1rem; }
table { border-collapse: collapse; font-size: 0.9rem; width: max-content; }
td, th { border: 1px solid var(--edge); padding: 0.25rem 0.5rem; vertical-align: top; text-align: left;
  white-space: pre-wrap; min-width: 2.5rem; max-width: 16rem; overflow-wrap: anywhere; }
td.place { color: var(--faint); border: none; white-space: nowrap; min-width: 0; padding-left: 0; }
td small, p small { display: block; color: var(--faint); font-size: 0.75rem; line-height: 1.3; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.name { background: #cfe3ff; } .value { background: #cdeccd; } .text { background: #fff0c2; }
.frame { background: #e6e6e6; } .note { background: #f0e0f5; } .reject { background: #ffd0cc; outline: 1px dashed #b00; }
.name, .value, .text, .frame, .note, .reject { color: #111; border-radius: 0.15rem; }
p.legend span { display: inline-block; padding: 0 0.4rem; margin: 0.1rem 0; }
"""
_LEGEND = {
    "name": "names",
    "value": "amounts, targets and results",
    "text": "goals, headings, labels and other texts",
    "frame": "headers, codes and numbering",
    "note": "notes and furniture",
    "reject": "not understood, or with doubt",
}


def explain_page(document: Document) -> str:
    """The page of a document."""
    cells, shares = cells_of(document), shares_of(document)
    legend = " ".join(f'<span class="{name}">{escape(text)}</span>' for name, text in _LEGEND.items())
    lines = "".join(f"<p>{_cell(cell, cells)}</p>" for cell in document.reading.lines)
    return _page(
        document.file,
        f'<p><meter min="0" max="100" value="{shares.percent:.1f}"></meter><br>{shares.percent:.1f} % of '
        f"{shares.printed:,} characters were read; {shares.rejected:,} are in rejects.</p>"
        f"{_rejects(document)}<h2>What the cells became</h2>"
        f'<p class="legend">{legend}</p>{lines}{"".join(_table(table, cells) for table in document.tables)}',
    )


def folder_page(name: str, reports: Iterable[FileReport]) -> str:
    """The page of a folder: a line a file, those of which least was read first."""
    head = "".join(f"<th>{escape(column)}</th>" for column in COLUMNS)
    rows = "".join(
        f"<tr>{''.join(_report_cell(column, text) for column, text in zip(COLUMNS, report.cells(), strict=True))}</tr>"
        for report in sorted(reports, key=lambda report: (report.percent, report.file))
    )
    return _page(name, f'<div class="table"><table><tr>{head}</tr>{rows}</table></div>')


def _report_cell(column: str, text: str) -> str:
    is_number = column in ("projects", "indicators", "read %", "rejects")
    shown = f"<code>{escape(text)}</code>" if column.startswith(("word", "file of")) and text else escape(text)
    start = '<td class="number">' if is_number else "<td>"
    return f"{start}{shown}</td>"


def _page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body>'
        f"<h1>{escape(title)}</h1>{body}</body></html>\n"
    )


def _rejects(document: Document) -> str:
    """What was not understood, each sentence once with its places, and the word that would help most."""
    places: dict[str, list[Reject]] = {}
    for reject in document.rejects:
        told = f"{kind_of(reject.reason)}: {sentence(reject.reason, reject.values)}"
        places.setdefault(told, []).append(reject)
    items = "".join(f"<li>{escape(told)}<br>{_places(rejects)}</li>" for told, rejects in places.items())
    proposed = list(explain_proposal(document))
    if proposed:
        items += f"<li>{escape(proposed[0].strip())}:<br><code>{escape(proposed[1].strip())}</code></li>"
    return f"<h2>Not understood, or with doubt: {len(document.rejects)}</h2>" + (f"<ul>{items}</ul>" if items else "")


def _places(rejects: list[Reject]) -> str:
    """Links to the rows, each with the texts in question."""
    rows: dict[str, tuple[str, list[str]]] = {}
    for reject in rejects:
        if reject.cell:
            place = f'<a href="#{_anchor(reject.cell)}">{reject.cell.page}:{reject.cell.row}</a>'
            rows.setdefault(_anchor(reject.cell), (place, []))[1].append(_short(reject.text or ""))
    return " ".join(f"{place} {escape(' | '.join(filter(None, texts)))}" for place, texts in rows.values())


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 30 else f"{plain[:29]}…"


def _anchor(cell: Cell) -> str:
    return f"t{cell.table_number}-{cell.page}-{cell.row}"


def _table(table: SourceTable, cells: Cells) -> str:
    rows = []
    for row in table.grid.rows:
        inner = "".join(
            f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">{_cell(cell, cells)}</td>' for cell in row
        )
        place = f'<td class="place" id="{_anchor(row[0])}">{row[0].page}:{row[0].row}</td>'
        rows.append(f"<tr>{place}{inner}</tr>")
    form = table.form.form if table.form else "no form"
    why = escape(sentence(table.why, table.why_values))
    return (
        f"<h2>Table {table.grid.table_number}: {form}</h2><p>{why}</p>"
        f'<div class="table"><table>{"".join(rows)}</table></div>'
    )


def _cell(cell: Cell, cells: Cells) -> str:
    became, rejects = cells.became[cell], cells.rejects[cell]
    names = Counter(one.name for one in became if one.field not in _UNSHOWN)
    told = ", ".join(name if number == 1 else f"{name} ×{number}" for name, number in names.items())
    return "".join(_marked(cell, became, rejects)) + (f"<small>{escape(told)}</small>" if told else "")


def _marked(cell: Cell, became: list[Became], rejects: list[Reject]) -> Iterator[str]:
    """The characters of a cell, each stretch with its field as a tip, rejects over everything."""
    cuts = {0, len(cell.text)}
    for stretch in became:
        cuts |= {stretch.start, stretch.end}
    for reject in rejects:
        cuts |= {reject.start or 0, reject.end or 0}
    for start, end in pairwise(sorted(cut for cut in cuts if cut <= len(cell.text))):
        text = escape(cell.text[start:end])
        refused = [one for one in rejects if (one.start or 0) <= start and end <= (one.end or 0)]
        field = next((one.field for one in became if one.start <= start and end <= one.end), None)
        if refused:
            tip = "; ".join(f"{kind_of(one.reason)}: {sentence(one.reason, one.values)}" for one in refused)
            yield f'<span class="reject" title="{escape(tip)}">{text}</span>'
        elif field:
            yield f'<span class="{_GROUPS.get(field, "")}" title="{escape(field)}">{text}</span>'
        else:
            yield text
