"""Two numbers that differ may be one that was written wrongly when they are near or look like a slip."""

import pytest

from mingzhang.checks.sizes import distance, is_near_as_sum, is_slip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (460, 510),
        (1200, 1020),
        (4, 6),  # of small counts the ratio says nothing
        (64, 46),  # two digits exchanged
        (144, 114),  # one of three digits changed
        (60000, 600000),  # the point moved
    ],
)
def test_numbers_that_may_be_one_are_near(first: float, second: float) -> None:
    assert (distance(first, second), distance(second, first)) == ("near", "near")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [(590, 380, "far"), (400, 300, "apart"), (12, 17, "apart"), (18, 45, "far"), (2, 156, "far")],
)
def test_numbers_of_two_things_are_further_apart(first: float, second: float, expected: str) -> None:
    assert (distance(first, second), distance(second, first)) == (expected, expected)


def test_a_number_without_digits_is_no_slip_of_another() -> None:
    assert not is_slip(0, 12)
    assert not is_slip(12, 12)


@pytest.mark.parametrize(
    ("first", "second", "near"), [(37.5, 30, 1), (6.84, 8.64, 1), (270, 126, 0), (103500, 6500, 0), (12, 0, 0)]
)
def test_sums_are_near_up_to_a_half_or_as_slips(first: float, second: float, near: int) -> None:
    assert is_near_as_sum(first, second) == near
