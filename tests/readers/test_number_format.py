from decimal import Decimal

import pytest

from mingzhang.readers.workbook_parts.built_in_formats import BUILT_IN
from mingzhang.readers.workbook_parts.format_sections import NotRenderable
from mingzhang.readers.workbook_parts.number_format import render_number, render_text

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
DAY = "45273"  # 2023-12-13

SHOWN = [
    # no format
    ("0", "General", "0"),
    ("77", "General", "77"),
    ("-77.5", "General", "-77.5"),
    ("382.94", "General", "382.94"),
    ("0.30000000000000004", "General", "0.3"),
    ("1718.1599999999999", "General", "1718.16"),
    ("0.333333333333333", "General", "0.333333333"),
    ("0.03333333333333333", "General", "0.033333333"),
    ("33.333333333333336", "General", "33.33333333"),
    ("-66.66666666666667", "General", "-66.66666667"),
    ("1234567.891234", "General", "1234567.891"),
    ("9999999999.9", "General", "10000000000"),
    ("12345678901.5", "General", "12345678902"),
    ("123456789012.5", "General", "1.23457E+11"),
    ("999999500000.5", "General", "1E+12"),
    ("12345678901", "General", "12345678901"),
    ("0.00001", "General", "0.00001"),
    ("0.000012345678", "General", "1.23457E-05"),
    ("1E-10", "General", "1E-10"),
    ("5", 'General"人"', "5人"),
    ("-5", 'General"人"', "-5人"),
    ("5", "G/通用格式", "5"),
    ("5", "@", "5"),
    ("0.5", "", "0.5"),
    # leading zeros and codes
    ("6", "000", "006"),
    ("6001", "000000", "006001"),
    ("1234", "000", "1234"),
    ("2013202", "000\\-00\\-00", "201-32-02"),
    ("13800001111", "000 0000 0000", "138 0000 1111"),
    # places
    ("77", "0.00", "77.00"),
    ("0", "0.00", "0.00"),
    ("-77", "0.00", "-77.00"),
    ("1.005", "0.00", "1.01"),
    ("2.675", "0.00", "2.68"),
    ("0.125", "0.00", "0.13"),
    ("-0.125", "0.00", "-0.13"),
    ("2.5", "0", "3"),
    ("3.5", "0", "4"),
    ("1.4999999999999999", "0", "2"),
    ("999.995", "0.00", "1000.00"),
    ("0.5", ".00", ".50"),
    ("12.5", ".00", "12.50"),
    ("5", "0.##", "5."),
    ("5.1", "0.##", "5.1"),
    ("0", "#", ""),
    ("0", "#.##", "."),
    ("0.5", "#.##", ".5"),
    ("5.1", "0.??", "5.1 "),
    ("5", "??0", "  5"),
    ("0.1234567890123456", "0.00000000000000000", "0.12345678901234600"),
    # thousands
    ("1234567.891", "#,##0.00", "1,234,567.89"),
    ("1234567.891", "#,##0", "1,234,568"),
    ("999", "#,##0", "999"),
    ("999.5", "#,##0", "1,000"),
    ("5", "0,000", "0,005"),
    ("-1234.5", "#,##0.00;-#,##0.00", "-1,234.50"),
    ("12345678", "#,##0,", "12,346"),
    ("1234567890", "0.00,,", "1234.57"),
    ("12345", '0\\.0,"万"', "1.2万"),
    # percent
    ("0.9", "0%", "90%"),
    ("1", "0%", "100%"),
    ("0.125", "0%", "13%"),
    ("0.12345", "0.00%", "12.35%"),
    ("0.985", "0.0%", "98.5%"),
    ("0.07", "0%", "7%"),
    # units and other literals
    ("77", '0.00"万元"', "77.00万元"),
    ("3", '0"人"', "3人"),
    ("3", "0人", "3人"),
    ("50", '"≥"0"个"', "≥50个"),
    ("50", "≥0", "≥50"),
    ("77", "¥#,##0.00", "¥77.00"),
    ("77", '"¥"#,##0.00;"¥"\\-#,##0.00', "¥77.00"),
    ("77", "[$¥-804]#,##0.00", "¥77.00"),
    ("77", "[$￥-804]#,##0.00;[Red][$￥-804]-#,##0.00", "￥77.00"),
    ("77", "(0)", "(77)"),
    ("1", '"合格"', "合格"),
    # sections
    ("-5", "0.00_);(0.00)", "(5.00)"),
    ("5", "0.00_);(0.00)", "5.00 "),
    ("-5", "0.00_);[Red]\\(0.00\\)", "(5.00)"),
    ("-5", "[Color 3]0", "-5"),
    ("0", '0;-0;"无"', "无"),
    ("0", "0;-0;;@", ""),
    ("-0", "0.0;-0.0;0.00", "0.00"),
    ("5", "0;-0;;@", "5"),
    ("-0.001", "0.00;-0.00", "-0.00"),
    ("5", ";;;", ""),
    ("77", ACCOUNTING, " 77.00 "),
    ("-1234.5", ACCOUNTING, " -1,234.50 "),
    ("0", ACCOUNTING, " -   "),
    ("5", "0;@", "5"),
    ("-5", "0;@", "-5"),
    # dates
    (DAY, "yyyy/m/d", "2023/12/13"),
    (DAY, "yyyy/m/d;@", "2023/12/13"),
    (DAY, "yyyy-mm-dd", "2023-12-13"),
    (DAY, "yyyy\\-mm\\-dd", "2023-12-13"),
    (DAY, 'yyyy"年"m"月"d"日"', "2023年12月13日"),
    (DAY, 'yyyy"年"m"月"d"日";@', "2023年12月13日"),
    (DAY, "[$-804]yyyy年m月", "2023年12月"),
    (DAY, "yyyy.m.d", "2023.12.13"),
    (DAY, "yyyymmdd", "20231213"),
    (DAY, "m/d", "12/13"),
    (DAY, "mm-dd-yy", "12-13-23"),
    (DAY, "YYYY-MM-DD", "2023-12-13"),
    (DAY, "[$-409]d-mmm-yy;@", "13-Dec-23"),
    (DAY, "[$-409]dddd, mmmm d, yyyy", "Wednesday, December 13, 2023"),
    ("45292.5", "yyyy/m/d h:mm", "2024/1/1 12:00"),
    ("45292.75", "yyyy/m/d h:mm:ss AM/PM", "2024/1/1 6:00:00 PM"),
    ("45292.75", '上午/下午h"时"mm"分"', "下午6时00分"),
    ("0.5625", "hh:mm", "13:30"),
    ("0.0007", "mm:ss", "01:00"),
    ("1.5", "[h]:mm", "36:00"),
    ("61", "yyyy/m/d", "1900/3/1"),
]


@pytest.mark.parametrize(("value", "code", "shown"), SHOWN)
def test_a_number_is_shown_as_its_format_says(value: str, code: str, shown: str) -> None:
    assert render_number(Decimal(value), code) == shown


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("5", "[>=100]0;0.0"),  # conditions
        ("0.5", "# ?/?"),  # fractions
        ("5", "[DBNum1]General"),  # Chinese numerals
        ("5", "[DBNum2][$-804]General"),
        ("5", "[红色]0"),  # names that the format does not know
        ("5", "0.00E+00"),
        ("5", "##0.0E+0"),
        ("5", "*-0"),  # as many as the column is wide
        ("5", "*h0"),
        ("5", "[$-F800]dddd, mmmm dd, yyyy"),  # whatever the system is set to
        (DAY, "mmm-yy"),  # month in the language of the system
        (DAY, "[$-411]ggge年m月d日"),  # calendars
        (DAY, "e/m/d"),
        (DAY, "aaaa"),
        (DAY, "yyyy/m/d ss.00"),
        ("-1", "yyyy/m/d"),
        ("59", "yyyy/m/d"),  # 1900-02-28, or -27 where 1900-02-29 never was
        ("60", "yyyy/m/d"),
        ("3000000", "yyyy/m/d"),
        ("45292.999999", "yyyy/m/d"),  # this day or the next
        ("-0.001", "0.00"),
        ("-0.3", "0"),
        ("-1", "0;"),
        ("1234", "#,???"),
        ("123456789012", "General"),  # Excel shows 1.23457E+11, others all digits
        ("1234567890123456", "General"),  # digits that a workbook does not keep
        ("1e30", "0"),
        ("NaN", "0"),
        ("5", "0!.0"),
        ("5", "0.00元A"),
        ("5", '"没有收尾'),
        ("5", "0;0;0;@;0"),
        ("-5", BUILT_IN[43]),  # in brackets or with a minus, by the system's language
        ("5", BUILT_IN[12]),
    ],
)
def test_a_format_whose_outcome_is_not_certain_is_not_rendered(value: str, code: str) -> None:
    with pytest.raises(NotRenderable):
        render_number(Decimal(value), code)


def test_days_may_count_from_1904() -> None:
    assert render_number(Decimal("43811"), "yyyy/m/d", from_1904=True) == "2023/12/13"
    assert render_number(Decimal("0"), "yyyy/m/d", from_1904=True) == "1904/1/1"


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("=100.00(%)", "General", "=100.00(%)"),
        ("006", "@", "006"),
        ("某局", "0.00", "某局"),
        ("某局", '@"（本级）"', "某局（本级）"),
        ("某局", ACCOUNTING, " 某局 "),
        ("某局", ";;;", ""),
        ("2023", "yyyy/m/d;@", "2023"),
        ("待定", "e/m/d", "待定"),
        ("待定", '0;0;0"@"', "待定"),
    ],
)
def test_a_text_is_shown_as_it_is_unless_the_format_has_a_section_for_it(text: str, code: str, shown: str) -> None:
    assert render_text(text, code) == shown
