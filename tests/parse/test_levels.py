"""The printed names of levels, by their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang import vocabulary
from mingzhang.parse.levels import LEVEL1, LEVEL2, official_name


@pytest.mark.parametrize(
    ("printed", "level1", "level2"),
    [
        ("产出指标", "产出指标", None),
        ("产 出\n指 标", "产出指标", None),
        ("项目产出（30分）", "产出指标", None),
        ("项目产出", "产出指标", None),
        ("产出指标50分", "产出指标", None),
        ("产出指标（权重50%）", "产出指标", None),
        ("产出指标（40-50分）", "产出指标", None),
        ("预期产出指标", "产出指标", None),
        ("年度产出指标：", "产出指标", None),
        ("项目效益（35分）", "效益指标", None),
        ("效果指标", "效益指标", None),
        ("满意度\n指标（10分）", "满意度指标", None),
        ("成本指标", "成本指标", "成本指标"),
        ("成本控制", "成本指标", "成本指标"),
        ("数量指标（或建筑规模指标）", None, "数量指标"),
        ("时效指标（工期指标）", None, "时效指标"),
        ("时效指标（工期指标、形象进度指标）", None, "时效指标"),
        ("质量指标（5分）", None, "质量指标"),
        ("产出数量指标", None, "数量指标"),
        ("环境效益", None, "生态效益指标"),
        ("可持续影响指标【10分】", None, "可持续影响指标"),
        ("社会公众满意度", None, "服务对象满意度指标"),
        ("服务对象满意度指标", None, "服务对象满意度指标"),
        # refused: a word that nobody knows, two names in one, names of indicators
        ("产出指标（不含成本）", None, None),
        ("成本指标（社会成本指标）", None, None),
        ("社会、经济、生态效益指标", None, None),
        ("项目成本", None, None),
        ("成本控制情况", None, None),
        ("群众满意度", None, None),
        ("数量", None, "数量指标"),
        ("50分", None, None),
        ("", None, None),
    ],
)
def test_a_name_is_read_by_its_parts_or_not_at_all(printed: str, level1: str | None, level2: str | None) -> None:
    assert (official_name(LEVEL1, printed), official_name(LEVEL2, printed)) == (level1, level2)


@given(
    st.sampled_from([*vocabulary.load("levels")["level1"], *vocabulary.load("levels")["level2"]]),
    st.text("水电路灯培训慰问甲乙率数", min_size=1, max_size=3),
    st.booleans(),
)
def test_a_word_that_is_not_known_is_not_read_over(name: str, word: str, is_in_front: bool) -> None:
    printed = word + name if is_in_front else name + word
    assert official_name(LEVEL1, printed) is official_name(LEVEL2, printed) is None
