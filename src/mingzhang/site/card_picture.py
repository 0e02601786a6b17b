"""The card of a record as a picture, drawn in a worker when somebody shares its page: a corpus has more records than a build
has time to draw them (about 0.1 s each).
"""

import base64
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from mingzhang.charts.card import NoChineseFont, card_as_text
from mingzhang.site.sql.frames import FrameKind, encoded


@dataclass(frozen=True, slots=True)
class CardPicture:
    """A card, as SVG, to be drawn."""

    svg: str

    def run(self, connection: sqlite3.Connection) -> Iterator[tuple[FrameKind, bytes]]:  # noqa: ARG002 (a job has one)
        """One value: the PNG; None where there is nothing to draw with (the extra `charts`, a Chinese font)."""
        yield FrameKind.VALUE, encoded(card_as_png(self.svg))


def card_as_png(svg: str) -> bytes | None:
    """A card as PNG; None where there is nothing to draw it with."""
    try:
        return base64.b64decode(card_as_text(svg))
    except (ImportError, NoChineseFont):
        return None
