"""What rankings there are: rankings.yml as records."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.descriptions import QueryDescription
from mingzhang.dictionary.languages import Texts
from mingzhang.dictionary.metadata_file import load_dictionary


@dataclass(frozen=True, slots=True)
class Ranking:
    """A page that puts records in order by the column `bar` of a ready query, or by its size whether up or down (`by_size`).

    Rows with other values in the columns `apart` have places of their own. It compares so many `years`.
    """

    id: str
    query: str
    bar: str
    note: Texts
    parameters: list[str] = field(default_factory=list)
    chosen: Mapping[str, str] = field(default_factory=dict)
    needs: str | None = None
    examples: str | None = None
    apart: list[str] = field(default_factory=list)
    by_size: bool = False
    years: int = 1

    def parts(self, chosen: Mapping[str, str]) -> list[str]:
        """The columns by which rows have places of their own, when a reader chose these values of the parameters."""
        return [column for column in self.apart if not chosen.get(column)]

    def places(self, rows: Iterable[Mapping[str, Any]]) -> list[int | None]:
        """The place of each of the first rows, in their order: equal values share one, and the next place is skipped.

        A row without a value has none.
        """
        counts: Counter[tuple[Any, ...]] = Counter()
        firsts: dict[tuple[Any, ...], tuple[Any, int]] = {}
        found: list[int | None] = []
        for row in rows:
            part = tuple(row[column] for column in self.apart)
            counts[part] += 1
            value = row[self.bar]
            size = abs(value) if self.by_size and value is not None else value
            if part not in firsts or firsts[part][0] != size:
                firsts[part] = size, counts[part]
            found.append(None if size is None else firsts[part][1])
        return found

    @property
    def compared(self) -> str:
        """SQL for the columns that the places depend on."""
        return ", ".join(f'"{column}"' for column in [self.bar, *self.apart])

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
