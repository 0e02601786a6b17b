"""Numbers that a sentence lists are told from the number that it says is their sum."""

import pytest

from mingzhang.parse.quantities import read_quantities


def sums(text: str) -> dict[str, list[str]]:
    """Sum -> the numbers of its list, as they are printed."""
    found = read_quantities(text)
    named: dict[str, list[str]] = {}
    for one in found:
        if one.context.summed_in is not None:
            whole = found[one.context.summed_in]
            named.setdefault(text[whole.start : whole.end], []).append(text[one.start : one.end])
    return named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "一至四季度分别为6万元、6万元、7.5万元、7.5万元，全年共计28万元。",
            {"28万元": ["6万元", "6万元", "7.5万元", "7.5万元"]},
        ),
        ("窗口人员18人（导诉6人、立案8人、保全4人）。", {"18人": ["6人", "8人", "4人"]}),
        ("维修水闸泵站共14座：水闸9座，泵站5座。", {"14座": ["9座", "5座"]}),
        ("公益性岗位65个，分别为护林员30个、保洁员35个。", {"65个": ["30个", "35个"]}),
        ("蒸饭柜4台1.92万元、消毒柜6台2.7万元，合计4.62万元。", {"4.62万元": ["1.92万元", "2.7万元"]}),
        ("印刷费8万元；差旅费9万元。以上合计17万元。", {"17万元": ["8万元", "9万元"]}),
        ("每株65元，计78万元；每套150元，计6万元；两项合计84万元。", {"84万元": ["78万元", "6万元"]}),
        ("资金25万元，15万元用于设备更新，剩余10万元用于培训。", {"25万元": ["15万元", "10万元"]}),
    ],
)
def test_a_list_and_its_sum(text: str, expected: dict[str, list[str]]) -> None:
    assert sums(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "覆盖6个乡镇、32个行政村，共安装终端96个。",  # the sum of other things
        "耗材为3.2万元、5.6万元；另更换通风橱2台，合计2.6万元。",
        "46个考场（含备用考场2个）。",
        "岗位65个（护林员30个、保洁员20个等）。",
        "参加活动180人，其中机关60人、村民90人。",
    ],
)
def test_what_is_no_complete_list_has_no_sum(text: str) -> None:
    assert sums(text) == {}
