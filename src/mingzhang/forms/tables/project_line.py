"""A line of a table that names a project, with its money behind it or not: 一、老旧小区物业补助（预算安排68.4万元）."""

import re
from dataclasses import dataclass, replace

from mingzhang import vocabulary
from mingzhang.forms.labels import field_of, is_any_level, own_label, read_label
from mingzhang.forms.matrix import Line, printed_in
from mingzhang.forms.tables.totals import total_kind
from mingzhang.forms.texts import amount_of, plain_field
from mingzhang.records import Amount, Cell, Goal, Reject, Span, StatedTotal
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import either, half_width, trim

# Behind a name, in brackets or behind a comma: 预算安排68.4万元.
_MONEY = re.compile(
    r"(?P<before>[(,;:\s]+)(?P<label>[^\d\s(),;:]{0,12}?)\s*:?\s*(?P<amount>\d[\d,.]*\s*[千百万亿]{0,2}元)\s*\)?\s*$",
    re.ASCII,
)


@vocabulary.derived
def _numbering() -> re.Pattern[str]:
    """What numbers a project in a line: 一、 (二) 3. 项目四："""
    named = either(vocabulary.load("forms")["numbered"]["projects"])
    return re.compile(
        r"\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)、?|\d{1,2}[.、](?!\d)"
        rf"|(?:{named})[一二三四五六七八九十\d]{{1,2}}[:、.])\s*",
        re.ASCII,
    )


@vocabulary.derived
def _says_money() -> str:
    """A pattern for what is printed between a name and its amount: 预算安排, 年度资金总额."""
    words = vocabulary.load("forms")
    return rf"(?:{either([*words['before_total'], *words['total_in_text'], *words['behind_names']])})+"


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """What a line says of a project: its name, and the amount that is printed behind it."""

    cell: Cell
    name: str
    amount: Amount | None
    amount_text: str | None
    spans: tuple[Span, ...]


def only_cell(line: Line) -> Cell | None:
    """The cell of a row that prints nothing else, and no level."""
    printed = printed_in(line)
    return printed[0] if len(printed) == 1 and not is_any_level(printed[0]) else None


def project_line(cell: Cell, more_follows: bool) -> ProjectLine | None:
    """The project that a line names: it is numbered, and money is printed behind it or its goal or money follows; or 项目名称
    stands before it. None for any other line, also where nobody knows what the money behind it is.
    """
    plain = half_width(cell.text)
    start, end = trim(cell.text, 0, len(cell.text))
    numbering = _numbering().match(plain)
    label = own_label(cell)
    is_labelled = label is not None and read_label(label).fields.get("fields") == "name"
    if numbering is None and not is_labelled:
        return None
    name_start = plain.index(":") + 1 if is_labelled else numbering.end() if numbering else start
    money = _MONEY.search(plain, name_start)
    if money is None:
        is_project = (is_labelled or more_follows) and not re.search(r"\d\s*[万亿]?元", plain[name_start:])
        return _line(cell, (start, name_start), (name_start, end)) if is_project else None
    if money["label"] and not re.fullmatch(_says_money(), money["label"]):
        return None
    return _line(cell, (start, name_start), (name_start, money.start()), money.span("amount"))


def _line(
    cell: Cell, front: tuple[int, int], name: tuple[int, int], money: tuple[int, int] | None = None
) -> ProjectLine | None:
    """The line with a span for each of its parts; None where it has no name."""
    name = trim(cell.text, *name)
    if name[0] == name[1]:
        return None
    spans = [Span(cell, *name, "name")]
    if front[0] < name[0]:
        spans.insert(0, Span(cell, *trim(cell.text, front[0], name[0]), "numbering"))
    if money is None:
        return ProjectLine(cell, cell.text[slice(*name)], None, None, tuple(spans))
    text = cell.text[slice(*money)]
    amount, rejects = amount_of(replace(cell, text=text), None)
    if rejects:
        return None
    derived = ("amount_fen", "amount_yuan", "step_fen") if amount else ()
    spans += (Span(cell, *money, "amount_text"), *(Span(cell, *money, one, is_leaf=False) for one in derived))
    for start, end in ((name[1], money[0]), (money[1], trim(cell.text, 0, len(cell.text))[1])):
        start, end = trim(cell.text, start, end)
        spans += [Span(cell, start, end, "label")] if start < end else []
    return ProjectLine(cell, cell.text[slice(*name)], amount, text, tuple(spans))


def goal_line(line: Line) -> tuple[Goal, list[Span]] | None:
    """The goal of a row that prints its label before it, in one cell (绩效目标：…) or in two; and spans for the label."""
    printed = printed_in(line)
    if len(printed) == 2 and (field_of("goals", printed[0]) or field_of("indicator_table", printed[0]) == "goals"):
        label, value = printed
        if is_any_level(value):
            return None
        own = _scope(label.text)
        goal = Goal(1, label.text.strip(), value.text.strip(), plain_field(value, "text"), own)
        return goal, list(plain_field(label, "label"))
    cell = only_cell(line)
    printed_label = own_label(cell) if cell else None
    if cell is None or printed_label is None or "goals" not in read_label(printed_label).fields:
        return None
    colon = half_width(cell.text).index(":")
    start, end = trim(cell.text, colon + 1, len(cell.text))
    label_end = trim(cell.text, 0, colon)[1]
    goal = Goal(
        1, printed_label.strip(), cell.text[start:end], (Span(cell, start, end, "text"),), _scope(printed_label)
    )
    return goal, [
        Span(cell, *trim(cell.text, 0, label_end), "label"),
        Span(cell, label_end, start, "separator"),
    ]


def money_row(line: Line) -> list[tuple[Cell, Cell]]:
    """The amount of a project and its parts as a row prints them behind their labels (资金 | 64.80 | 其中：中央 | 50.00),
    the amount first; empty for any other row.
    """
    printed = printed_in(line)
    pairs = list(zip(printed[::2], printed[1::2], strict=False))
    is_amount = bool(printed) and (
        field_of("indicator_table", printed[0]) == "amount" or field_of("totals", printed[0])
    )
    are_pairs = len(printed) % 2 == 0 and all(
        read_number(label.text) is None and amount_of(value, 1)[0] is not None for label, value in pairs
    )
    return pairs if is_amount and are_pairs else []


def _scope(label: str) -> str | None:
    scope = read_label(label).fields.get("goals")
    return None if scope == "none" else scope


TotalRead = tuple[StatedTotal | None, list[Reject]]


def total_row(line: Line) -> TotalRead | None:
    """The total that a row states in two cells: 合计 | 420万元. None for any other row; rejects where it prints no such two."""
    printed = printed_in(line)
    kind = total_kind([printed[0].text]) if printed else None
    if kind is None or any(map(is_any_level, printed[1:2])):
        return None
    label, *others = printed
    amount, rejects = amount_of(others[0], None) if len(others) == 1 else (None, [])
    if amount is None or rejects:
        return None, [Reject("row-not-understood", {}, cell, 0, len(cell.text)) for cell in printed_in(line)]
    spans = plain_field(others[0], "amount_text", "amount_fen", "amount_yuan", "step_fen")
    return StatedTotal(kind, None, label.text.strip(), amount, label, (*plain_field(label, "label"), *spans)), []


def total_line(cell: Cell) -> TotalRead | None:
    """The total that a line states: 合计：99.6万元. None for any other line; with rejects where its amount is not read."""
    match = re.fullmatch(
        r"\s*(?P<label>[^\d:]{2,4}?)\s*:?\s*(?P<amount>\d[\d,.]*\s*[千百万亿]{0,2}元)\s*", half_width(cell.text)
    )
    kind = total_kind([match["label"]]) if match else None
    if match is None or kind is None:
        return None
    start, end = match.span("amount")
    amount, rejects = amount_of(replace(cell, text=cell.text[start:end]), None)
    if rejects:
        return None, [Reject("row-not-understood", {}, cell, 0, len(cell.text))]
    label = match.span("label")
    between = trim(cell.text, label[1], start)
    spans = [Span(cell, *label, "label"), Span(cell, start, end, "amount_text")]
    spans += [Span(cell, start, end, one, is_leaf=False) for one in ("amount_fen", "amount_yuan", "step_fen")]
    spans += [Span(cell, *between, "separator")] if between[0] < between[1] else []
    return StatedTotal(kind, None, cell.text[slice(*label)], amount, cell, tuple(spans)), []
