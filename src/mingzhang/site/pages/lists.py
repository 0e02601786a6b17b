"""What pages with lists share: which part of a list is asked for, and the addresses of the others."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

from mingzhang.site.pages.page import QueryRow

# On which page of a list one may be: SQLite walks past everything before it.
_LAST_PAGE = 100_000
# Of a long text that many others stand before a page shows so much at least.
LEAST_TEXT = 80


def id_in_address(request: Any) -> str:
    """The id that the address of a page names."""
    return unquote(request.url_vars["id"])


def whole_number(text: str | None, otherwise: int = 1, most: int = 2**53) -> int:
    """A number of an address; what is not a number from 1 to `most` counts as not given."""
    try:
        number = int(text or "")
    except ValueError:
        return otherwise
    return number if 1 <= number <= most else otherwise


def address_with(request: Any, **changes: Any) -> str:
    """The address of this page with some arguments changed, None taking one out; a change begins at the first part again."""
    kept = [(name, value) for name, value in parse_qsl(request.query_string) if name not in (*changes, "page")]
    arguments = [*kept, *((name, str(value)) for name, value in changes.items() if value is not None)]
    return f"?{urlencode(arguments)}" if arguments else str(request.path)


@dataclass(frozen=True)
class Pages:
    """One part of a long list, and how many there are."""

    request: Any
    count: int
    size: int

    @property
    def number(self) -> int:
        """Which part is shown, from 1."""
        return min(whole_number(self.request.args.get("page"), 1, _LAST_PAGE), self.last)

    @property
    def last(self) -> int:
        """The number of the last part; there is always one."""
        return max(1, -(-self.count // self.size))

    @property
    def offset(self) -> int:
        """How many rows stand before this part."""
        return (self.number - 1) * self.size

    @property
    def earlier(self) -> str | None:
        """The address of the part before this one."""
        return address_with(self.request, page=self.number - 1) if self.number > 1 else None

    @property
    def later(self) -> str | None:
        """The address of the part after this one."""
        return address_with(self.request, page=self.number + 1) if self.number < self.last else None


def rows_by(rows: Iterable[QueryRow], column: str) -> Mapping[Any, list[QueryRow]]:
    """Rows by the value of a column, in their order; nothing for a value that does not occur."""
    groups: defaultdict[Any, list[QueryRow]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups


def cut_texts(found: Iterable[QueryRow], columns: Iterable[str], room: int) -> list[QueryRow]:
    """Rows whose texts fit into so many characters together: each takes what those before it left, and LEAST_TEXT at least.

    `cut` of a row holds the whole length of each text that was cut, by its column; `records.cut_text` says it.
    """
    columns, shown = list(columns), []
    for row in found:
        cut = {}
        for column in columns:
            text = row[column] or ""
            if len(text) > max(room, LEAST_TEXT):
                cut[column] = len(text)
                text = text[: max(room, LEAST_TEXT)] + "…"
                row = {**row, column: text}
            room -= len(text)
        shown.append({**row, "cut": cut})
    return shown


def values(items: Iterable[Any]) -> str:
    """A list as one parameter of SQL, to be read there with json_each."""
    return json.dumps(list(dict.fromkeys(items)), ensure_ascii=False)


def like_words(text: str) -> str:
    """A pattern for LIKE … ESCAPE '\\' that finds the text anywhere."""
    escaped = text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


def region_prefix(code: str | None) -> str:
    """What the codes of a region and of all regions in it begin with: 51 for 510000, 5132 for 513200; '' for any."""
    code = "".join(character for character in code or "" if character.isdigit() and character.isascii())[:6]
    for zeros in ("0000", "00"):
        if len(code) == 6 and code.endswith(zeros):
            return code.removesuffix(zeros)
    return code
