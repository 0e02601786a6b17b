"""Signs and words that say how a value is to be compared: ≥ and ≧, 不低于 and 以内. All of them are in comparators.yml."""

from mingzhang import vocabulary
from mingzhang.text.pieces import either


@vocabulary.derived
def comparing_words() -> dict[str, str | None]:
    """Each word that compares in front of a number -> its sign; None for one that says nothing alone (控制在)."""
    content = vocabulary.load("comparators")
    words = {word: sign for sign, own in content["words"].items() for word in own}
    negated = {
        negation + word: content["turned"][words[word]]
        for negation in content["negations"]
        for word in words
        if words[word] in content["turned"]
    }
    return {**words, **negated, **dict.fromkeys(content["incomplete"])}


@vocabulary.derived
def sign_pattern() -> str:
    """A pattern for any printed sign."""
    return either(vocabulary.variants("comparators", "signs"))


@vocabulary.derived
def word_pattern() -> str:
    """A pattern for any word that compares in front of a number."""
    return either(comparing_words())


@vocabulary.derived
def after_pattern() -> str:
    """A pattern for any word that compares behind a number: 以上, 以内."""
    return either(vocabulary.variants("comparators", "after").keys() - vocabulary.load("comparators")["after"])


@vocabulary.derived
def within_pattern() -> str:
    """A pattern for any word that compares behind a span of time: 内."""
    return either(vocabulary.variants("comparators", "within").keys() - vocabulary.load("comparators")["within"])


@vocabulary.derived
def bracket_pattern() -> str:
    """A pattern for any bracket that documents print for a sign: 》90%."""
    return either(vocabulary.variants("comparators", "brackets").keys() - vocabulary.load("comparators")["brackets"])


@vocabulary.derived
def vague_words() -> tuple[str, ...]:
    """Words and signs in front of a number that make it less than sure."""
    return tuple(vocabulary.load("comparators")["vague"])


def comparator_of(printed: str) -> str | None:
    """The sign in the tables for a printed sign or word; None for a word that says nothing alone (控制在)."""
    if printed in comparing_words():
        return comparing_words()[printed]
    found = (vocabulary.variants("comparators", key).get(printed) for key in ("signs", "after", "within", "brackets"))
    return next(filter(None, found), None)
