"""A project of form A whose row goes on in another one: 文物保护单位看护（续） below 文物保护单位看护."""

from dataclasses import replace

from mingzhang.forms.labels import is_continued, without_continued
from mingzhang.records import Cell, Project, Reject


def goes_on_from(above: Project | None, project: Project) -> bool:
    """Whether a project says that it is the one above it, and prints only indicators or other texts, or the amount again.

    A goal is a reason against it: it may be a second one, or the end of a sentence that was cut.
    """
    if above is None or above.name is None or project.name is None:
        return False
    same = without_continued(project.name) == without_continued(above.name)
    amounts = {None, above.amount_text}
    serials = {None, above.serial}
    is_own = project.amount_text not in amounts or project.serial not in serials or bool(project.goals)
    return same and not is_own


def joined_projects(above: Project, below: Project) -> Project:
    """One project of both; indicators before the first heading of the lower one stand below the last heading above."""
    shift = len(above.headings)
    moved = {one.position: replace(one, position=one.position + shift) for one in below.headings}
    last = above.headings[-1] if above.headings else None
    indicators = tuple(
        replace(one, position=len(above.indicators) + at, heading=moved[one.heading.position] if one.heading else last)
        for at, one in enumerate(below.indicators, 1)
    )
    renamed = {"name": "note", "serial": "note", "code": "note", "amount_text": "note"}
    leaves = (
        span for span in below.spans if span.is_leaf or span.field not in ("amount_fen", "amount_yuan", "step_fen")
    )
    return replace(
        above,
        headings=(*above.headings, *moved.values()),
        indicators=(*above.indicators, *indicators),
        fields=(*above.fields, *below.fields),
        spans=(*above.spans, *(span._replace(field=renamed.get(span.field, span.field)) for span in leaves)),
        extent=(*above.extent, *below.extent),
    )


def not_joined(name: Cell | None) -> list[Reject]:
    """A doubt where the name of a project says that it goes on from above, and it was not joined to one there."""
    if name is None or not is_continued(name):
        return []
    return [Reject("name-continued", {"text": name.text.strip()}, name, 0, 0)]
