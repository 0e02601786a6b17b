"""What happens to a table between two offices, done to a drawing: rows dropped, doubled, put between, columns moved, dirt.

Each mutation takes a drawing (or several) and a source of chance and gives drawings. None changes what is said, except that a
dropped row takes its own cells with it; a cell that reaches over a dropped row keeps its text, as in a spreadsheet.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

from benchmarks.reading.notation import Drawing, Drawn

Drawings = tuple[Drawing, ...]
Mutation = Callable[[Drawings, Random], Drawings]

PAGE_NUMBERS = ("— 7 —", "- 12 -", "第 3 页", "第3页 共12页", "－ 5 －", "Page 4")
NOTES = (
    "注：本表由项目实施单位填报。",
    "备注：绩效指标可选择填写。",
    "填报日期：2023年3月15日",
    "打印日期：2023-03-15",
    "（公章）",
    "填报人：甲　　审核人：乙",
    "续表",
    "（续上页）",
)
SPACES = (" ", "\u3000", "\u00a0", "\u200b", "\ufeff", "  ")
TITLE_ROWS = 2
HEADER_WORDS = ("三级指标", "绩效指标", "指标内容")


def drop_row(drawings: Drawings, chance: Random) -> Drawings:
    """One row less."""
    return one(drawings, chance, lambda drawing: _without(drawing, chance.randint(1, drawing.height)))


def double_row(drawings: Drawings, chance: Random) -> Drawings:
    """One row twice, the second directly below."""
    return one(drawings, chance, lambda drawing: _doubled(drawing, chance.randint(1, drawing.height)))


def insert_page_number(drawings: Drawings, chance: Random) -> Drawings:
    """A page number between two rows."""
    return _inserted(drawings, chance, [chance.choice(PAGE_NUMBERS)])


def insert_note(drawings: Drawings, chance: Random) -> Drawings:
    """A note, a date, a stamp between two rows."""
    return _inserted(drawings, chance, [chance.choice(NOTES)])


def insert_blank_rows(drawings: Drawings, chance: Random) -> Drawings:
    """One to three blank rows."""
    return _inserted(drawings, chance, [""] * chance.randint(1, 3))


def repeat_title(drawings: Drawings, chance: Random) -> Drawings:
    """The title once more, as on a new page."""
    titles = [cell.text for cell in drawings[0].cells if is_line(cell, drawings[0])]
    return _inserted(drawings, chance, titles[:1]) if titles else drawings


def repeat_header(drawings: Drawings, chance: Random) -> Drawings:
    """The row with the names of the columns once more between two rows below it, after a page number."""

    def repeated(drawing: Drawing) -> Drawing:
        first = header_of(drawing)
        if first is None or first + 1 >= drawing.height:
            return drawing
        at = chance.randint(first + 1, drawing.height - 1)
        header = max(row for row in headers_of(drawing) if row <= at)
        cells = [replace(cell, row=1, row_span=1) for cell in _in_row(drawing, header)]
        wider = _with_rows(drawing, at, 2)
        number = Drawn(at + 1, 1, chance.choice(PAGE_NUMBERS), 1, drawing.width)
        return ordered(wider, [*wider.cells, number, *(replace(cell, row=at + 2) for cell in cells)])

    return one(drawings, chance, repeated)


def move_columns(drawings: Drawings, chance: Random) -> Drawings:
    """Two columns of a list change places, heads and all; other drawings stay as they are."""

    def moved(drawing: Drawing) -> Drawing:
        if not is_list(drawing):
            return drawing
        one, other = chance.sample(range(1, drawing.width + 1), 2)
        places = {one: other, other: one}
        header = header_of(drawing) or 1
        cells = [
            cell
            if cell.row < header or cell.column_span > 1
            else replace(cell, column=places.get(cell.column, cell.column))
            for cell in drawing.cells
        ]
        return ordered(drawing, cells)

    return one(drawings, chance, moved)


def split(drawings: Drawings, chance: Random) -> Drawings:
    """A table goes on in a second one (on the next sheet or page); what reaches over the cut is blank below it."""
    at = chance.randrange(len(drawings))
    drawing = drawings[at]
    if drawing.height < 2 * TITLE_ROWS:
        return drawings
    cut = chance.randint(TITLE_ROWS, drawing.height - 1)
    wider = _with_rows(drawing, cut, 0)
    upper = Drawing(drawing.lines, tuple(cell for cell in wider.cells if cell.row <= cut), cut, drawing.width)
    lower = tuple(replace(cell, row=cell.row - cut) for cell in wider.cells if cell.row > cut)
    return (*drawings[:at], upper, Drawing((), lower, drawing.height - cut, drawing.width), *drawings[at + 1 :])


def add_spaces(drawings: Drawings, chance: Random) -> Drawings:
    """Blanks of all kinds around the text of some cells."""

    def spaced(text: str) -> str:
        return chance.choice(SPACES) * chance.randint(0, 2) + text + chance.choice(SPACES) * chance.randint(0, 2)

    return _retold(drawings, chance, spaced)


def break_labels(drawings: Drawings, chance: Random) -> Drawings:
    """Line breaks and spaces inside short words without digits, as narrow columns have them."""

    def broken(text: str) -> str:
        if not 2 <= len(text) <= 8 or any(one.isdigit() or one in "。；，" for one in text):
            return text
        at = chance.randint(1, len(text) - 1)
        return text[:at] + chance.choice(("\n", " ")) + text[at:]

    return _retold(drawings, chance, broken)


def widen(drawings: Drawings, chance: Random) -> Drawings:
    """Digits, signs and letters in full width."""
    table = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) not in "<>|/"}
    return _retold(drawings, chance, lambda text: text if "<p>" in text else text.translate(table))


MUTATIONS: tuple[Mutation, ...] = (
    drop_row,
    double_row,
    insert_page_number,
    insert_note,
    insert_blank_rows,
    repeat_title,
    repeat_header,
    move_columns,
    split,
    add_spaces,
    break_labels,
    widen,
)


# ---- drawings ----------------------------------------------------------------------------------------------------


def header_of(drawing: Drawing) -> int | None:
    """The row that names the columns, None when there is none."""
    return min(headers_of(drawing), default=None)


def headers_of(drawing: Drawing) -> list[int]:
    """The rows that name columns: a sheet may hold several grids of indicators."""
    return [cell.row for cell in drawing.cells if "".join(cell.text.split()) in HEADER_WORDS]


def is_list(drawing: Drawing) -> bool:
    """Whether all rows have the columns of one header above them, so that columns may change places."""
    header = header_of(drawing)
    if header is None:
        return False
    head = _in_row(drawing, header)
    wide = [cell for cell in drawing.cells if cell.row >= header and cell.column_span > 1]
    labels = {cell.text for cell in head}
    all_named = len(head) == drawing.width == len(labels) and all(
        labels
    )  # of two heads alike the place says which is which
    return all_named and all(is_line(cell, drawing) for cell in wide)


def is_line(cell: Drawn, drawing: Drawing) -> bool:
    """Whether a cell goes over the whole width."""
    return cell.column_span == drawing.width


def _in_row(drawing: Drawing, row: int) -> list[Drawn]:
    return [cell for cell in drawing.cells if cell.row == row]


def ordered(drawing: Drawing, cells: Sequence[Drawn]) -> Drawing:
    """The drawing with these cells, in the order of reading."""
    return replace(drawing, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def one(drawings: Drawings, chance: Random, change: Callable[[Drawing], Drawing]) -> Drawings:
    """The drawings with one of them changed."""
    at = chance.randrange(len(drawings))
    return (*drawings[:at], change(drawings[at]), *drawings[at + 1 :])


def _without(drawing: Drawing, row: int) -> Drawing:
    if drawing.height < TITLE_ROWS:
        return drawing
    cells = []
    for cell in drawing.cells:
        if cell.row <= row < cell.row + cell.row_span:
            if cell.row_span == 1:
                continue
            cell = replace(cell, row_span=cell.row_span - 1)
        elif cell.row > row:
            cell = replace(cell, row=cell.row - 1)
        cells.append(cell)
    return ordered(replace(drawing, height=drawing.height - 1), cells)


def _doubled(drawing: Drawing, row: int) -> Drawing:
    cells: list[Drawn] = []
    for cell in drawing.cells:
        if cell.row <= row < cell.row + cell.row_span and cell.row_span > 1:
            cells.append(replace(cell, row_span=cell.row_span + 1))
        elif cell.row > row:
            cells.append(replace(cell, row=cell.row + 1))
        elif cell.row == row:
            cells += [cell, replace(cell, row=row + 1)]
        else:
            cells.append(cell)
    return ordered(replace(drawing, height=drawing.height + 1), cells)


def _with_rows(drawing: Drawing, after: int, rows: int) -> Drawing:
    """Room for rows; what reaches over the place goes on below it as a blank cell, as after a break between pages."""
    cells: list[Drawn] = []
    for cell in drawing.cells:
        if cell.row > after:
            cells.append(replace(cell, row=cell.row + rows))
        elif cell.row + cell.row_span - 1 > after:
            above = after - cell.row + 1
            below = replace(cell, row=after + rows + 1, row_span=cell.row_span - above, text="")
            cells += [replace(cell, row_span=above), below]
        else:
            cells.append(cell)
    return ordered(replace(drawing, height=drawing.height + rows), cells)


def _inserted(drawings: Drawings, chance: Random, texts: list[str]) -> Drawings:
    """Rows of one cell over the whole width, or of one cell and blank ones."""

    def inserted(drawing: Drawing) -> Drawing:
        after = chance.randint(1, drawing.height - 1) if drawing.height > 1 else 1
        wider = _with_rows(drawing, after, len(texts))
        span = chance.choice((1, drawing.width))
        added = list(_lines(texts, after + 1, span, drawing.width))
        return ordered(wider, [*wider.cells, *added])

    return one(drawings, chance, inserted)


def _lines(texts: list[str], row: int, span: int, width: int) -> Iterator[Drawn]:
    for at, text in enumerate(texts):
        yield Drawn(row + at, 1, text, 1, span)
        yield from (Drawn(row + at, column, "") for column in range(span + 1, width + 1))


def _retold(drawings: Drawings, chance: Random, change: Callable[[str], str]) -> Drawings:
    """One cell in four is written otherwise."""
    return tuple(
        replace(
            drawing,
            cells=tuple(
                replace(cell, text=change(cell.text)) if cell.text and chance.random() < 0.25 else cell
                for cell in drawing.cells
            ),
        )
        for drawing in drawings
    )
