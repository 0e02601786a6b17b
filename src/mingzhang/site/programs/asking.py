"""The questions that programs ask, each an SQL file in sql/, answered under the site's limits."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from datasette.utils.asgi import Request

from mingzhang.dictionary.caveats import caveats_of
from mingzhang.dictionary.languages import in_language
from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.search import fold
from mingzhang.site.language import say_in
from mingzhang.site.pages.page import QueryRow, rows

# Names that a short form may mean: more than a few are no help.
MOST_SIMILAR = 5


@dataclass(frozen=True)
class Asker:
    """Who asks: of which site, by which request (its host makes addresses absolute), in which language."""

    datasette: Any
    request: Request
    language: str

    def address(self, path: str, **arguments: str) -> str:
        """An absolute address of the site."""
        query = f"?{urlencode(arguments)}" if arguments else ""
        own = f"{quote(path)}{query}"
        return str(self.datasette.absolute_url(self.request, self.datasette.urls.path(own)))

    def source(self, document_id: str, record_id: str) -> str:
        """The page that shows where a record is printed, its characters marked."""
        return self.address(f"/source/{document_id}", record=record_id)

    async def rows(self, question: str, **values: Any) -> list[QueryRow]:
        """The rows of a question of sql/."""
        return await rows(self.datasette, _sql(question), **values)

    async def caveats(self) -> list[str]:
        """What has to be known beside any number."""
        texts = await self.datasette.get_database(DATABASE_NAME).execute_fn(caveats_of)
        return [in_language(one, self.language) for one in texts]

    async def units(self, name: str) -> list[QueryRow]:
        """The units of a name or code, and those below them."""
        return await self.rows("units", unit=name) if name.strip() else []

    async def no_unit(self, name: str) -> dict[str, Any]:
        """What is said of a name that no unit has: the units that a short form of it may mean, none of them taken for it."""
        pattern = "%".join(fold(name))
        similar = await self.rows("similar_units", pattern=f"%{pattern}%", most=MOST_SIMILAR)
        say = say_in(self.language)
        notes = [say("没有名称或编码是“{name}”的单位；可以用 find 查单位。", name=name)]
        if similar:
            notes.append(say("也许是 similar_units 里的单位；请用它的编码或全称再问。"))
        return {"similar_units": similar, "notes": [str(note.unescape()) for note in notes]}


@cache
def _sql(question: str) -> str:
    return files(__package__).joinpath("sql", f"{question}.sql").read_text(encoding="utf-8")


def as_list(values: Iterable[Any]) -> str:
    """Values as the JSON array that the questions take."""
    return json.dumps(list(values), ensure_ascii=False)


def split_count(found: Sequence[QueryRow]) -> tuple[int, list[QueryRow]]:
    """How many rows there are in all, and those that were given, without that number in each."""
    total = found[0]["found"] if found else 0
    return total, [{name: value for name, value in row.items() if name != "found"} for row in found]
