import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.parse.outline import read_outline
from mingzhang.parse.outline_markers import numbering_end
from mingzhang.text.pieces import gaps, half_width


def told(text: str) -> list[tuple[str | None, str | None, str]]:
    """level 1, level 2, text of each indicator"""
    return [
        (
            item.heading.level1 if item.heading else None,
            item.heading.level2 if item.heading else None,
            text[item.start : item.end],
        )
        for item in read_outline(text).items
    ]


PARAGRAPHS = (
    "<p>一、产出指标</p> <p>(一)数量指标</p> <p>1. 购置数量1批</p> <p>2.受益人数≥50人</p>"
    " <p>二、效益指标</p> <p>(一)经济效益指标：</p> <p>三、满意度指标：90%</p>"
)
ONE_LINE = (
    "一、产出指标 （一）数量指标 1. 购置数量1批 2.受益人数≥50人 二、效益指标 （一）经济效益指标： 三、满意度指标：90%"
)
EXPECTED = [
    ("产出指标", "数量指标", "购置数量1批"),
    ("产出指标", "数量指标", "受益人数≥50人"),
    ("满意度指标", None, "90%"),
]


def test_paragraphs_and_one_line_give_the_same() -> None:
    assert told(PARAGRAPHS) == EXPECTED
    assert told(ONE_LINE) == EXPECTED


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("指标1培训人数", "培训人数"),
        ("指标1：培训人数", "培训人数"),
        ("指标1：2023年培训人数", "2023年培训人数"),
        ("三级指标2 培训人数", "培训人数"),
        ("指标 12、培训人数", "培训人数"),
        ("1.培训人数", "培训人数"),
        ("1．培训人数", "培训人数"),
        ("1，培训人数", "培训人数"),
        ("（1）培训人数", "培训人数"),
        ("①培训人数", "培训人数"),
        ("12345热线办理率", "12345热线办理率"),
        ("120急救出车次数", "120急救出车次数"),
        ("2023年培训人数", "2023年培训人数"),
        ("1.5公里内覆盖率", "1.5公里内覆盖率"),
        ("1,200人培训率", "1,200人培训率"),
        ("指标1项", "指标1项"),
        ("指标1项目完成及时率", "项目完成及时率"),
        ("指标2023年完成率", "指标2023年完成率"),
        ("5公里道路", "5公里道路"),
    ],
)
def test_a_numbering_is_no_part_of_a_name_and_a_number_of_the_name_is(printed: str, name: str) -> None:
    assert printed[numbering_end(half_width(printed)) :] == name


def test_headings_may_have_a_comma_or_a_full_stop_behind_their_number() -> None:
    text = "一．产出指标\n（一）．数量指标\n1，购置数量1批\n2．受益人数≥50人\n二，满意度指标：90%"
    assert told(text) == EXPECTED


def test_lines_give_the_same() -> None:
    assert told("一、产出指标\n(一)数量指标：\n1、购置数量1批\n2、受益人数≥50人\n三、满意度指标：90%") == EXPECTED


def test_headings_that_stand_empty_are_headings_and_no_indicators() -> None:
    headings = [(heading.level1, heading.level2, heading.text) for heading in read_outline(PARAGRAPHS).headings]
    assert headings == [
        ("产出指标", None, "产出指标"),
        ("产出指标", "数量指标", "数量指标"),
        ("效益指标", None, "效益指标"),
        ("效益指标", "经济效益指标", "经济效益指标"),
        ("满意度指标", None, "满意度指标"),
    ]


def test_names_of_levels_may_have_spaces_points_and_variants() -> None:
    outline = read_outline(
        "一、产 出 指 标(50分)\n（一）数量\n1.人数3人\n二、效果指标\n(一)环境效益指标\n1.绿化面积3亩"
    )
    assert [(heading.level1, heading.level2, heading.text) for heading in outline.headings] == [
        ("产出指标", None, "产 出 指 标(50分)"),
        ("产出指标", "数量指标", "数量"),
        ("效益指标", None, "效果指标"),
        ("效益指标", "生态效益指标", "环境效益指标"),
    ]


def test_a_heading_outside_the_framework_is_kept_and_not_named() -> None:
    outline = read_outline("一、产出指标\n(一)政治指标：\n1.人数3人\n(二)成本控制情况\n1.成本3元")
    assert [(heading.level1, heading.level2, heading.text, heading.known) for heading in outline.headings[1:]] == [
        ("产出指标", None, "政治指标", False),
        ("产出指标", None, "成本控制情况", False),
    ]


@pytest.mark.parametrize(
    "name", ["2025年10月底前完工", "6月底前发放", "11月30日前验收", "24小时扑灭率≥95%", "12345热线接通率≥98%"]
)
def test_a_name_that_begins_with_a_date_hours_or_a_telephone_number_is_numbered(name: str) -> None:
    assert told(f"（一）数量指标\n1.培训3次\n2.{name}") == [
        (None, "数量指标", "培训3次"),
        (None, "数量指标", name),
    ]


def test_a_number_is_no_numbering() -> None:
    assert told("一、产出指标\n(一)数量指标\n1.网络1.5G 2 条") == [("产出指标", "数量指标", "网络1.5G 2 条")]
    assert told("(一)数量指标\n1.5G基站3座") == [(None, "数量指标", "1.5G基站3座")]


def test_numbers_within_a_line_begin_an_indicator_only_when_they_count_on() -> None:
    assert told("(一)数量指标 1. 甲3个 2. 乙4个 7. 丙5个") == [
        (None, "数量指标", "甲3个"),
        (None, "数量指标", "乙4个 7. 丙5个"),
    ]


def test_a_line_without_number_among_numbered_ones_belongs_to_nobody() -> None:
    text = "(一)数量指标\n1.服务退休干部\n人数≥197人\n2.慰问1次"
    outline = read_outline(text)
    assert [text[start:end] for start, end in outline.unread] == ["人数≥197人"]
    assert [text[item.start : item.end] for item in outline.items] == ["服务退休干部", "慰问1次"]


def test_lines_without_any_number_are_indicators() -> None:
    assert told("产出指标\n数量指标\n培训人数≥3人\n满意度指标：90%") == [
        ("产出指标", "数量指标", "培训人数≥3人"),
        ("满意度指标", None, "90%"),
    ]


MARKS = [
    "一、",
    "（一）",
    "(二)",
    "1.",
    "2、",
    "指标1：",
    "产出指标",
    "数量指标",
    "成本指标",
    "满意度指标",
    "：",
    "<p>",
    "</p>",
]
PIECES = st.lists(st.sampled_from([*MARKS, " ", "\n", "　", "培训人数", "≥", "3人", "100%", "（", ")"]), max_size=20)


@given(PIECES.map("".join) | st.text(max_size=30))
def test_nothing_printed_is_left_out(text: str) -> None:
    outline = read_outline(text)
    pieces = [piece for heading in outline.headings for piece in heading.pieces]
    pieces += [piece for item in outline.items for piece in item.pieces]
    leaves = [piece for piece in [*pieces, *outline.markup] if piece.is_leaf]
    covered = [(piece.start, piece.end) for piece in leaves] + [(item.start, item.end) for item in outline.items]
    covered += outline.unread
    at = 0
    for start, end in sorted(covered):
        assert at <= start <= end, "two parts over one character"
        assert not text[at:start].strip(), "a character outside all parts"
        at = end
    assert not text[at:].strip()
    assert gaps(list(leaves), 0, len(text)) is not None


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("培训人数≥260人；合格率100%", ["培训人数≥260人；", "合格率100%"]),
        ("培训人数≥1,260人，合格率≥95%", ["培训人数≥1,260人，", "合格率≥95%"]),
        ("1.购置车辆5辆；防护服320套；2.合格率≥95%", ["购置车辆5辆；", "防护服320套；", "合格率≥95%"]),
        ("培训人数260人，合格率95%", ["培训人数260人，合格率95%"]),  # by commas only where each has its sign
        ("支付率≥95%；6月底前50%", ["支付率≥95%；6月底前50%"]),
        ("培训人数≥260人；满意", ["培训人数≥260人；满意"]),
    ],
)
def test_indicators_in_one_line_are_parted_where_each_is_whole(text: str, items: list[str]) -> None:
    assert [text[one.start : one.end] for one in read_outline(text).items] == items


@pytest.mark.parametrize(
    "text",
    ["数量指标：管护公厕≥23座；成本指标：每座管护费≤7200元", "成本指标：每座管护费≤7200元；数量指标：管护公厕≥23座"],
)
def test_costs_beside_levels_2_alone_are_a_level_2(text: str) -> None:
    assert {(one.level, one.level1) for one in read_outline(text).headings} == {(2, None)}
