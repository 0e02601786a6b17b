"""Colours that a person cannot tell apart."""

_LEAST_DIFFERENCE = 8  # of 255, in each of red, green and blue: #FAFAFA on white is white


def look_alike(one: str | None, other: str | None) -> bool:
    """Whether two colours of six hexadecimal digits, with or without a #, look the same; not when one is not known."""
    if one is None or other is None:
        return False
    if one == other:
        return True
    try:
        parts = [bytes.fromhex(colour.removeprefix("#")) for colour in (one, other)]
    except ValueError:
        return False
    return len(parts[0]) == len(parts[1]) == 3 and all(
        abs(first - second) <= _LEAST_DIFFERENCE for first, second in zip(*parts, strict=True)
    )
