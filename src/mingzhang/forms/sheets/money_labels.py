"""Labels of money on a sheet: which cells name a total or a source, and what stands behind them."""

from collections.abc import Iterable
from itertools import pairwise, takewhile

from mingzhang import vocabulary
from mingzhang.forms.labels import field_of, is_blank, is_label, read_label
from mingzhang.forms.matrix import Line, printed_in
from mingzhang.records import Cell
from mingzhang.text.numbers import money_unit_stated
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import squeeze

_OF_MONEY = frozenset({"fund", "budget", "grant", "granted", "invest"})
MONEY_KINDS = ("budget", "adjusted", "spent")
# Words that say what is done with a number, and not of what it is: 年初数, 调整后数; 批复数, 下达数.
_OF_ANY_NUMBER = (
    frozenset({"start", "adjusted", "number"}),
    frozenset({"granted", "decided", "year", "number"}),
)


def is_money_header(line: Line) -> bool:
    """Whether a row heads a table of money: at least two of budgeted, adjusted, spent, and no number beside them."""
    named = [field_of("money_columns", cell) for cell in line]
    kinds = {*_of_money_surely(line, named)} & {*MONEY_KINDS}
    return len(kinds) >= 2 and not any(read_number(cell.text) is not None for cell in line)


def _of_money_surely(labels: Line, named: list[str | None]) -> list[str | None]:
    """What labels name of money, where one of them at least has a word of money: 年初数 | 调整后数 may be of anything."""
    is_told = any(
        name in MONEY_KINDS and not may_be_of_any_number(one) for one, name in zip(labels, named, strict=True)
    )
    return named if is_told else [name if name not in MONEY_KINDS else None for name in named]


def may_be_of_any_number(label: Cell) -> bool:
    """Whether a label of a kind of money (年初数, 调整后数) says by no word that it is of money."""
    parts = read_label(label.text).parts
    return parts is not None and any(words.issuperset(parts.classes) for words in _OF_ANY_NUMBER)


def has_money_labels(line: Line) -> bool:
    """Whether a row holds a total or a source of money, or says by turns what was budgeted and what was spent."""
    kinds = {kind_of_money(cell) for cell in line} - {None}
    is_money = any(list_of_label(cell) or is_bare_source(cell, line) or _is_spent(cell, line) for cell in line)
    is_money |= _is_of_money(line) and any(map(is_sum, line))
    return is_money or len(kinds) > 1


def _is_spent(cell: Cell, line: Line) -> bool:
    """Whether a cell is the label of money that was spent, with its number behind it: 实际使用资金（万元） | 395.86."""
    behind = next(iter(printed_in(line[line.index(cell) + 1 :])), None)
    return kind_of_money(cell) == "spent" and behind is not None and read_number(behind.text) is not None


def is_sum(cell: Cell) -> bool:
    """Whether a cell is 合计 or 总计."""
    return field_of("points", cell) is not None


def scope_of_sum(line: Line) -> str | None:
    """What the money of a row is for whose heading goes on with 合计: 项目总投资 | 合计 | 320.00; else None."""
    printed = printed_in(line)
    if len(printed) < 3 or not is_sum(printed[1]):
        return None
    total = field_of("totals", printed[0])
    return total if total and total != "plain" else read_label(printed[0].text).scope


def _is_of_money(line: Line) -> bool:
    """Whether a row is of money, of which a 合计 in it is the sum: it names sources, or begins with a heading of money."""
    first = next(iter(printed_in(line)), None)
    parts = read_label(first.text).parts if first and field_of("sections", first) else None
    heads_money = parts is not None and bool(_OF_MONEY.intersection(parts.classes))
    return heads_money or any(named_money_source(cell) or field_of("other_sources", cell) for cell in line)


def is_bare_source(cell: Cell, line: Line) -> bool:
    """Whether a cell is 其他 or 一般公共预算 with a number behind it."""
    if not (field_of("bare_sources", cell) or field_of("bare_other_sources", cell)):
        return False
    behind = next(iter(printed_in(line[line.index(cell) + 1 :])), None)
    return behind is not None and (read_number(behind.text) is not None or is_blank(behind))


def has_bare_source(line: Line) -> bool:
    """Whether a row prints 其他 or 一般公共预算 with its number behind it."""
    return any(is_bare_source(cell, line) for cell in line)


def named_money_source(label: Cell) -> str | None:
    """The source of money that a label names, when the tables have a word for it."""
    return field_of("sources", label) or field_of("bare_sources", label)


def list_of_label(cell: Cell) -> str | None:
    """The list of labels of money that a cell stands in: totals, sources or other_sources; None for no such label."""
    for part in ("totals", "sources", "other_sources"):
        if field_of(part, cell):
            return part
    return None


def money_source_of(label: Cell) -> str | None:
    """The source that a label of money names: all for a total, more for one that the tables have no word for."""
    if any(field_of(part, label) for part in ("totals", "points", "money_columns")):
        return "all"
    is_more = field_of("other_sources", label) or field_of("bare_other_sources", label)
    return named_money_source(label) or ("more" if is_more else None)


def _is_other_label(cell: Cell) -> bool:
    """Whether a cell is a label that the vocabulary lacks: it has a colon at its end and no number."""
    return squeeze(cell.text).endswith(":") and not any(character.isdigit() for character in cell.text)


def money_columns_of(labels: Line) -> list[str | None]:
    """What each of the labels of a table says of money (budget, adjusted, spent, rate …); None of a label that says nothing.

    预算数 alone, and beside 调整后预算数, is what was budgeted; 全年预算数 is as it was adjusted.
    """
    named = _of_money_surely(labels, [field_of("money_columns", cell) for cell in labels])
    adjusted = [index for index, name in enumerate(named) if name == "adjusted"]
    plain = [index for index in adjusted if not _says_adjusted(labels[index])]
    if "budget" not in named and len(adjusted) == 2 and len(plain) == 1:
        named[plain[0]] = "budget"
    elif "budget" not in named and len(adjusted) == 1 and _says_only_budget(labels[adjusted[0]]):
        named[adjusted[0]] = "budget"
    return named


def _says_adjusted(label: Cell) -> bool:
    parts = read_label(label.text).parts
    return parts is not None and "adjusted" in parts.classes


def _says_only_budget(cell: Cell) -> bool:
    parts = read_label(cell.text).parts
    return parts is not None and {"budget"} <= {*parts.classes} <= {"budget", "number", "fund", "project", "amount"}


def kind_of_money(cell: Cell) -> str | None:
    """What is done with the money that a cell is the label of: budget, adjusted, spent (执行数); None where it says nothing."""
    kind = field_of("money_columns", cell) if not may_be_of_any_number(cell) else None
    if kind == "adjusted" and _says_only_budget(cell):
        return "budget"
    return kind if kind in MONEY_KINDS else None


def pairs_of_money(line: Line) -> tuple[list[tuple[Cell, Cell | None]], list[Cell]]:
    """The labels of money in a row, each with what is printed behind it unless that is a label too; and all other cells."""
    printed = [cell for cell in line if cell.text.strip()]
    kinds = MONEY_KINDS if len({kind_of_money(cell) for cell in printed} - {None}) > 1 else ("spent",)
    pairs: list[tuple[Cell, Cell | None]] = []
    other_cells: list[Cell] = []
    position = 0
    while position < len(printed):
        cell, value = printed[position], next(iter(printed[position + 1 : position + 2]), None)
        if value is not None and (is_label(value) or _is_other_label(value) or is_sum(value)):
            value = None
        is_kind = value is not None and kind_of_money(cell) in kinds
        is_whole = value is not None and is_sum(cell) and _is_of_money(line) and read_number(value.text) is not None
        if list_of_label(cell) or is_bare_source(cell, line) or is_kind or is_whole:
            pairs.append((cell, value))
            position += 1 if value is None else 2
        else:
            other_cells.append(cell)
            position += 1
    return pairs, other_cells


def numbers_behind(line: Line, value: Cell) -> Line:
    """The numbers right behind the amount of a label, which have no label of their own: 资金总额 | 2,400.00 | 3,150.00."""
    printed = printed_in(line)
    behind = printed[printed.index(value) + 1 :]
    if read_number(value.text) is None:
        return []
    return list(takewhile(lambda cell: read_number(cell.text) is not None, behind))


def money_unit_in_two_cells(row: Iterable[Cell]) -> int | None:
    """The unit of money that a row states in two cells: 单位： | 万元, 金额单位 | 万元."""
    printed = [squeeze(cell.text) for cell in row if cell.text.strip()]
    stated = (
        money_unit_stated(f"{one.rstrip(':')}:{other}")
        for one, other in pairwise(printed)
        if one.endswith(":") or one in vocabulary.load("forms")["money_unit_beside"]
    )
    return next(filter(None, stated), None)
