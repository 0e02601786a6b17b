"""Two numbers that differ by two digits next to each other in another order, as happens in typing: 1200 and 1020."""

from mingzhang.text.numerals import plain_number


def is_transposed(one: float, other: float) -> bool:
    """Whether the digits of two numbers are the same but for two neighbours that changed places."""
    first, second = plain_number(one), plain_number(other)
    if len(first) != len(second) or first == second or first.find(".") != second.find("."):
        return False
    first, second = first.replace(".", ""), second.replace(".", "")
    places = [at for at in range(len(first)) if first[at] != second[at]]
    if len(places) != 2 or places[1] != places[0] + 1:
        return False
    at = places[0]
    return first[at : at + 2] == second[at : at + 2][::-1]
