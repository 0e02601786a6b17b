"""The sentences of checks: texts by language, with the details of a row filled in."""

import re
from string import Formatter
from typing import Any

from mingzhang.dictionary.languages import LANGUAGES, Texts, in_language
from mingzhang.text.money import wan_yuan, yuan, yuan_or_wan_yuan
from mingzhang.text.numerals import plain_number


def worded(texts: Texts, details: dict[str, Any], language: str) -> str:
    """A text in a language with details of a row filled in. A detail may itself be a map of texts by language.

    Raises KeyError when the row lacks one.
    """
    return _Sentences(language).vformat(in_language(texts, language), (), details)


def literal_length(template: str, sentence: str) -> int:
    """How many characters a template has outside its words in braces, where a sentence begins with them in order; else -1."""
    pieces = [literal for literal, *_ in Formatter().parse(template) if literal]
    pattern = ".*?".join(map(re.escape, pieces))
    return sum(map(len, pieces)) if re.match(pattern, sentence, re.DOTALL) else -1


class _Sentences(Formatter):
    """str.format with the formats that sentences about money need.

    wan: fen as 30.33 万元; money: the same, below 1 万元 as 800 元; yuan: fen as 303,300 yuan; list: an array with the
    comma of the language between its entries; number: without needless zeros; row|rows: the first word for one (or an array
    with one entry), the second for any other number.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        """One value as a format asks."""
        match format_spec:
            case "wan":
                return wan_yuan(value)
            case "money":
                return yuan_or_wan_yuan(value)
            case "yuan":
                return yuan(value)
            case "list":
                return LANGUAGES[self.language].comma.join(map(str, value))
            case "number":
                return plain_number(value)
        if "|" in format_spec:
            of_one, of_others = format_spec.split("|")
            return of_one if (len(value) if isinstance(value, list) else value) == 1 else of_others
        shown = in_language(value, self.language) if isinstance(value, dict) else value
        if isinstance(shown, str) and self.language.startswith("zh"):
            shown = shown.replace("“", "‘").replace("”", "’")  # sentences put what is printed between “ and ”
        return str(super().format_field(shown, format_spec))
