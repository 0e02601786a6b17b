"""The plain records that the stages hand to each other; nothing here reads, decides or stores.

Reading gives a `Reading` (grids of cells, `source`). Interpreting gives a `Document` (units, projects, goals, indicators,
`interpreted`, with their `money` and `quantities`), in which every record carries the `Span`s it was read from, and no record
carries an id: ids are a matter of storing. All positions, pages, rows and columns count from 1; characters of a cell count
from 0, end excluded.
"""

from mingzhang.records.interpreted import (
    Document,
    Form,
    Goal,
    Heading,
    Indicator,
    Points,
    Project,
    Quantity,
    SourceTable,
    Unit,
)
from mingzhang.records.money import Amount, MoneyPart, ProjectAmount, ProjectField, Rate, StatedTotal
from mingzhang.records.source import (
    PICTURE,
    PRINTED,
    TEXT,
    ByHand,
    Cell,
    Correction,
    Grid,
    Mark,
    PersonalPlace,
    Reading,
    Reject,
    Reply,
    Row,
    Sidecar,
    Span,
)

UNKNOWN = "x"  # in an id, for a part that is not known

__all__ = [
    "PICTURE",
    "PRINTED",
    "TEXT",
    "UNKNOWN",
    "Amount",
    "ByHand",
    "Cell",
    "Correction",
    "Document",
    "Form",
    "Goal",
    "Grid",
    "Heading",
    "Indicator",
    "Mark",
    "MoneyPart",
    "PersonalPlace",
    "Points",
    "Project",
    "ProjectAmount",
    "ProjectField",
    "Quantity",
    "Rate",
    "Reading",
    "Reject",
    "Reply",
    "Row",
    "Sidecar",
    "SourceTable",
    "Span",
    "StatedTotal",
    "Unit",
]
