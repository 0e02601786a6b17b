import pytest

from mingzhang.text.page_lines import is_continuation_mark, is_page_number_alone


@pytest.mark.parametrize(
    "text", ["3", "- 3 -", "— 12 —", "第3页", "第 3 页 共 10 页", "3/10", "第三页", "第3页，共10页"]
)
def test_page_numbers(text: str) -> None:
    assert is_page_number_alone(text)


@pytest.mark.parametrize("text", ["2023年", "3个", "表3", "合计", "12.5", ""])
def test_other_lines(text: str) -> None:
    assert not is_page_number_alone(text)


def test_marks_that_a_table_goes_on() -> None:
    assert is_continuation_mark("（续表）")
    assert is_continuation_mark("续上表")
    assert not is_continuation_mark("续建项目绩效目标表")
