"""Texts of a project that stand under no label: what they say of it cannot be told, so they are no field of it.

A text that brings its label along (项目负责人：甲) becomes the field that it names; page numbers, notes and stamps are
furniture; anything else is rejected.
"""

import re
from dataclasses import dataclass, field, replace

from mingzhang.forms.furniture import furniture_of
from mingzhang.forms.labels import read_label
from mingzhang.records import Form, Project, ProjectField, Reject, Span

_OWN_LABEL = re.compile(r"\s*(?P<label>[^\d\s:：][^:：]{0,14}?)\s*[:：]\s*(?P<text>\S(?:.*\S)?)\s*", re.DOTALL)


@dataclass
class _Sorted:
    """What became of the texts of a form that stand under no label."""

    spans: list[Span] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def without_unlabelled(form: Form) -> Form:
    """The form without fields that have no label."""
    if all(one.label for project in form.projects for one in project.fields):
        return form
    kept = _Sorted()
    projects = tuple(_settled(project, kept) for project in form.projects)
    return replace(form, projects=projects, spans=(*form.spans, *kept.spans), rejects=(*form.rejects, *kept.rejects))


def _settled(project: Project, kept: _Sorted) -> Project:
    fields: list[ProjectField] = []
    texts = {(span.cell.page, span.cell.row) for one in project.fields if not one.label for span in _texts_of(one)}
    for one in project.fields:
        if one.label:
            fields.append(one)
        else:
            fields += _settle(one, texts, kept)
    return replace(project, fields=tuple(fields))


def _texts_of(unlabelled: ProjectField) -> list[Span]:
    return [span for span in unlabelled.spans if span.is_leaf and not furniture_of(_text_of(span))]


def _text_of(span: Span) -> str:
    return span.cell.text[span.start : span.end]


def _settle(unlabelled: ProjectField, texts: set[tuple[int, int]], kept: _Sorted) -> list[ProjectField]:
    """The fields that a text without a label turns out to be; what is none goes to `kept`.

    A date beside such a text (`texts` are their pages and rows) is one of a schedule, and no furniture.
    """
    found = []
    for span in (span for span in unlabelled.spans if span.is_leaf):
        text = _text_of(span)
        kind = furniture_of(text)
        if match := _own_label(text):
            label, value = (
                span._replace(start=span.start + match.start(name), end=span.start + match.end(name), field=name)
                for name in ("label", "text")
            )
            kept.spans += (label, Span(span.cell, label.end, value.start, "separator"))
            found.append(ProjectField(match["label"], match["text"], (value,)))
        elif kind and (kind != "date" or (span.cell.page, span.cell.row) not in texts):
            kept.spans.append(span._replace(field="furniture"))
        else:
            kept.rejects.append(Reject("text-under-no-label", {}, span.cell, span.start, span.end))
    return found


def _own_label(text: str) -> re.Match[str] | None:
    """Label and text where a cell prints both, with a label that is known or a text without a number."""
    match = _OWN_LABEL.fullmatch(text)
    if match is None or not (read_label(match["label"]).fields or not re.search(r"\d", match["text"])):
        return None
    return match
