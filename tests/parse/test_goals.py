import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.parse.goals import NotGoals, read_goals
from mingzhang.text.pieces import gaps


def told(text: str) -> list[tuple[str | None, str | None]]:
    return [(goal.label, goal.text) for goal in read_goals(text)[0]]


def test_paragraphs_and_one_line_give_the_same() -> None:
    expected = [("目标一", "补助选调生25人；"), ("目标二", "补助标准为每人每年8000元；")]
    assert told("<p>目标一：补助选调生25人；</p> <p>目标二：补助标准为每人每年8000元；</p>") == expected
    assert told("目标一：补助选调生25人； 目标二：补助标准为每人每年8000元；") == expected
    assert told("目标一:补助选调生25人；\n目标二:补助标准为每人每年8000元；") == expected


def test_a_label_inside_a_sentence_is_no_label() -> None:
    assert told("目标一：为实现目标二：不变") == [("目标一", "为实现目标二：不变")]


def test_a_goal_may_go_on_in_a_second_paragraph() -> None:
    assert told("<p>目标一：甲；</p><p>乙。</p><p>目标2：丙</p>") == [("目标一", "甲；\n乙。"), ("目标2", "丙")]


def test_text_without_labels_is_goals_without_labels() -> None:
    assert told("保障机关运转。") == [(None, "保障机关运转。")]
    assert told("总述。\n目标一：甲") == [(None, "总述。"), ("目标一", "甲")]


def test_paragraphs_that_are_numbered_on_are_goals_without_their_numbers() -> None:
    goals, _ = read_goals("1.清理疫木，遏制疫情扩散。\n2.开展春秋两次普查。")
    assert [goal.text for goal in goals] == ["清理疫木，遏制疫情扩散。", "开展春秋两次普查。"]
    goals, _ = read_goals("1.清理疫木，遏制疫情扩散。\n3.开展春秋两次普查。")
    assert [goal.text for goal in goals] == ["1.清理疫木，遏制疫情扩散。", "3.开展春秋两次普查。"]


def test_a_label_with_nothing_behind_it_is_a_goal_without_text() -> None:
    assert told("目标一：甲 目标二：") == [("目标一", "甲"), ("目标二", None)]


def test_the_text_of_an_indicator_cell_is_not_taken_for_goals() -> None:
    with pytest.raises(NotGoals):
        read_goals("一、产出指标 (一)数量指标 1. 培训人数3人")


@given(
    st.lists(
        st.sampled_from(["目标一", "目标二", "目标3", "：", ":", " ", "；", "<p>", "</p>", "\n", "甲乙", "≥3人"])
    ).map("".join)
)
def test_nothing_printed_is_left_out(text: str) -> None:
    goals, markup = read_goals(text)
    leaves = [piece for goal in goals for piece in goal.pieces] + markup
    assert all(text[start:end].isspace() for start, end in gaps(leaves, 0, len(text)))
