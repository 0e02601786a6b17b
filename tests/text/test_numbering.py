"""Which lines begin an entry of their own, and which end a sentence."""

import pytest

from mingzhang.text.numbering import begins_entry, ends_sentence, serial_number


@pytest.mark.parametrize(
    "text", ["一、产出指标", "（二）质量指标", "3.完成改造", "目标1：修路", "指标十二：覆盖率", "①培训", "<p>"]
)
def test_a_numbering_begins_an_entry(text: str) -> None:
    assert begins_entry(text, "前一行没有写完")


@pytest.mark.parametrize(
    ("text", "before"),
    [("一、二季度", "在第"), ("3.5万元", "预算"), ("二、三产业", "第一、"), ("目标明确", "使得"), ("5、6月", "4～5、")],
)
def test_a_number_inside_a_sentence_begins_none(text: str, before: str) -> None:
    assert not begins_entry(text, before)


def test_a_sentence_ends_at_its_stop() -> None:
    assert ends_sentence("完成改造。 ")
    assert ends_sentence("完成改造；")
    assert not ends_sentence("完成改造，")


@pytest.mark.parametrize(
    ("serial", "number"),
    [
        ("1", 1),
        ("01", 1),
        ("3、", 3),
        ("（3）", 3),
        ("３", 3),
        ("③", 3),
        ("三", 3),
        ("十", 10),
        ("(二十一)", 21),
        ("1.1", None),
        ("A1", None),
        ("", None),
    ],
)
def test_serials_in_any_numbering(serial: str, number: int | None) -> None:
    assert serial_number(serial) == number
