"""What the two sides of a finding are called, by its check: sides.yml."""

from functools import cache
from importlib.resources import files

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.languages import Texts


def sides_of(check_id: str) -> dict[str, Texts]:
    """The names of `expected` and of `observed`, each in every language."""
    return _sides().get(check_id, _sides()["any"])


@cache
def _sides() -> dict[str, dict[str, Texts]]:
    sides = read_yaml(files("mingzhang.site").joinpath("sides.yml").read_text(encoding="utf-8"))
    assert isinstance(sides, dict)
    return sides
