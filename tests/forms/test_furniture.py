import pytest

from mingzhang.forms.furniture import could_hold_data, furniture_of, is_furniture_outside


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("第1页 共2页", "page_number"),
        ("某县妇幼保健院　　第 1 页", "page_number"),
        ("第3页，共12页 某县部门预算", "page_number"),
        ("第 3 页，共 12 页", "page_number"),
        ("- 3 -", "page_number"),
        ("— 7 —", "page_number"),
        ("3/12", "page_number"),
        ("Page 3 of 12", "page_number"),
        ("2023年2月5日", "date"),
        ("填报日期：2023-02-05", "date"),
        ("二〇二三年二月五日", "date"),
        ("注：金额单位为万元", "note"),
        ("附件2", "note"),
        ("单位：万元", "unit"),
        ("（盖章）", "stamp"),
        ("某局（公章）", "stamp"),
        ("续表", "continued"),
        ("-7", None),  # may be an amount
        ("7", None),  # may be a serial
        ("-77.00", None),
        ("注：含上年结转5.00万元", None),
        ("其中", None),
        ("12 慰问经费 77.00", None),
        ("合计 77.00", None),
        ("", None),
    ],
)
def test_furniture_is_told_from_what_may_be_data(text: str, kind: str | None) -> None:
    assert furniture_of(text) == kind


def test_a_number_alone_is_a_page_number_outside_tables_only() -> None:
    assert is_furniture_outside("7")
    assert not is_furniture_outside("7.00")
    assert not is_furniture_outside("70000")


@pytest.mark.parametrize(
    ("texts", "could"),
    [
        (["慰问困难党员经费", "5"], True),
        (["参训率100%"], True),
        (["人数≥3人"], True),
        (["产出指标"], True),
        (["合计", "12"], True),
        (["约5万元"], True),
        (["1,234"], True),
        (["2023年部门预算项目支出绩效目标公开表"], False),
        (["（2023.12）"], False),
        (["预算年度：2023", "单位：万元"], False),
        (["财预〔2021〕101号"], False),
        (["3"], False),
        (["", " "], False),
    ],
)
def test_data_have_money_rates_signs_levels_totals_or_numbers_beside_texts(texts: list[str], could: bool) -> None:
    assert could_hold_data(texts) is could
