from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.parse.indicator import IndicatorReading, read_indicator
from mingzhang.parse.target import SeveralTargets
from mingzhang.text.pieces import gaps


def told(reading: IndicatorReading) -> tuple[str | None, str | None, str | None, str | None, str | None, str | None]:
    """name, sign, target, value, unit, kind"""
    target = reading.target
    value = None if target.value is None else str(target.value)
    return reading.name, reading.comparator, target.value_text, value, target.unit, target.kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # as the founding disclosure prints them
        ("购置配套设施数量1批", ("购置配套设施数量", None, "1批", "1", "批", "quantitative")),
        ("受益人才人数≥50人", ("受益人才人数", "≥", "50人", "50", "人", "quantitative")),
        ("人才流失率≤2022年实际值", ("人才流失率", "≤", "2022年实际值", None, None, "reference")),
        ("工作完成时限 2023/12/13", ("工作完成时限", None, "2023/12/13", None, None, "date")),
        ("购买工作完成时限2023/12/31", ("购买工作完成时限", None, "2023/12/31", None, None, "date")),
        ("引进人才稳定情况：显著提升", ("引进人才稳定情况", None, "显著提升", None, None, "qualitative")),
        ("干部培训落实率:100%", ("干部培训落实率", None, "100%", "100", "%", "quantitative")),
        ("关心关爱工作及时率", ("关心关爱工作及时率", None, None, None, None, "missing")),
        ("（县级、副高）人均体检成本≤800元", ("（县级、副高）人均体检成本", "≤", "800元", "800", "元", "quantitative")),
        ("人均体检成本≤0.03万元", ("人均体检成本", "≤", "0.03万元", "0.03", "万元", "quantitative")),
        ("终端在线率（≥97%）", ("终端在线率", "≥", "97%", "97", "%", "quantitative")),
        ("培训（含外聘）合格率（不低于95%）", ("培训（含外聘）合格率", "≥", "95%", "95", "%", "quantitative")),
        ("补助工作完成100%", ("补助工作完成", None, "100%", "100", "%", "quantitative")),
        # a day of no year behind a name of times, and words for a change at the end
        ("完工时间8月25日前", ("完工时间", None, "8月25日前", None, None, "date")),
        ("培训完成时间11月底前", ("培训完成时间", None, "11月底前", None, None, "date")),
        ("教师专业能力持续提高", ("教师专业能力", None, "持续提高", None, None, "qualitative")),
        ("村庄人居环境得到有效改善", ("村庄人居环境", None, "得到有效改善", None, None, "qualitative")),
        # signs and words
        ("培训次数＞＝3次", ("培训次数", "≥", "3次", "3", "次", "quantitative")),
        ("培训次数＝3次", ("培训次数", "=", "3次", "3", "次", "quantitative")),
        ("参训人数不低于100人", ("参训人数", "≥", "100人", "100", "人", "quantitative")),
        ("办公成本不超过3万元", ("办公成本", "≤", "3万元", "3", "万元", "quantitative")),
        ("办公成本控制在3万元以内", ("办公成本", "≤", "3万元", "3", "万元", "quantitative")),
        ("满意度：90%以上", ("满意度", "≥", "90%", "90", "%", "quantitative")),
        ("高于全省平均水平的县数：≥2个", ("高于全省平均水平的县数", "≥", "2个", "2", "个", "quantitative")),
        # values seen in other disclosures
        ("项目验收合格率=100.00(%)", ("项目验收合格率", "=", "100.00(%)", "100.00", "%", "quantitative")),
        ("集装箱吞吐量：13969.56标箱", ("集装箱吞吐量", None, "13969.56标箱", "13969.56", "标箱", "quantitative")),
        ("覆盖率≥100百分比", ("覆盖率", "≥", "100百分比", "100", "百分比", "quantitative")),
        ("管道长度：985米", ("管道长度", None, "985米", "985", "米", "quantitative")),
        ("受益人数：１２００人", ("受益人数", None, "１２００人", "1200", "人", "quantitative")),
        ("投入资金≤1,200.50万元", ("投入资金", "≤", "1,200.50万元", "1200.50", "万元", "quantitative")),
        ("群众满意度≥90%；", ("群众满意度", "≥", "90%", "90", "%", "quantitative")),
        ("90%", (None, None, "90%", "90", "%", "quantitative")),
        ("资金：3千万元", ("资金", None, "3千万元", "3", "千万元", "quantitative")),
        ("宣传册：1.2万份", ("宣传册", None, "1.2万份", "1.2", "万份", "quantitative")),
        # targets in everyday words
        ("覆盖率：达到100%", ("覆盖率", None, "100%", "100", "%", "quantitative")),
        ("覆盖率达到100%", ("覆盖率", None, "100%", "100", "%", "quantitative")),
        ("补助工作完成100％", ("补助工作完成", None, "100％", "100", "%", "quantitative")),
        ("响应时间：24小时内", ("响应时间", "≤", "24小时", "24", "小时", "quantitative")),
        ("响应时间24小时内", ("响应时间", "≤", "24小时", "24", "小时", "quantitative")),
        ("公示时间：2个工作日内", ("公示时间", "≤", "2个工作日", "2", "个工作日", "quantitative")),
        ("办结时限：30日内", ("办结时限", "≤", "30日", "30", "日", "quantitative")),
        ("办结时限：两个月内", ("办结时限", "≤", "两个月", "2", "个月", "quantitative")),
        ("满意度：》90%", ("满意度", ">", "90%", "90", "%", "quantitative")),
        ("满意度：》=90%", ("满意度", "≥", "90%", "90", "%", "quantitative")),
        ("《条例》宣传次数：3次", ("《条例》宣传次数", None, "3次", "3", "次", "quantitative")),
        ("《条例》宣传次数≥3次", ("《条例》宣传次数", "≥", "3次", "3", "次", "quantitative")),
        ("满意度：95％以上", ("满意度", "≥", "95％", "95", "%", "quantitative")),
        ("成本：45万", ("成本", None, "45万", "45", "万", "quantitative")),
        ("鱼苗≥5000万尾", ("鱼苗", "≥", "5000万尾", "5000", "万尾", "quantitative")),
        ("膳食补助标准：5元/生/天", ("膳食补助标准", None, "5元/生/天", "5", "元/生/天", "quantitative")),
        ("次数：一次", ("次数", None, "一次", "1", "次", "quantitative")),
        ("人数：五十人", ("人数", None, "五十人", "50", "人", "quantitative")),
        ("金额：1万5千元", ("金额", None, "1万5千元", "15000", "元", "quantitative")),
        ("活动不少于二十人次/年", ("活动", "≥", "二十人次/年", "20", "人次/年", "quantitative")),
        # compared with what was before
        ("培训人数：较上年增长≥3%", ("培训人数", None, "较上年增长≥3%", None, None, "reference")),
        ("投诉数：不高于上年", ("投诉数", None, "不高于上年", None, None, "reference")),
        ("收入：同比增长5%", ("收入", None, "同比增长5%", None, None, "reference")),
        # dates without a year stay text
        ("拨付时间：12月31日前", ("拨付时间", None, "12月31日前", None, None, "date")),
        ("返本时间：每年12月底前", ("返本时间", None, "每年12月底前", None, None, "date")),
        # what cannot be read surely is kept as printed, never guessed
        ("覆盖率：100%（1.0）", ("覆盖率", None, "100%（1.0）", None, None, None)),
        ("完成时间：12月", ("完成时间", None, "12月", None, None, "date")),
        ("完成时间：2023年", ("完成时间", None, "2023年", None, None, "date")),
        ("活动次数：3-5次", ("活动次数", None, "3-5次", None, None, None)),
        ("2023年培训工作完成率", ("2023年培训工作完成率", None, None, None, None, None)),
        ("举办第3届", ("举办第3届", None, None, None, None, None)),
        ("培训干部三次", ("培训干部三次", None, None, None, None, None)),
        ("建成日期：2023/2/30", ("建成日期", None, "2023/2/30", None, None, "date")),
    ],
)
def test_an_indicator_is_read_as_printed(text: str, expected: tuple[str | None, ...]) -> None:
    assert told(read_indicator(text)) == expected


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("人均体检成本≤0.03万元", (Decimal("300"), "元")),
        ("受益人数≥1.2万人", (Decimal("12000"), "人")),
        ("宣传册：1.2万份", (Decimal("12000"), "份")),
        ("资金：3千万元", (Decimal("30000000"), "元")),
        ("道路长度：3公里", (Decimal("3000"), "米")),
        ("调查面积：≥4500平方千米", (Decimal("4500"), "平方公里")),
        ("装机容量：5万千瓦", (Decimal("50000"), "千瓦")),
        ("培训费≤2万元/年", (Decimal("20000"), "元/年")),
        ("吞吐量：5标箱", (Decimal("5"), "标箱")),
        ("数值≥7奇", (Decimal("7"), "奇")),
    ],
)
def test_values_are_made_comparable_in_decimal_arithmetic(text: str, base: tuple[Decimal, str]) -> None:
    target = read_indicator(text).target
    assert (target.base_value, target.base_unit) == base


@pytest.mark.parametrize(
    ("text", "due_date"),
    [
        ("完成时限：2023/12/13", "2023-12-13"),
        ("完成时限：2023年6月1日前", "2023-06-01"),
        ("完成时限2023-1-5", "2023-01-05"),
        ("完成时限：2023年12月", "2023-12"),
        ("完成时限：2026/1/1", "2026-01-01"),
        ("完成时限：2023年12月底前", "2023-12"),
        ("完成时限：二〇二三年十二月三十一日前", "2023-12-31"),
        ("完成时限2023年第四季度", "2023-Q4"),
        ("完成时限：2023年底", "2023"),
        ("完成时限：12月底前", None),
        ("完成时限：2023/13/01", None),
    ],
)
def test_dates_become_iso_8601(text: str, due_date: str | None) -> None:
    assert read_indicator(text).target.due_date == due_date


def test_a_line_with_two_signs_is_refused() -> None:
    with pytest.raises(SeveralTargets):
        read_indicator("培训人数≥100人培训次数≥1次")


@given(
    st.text(
        alphabet="培训人数次率满意度≥≤=：:0123456789.,%元万/年月日 （）()；不低于控制在以内第<>＝％　１", max_size=24
    )
)
def test_every_printed_character_is_in_exactly_one_leaf_piece(text: str) -> None:
    try:
        reading = read_indicator(text)
    except SeveralTargets:
        return
    for start, end in gaps(list(reading.pieces), 0, len(text)):
        assert text[start:end].isspace()
    for piece in reading.pieces:
        assert piece.field in {"name", "comparator", "separator", "value_text", "value", "unit", "due_date"}
        assert piece.start < piece.end


@given(
    name=st.sampled_from(["培训人数", "（正厅）人均成本", "“两新”工委经费涉及人数", "工作及时率"]),
    sign=st.sampled_from(["≥", "≤", ">", "<", "=", "＝", "≧", "不低于", "不超过"]),
    number=st.decimals(min_value=0, max_value=10**9, places=2).map(str) | st.integers(0, 10**9).map(str),
    unit=st.sampled_from(["人", "次", "%", "万元", "元", "批", "平方米", "人次"]),
    colon=st.sampled_from(["", "：", ":", " "]),
)
def test_what_is_put_together_is_taken_apart(name: str, sign: str, number: str, unit: str, colon: str) -> None:
    reading = read_indicator(f"{name}{colon}{sign}{number}{unit}")
    assert (reading.name, reading.target.value_text) == (name, f"{number}{unit}")
    assert (reading.target.value, reading.target.unit) == (Decimal(number), unit)
