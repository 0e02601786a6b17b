"""What rankings there are: rankings.yml as records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.descriptions import QueryDescription
from mingzhang.dictionary.languages import Texts
from mingzhang.dictionary.metadata_file import load_dictionary


@dataclass(frozen=True, slots=True)
class Ranking:
    """A page that puts records in order by the column `bar` of a ready query."""

    id: str
    query: str
    bar: str
    note: Texts
    parameters: list[str] = field(default_factory=list)
    chosen: Mapping[str, str] = field(default_factory=dict)
    needs: str | None = None
    examples: str | None = None

    @property
    def described(self) -> QueryDescription:
        """The ready query, with its title and SQL."""
        return load_dictionary().queries[self.query]


@cache
def load_rankings() -> dict[str, Ranking]:
    """All rankings by id, in the order of the file. Raises KeyError for one whose query there is not."""
    content = read_yaml(files(__package__).joinpath("rankings.yml").read_text(encoding="utf-8"))
    rankings = [Ranking(**entry) for entry in content]
    for ranking in rankings:
        assert ranking.described
    return {ranking.id: ranking for ranking in rankings}
