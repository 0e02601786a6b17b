"""Struck, raised, covered and laid over in PDFs, as Chromium, LibreOffice and ReportLab draw them."""

from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from mingzhang.readers import read
from mingzhang.records import Cell, Mark, Reading
from tests.readers.producers_pdf import canvas_pdf, chromium_pdf
from tests.readers.test_pdf import lines, texts

STYLE = "* { -webkit-print-color-adjust: exact } td { border: 1px solid; padding: 6px; min-width: 8em }"


def second(data: bytes) -> Cell:
    return read(data).grids[0].rows[0][1]


def chromium_cell(content: str) -> Cell:
    return second(chromium_pdf(f"<table><tr><td>编码</td><td>{content}</td></tr><tr><td>甲<td>乙</table>", STYLE))


@pytest.mark.parametrize(
    ("content", "text", "marks"),
    [
        ("<s>50</s>77.00", "  77.00", (Mark(0, 2, "struck", "50"),)),
        ("<s>作废的话</s>甲乙", "    甲乙", (Mark(0, 4, "struck", "作废的话"),)),
        ("<u>50</u>77.00", "5077.00", ()),
        ("77.00<sup>1</sup>", "77.00 ", (Mark(5, 6, "raised", "1"),)),
        ("面积100m<sup>2</sup>", "面积100m²", ()),
        ("77.00<sub>1</sub>", "77.00 ", (Mark(5, 6, "lowered", "1"),)),
        ("<span style='color:#fff'>9</span>77.00", "77.00\n ", (Mark(6, 7, "hidden", "9"),)),
        ("<span style='color:#888'>9</span>77.00", "977.00", ()),
    ],
)
def test_what_chromium_draws_keeps_its_look(content: str, text: str, marks: tuple[Mark, ...]) -> None:
    cell = chromium_cell(content)
    assert (cell.text, cell.marks) == (text, marks)


def test_a_line_through_the_full_width_of_a_cell_strikes_and_parts_no_row() -> None:
    rows = (
        "<table><tr><td>编码</td><td style='min-width:0;padding:1px'><s>甲乙丙丁</s></td></tr><tr><td>甲<td>乙</table>"
    )
    assert texts(read(chromium_pdf(rows, STYLE))) == [[["编码", "    "], ["甲", "乙"]]]


def table(draw: Callable[[Canvas], None], width: float = 200) -> Reading:
    """Two cells in a row, 编码 and what is drawn from (210, 710) on."""
    return read(drawn(draw, width))


def drawn(draw: Callable[[Canvas], None], width: float = 200) -> bytes:
    """The PDF of `table`."""

    def page(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 12)
        canvas.grid([100, 200, 200 + width], [700, 730])
        canvas.drawString(110, 710, "编码")
        draw(canvas)
        canvas.showPage()

    return canvas_pdf(page)


def cell(draw: Callable[[Canvas], None]) -> Cell:
    return table(draw).grids[0].rows[0][1]


def covered(canvas: Canvas) -> None:
    canvas.drawString(210, 710, "50.00")
    canvas.setFillGray(1)
    canvas.rect(205, 704, 60, 20, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.drawString(210, 710, "77.00")


def test_what_is_painted_over_is_covered_and_stays_behind_the_text_in_print() -> None:
    found = cell(covered)
    assert (found.text, found.printed) == ("77.00\n     ", "77.00\n50.00")
    assert found.marks == (Mark(6, 11, "covered", "50.00"),)


def test_a_ground_under_the_text_and_a_veil_over_it_cover_nothing() -> None:
    def ground(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.9, 0.9, 1)
        canvas.rect(200, 700, 200, 30, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(210, 710, "77.00")

    def veil(canvas: Canvas) -> None:
        canvas.drawString(210, 710, "77.00")
        canvas.setFillColorRGB(1, 1, 0, alpha=0.3)
        canvas.rect(205, 704, 60, 20, stroke=0, fill=1)

    assert [cell(draw).text for draw in (ground, veil)] == ["77.00", "77.00"]


def test_text_in_the_colour_of_its_ground_and_text_without_ink_are_hidden() -> None:
    def same(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0, 0.2, 0.4)
        canvas.rect(300, 706, 60, 16, stroke=0, fill=1)
        canvas.drawString(310, 710, "9")
        canvas.setFillGray(0)
        canvas.drawString(210, 710, "77.00")

    def clear(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0, 0, 0, alpha=0)
        canvas.drawString(310, 710, "9")
        canvas.setFillColorRGB(0, 0, 0, alpha=1)
        canvas.drawString(210, 710, "77.00")

    for draw in (same, clear):
        found = cell(draw)
        assert (found.text, [mark.kind for mark in found.marks]) == ("77.00\n ", ["hidden"])


@pytest.mark.parametrize("thickness", [0.5, 1.5])
def test_a_line_or_a_thin_area_through_characters_strikes_them_and_one_below_them_does_not(thickness: float) -> None:
    def struck(canvas: Canvas) -> None:
        canvas.drawString(210, 710, "5077.00")
        canvas.setLineWidth(thickness)
        canvas.line(210, 714, 222, 714)

    def area(canvas: Canvas) -> None:
        canvas.drawString(210, 710, "5077.00")
        canvas.rect(210, 713.5, 12, thickness, stroke=0, fill=1)

    def below(canvas: Canvas) -> None:
        canvas.drawString(210, 710, "5077.00")
        canvas.line(210, 708.5, 222, 708.5)

    assert [cell(draw).text for draw in (struck, area, below)] == ["  77.00", "  77.00", "5077.00"]


def test_unseen_text_outside_tables_is_left_out_and_named() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(210, 710, "项目")
        canvas.setFillGray(1)
        canvas.drawString(110, 650, "白字")

    reading = table(draw)
    assert lines(reading) == []
    assert [(one.reason, one.values) for one in reading.rejects] == [("page-text-hidden", {"page": 1, "text": "白字"})]


@pytest.mark.parametrize("angle", [45, 0])
def test_a_watermark_is_one_line_behind_all_others_and_parts_no_title_from_its_table(angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 16)
        canvas.drawString(120, 750, "某局2023年项目支出绩效目标表")
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(210, 710, "项目")
        canvas.saveState()
        canvas.setFont("STSong-Light", 40)
        canvas.setFillColorRGB(0.9, 0.9, 0.9)
        canvas.translate(110, 690)
        canvas.rotate(angle)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()

    reading = table(draw)
    assert lines(reading) == ["某局2023年项目支出绩效目标表", "内部资料"]
    assert [line.text for line in reading.grids[0].title_lines] == ["某局2023年项目支出绩效目标表"]
    assert texts(reading) == [[["编码", "项目"]]]


def form_field(value: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.acroForm.textfield(name="金额", value=value, x=205, y=703, width=90, height=24, fontName="Helvetica")

    return draw


def test_a_form_field_is_read_where_it_stands_and_named_when_it_is_empty() -> None:
    assert cell(form_field("77.00")).text == "77.00"
    reading = table(form_field(""))
    assert [(one.reason, one.cell) for one in reading.rejects] == [("form-field-empty", reading.grids[0].rows[0][1])]


def test_a_menu_and_a_box_to_tick_show_what_was_chosen() -> None:
    def menu(canvas: Canvas) -> None:
        canvas.acroForm.choice(
            name="金额",
            value="77.00",
            options=["3.00", "77.00"],
            x=205,
            y=703,
            width=90,
            height=24,
            fontName="Helvetica",
        )

    def tick(canvas: Canvas) -> None:
        canvas.acroForm.checkbox(name="是", checked=True, x=205, y=705, size=18)

    assert [cell(draw).text for draw in (menu, tick)] == ["77.00", "☑"]


def test_a_text_laid_over_print_is_named_and_neither_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(210, 710, "50.00")
        canvas.freeTextAnnotation("77.00", DA="/Helv 12 Tf 0 g", Rect=(205, 703, 295, 727), relative=0)

    reading = table(draw)
    found = reading.grids[0].rows[0][1]
    assert (found.text.strip(), [mark.kind for mark in found.marks]) == ("", ["covered"])
    assert [(one.reason, one.values["text"], one.cell) for one in reading.rejects] == [
        ("annotation-over-text", "77.00", found)
    ]


def test_a_text_laid_on_an_empty_place_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.freeTextAnnotation("77.00", DA="/Helv 12 Tf 0 g", Rect=(205, 703, 295, 727), relative=0)

    assert cell(draw).text == "77.00"


def test_text_under_a_picture_of_the_whole_page_is_that_of_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    from mingzhang.errors import Refused
    from tests.readers.test_pdf import picture

    def draw(canvas: Canvas) -> None:
        canvas.drawString(110, 600, "recognised text that lies under the picture of the page")
        canvas.drawImage(picture(), 0, 0, *A4)
        canvas.showPage()

    monkeypatch.setattr("mingzhang.readers.pdf.can_read_pictures", lambda: False)
    with pytest.raises(Refused) as caught:
        read(canvas_pdf(draw))
    assert caught.value.reason == "pdf-scanned"


def test_another_table_as_wide_does_not_go_on_with_the_form_above_it() -> None:
    from tests.readers.equality import document_of
    from tests.readers.producers_pdf import chinese, reportlab_pdf, reportlab_table

    form = [
        ["单位编码", "单位及项目名称", "金额 (万元)", "绩效目标", "绩效指标"],
        ["1", "甲", "7.00", "目标一：乙", "1. 次数≥1次"],
    ]
    other = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["1", "行政运行", "5.00", "1.00", "2.00"]]

    def story() -> list[object]:
        from reportlab.platypus import PageBreak, Paragraph

        title = Paragraph("表4 支出表", chinese(11))
        tables = [reportlab_table(rows, [60, 140, 70, 100, 100]) for rows in (form, other)]
        return [tables[0], PageBreak(), title, tables[1]]

    document = document_of(reportlab_pdf(story))
    assert [(one.form, [project.name for project in one.projects]) for one in document.forms] == [
        ("project_table", ["甲"])
    ]


def test_a_form_field_whose_appearance_says_another_thing_is_refused_with_both() -> None:
    def changed(old: bytes, new: bytes) -> Reading:
        data = drawn(form_field("77.00"))
        assert old in data
        return read(data.replace(old, new))

    said = [(one.reason, one.values) for one in changed(b"/V (77.00)", b"/V (88.00)").rejects]
    values = {"page": "1", "shown": "77.00", "text": "88.00"}
    assert said == [("form-field-shown-otherwise", values)]
    assert [one.reason for one in changed(b"/V (77.00)", b"/W (77.00)").rejects] == ["form-field-shown-otherwise"]
    for old, new in ((b"/V (77.00)", b"/V (77)   "), (b"/AP", b"/AQ")):
        reading = changed(old, new)
        assert (texts(reading), reading.rejects) == ([[["编码", "77.00"]]], ())


@pytest.mark.parametrize(
    ("at", "text", "cells"),
    [
        (185, "1234567.00", ["编码", "1234567.00"]),  # aligned to the right of a cell that is too narrow
        (164, "说明文字很长", ["编码\n说明文", "字很长"]),
    ],
)
def test_a_text_that_runs_over_a_rule_is_told(at: int, text: str, cells: list[str]) -> None:
    reading = table(lambda canvas: canvas.drawString(at, 702, text))
    assert texts(reading) == [[cells]]
    assert [one.reason for one in reading.rejects] == ["text-over-rule"]
