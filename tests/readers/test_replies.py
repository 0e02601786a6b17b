import pytest

from mingzhang.errors import Refused
from mingzhang.readers.replies import read_replies
from mingzhang.records import Reply


def test_one_answer_or_a_list_of_them_is_read() -> None:
    one = "finding: x-p1-total\ntext: |\n  已更正。\nby: 某局\nreplied_on: 2026-11-20\n"
    assert read_replies(one.encode()) == (Reply("x-p1-total", None, "已更正。", "某局", "2026-11-20"),)
    two = "- {record: x-p1, text: 甲, by: 乙, replied_on: 2026-11-20}\n- {text: 丙, by: 丁, replied_on: 2026-11-21}\n"
    assert read_replies(two.encode()) == (
        Reply(None, "x-p1", "甲", "乙", "2026-11-20"),
        Reply(None, None, "丙", "丁", "2026-11-21"),
    )
    assert read_replies(b"") == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("text: [", "reply-broken"),
        ("text: [&a [x, x], &b [*a, *a], [*b, *b]]", "reply-broken"),
        ("just words", "reply-broken"),
        ("{text: 甲, by: 乙}", "reply-key-wrong"),
        ("{text: '', by: 乙, replied_on: 2026-11-20}", "reply-key-wrong"),
        ("{text: 甲, by: 乙, replied_on: 昨天}", "reply-key-wrong"),
        ("{text: 甲, by: 乙, replied_on: 2026-11-20, x: 1}", "reply-key-wrong"),
        ("{text: 甲, by: 乙, replied_on: 2026-11-20, finding: a, record: b}", "reply-key-wrong"),
        ("{text: 5, by: 乙, replied_on: 2026-11-20}", "reply-key-wrong"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_refused_by_name(text: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_replies(text.encode())
    assert refused.value.reason == reason


def test_a_text_in_another_encoding_is_refused() -> None:
    with pytest.raises(Refused):
        read_replies("text: 甲".encode("gb18030"))
