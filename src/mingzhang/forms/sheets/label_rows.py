"""Which cells of a row are labels by where they stand, also labels that nobody knows: above a row of values, or by turns."""

import re

from mingzhang.forms.header_rows import is_sub_row
from mingzhang.forms.labels import field_of, heads_part, is_any_level, is_label, own_label
from mingzhang.forms.matrix import Line, knows_columns, lowest_labels, printed_in
from mingzhang.records import Cell
from mingzhang.text.pieces import squeeze

_LONGEST_UNKNOWN = 16  # characters of a text that may be a label nobody knows
_NO_LABEL = re.compile(r"[\d,，。;；!！?？]")  # a label has none of these outside brackets


def labels_with_values_below(lines: list[Line], index: int) -> list[Cell]:
    """The labels of a row of labels alone, above a row of values; without the one that only heads the part.

    Beside a label that we know, and below one heading, a short text over another text is a label too.
    """
    line = printed_in(lines[index])
    if not line or index + 1 >= len(lines):
        return []
    below = lines[index + 1]
    if len(line) == 1:
        return line if _is_over_its_goal(line[0], below) else []
    if any(is_label(cell) for cell in printed_in(below)) or not printed_in(below):
        return []
    are_labels = all(is_label(cell) for cell in line) or _stand_each_over_a_value(line, printed_in(below))
    if not are_labels and not _are_under_one_heading(line, below) and not _have_prose_below(line, below):
        return _beside_headings(line, below)
    columns = {cell.column for cell in below}
    if knows_columns(lines[index]) and line[0].row_span > 1 and line[0].column not in columns:
        while len(line) > 1 and line[0].row_span > 1 and line[0].column not in columns:
            line = line[1:]
        return line
    while len(line) > len(printed_in(below)) and field_of("sections", line[0]):
        line = line[1:]
    return line


def labels_in_two_rows(lines: list[Line], index: int) -> list[Cell]:
    """The lowest labels of two rows, that of the project's name among them, of which the second parts wide labels of the first
    (资金规模 over 合计 | 县级配套), above a row of values in their columns. Empty where it is not so.
    """
    header, below = lines[index : index + 2], lines[index + 2 : index + 3]
    if not below or not all(map(knows_columns, (*header, *below))) or not is_sub_row(*header):
        return []
    labels, values = lowest_labels(header), printed_in(below[0])
    name = next((cell for cell in printed_in(header[0]) if field_of("fields", cell) == "name"), None)
    are_values = not any(is_label(cell) or is_any_level(cell) for cell in values)
    columns = {cell.column for cell in values}
    is_so = name in labels and name is not None and columns <= {cell.column for cell in labels}
    return labels if is_so and are_values and all(is_label(one) or looks_like_label(one) for one in labels) else []


def _stand_each_over_a_value(line: Line, below: Line) -> bool:
    """Whether texts that may all be labels, one of them of the project's name and half of them known, stand each over a value
    of the same width: 专项资金名称 | 主管部门 | 其中：省本级.
    """
    places = [[(cell.column, cell.column_span) for cell in cells] for cells in (line, below)]
    known = [cell for cell in line if is_label(cell)]
    return (
        knows_columns(line)
        and places[0] == places[1]
        and 2 * len(known) >= len(line) > 2
        and any(field_of("fields", cell) == "name" for cell in known)
        and all(is_label(cell) or looks_like_label(cell) for cell in line)
    )


def _is_over_its_goal(label: Cell, below: Line) -> bool:
    """Whether a label of goals that has its row for itself stands over a text as wide as it, which is no label."""
    texts = printed_in(below)
    return (
        bool(field_of("goals", label))
        and len(texts) == 1
        and (texts[0].column, texts[0].column_span) == (label.column, label.column_span)
        and not is_any_level(texts[0])
        and not is_label(texts[0])
        and not own_label(texts[0])
    )


def _beside_headings(line: Line, below: Line) -> list[Cell]:
    """The labels of a row behind headings of the part, each over a text: one of them is known, and the others look like labels.
    Empty where it is not so.
    """
    labels, texts = list(line), printed_in(below)
    while len(labels) > len(texts) and is_label(labels[0]):
        labels = labels[1:]
    is_so = (
        1 < len(labels) < len(line)
        and [cell.column for cell in labels] == [cell.column for cell in texts]
        and any(len(squeeze(cell.text)) > len(squeeze(label.text)) for cell, label in zip(texts, labels, strict=True))
        and any(field_of("goals", cell) for cell in labels)
        and all(is_label(cell) or looks_like_label(cell) for cell in labels)
    )
    return labels if is_so else []


def hides_a_label(lines: list[Line], index: int) -> Cell | None:
    """A short text behind a label of goals, above a text that has no label: it may be the label of that text, and is no goal.

    Another label stands behind it with nothing behind that; or it is the last of its row, behind a heading of the part, and
    two texts stand below; or the label of goals goes down over it and over the text.
    """
    printed = printed_in(lines[index])
    below = printed_in(lines[index + 1]) if index + 1 < len(lines) else []
    if len(printed) < 2 or not below or is_label(below[0]) or is_any_level(below[0]):
        return None
    before, label, last = printed[-3:] if len(printed) > 2 else (printed[0], *printed)
    if len(printed) == 2:
        goes_down = label.row_span > 1 or len(squeeze(below[0].text)) > _LONGEST_UNKNOWN
        is_over = goes_down and len(below) == 1 and not looks_like_label(below[0])
        text = last if field_of("goals", label) and is_over else label
    elif field_of("goals", before) and is_label(last) and not looks_like_label(below[0]):
        text = label
    elif field_of("goals", label) and is_label(before) and len(below) == 2 and not looks_like_label(below[0]):
        text = last
    else:
        return None
    return text if not is_label(text) and looks_like_label(text) and not any(map(is_label, below)) else None


def _are_under_one_heading(line: Line, below: Line) -> bool:
    """Whether short texts stand beside a label, and texts below all of them, right of one heading that goes over both rows.

    Where merged cells were lost, nothing is printed below the heading, and one text below each label.
    """
    heading, *labels = line
    columns, printed = {cell.column for cell in below}, {cell.column for cell in printed_in(below)}
    reaches_down = heading.row_span > 1 or (heading.column in columns and printed == {cell.column for cell in labels})
    return (
        reaches_down
        and is_label(heading)
        and any(is_label(cell) for cell in labels)
        and all(is_label(cell) or looks_like_label(cell) for cell in labels)
        and all(cell.column in columns for cell in labels)
    )


def _have_prose_below(line: list[Cell], below: Line) -> bool:
    """Whether a heading stands before a label of goals and short texts, and below them as many texts, one of them prose.

    Where columns were lost, the texts stand too far to the left.
    """
    heading, *labels = line
    texts = printed_in(below)
    return (
        bool(field_of("sections", heading))
        and any(field_of("goals", cell) for cell in labels)
        and all(is_label(cell) or looks_like_label(cell) for cell in labels)
        and len(texts) == len(labels) > 1
        and any(len(squeeze(cell.text)) > _LONGEST_UNKNOWN for cell in texts)
    )


def is_unknown_pair(printed: Line, at: int) -> bool:
    """Whether a text that nobody knows is by its place the label of the text behind it: labels and values take turns."""
    if len(printed) < at + 2:
        return False
    label, value, *rest = printed[at:]
    if not knows_columns(printed) or is_label(label) or is_label(value) or not looks_like_label(label):
        return False
    return not rest or is_label(rest[0]) or (len(rest) % 2 == 0 and looks_like_label(rest[0]))


def heads_texts(lines: list[Line], index: int, name: Cell) -> bool:
    """Whether the label of a name is that of a column, no label of the value behind it: the row ends with a label, and right
    below it stands a text that is none. So is 任务名称 wherever such a text stands below it, without that label too.
    """
    printed, below = printed_in(lines[index]), lines[index + 1] if index + 1 < len(lines) else []
    under = next((cell for cell in printed_in(below) if cell.column == name.column), None)
    if under is None or not (knows_columns(lines[index]) and knows_columns(below)):
        return False
    is_text = not (is_label(under) or own_label(under) or is_any_level(under) or heads_part(under))
    return is_text and len(printed) > 2 and (field_of("fields", name) == "programme" or is_label(printed[-1]))


def looks_like_label(cell: Cell) -> bool:
    """Whether a text is short enough for a label, also one that nobody knows, and has nothing in it that labels lack."""
    text = re.sub(r"\([^()]*\)", "", squeeze(cell.text)).rstrip(":")
    return 1 < len(text) <= _LONGEST_UNKNOWN and not _NO_LABEL.search(text) and not own_label(cell)
