"""Figures in Chinese sentences stand close to the words beside them: 共26条, 382.94万元."""

import re

_CHINESE = "\u3400-\u9fff"
_GAPS = re.compile(rf"(?<=[{_CHINESE}，。；：、）》”]) +(?=[-−≥≤<>=]?\d)|(?<=[\d%]) +(?=[{_CHINESE}（《“])")
# What is printed in a document stands in these marks, and stays as it is.
_QUOTED = re.compile(r"(“[^”]*”)")


def close_set(text: str) -> str:
    """A sentence of ours without blanks between figures and Chinese; what it quotes stays as it is printed."""
    pieces = _QUOTED.split(_GAPS_AT_QUOTES.sub("", text))
    return "".join(piece if piece.startswith("“") else _GAPS.sub("", piece) for piece in pieces)


_GAPS_AT_QUOTES = re.compile(r"(?<=”) +(?=\d)|(?<=\d) +(?=“)")
