"""补助事项清单: one row a grant, with its money and what it is to bring about."""

from mingzhang import vocabulary
from mingzhang.forms.matrix import Line
from mingzhang.forms.texts import amount_of, goals_of, plain_field
from mingzhang.forms.view import View
from mingzhang.records import Form, Project, Reject, Row, Span
from mingzhang.text.pieces import squeeze

FORM = "grant_list"


def recognises(view: View) -> bool:
    """Whether the first row has the three labels."""
    return tuple(squeeze(cell.text) for cell in view.rows[0]) == tuple(vocabulary.load(FORM)["labels"].values())


def read(view: View) -> Form:
    """A project for each row below the header."""
    header, *rows = view.rows
    rejects: list[Reject] = []
    projects = tuple(_project(row, rejects) for row in rows)
    fields = dict(enumerate(vocabulary.load(FORM)["labels"], 1))
    spans = tuple(span for cell in header for span in plain_field(cell, "label"))
    return Form(FORM, "budget", 10_000, Row(header), fields, (), (), projects, spans, tuple(rejects), width=len(header))


def continues(view: View, before: Form) -> bool:
    """Whether a grid goes on from a list above it: as wide, and without a header of its own."""
    return len(view.rows[0]) == before.width and not recognises(view)


def _project(row: Line, rejects: list[Reject]) -> Project:
    name, money, effect = row
    amount, unread = amount_of(money, 10_000)
    goals, markup, more = goals_of(effect)
    rejects += [*unread, *more]
    spans: tuple[Span, ...] = (*plain_field(name, "name"), *plain_field(money, "amount_text", "amount_fen"), *markup)
    return Project(
        unit_code=None,
        serial=None,
        code=None,
        name=name.text.strip() or None,
        amount=amount,
        amount_text=money.text.strip() or None,
        goals=goals,
        headings=(),
        indicators=(),
        fields=(),
        cell=name,
        spans=spans,
        extent=tuple(row),
    )
