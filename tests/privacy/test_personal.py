"""What is told of people in a text, and what only looks like it."""

import pytest

from mingzhang.privacy.personal import personal_data

# All made up; the checksums fit.


def found(text: str, *labels: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in personal_data(text, labels)]


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("补助张某，身份证号632221199001010095，共3000元", (), [("identity_number", "632221199001010095")]),
        ("６３２２２１１９９００１０１００９５", (), [("identity_number", "６３２２２１１９９００１０１００９５")]),
        ("632221 19900101 0095", (), [("identity_number", "632221 19900101 0095")]),
        ("11010519491231002X", (), [("identity_number", "11010519491231002X")]),
        ("63222119900101\n0095", (), [("identity_number", "63222119900101\n0095")]),
        ("632221900101001", ("身份证号码",), [("identity_number", "632221900101001")]),
        ("13812345678", ("联系电话",), [("mobile_number", "13812345678")]),
        ("138 1234 5678", (), [("mobile_number", "138 1234 5678")]),
        ("138-1234-5678", (), [("mobile_number", "138-1234-5678")]),
        ("联系人：王建国 电话：+86 13812345678", (), [("names", "王建国"), ("mobile_number", "+86 13812345678")]),
        ("0970-8642123", ("联系电话",), [("telephone", "0970-8642123")]),
        ("（0970）8642123", (), [("telephone", "（0970）8642123")]),
        ("开户行：农业银行门源支行 6222021234567890128", (), [("bank_card", "6222021234567890128")]),
        ("6222 0212 3456 7890 128", ("银行卡号",), [("bank_card", "6222 0212 3456 7890 128")]),
        ("1381234\n5678", ("联系电话",), [("mobile_number", "1381234\n5678")]),
        ("王建国", ("项目负责人",), [("names", "王建国")]),
        ("才让多杰", ("联 系 人",), [("names", "才让多杰")]),
        ("买买提·艾力", ("负责人：",), [("names", "买买提·艾力")]),
        ("填报人: 李 娜    审核人：欧阳修文", (), [("names", "李 娜"), ("names", "欧阳修文")]),
        ("项目负责人及联系电话：王建国13812345678", (), [("mobile_number", "13812345678")]),
    ],
)
def test_personal_data_is_found(text: str, labels: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert found(text, *labels) == expected


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("632221199001010096", ()),  # the last digit does not fit
        ("632221202313010015", ()),  # no such month
        ("632221199001010095", ("项目编码",)),
        ("项目编码：632221199001010095", ()),
        ("6222021234567890128", ("项目名称",)),  # no word of banking
        ("6222021234567890129", ("银行卡号",)),  # the checksum does not fit
        ("13812345678元", ()),
        ("13812345678", ("金额（元）",)),
        ("13812345678.00", ()),
        ("138,123,456.78", ()),
        ("150 200 300 100", ()),
        ("15012\n200100", ("补助人数",)),
        ("2023-2025", ()),
        ("12345", ("邮编",)),
        ("100010001000100010", ()),
        ("财务科", ("负责人",)),
        ("高新区管委会", ("负责人",)),
        ("王某镇", ("项目负责人",)),
        ("新增管理人员10人", ("项目名称",)),
        ("负责人签字：", ()),
        ("培训负责人50人次", ()),
        ("5109232300000123456781", ()),
        ("632221230000000015", ("单位（编码）",)),
    ],
)
def test_what_only_looks_like_it_is_left(text: str, labels: tuple[str, ...]) -> None:
    assert found(text, *labels) == []
