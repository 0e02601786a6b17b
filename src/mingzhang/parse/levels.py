"""The printed names of the indicator framework's levels, to the official ones."""

import re
from functools import cache

from mingzhang import vocabulary
from mingzhang.text.pieces import squeeze

LEVEL1, LEVEL2 = "level1", "level2"
# (50分), (50), (40-50)分
_POINTS = r"[(（]\s*\d+(?:\.\d+)?(?:\s*[-—~～]\s*\d+(?:\.\d+)?)?\s*分?\s*[)）](?:\s*分)?"


@cache
def _names(level: str) -> dict[str, str]:
    return vocabulary.variants("levels", level)


@cache
def name_pattern(level: str) -> str:
    """A pattern for any known name of a level, with white space and points (50分) where documents print them."""
    names = sorted(_names(level), key=lambda name: (-len(name), name))
    alternatives = "|".join(r"\s*".join(map(re.escape, name)) for name in names)
    return rf"(?:{alternatives})(?:\s*{_POINTS})?"


def official_name(level: str, printed: str) -> str | None:
    """The official name of a level-1 or level-2 heading as printed; None when the vocabulary lacks it."""
    return _names(level).get(re.sub(_POINTS, "", squeeze(printed)))
