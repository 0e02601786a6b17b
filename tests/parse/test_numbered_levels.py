"""Numbers and codes in front of the name of a level are none of it."""

import pytest

from mingzhang.parse.levels import LEVEL1, LEVEL2, official_name


@pytest.mark.parametrize(
    "printed",
    [
        "一、产出指标",
        "（一）产出指标",
        "1.产出指标",
        "1 产出指标",
        "01产出指标",
        "1-产出指标",
        "A产出指标",
        "①产出指标",
        "一、产出指标50分",
        "1.产出指标（50分）",
    ],
)
def test_a_number_in_front_leaves_the_name_of_level_1(printed: str) -> None:
    assert official_name(LEVEL1, printed) == "产出指标"


@pytest.mark.parametrize(
    "printed", ["11-数量指标", "1.1 数量指标", "(1)数量指标", "0101数量指标", "A1数量指标（20分）"]
)
def test_a_number_in_front_leaves_the_name_of_level_2(printed: str) -> None:
    assert official_name(LEVEL2, printed) == "数量指标"


@pytest.mark.parametrize("printed", ["12345热线指标", "3A级指标", "1.数量", "第一产出指标"])
def test_other_words_with_a_number_are_no_level(printed: str) -> None:
    assert official_name(LEVEL1, printed) is None
    assert official_name(LEVEL2, printed) is None
