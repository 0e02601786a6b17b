"""The functions that checks of texts call: what is repeated, copied, left of the blank form, and what a year is there for."""

import json

import pytest

from mingzhang.checks.words.copies import foreign_words
from mingzhang.checks.words.texts import fingerprint, holds, near_keys, prompt, repetition, sentences
from mingzhang.checks.words.times import deadline, names_a_time, plan_end, years_named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("开斋节、两节慰问慰问干部人数", "慰问慰问"),
        ("跟踪掌握村干部干部健康状况", "干部干部"),
        ("实施方案实施方案", "实施方案实施方案"),
        ("工作及及时率", "及及"),
        ("目标的的实现", "的的"),
        ("以及及时率", None),
        ("涉及及时性", None),
        ("为达到目的的活动", None),
        ("项目目标", None),
        ("中国国家", None),
        ("常常、等等、一一", None),
        ("高高兴兴", None),
        ("研究研究", None),
        ("年年年年", None),
        ("二十二十", None),
        ("慰问、慰问", None),
        ("2023年2023年", None),
        ("提升服务服务对象的水平", None),
    ],
)
def test_a_slip_of_the_keyboard_is_told_from_ordinary_doubling(text: str, found: str | None) -> None:
    assert repetition(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("说明完成情况(100字以内)", "(100字以内)"),
        ("说明完成情况（100 字以内）", "（100 字以内）"),
        ("年度目标不超过200字", "不超过200字"),
        ("购置XX设备", "XX"),
        ("购置××台", "××"),
        ("购置**数量", "**"),
        ("请填写年度目标", "请填写"),
        ("（此处填写）", "此处填写"),
        ("如：开展培训", "如："),
        ("指标1：", "指标1："),
        ("……", "……"),
        ("活动（如：讲座、展览）", None),
        ("撰写不超过3000字的报告", None),
        ("撰写简报，每期500字以内，共3期", None),
        ("开展培训、宣传……等", None),
        ("3×5米的展板", None),
        ("MAXXI", None),
        ("二○○八年", None),
        ("提请说明情况", None),
        ("完成申请填写", None),
        ("指标1：人数", None),
    ],
)
def test_what_the_blank_form_left_is_told_from_text(text: str, found: str | None) -> None:
    assert prompt(text) == found


def test_sentences_end_at_stops_and_short_ones_are_none() -> None:
    found = json.loads(sentences("建立长效机制，保障项目运行；提高质量。\n建立长效机制,保障项目运行!"))
    assert found == [{"text": "建立长效机制,保障项目运行", "key": "建立长效机制保障项目运行"}]
    assert len(fingerprint(found[0]["key"])) == 16


def test_words_of_a_list_are_found_in_any_width() -> None:
    assert holds("体检 覆盖率", "shares") == 1
    assert holds("人数", "shares") == 0


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2022年底前完成培训3次", "plain"),
        ("在2022年12月31日以前完成", "plain"),
        ("2022年1月至2022年12月开展5次", "plain"),
        ("2022/12/31前完成", "plain"),
        ("二〇二二年完成", "plain"),
        ("2022年开展县级培训", "plain"),
        ("落实2021—2022年规划", "plan"),
        ("2021年1月至2022年12月", "plan"),
        ("支付2022年结转资金", "past"),
        ("低于2022年实际值", "past"),
        ("截至2022年底", "past"),
        ("自2022年起实施", "past"),
        ("较2022年提高", "past"),
        ("完成2022年度考核", "past"),
        ("依据《条例》（2022年修订）", "past"),
        ("2022年，全县已建成3座", "past"),
        ("按《某县2022年实施方案》执行", "title"),
    ],
)
def test_what_a_year_is_there_for(text: str, meant: str) -> None:
    found = json.loads(years_named(text))
    assert [(one["year"], one["meant"]) for one in found if one["year"] == 2022] == [(2022, meant)]


def test_numbers_that_are_no_years() -> None:
    assert json.loads(years_named("财预〔2021〕101号；2022人；型号2022-A；满30年")) == []


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2021—2025年", "2025"),
        ("2021年1月至2025年12月", "2025"),
        ("“十四五”规划", "2025"),
        ("三年行动", "9999"),
        ("3年", "9999"),
        ("延续性项目", "9999"),
        ("1年", None),
        ("第三年计划", None),
        ("2023年1月至2023年12月", None),
    ],
)
def test_plans_of_several_years(text: str, end: str | None) -> None:
    assert plan_end(text) == end


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023年12月底前", "2023-12"),
        ("2022年底", "2022"),
        ("2023年1-12月", "2023-12"),
        ("2023年第三季度", "2023-Q3"),
        ("2022年10月至2023年9月", "2023-09"),
        ("2022年12月31日前完成", "2022-12-31"),
        ("较2022年提前", None),
        ("全年", None),
    ],
)
def test_deadlines_in_words(text: str, date: str | None) -> None:
    assert deadline(text) == date


@pytest.mark.parametrize(
    "text", ["2023年内", "年底前", "全年", "长期", "每月10日前", "12月31日前", "90天", "5个工作日", "第三季度"]
)
def test_words_that_say_by_when(text: str) -> None:
    assert names_a_time(text)


@pytest.mark.parametrize("text", ["100%", "及时", "按时完成", "规范"])
def test_words_that_do_not_say_by_when(text: str) -> None:
    assert not names_a_time(text)


def foreign(text: str, *names: str) -> list[list[str]]:
    return [[one["word"] for one in words] for words in json.loads(foreign_words(text, json.dumps(names)))]


def test_a_word_of_another_name_makes_a_text_foreign() -> None:
    assert foreign("慰问政策知晓率90%", "两节慰问经费", "村干部体检经费") == [[], ["慰问"]]
    assert json.loads(foreign_words("慰问政策知晓率", '["体检经费", "两节慰问经费"]'))[0] == [
        {"word": "慰问", "home": 1}
    ]


def test_words_that_a_name_has_in_other_places_or_other_words_are_not_foreign() -> None:
    assert foreign("干部培训人数", "干部培训经费", "干部教育培训") == [[], []]
    assert foreign("补助次数", "生活补助", "书记工作补贴") == [[], []]
    assert foreign("退休干部档案管理", "退休干部管理费", "老干部服务所工作经费") == [[], []]
    assert foreign("工作完成率", "某工作经费", "慰问金") == [[], []]
    assert foreign("2023年工作", "2023年会议费", "差旅费") == [[], []]


def test_a_text_with_words_of_both_names_belongs_to_both() -> None:
    assert foreign("组织慰问和体检", "慰问经费", "体检经费") == [[], []]


def test_a_text_that_few_of_its_projects_name_is_everybodys() -> None:
    assert foreign("培训合格率", "培训经费", *["会议费", "差旅费", "网络维护", "物业费"]) == [[]] * 5


def test_the_keys_of_a_long_name_are_no_more_than_the_name() -> None:
    """They grew with its square: a name of 56,000 characters, in a document that anybody may send in, took more than 6 GB."""
    name = "为切实做好有关工作需要安排经费" * 4000
    assert len(near_keys(name)) < 3 * len(name)
    assert near_keys(name) == near_keys(name.replace("经费", "资金"))
