"""The quantities of a project: where each is printed in the text that it was read from."""

from mingzhang.interpret import interpret
from mingzhang.readers import read
from mingzhang.records import Indicator, Sidecar
from tests.checks.documents import of, sheet


def read_quantity(document: str, name: str) -> tuple[str, str]:
    """Text of the only indicator's quantity, and the text around its place with marks for it."""
    content = document.encode()
    forms = interpret(read(content), Sidecar(), name, "0" * 64).forms
    (one,) = (one for form in forms for project in form.projects for one in project.quantities)
    assert isinstance(one.parent, Indicator)
    text = one.parent.text
    start, end = one.reading.start, one.reading.end
    return one.text, f"{text[:start]}[{text[start:end]}]{text[end:]}"


def test_the_place_of_a_target_is_carried_and_not_looked_for() -> None:
    document = of(("目标一：乙", "一、产出指标 (一)数量指标 1. 每15人一组（5）的组数≥5；"))
    assert read_quantity(document, "a.txt") == ("5", "每15人一组（5）的组数≥[5]；")


def test_a_target_in_a_cell_of_its_own_has_its_place_in_the_joined_text() -> None:
    document = sheet(
        "某区2023年项目支出绩效目标申报表",
        "项目名称 | 某路改造 | < | <",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 计量单位",
        "产出指标 | 数量指标 | 培训15人的场次 | ≥5 | 15人",
    )
    assert read_quantity(document, "a.html") == ("5", "培训15人的场次\n≥[5]\n15人")


def test_a_month_compares_by_its_last_day() -> None:
    document = of(("目标一：乙", "一、产出指标 (三)时效指标 1. 完成时限：2023年2月底前"))
    (one,) = interpret(read(document.encode()), Sidecar(), "a.txt", "0" * 64).forms[0].projects[0].quantities
    assert (one.reading.value, one.reading.base_value, one.text) == ("2023-02", "2023-02-28", "2023年2月底前")
