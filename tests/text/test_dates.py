"""One grammar for printed dates, each at its precision. One table of cases for all who read dates."""

import calendar
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.text.dates import ImpossibleDate, certain_dates_in, dates_in, last_day_of, period_in, read_date
from mingzhang.text.named_times import names_a_day, year_of, year_ranges

# What is printed, and the date at its precision; None where the whole text is no date by which something is due.
CASES = [
    # days
    ("2023/12/31", "2023-12-31"),
    ("2023/12/13", "2023-12-13"),
    ("2023-1-5", "2023-01-05"),
    ("2023.12.31", "2023-12-31"),
    ("2023. 12. 31", "2023-12-31"),
    ("２０２３／１２／３１", "2023-12-31"),
    ("2023年6月1日前", "2023-06-01"),
    ("2023年12月31日之前", "2023-12-31"),
    ("2023年12月31日以前", "2023-12-31"),
    ("2023 年 12 月 31 日", "2023-12-31"),
    ("2023年12月31号", "2023-12-31"),
    ("二〇二三年十二月三十一日", "2023-12-31"),
    ("二〇二三年十二月二十日前", "2023-12-20"),
    ("于2023年12月31日前完成", "2023-12-31"),
    # months
    ("2023年12月", "2023-12"),
    ("2023年12月份", "2023-12"),
    ("2023年12月底前", "2023-12"),
    ("2023年12月底之前", "2023-12"),
    ("2023年12月末", "2023-12"),
    ("2023年12月前", "2023-12"),
    ("2023-12", "2023-12"),
    ("2023/06", "2023-06"),
    ("2023.12前", "2023-12"),
    ("2023年6月中旬", "2023-06"),
    # quarters, halves, years
    ("2023年第四季度", "2023-Q4"),
    ("2023年4季度前", "2023-Q4"),
    ("2023年上半年", "2023-H1"),
    ("2023年下半年内", "2023-H2"),
    ("2023年底", "2023"),
    ("2023年年底前", "2023"),
    ("2023年末", "2023"),
    ("2023年内", "2023"),
    ("2023年度", "2023"),
    ("2023年", "2023"),
    ("二〇二三年底前", "2023"),
    # no date, or none by which something is due
    ("12月31日前", None),
    ("每年12月底前", None),
    ("12月底", None),
    ("年底前", None),
    ("2023", None),
    ("2023.12", None),
    ("2023-1", None),
    ("2023年初", None),
    ("2023年前", None),
    ("2023年1-12月", None),
    ("2023年1月至2023年12月", None),
    ("2023/1/1-2023/12/31", None),
    ("2023年12月31日18:00", None),
    ("较2022年提前", None),
    ("2022年实际值", None),
    ("2023年内部审计", None),
    ("2021-2025年", None),
    ("1年", None),
    ("2022人", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "iso"), CASES)
def test_a_date_is_read_at_the_precision_that_is_printed(text: str, iso: str | None) -> None:
    found = read_date(text)
    assert (found.iso if found else None) == iso


@pytest.mark.parametrize("text", ["2023/13/01", "2023/2/30", "2023年2月29日", "2023年13月", "二〇二三年二月三十日"])
def test_a_day_that_no_calendar_has_is_told(text: str) -> None:
    with pytest.raises(ImpossibleDate):
        read_date(text)
    assert dates_in(text) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年12月31日", "2023-12-31", "2023-12-31"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("2023年6月中旬", "2023-06-11", "2023-06-20"),
        ("2023年2月下旬", "2023-02-21", "2023-02-28"),
        ("2023年第三季度", "2023-07-01", "2023-09-30"),
        ("2023年上半年", "2023-01-01", "2023-06-30"),
        ("2023年底", "2023-01-01", "2023-12-31"),
        ("2023年3-9月", "2023-03-01", "2023-09-30"),
        ("2023年3月15日至9月", "2023-03-15", "2023-09-30"),
    ],
)
def test_a_date_knows_the_days_that_it_may_mean(text: str, first: str, last: str) -> None:
    (found,) = dates_in(text)
    assert (found.first_day, found.last_day) == (first, last)
    assert found.is_period or last_day_of(found.iso) >= last


@pytest.mark.parametrize(
    ("text", "iso"),
    [("12月底前", "2023-12"), ("12月31日前", "2023-12-31"), ("第四季度", "2023-Q4"), ("上半年", "2023-H1")],
)
def test_the_year_of_the_document_is_marked_as_not_printed(text: str, iso: str) -> None:
    assert [(one.iso, one.has_year) for one in dates_in(text, year=2023)] == [(iso, False)]
    assert dates_in(text) == []


@pytest.mark.parametrize("text", ["每年12月底前", "每12月", "2022年12月"])
def test_the_year_of_the_document_is_given_to_no_other_date(text: str) -> None:
    assert all(one.has_year for one in dates_in(text, year=2023))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年底前完成培训，2024年验收", ["2023"]),
        ("2023年6月1日前完成，9月验收", ["2023-06-01"]),
        ("落实2021—2025年规划", []),
        ("2023年内部审计", []),
        ("2023年前三季度", []),
        ("型号2022-12", []),
        ("2023年培训3次", []),
    ],
)
def test_dates_of_a_sentence_are_only_those_that_are_sure(text: str, found: list[str]) -> None:
    assert [one.iso for one in certain_dates_in(text)] == found


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2024-01-01至2024-12-31", ["2024-01-01", "2024-12-31"]),
        ("2023年4月-2024年2月", ["2023-04", "2024-02"]),
        ("20210101-20211231", ["2021-01-01", "2021-12-31"]),
        ("2023.01-2023.12", ["2023-01", "2023-12"]),
        ("2021-2025年", ["2021", "2025"]),
        ("2021年—2025年", ["2021", "2025"]),
        ("2023年1月-12月", ["2023-01", "2023-12"]),
        ("2023年1月1日至12月31日", ["2023-01-01", "2023-12-31"]),
        ("202001-202012", []),  # six digits may be anything
        ("2023-02-30至2024-12-31", []),  # no such day: then none of them
        ("20231301", []),
        ("1年", []),
    ],
)
def test_dates_of_a_period(text: str, dates: list[str]) -> None:
    found = period_in(text)
    assert [one.iso for one in found] == dates
    assert all(one.start < one.end <= other.start for one, other in pairwise(found))


def test_years_from_and_to() -> None:
    assert year_ranges("2021—2025年") == [(0, 9, 2021, 2025)]
    assert year_ranges("2022年10月至2023年9月") == [(0, 13, 2022, 2023)]


def test_a_day_may_be_named_without_its_year() -> None:
    assert [text for text in ("12月底前", "每月10日前", "年底前", "2023年工作", "及时") if names_a_day(text)] == [
        "12月底前",
        "每月10日前",
        "年底前",
    ]


def test_a_line_may_say_that_it_names_the_year() -> None:
    assert year_of("预算年度：2023") == 2023
    assert year_of("二〇二三年部门预算") == 2023
    assert year_of("预算年度：2023，2024年编制") is None


WRITTEN = "〇一二三四五六七八九"


def written(number: int) -> str:
    """A month or day in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{WRITTEN[tens]}十") + (WRITTEN[ones] if ones else "")


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2069, 12, 31)),
    st.sampled_from(["{y}年{m}月{d}日", "{y}-{m:02d}-{d:02d}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{Y}年{M}月{D}日"]),
    st.sampled_from(["", "前", "之前", "以前"]),
)
def test_a_day_printed_in_any_shape_is_read_back(day: date, shape: str, behind: str) -> None:
    year, month, number = day.year, day.month, day.day
    text = shape.format(
        y=year,
        m=month,
        d=number,
        Y="".join(WRITTEN[int(one)] for one in str(year)),
        M=written(month),
        D=written(number),
    )
    found = read_date(text + behind)
    assert found is not None
    assert found.iso == found.first_day == found.last_day == day.isoformat()


@given(st.integers(1990, 2069), st.integers(1, 12), st.sampled_from(["{y}年{m}月", "{y}年{m}月底前", "{y}-{m:02d}"]))
def test_a_month_printed_in_any_shape_is_read_back(year: int, month: int, shape: str) -> None:
    found = read_date(shape.format(y=year, m=month))
    assert found is not None
    assert found.iso == f"{year}-{month:02d}"
    assert found.last_day == f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]}" == last_day_of(found.iso)


@given(st.text("20231 年月日号第四季度上下半底末前初中旬内至-/. 二〇三十", max_size=16))
def test_random_text_never_gives_a_year_that_is_not_printed(text: str) -> None:
    plain = text.translate(str.maketrans("〇二三", "023"))
    for one in dates_in(text):
        assert str(one.year) in plain
        assert one.first_day <= one.last_day
        assert text[one.start : one.end].strip() == text[one.start : one.end]


def test_every_date_of_a_long_text_is_found() -> None:
    found = dates_in("2023年12月、2022-11-30，" * 500)
    assert [one.iso for one in found] == ["2023-12", "2022-11-30"] * 500
