"""The reader's language: which one a request asks for, and the site's own words in it.

Templates and code are written in Chinese; the catalogue locale/en/LC_MESSAGES/mingzhang.po says each sentence in English.
Data stays as published, in any language.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from markupsafe import Markup, escape

from mingzhang.dictionary.languages import DEFAULT, LANGUAGES

COOKIE = "mingzhang_lang"
# Browsers accept a few languages, each in the same words with every request; longer ones are not kept in memory.
_LONGEST_KEPT = 200


def language_of(request: Any) -> str:
    """A language of the site: by ?_lang=, else by the reader's cookie, else by what the browser accepts, else DEFAULT."""
    if request is None:
        return DEFAULT
    for asked in (request.args.get("_lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return str(asked)
    return _accepted(request.headers.get("accept-language", ""))


def _accepted(header: str) -> str:
    """The first of the languages that a browser accepts which the site has."""
    return _kept_accepted(header) if len(header) <= _LONGEST_KEPT else _first_accepted(header)


def _first_accepted(header: str) -> str:
    weighed = []
    for position, part in enumerate(header.split(",")[:20]):
        name, _, parameters = part.strip().partition(";")
        try:
            quality = float(parameters.partition("q=")[2] or 1)
        except ValueError:
            continue
        if quality > 0:
            weighed.append((-quality, position, name.replace("-", "_")))
    found = negotiate_locale([name for *_, name in sorted(weighed)], list(LANGUAGES))
    return str(found or DEFAULT)


_kept_accepted = lru_cache(256)(_first_accepted)


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of a language; Chinese is what the sentences are written in."""
    if language == DEFAULT:
        return NullTranslations()
    path = files("mingzhang.site") / "locale" / language / "LC_MESSAGES" / "mingzhang.po"
    if not path.is_file():  # a language that has only its texts in the data files yet
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


Say = Callable[..., Markup]


@cache
def say_in(language: str) -> Say:
    """The function `_` of templates: a sentence in the language, with named values filled in and escaped."""
    catalogue = translations(language)
    # A page says a hundred sentences that have no values, the same on each.
    plain: dict[str, Markup] = {}

    def say(message: str, **values: Any) -> Markup:
        """A sentence in the language, with its values escaped."""
        if values:
            return Markup(catalogue.gettext(message).format(**{name: str(escape(one)) for name, one in values.items()}))
        if message not in plain:
            plain[message] = Markup(catalogue.gettext(message).format())
        return plain[message]

    return say
