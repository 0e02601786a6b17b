"""The subjects of all charts (subjects.yml), and how those that the build draws are drawn (specs/)."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.languages import Texts

Spec = dict[str, Any]


@dataclass(frozen=True)
class Subject:
    """What a chart is about: its title, and what is set when a reader opens its view in datasette-vega, if it can be."""

    id: str
    title: Texts
    opened: dict[str, Any] | None
    is_drawn: bool


@cache
def load_subjects() -> list[Subject]:
    """The subjects of subjects.yml, in its order."""
    drawn = {path.name.removesuffix(".yml") for path in files(__package__).joinpath("specs").iterdir()}
    return [
        Subject(subject["id"], subject["title"], subject.get("opened"), subject["id"] in drawn)
        for subject in _read("subjects.yml")
    ]


@cache
def load_specs() -> dict[str, Spec]:
    """The specs of the charts that the build draws, by id, in the order in which they are shown."""
    frame, terms = _read("frame.yml"), _read("terms.yml")
    specs = {}
    for position, subject in enumerate((one for one in load_subjects() if one.is_drawn), start=1):
        spec = _read("specs", f"{subject.id}.yml")
        specs[subject.id] = {
            **spec,
            "position": position,
            "title": subject.title,
            "terms": terms,
            "spec": _with_frame(frame, spec["spec"]),
        }
    return specs


def _read(*path: str) -> Any:
    return read_yaml(files(__package__).joinpath(*path).read_text(encoding="utf-8"))


def _with_frame(frame: Any, own: Any) -> Any:
    """A spec over the frame that all share, key by key: what the spec says wins."""
    if not (isinstance(frame, dict) and isinstance(own, dict)):
        return own
    return {
        key: _with_frame(frame[key], own[key]) if key in frame and key in own else {**frame, **own}[key]
        for key in [*frame, *(key for key in own if key not in frame)]
    }
