"""What cannot be read surely is not read: inputs that once gave a wrong value, or a claim that nobody printed."""

import pytest

from mingzhang.parse.indicator import read_indicator
from mingzhang.parse.outline import read_outline
from mingzhang.parse.target import SeveralTargets, read_target_cell
from mingzhang.text.named_times import year_of
from mingzhang.text.numbers import money_unit_in_brackets, money_unit_stated

AGAINST_MISREADING = [
    # ranges, ratios, times, broken and listed numbers: never the last number alone
    "成本10至20万元",
    "成本10到20万元",
    "成本10-20万元",
    "成本10、20万元",
    "数量1 000 000元",
    "数量1、000元",
    "比例：1:3",
    "师生比1:15",
    "时间 8:30",
    "完成时间：2023年12月31日18:00",
    "数量0. 5元",
    "比例1·5元",
    "数量1/2批",
    "购置电脑5台、打印机2台",
    "人数5人，次数2次",
    "1.人数5人 3.次数2次",
    "第 5 期",
    "时间2023/1/1-2023/12/31",
    # more or less than sure
    "人数约100人",
    "人数近100人",
    "人数不到100人",
    "人数不足100人",
    "人数逾100人",
    "人数超100人",
    "偏差率±5%",
    "成本不超5万元",
    "成本最高5万元",
    "成本上限5万元",
    "人数100余人",
    "人数100多人",
    "成本3万余元",
    # negations that are not known
    "合格率绝非低于90%",
    "指标值不等于0",
    # written out
    "比例：九成",
    "数量：½个",
    "数量：几人",
    # a target may be there, in words
    "合格率高于上年",
    "完成时间年底前",
    "按时完成",
    "零事故",
    # printed in another way
    "人数&ge;5人",
    "90%≤满意度",
]


@pytest.mark.parametrize(
    ("text", "name"), [("清淤方量约3立方米", "清淤方量约"), ("资金节约3万元", "资金节约"), ("人数近100人", "人数近")]
)
def test_a_doubtful_name_is_cut_where_the_number_begins(text: str, name: str) -> None:
    reading = read_indicator(text)
    assert (reading.name, reading.target.value, reading.target.doubt) == (name, None, "target-approximate")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("次数：3-5次", "target-is-a-range"),
        ("满意度：80%~90%", "target-is-a-range"),
        ("成本：10万元至20万元", "target-is-a-range"),
        ("误差率：±3%以内", "target-both-ways"),
        ("报告次数：各 1 次", "target-for-each"),
        ("会议：每月1次", "target-for-each"),
        ("比例：≥ ⅔", "target-is-a-fraction"),
        ("比例：2/3", "target-is-a-fraction"),
        ("比例：三分之二", "target-is-a-fraction"),
        ("师生比：1:15", "target-is-a-ratio"),
        ("人数：约100人", "target-approximate"),
        ("人数：100人左右", "target-approximate"),
        ("返本比例：第一年返本20%,分红8%", "several-numbers"),
        ("覆盖率：100%（1.0）", "several-numbers"),
        ("成本10至20万元", "several-numbers"),
        ("时间：2023年1-12月", "date-is-a-period"),
        ("时间：2023/1/1-2023/12/31", "date-is-a-period"),
        ("时间：12月31日前", "date-without-year"),
        ("90%≤满意度", "target-before-name"),
        ("合格率绝非低于90%", "negation-unknown"),
        ("按时完成", "target-not-told"),
        ("合格率高于上年", "target-not-told"),
        ("举办第3届", "target-unclear"),
        ("比例：九成", "target-not-understood"),
    ],
)
def test_the_reason_says_what_was_seen(text: str, reason: str) -> None:
    target = read_indicator(text).target
    assert (target.value, target.due_date, target.doubt) == (None, None, reason)


@pytest.mark.parametrize("text", ["各县区覆盖率达到 ≥90%", "±3%以内", "各 1 次", "80%~90%", "每年12月底前"])
def test_a_target_cell_that_is_not_read_is_kept_whole(text: str) -> None:
    comparator, target, _ = read_target_cell(text)
    assert (comparator, target.value_text, target.value) == (None, text, None)


def test_words_before_a_sign_are_named() -> None:
    assert read_target_cell("各县区覆盖率达到 ≥90%")[1].doubt == "words-before-sign"


def test_two_signs_in_a_target_are_refused() -> None:
    with pytest.raises(SeveralTargets):
        read_target_cell("≥3次≤5次")


@pytest.mark.parametrize("text", AGAINST_MISREADING)
def test_no_value_is_read_where_it_is_not_sure(text: str) -> None:
    try:
        reading = read_indicator(text)
    except SeveralTargets:
        return
    assert reading.target.value is None, reading
    assert reading.target.due_date is None
    assert reading.target.kind is None, reading
    assert reading.target.doubt


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("人数：不能超过100人", "≤"),
        ("人数不得超过100人", "≤"),
        ("成本不应高于100元", "≤"),
        ("成本未超过100元", "≤"),
        ("合格率不能低于90%", "≥"),
        ("合格率不可少于90%", "≥"),
        ("人数不得少于100人", "≥"),
        ("人数超过100人", ">"),
        ("合格率低于90%", "<"),
        ("人数大于等于100人", "≥"),
    ],
)
def test_a_negation_turns_the_sign_round(text: str, comparator: str) -> None:
    assert read_indicator(text).comparator == comparator


@pytest.mark.parametrize("text", ["工作及时率", "培训人数", "完成时限", "（正厅）人均成本", "满意度："])
def test_a_target_is_missing_only_from_a_name_that_can_stand_alone(text: str) -> None:
    assert read_indicator(text).target.kind == "missing"


@pytest.mark.parametrize("text", ["覆盖率：/", "覆盖率：—"])
def test_a_mark_for_nothing_is_no_target(text: str) -> None:
    target = read_indicator(text).target
    assert (target.kind, target.value_text) == ("missing", None)


@pytest.mark.parametrize("text", ["满意度：292%", "满意度290%", "完成率：2100%"])
def test_a_sign_that_recognition_took_for_a_2_is_doubted_and_kept_as_printed(text: str) -> None:
    target = read_indicator(text).target
    assert target.doubt == "sign-read-as-2"
    assert target.value_text
    assert target.value_text.startswith("2")


@pytest.mark.parametrize("text", ["增长率≥292%", "增长率：250人", "增长率：29%", "增长率：230%"])
def test_other_numbers_that_begin_with_2_are_not_doubted(text: str) -> None:
    assert read_indicator(text).target.doubt is None


@pytest.mark.parametrize(
    "text",
    [
        "编制单位：元谋县财政局",
        "单位：元江县",
        "填报单位:元氏县",
        "单位：万元乡",
        "注：补助标准（元）另行公布",
        "单位：元 单位：万元",
    ],
)
def test_a_name_or_a_note_is_no_unit_of_money(text: str) -> None:
    assert money_unit_stated(text) is None


def test_a_stated_unit_of_money_is_found_beside_a_name() -> None:
    assert money_unit_stated("编制单位：元谋县财政局    金额单位：万元") == 10_000
    assert money_unit_stated("单位:人民币元") == 1
    assert money_unit_in_brackets("金额（单位：万元）") == 10_000


@pytest.mark.parametrize(
    "title", ["2021—2025年规划绩效目标表", "2022-2023年绩效目标表", "2022年、2023年绩效目标表", "绩效目标表"]
)
def test_a_title_with_two_years_names_none(title: str) -> None:
    assert year_of(title) is None


def test_items_that_are_names_of_levels_are_headings() -> None:
    text = "1、产出指标\n（1）数量指标\n①培训人数≥3人\n②培训次数≥1次\n2、满意度指标：90%"
    outline = read_outline(text)
    assert [(one.level1, one.level2) for one in outline.headings] == [
        ("产出指标", None),
        ("产出指标", "数量指标"),
        ("满意度指标", None),
    ]
    assert [text[item.start : item.end] for item in outline.items] == ["培训人数≥3人", "培训次数≥1次", "90%"]


def test_items_behind_stops_are_told_apart_when_they_count_on() -> None:
    text = "（一）数量指标 1.人数5人；2.次数2次；3.场次3场"
    assert [text[item.start : item.end] for item in read_outline(text).items] == ["人数5人；", "次数2次；", "场次3场"]


@pytest.mark.parametrize("word", ["无", "/", "—", "不适用", "暂无"])
def test_a_heading_that_says_there_is_none_has_no_indicator(word: str) -> None:
    outline = read_outline(f"二、效益指标 （一）经济效益指标：{word} （二）社会效益指标：显著提升")
    assert len(outline.headings) == 3
    assert len(outline.items) == 1


@pytest.mark.parametrize("text", ["2023.12", "20231231", "２０２３．０６"])
def test_a_target_that_may_be_a_date_or_a_number_is_neither(text: str) -> None:
    comparator, target, _ = read_target_cell(text)
    assert (comparator, target.kind, target.value, target.due_date) == (None, None, None, None)
    assert (target.value_text, target.doubt) == (text, "date-or-number")


@pytest.mark.parametrize(
    ("text", "is_number", "value"),
    [
        ("≥2023.12", False, "2023.12"),
        ("2023.12万元", False, "2023.12"),
        ("2023.12", True, "2023.12"),
        ("12023.12", False, "12023.12"),
    ],
)
def test_a_sign_or_a_unit_says_that_it_is_a_number(text: str, is_number: bool, value: str) -> None:
    target = read_target_cell(text, is_number)[1]
    assert (target.kind, str(target.value)) == ("quantitative", value)


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [("90%（含）以上", "≥", "90"), ("90%以上(含)", "≥", "90"), ("5天（含）以内", "≤", "5")],
)
def test_a_bound_that_says_it_is_included_is_read(text: str, comparator: str, value: str) -> None:
    sign, target, _ = read_target_cell(text)
    assert (sign, str(target.value)) == (comparator, value)
