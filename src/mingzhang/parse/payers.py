"""Who pays: the level or source that words in front of money name (县级配套, 中央财政)."""

import re
from typing import Any

from mingzhang import vocabulary
from mingzhang.text.pieces import either, half_width


@vocabulary.derived
def _words() -> dict[str, Any]:
    content = vocabulary.load("quantities")
    assert isinstance(content, dict)
    return content


def payer_in(words: str) -> str | None:
    """The level or source that words say pays; None when they name none. 县级 alone may say where a thing is as well."""
    return next((payer for payer, pattern in _payers().items() if pattern.search(words)), None)


def payer_of_label(label: str) -> str:
    """The level that a label of money names (县级资金: 县), '' where it names none."""
    return payer_in(half_width(label)) or ""


@vocabulary.derived
def _payers() -> dict[str, re.Pattern[str]]:
    """Payer -> its names, where words of paying or the number itself follow; 县级 alone may say where a thing is as well."""
    paying, bears = either(_words()["paying"]), either(_words()["bears"])
    return {
        payer: re.compile(
            rf"(?:{either(names)})(?:(?:和|与|及|、|两级|三级|{either(names)})*(?=$|{paying})|[^,;。\d]{{0,8}}(?:{bears})$)"
        )
        for payer, names in _words()["payers"].items()
    }
