"""What a search asks for: the words, what the hits are narrowed to, and their order; and the address that asks for it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from mingzhang.site.amount_words import AmountWords, fen_of, taken_apart
from mingzhang.site.conditions import BadCondition

LONGEST_SEARCH = 400

# In the order in which they are named on the page; those that are found by name before those found in a text.
KINDS = ("units", "regions", "projects", "findings", "documents", "checks", "goals", "indicators")
SEARCH_FACETS = ("year", "region", "unit", "level")
SORTS = ("amount", "amount_asc", "year")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a reader asks for. `typed` holds the bounds of the amount as they were typed, `words` what they came to."""

    text: str
    words: AmountWords
    was_cut: bool
    kind: str | None
    filters: dict[str, str]
    typed: dict[str, str]
    least: int | None
    most: int | None
    sort: str | None
    page: int

    @property
    def has_bounds(self) -> bool:
        """Whether the amount is bounded."""
        return self.least is not None or self.most is not None

    def address(self, path: str = "/search", /, **changes: Any) -> str:
        """The address of the same search with something changed; from its first page unless a page is named."""
        parts = {
            "q": self.text,
            "kind": self.kind,
            **self.filters,
            **self.typed,
            "sort": self.sort,
            "page": None,
            **changes,
        }
        return f"{path}?{urlencode({key: value for key, value in parts.items() if value is not None})}"


def search_request(arguments: Any) -> SearchRequest:
    """What an address asks for. Raises BadCondition for an amount that is none; what else makes no sense is left out."""
    text = (arguments.get("q") or "").strip()
    kind, sort = arguments.get("kind"), arguments.get("sort")
    number = arguments.get("page") or ""
    page_number = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    typed = {name: value.strip() for name in ("least", "most") if (value := arguments.get(name) or "").strip()}
    words = taken_apart(text[:LONGEST_SEARCH])
    bounds = {name: _fen(value) for name, value in typed.items()}
    lower = [one for one in (bounds.get("least"), words.least) if one is not None]
    upper = [one for one in (bounds.get("most"), words.most) if one is not None]
    return SearchRequest(
        text=text[:LONGEST_SEARCH],
        words=words,
        was_cut=len(text) > LONGEST_SEARCH or arguments.get("cut") == "1",
        kind=kind if kind in KINDS else None,
        filters={name: value for name in SEARCH_FACETS if (value := arguments.get(name))},
        typed=typed,
        least=max(lower, default=None),
        most=min(upper, default=None),
        sort=sort if sort in SORTS else None,
        page=max(page_number, 1),
    )


def _fen(typed: str) -> int:
    found = fen_of(typed)
    if found is None:
        raise BadCondition("money", "projects", "amount_yuan", typed)
    return found
