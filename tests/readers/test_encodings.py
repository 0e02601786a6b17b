"""A text is read in the encoding that it is in, whatever is said of it, or refused by what is true of it."""

import pytest

from mingzhang.errors import Refused
from mingzhang.readers import read
from mingzhang.readers.encodings import decode_text
from mingzhang.readers.html import decode_page

TEXT = "单位\t项目名称\t金额\n组织部\t人才工作经费（2023年）\t77.00\n财政局\t预算绩效管理经费\t3.00\n"
TRADITIONAL = "單位\t項目名稱\t金額\n組織部\t人才工作經費（2023年）\t77.00\n財政局\t預算績效管理經費\t3.00\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    assert decode_text(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "gb18030", "utf-16-le"])
def test_a_text_in_traditional_characters_is_read_in_its_encoding(encoding: str) -> None:
    assert decode_text(TRADITIONAL.encode(encoding)) == TRADITIONAL


def page_that_says(charset: str) -> str:
    return f"<html><head><meta charset='{charset}'></head><body><p>{TEXT}</p></body></html>"


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", "gbk"),
        ("utf-8", "utf-16"),
        ("gbk", "utf-8"),
        ("gbk", "big5"),
        ("gbk", "iso-8859-1"),
        ("gb18030", "windows-1252"),
        ("gb18030", "utf-16"),
        ("gb18030", "x-none"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "gb2312"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_is_in_and_not_the_one_that_it_says(encoding: str, charset: str) -> None:
    page = page_that_says(charset)
    assert decode_page(page.encode(encoding)) == page


def test_a_page_in_the_letters_of_europe_stays_so() -> None:
    page = "<meta charset=iso-8859-1><p>café, 12 °C</p>"
    assert decode_page(page.encode("iso-8859-1")) == page


@pytest.mark.parametrize(
    ("data", "reason", "values"),
    [
        (
            TEXT.encode().replace("财政局".encode(), b"\xff"),
            "encoding-broken",
            {"encoding": "UTF-8", "number": 1, "line": 3},
        ),
        (
            TEXT.encode("gbk").replace("财政局".encode("gbk"), b"\xff"),
            "encoding-broken",
            {"encoding": "GB18030", "number": 1, "line": 3},
        ),
        (TEXT.encode() + TEXT.encode("gbk"), "encoding-unknown", {}),
        (bytes(range(1, 256)) * 9, "format-unknown", {}),
    ],
)
def test_what_is_in_no_encoding_or_nearly_in_one_is_refused_by_name(data: bytes, reason: str, values: object) -> None:
    with pytest.raises(Refused) as caught:
        read(data)
    assert (caught.value.reason, caught.value.values) == (reason, values)
