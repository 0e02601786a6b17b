"""How a page of the site is cited, after GB/T 7714, with the day on which its reader sees it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from markupsafe import Markup

from mingzhang.citing import gbt_7714
from mingzhang.dictionary.metadata_file import load_dictionary

# The readers' day is that of China, where there is one time.
_CHINA = timedelta(hours=8)


def today() -> str:
    """The day in China, as GB/T 7714 writes it."""
    return (datetime.now(UTC) + _CHINA).date().isoformat()


def cited(title: Any, address: str, author: str | None = None, updated_on: str | None = None) -> str:
    """The reference to a page: its author is the unit whose document it shows, else this site.

    `title` may be the text of a block of a template, which is HTML.
    """
    plain = " ".join(Markup(title).striptags().split())
    site = str(load_dictionary().about["about"])
    return gbt_7714(author or site, plain, address, released_on=updated_on or "", accessed_on=today())
