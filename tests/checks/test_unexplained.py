"""An accusation whose reading is not complete is a question that says what is not explained; what is answered is none."""

from typing import Any

import pytest

from tests.checks.documents import of, outcomes
from tests.checks.test_wordings import Wording, told

# Amount, goals, indicators; the check, its class, and what its sentence says of what was not explained.
TEXTS = [
    (
        "40.00", "目前在册志愿者1200人，今年新招募志愿者400人，年末总数达到1600人。",
        "数 新招募志愿者400人|数 志愿者总数1600人",
        "goal-contradicts-indicator", "answered", "",
    ),
    (
        "85.00", "创建国家级示范社6家，每家奖励10万元；省级1家，每家25万元以内。", "数 示范社7家",
        "goal-contradicts-indicator", "answered", "",
    ),
    (
        "28.00", "日常养护农村公路100公里，每公里3400元，按审定价的8.5折结算。", "数 养护里程100公里",
        "unit-cost-times-count", "question", "8.5折",
    ),
    (
        "25.20", "采购饮水设备120台，双方协商单价1800元。", "数 采购饮水设备120台",
        "unit-cost-times-count", "question", "双方协商单价1800元",
    ),
    (
        "39.00", "供餐130人，餐费标准早3元、午8元、晚4元，财政补助每人每月250元。", "数 供餐130人",
        "unit-cost-times-count", "answered", "",
    ),
    ("28.00", "每公里补助3400元，养护农村公路100公里。", "数 养护里程100公里", "unit-cost-times-count", "arithmetic", ""),
    ("25.20", "采购饮水设备120台，单价1800元。", "数 采购饮水设备120台", "unit-cost-times-count", "arithmetic", ""),
    ("26.00", "开展调解60次，平均每次经费3600元。", "数 开展调解60次", "unit-cost-times-count", "arithmetic", ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[tuple[str, str, str]]]:
    wordings = [Wording("none", amount, "-", goals, indicators) for amount, goals, indicators, *_ in TEXTS]
    return told(tmp_path_factory.mktemp("texts"), wordings, [one.amount for one in wordings])


@pytest.mark.parametrize("number", range(1, len(TEXTS) + 1))
def test_what_is_not_explained_makes_a_question(number: int, found: dict[int, list[tuple[str, str, str]]]) -> None:
    *_, check, in_class, quote = TEXTS[number - 1]
    of_check = [(kind, text) for name, kind, text in found[number] if name == check]
    assert [kind for kind, _ in of_check] == ([in_class] if in_class != "answered" else []), found[number]
    if in_class == "answered":
        return
    assert quote in of_check[0][1]
    assert ("请先对照原文" in of_check[0][1]) == (in_class == "question")


def test_nothing_else_is_accused(found: dict[int, list[tuple[str, str, str]]]) -> None:
    questions = [number for number, text in enumerate(TEXTS, 1) if text[4] != "arithmetic"]
    assert [one for number in questions for one in found[number] if one[1] == "arithmetic"] == []


def test_what_is_answered_counts_as_not_applicable(built: Any) -> None:
    goal = "目标一：社区矫正对象430人，新接收150人，解除矫正130人，年末在册450人。"
    _, sql = built(a__txt=of((goal, "一、产出指标 （一）数量指标 1. 社区矫正对象450人")))
    counts = outcomes(sql, "goal-contradicts-indicator")
    assert counts["not_applicable", "other printed numbers answer it, so that nothing is asked"] == 1
    assert [n for (outcome, _), n in counts.items() if outcome == "failed"] == []
