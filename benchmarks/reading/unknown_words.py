"""Drawings with a word in them that no form has: what stands under it may be refused by name, but not be silently missing."""

import re
from collections import Counter
from dataclasses import replace
from random import Random

from benchmarks.reading.mutating import Drawings, Mutation, header_of, is_list, one, ordered
from benchmarks.reading.notation import Drawing, Drawn

# Labels of all kinds: short, without a number, ending as labels do.
LABEL = re.compile(
    r"[^\d。，；]{1,10}(名称|指标|单位|目标|值|权重|分值|得分|总额|资金|预算数?|执行数|性质|情况|部门|分析)(（[^\d）]*）)?"
)
STRANGE = ("甲栏", "备查事项", "附录信息", "登记栏", "丙类内容")  # words that no official form has


def strange_label(drawings: Drawings, chance: Random) -> Drawings:
    """A head of a column, or a label of a sheet, in a word that no form has."""

    def renamed(drawing: Drawing) -> Drawing:
        header = header_of(drawing)
        above = [cell for cell in drawing.cells if header and cell.row <= header]
        names = {(cell.row, cell.column + cell.column_span) for cell in above if cell.text.endswith("名称")}
        labels = [cell for cell in above if (cell.row, cell.column) not in names]  # what stands behind 名称 is a value
        labels = [cell for cell in labels if LABEL.fullmatch("".join(cell.text.split()))]
        if not labels:
            return drawing
        label = chance.choice(labels)
        other = replace(label, text=chance.choice(STRANGE))
        return ordered(drawing, [other if cell is label else cell for cell in drawing.cells])

    return one(drawings, chance, renamed)


def strange_column(drawings: Drawings, chance: Random) -> Drawings:
    """One more column of a list, with a head that no form has and numbers in it."""

    def widened(drawing: Drawing) -> Drawing:
        header_row = header_of(drawing) or 1
        above = [cell for cell in drawing.cells if cell.row < header_row]
        if not is_list(drawing) or not all(cell.column_span == drawing.width or not cell.text for cell in above):
            return drawing
        header, at = header_of(drawing) or 1, chance.randint(1, drawing.width + 1)
        cells = [_moved_aside(cell, at, drawing.width) for cell in drawing.cells]
        filled = Counter(cell.row for cell in drawing.cells if cell.row > header and cell.text)
        rows = [
            row for row, number in filled.items() if number > 2
        ]  # a row of one or two cells is a unit, a note or a total
        added = [Drawn(header, at, chance.choice(STRANGE))]
        added += [Drawn(row, at, str(chance.randint(1, 9))) for row in sorted(rows)]
        wide = {cell.row for cell in drawing.cells if cell.column_span == drawing.width}
        others = (row for row in range(header + 1, drawing.height + 1) if row not in wide and row not in rows)
        added += [Drawn(row, at, "") for row in others]
        return ordered(replace(drawing, width=drawing.width + 1), [*cells, *added])

    return one(drawings, chance, widened)


UNKNOWN: tuple[Mutation, ...] = (strange_label, strange_column)


def _moved_aside(cell: Drawn, at: int, width: int) -> Drawn:
    if cell.column_span == width:
        return replace(cell, column_span=width + 1)
    return replace(cell, column=cell.column + 1) if cell.column >= at else cell
