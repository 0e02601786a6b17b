"""Chinese search: the one rule by which text is found, and its two halves, for the index and for the query.

The rule: text and query are folded (full width to half, case to lower, traditional to simplified) and reduced to letters
and digits; each word of the query must then be a substring of a text of the record.

The index does exactly that with SQLite's stock unicode61 tokenizer: every character becomes a token of its own, and a
word of the query becomes a phrase. Whoever downloads the database needs no extension to search it.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from mingzhang.vocabulary import simplified_characters

TOKENIZE = "unicode61 remove_diacritics 0 categories 'L* N* Co'"

# Stands between the texts of a record and at its start. From a private use area, which no text of ours keeps; unicode61
# takes it for a token, so that no phrase runs from one text into the next, and a query for it alone finds every row.
BOUNDARY = "\ue000"


@lru_cache(maxsize=65536)
def fold_character(character: str) -> str:
    """One printed character as search sees it: '' for what is no letter or digit, more than one for the like of ㎡."""
    folded = unicodedata.normalize("NFKC", character).casefold()
    simplified = simplified_characters()
    return "".join(simplified.get(one, one) for one in folded if one.isalnum())


def fold(text: str) -> str:
    """The text folded and reduced to letters and digits, character by character, so that offsets can be followed."""
    return "".join(map(fold_character, text))


@lru_cache(maxsize=65536)
def token(character: str) -> str:
    """The token that stands for a folded character.

    SQLite's tokenizer knows Unicode 6.1 and drops letters that came later; those, and everything outside the basic
    plane, are spelled by their number. A spelled token is longer than one character, so it never meets another.
    """
    known_to_sqlite = ord(character) < 0x10000 and unicodedata.ucd_3_2_0.category(character)[0] in "LN"
    return character if known_to_sqlite else f"u{ord(character):x}"


class _Tokens(dict[int, str]):
    """Code of a printed character -> its tokens, each behind a space; found once for each character, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        found = self[code] = "".join(f" {token(one)}" for one in fold_character(chr(code)))
        return found


_TOKENS = _Tokens()


def index_text(texts: Iterable[str | None]) -> str:
    """What the index stores for a record with these texts."""
    return " ".join(f"{BOUNDARY}{text.translate(_TOKENS)}" for text in texts if text) or BOUNDARY


def match_expression(query: str | None) -> str:
    """The FTS5 expression for what a person typed; a query with nothing left is no search and matches every row."""
    words = filter(None, map(fold, (query or "").split()))
    phrases = ['"' + " ".join(map(token, word)) + '"' for word in words]
    return " ".join(phrases) or f'"{BOUNDARY}"'
