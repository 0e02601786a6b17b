"""Texts that stand in several projects of a document, and whose words they hold."""

import json
import re
from collections.abc import Iterator
from functools import cache

from mingzhang.checks.lists import listed, threshold
from mingzhang.search import fold
from mingzhang.text.pieces import either

# A word is two Chinese characters or more; digits and letters alone (2023, A) tell projects apart, not subjects.
_WORD = re.compile(r"[\u3400-\u9fff]{2,}")


def foreign_words(text: str, names: str) -> str:
    """JSON array, for each of the names (a JSON array), of the words that make the text foreign to it: [] where none does.

    Each word is {word, home}, where home is the position, from 0, of the first name that has it. The names are those of
    the projects in which the text stands. A word makes it foreign to a project when it is part of the text and of
    another project's name, and no part of its own, nor a synonym of one (补助, 补贴); and when enough of the projects have
    the word in their names (threshold copied-home-share) for the text to be theirs. A text that also holds a word of its
    own project's name, which the other lacks, belongs to both. Linear in the number of names.
    """
    group = _NamesOfProjects(fold(text), [fold(name) for name in json.loads(names)])
    return json.dumps([group.foreign_to(name) for name in group.names], ensure_ascii=False)


class _NamesOfProjects:
    """The projects, by their folded names, in which one text stands."""

    def __init__(self, text: str, names: list[str]) -> None:
        self.names = names
        self.shared = {name: tuple(_shared_pieces(text, name)) for name in dict.fromkeys(names)}
        self.pieces = tuple(dict.fromkeys(piece for pieces in self.shared.values() for piece in pieces))
        self.homes: dict[str, list[int]] = {}
        self.known: dict[str, list[dict[str, str | int]]] = {}

    def foreign_to(self, name: str) -> list[dict[str, str | int]]:
        """The words of other names in the text that this name lacks, the longest first."""
        if name not in self.known:
            words = {word for piece in self.pieces if piece not in name for word in _left_over(piece, name)}
            ordered = sorted(words, key=lambda word: (-len(word), word))
            self.known[name] = [
                {"word": word, "home": self.homes[word][0]} for word in ordered if self._makes_foreign(word, name)
            ]
        return self.known[name]

    def _makes_foreign(self, word: str, name: str) -> bool:
        if word not in self.homes:
            exactly = [at for at, other in enumerate(self.names) if word in other]
            alike = [at for at, other in enumerate(self.names) if word not in other and _has_like(other, word)]
            self.homes[word] = exactly + alike
        homes = self.homes[word]
        if len(homes) < threshold("copied-home-share") * len(self.names):
            return False
        return not any(_left_over(piece, self.names[homes[0]]) for piece in self.shared[name])


def _has_like(name: str, word: str) -> bool:
    """Whether a name holds a synonym of a word."""
    return any(word in group and any(like in name for like in group) for group in _synonyms())


def _shared_pieces(text: str, name: str) -> Iterator[str]:
    """The longest substrings, of two characters or more, that a text and a name have in common."""
    start = 0
    reached = 0
    while start < len(name) - 1:
        stop = max(start, reached)
        while stop < len(name) and name[start : stop + 1] in text:
            stop += 1
        if stop > reached and stop - start >= 2:
            yield name[start:stop]
            reached = stop
        start += 1


def _left_over(piece: str, name: str) -> list[str]:
    """The words of a piece that say what it is about, without those that a name has too, in these or like words."""
    rest = _without_known(piece, name)
    for other in sorted(_shared_pieces(rest, name), key=len, reverse=True):
        rest = rest.replace(other, " ")
    return [word for word in _WORD.findall(rest) if word not in listed("says-no-subject")]


def _without_known(piece: str, name: str) -> str:
    """The piece without words of no subject and without synonyms of what the name says."""
    for group in _synonyms():
        if any(word in name for word in group):
            piece = _any_of(group).sub(" ", piece)
    return _any_of(listed("says-no-subject")).sub(" ", piece)


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(either(words))


@cache
def _synonyms() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group.split()) for group in listed("like-words"))
