"""PDFs by real producers to lines and grids, and those that are refused."""

import sys
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, Table, TableStyle

from mingzhang.errors import Refused
from mingzhang.readers import pdf, read
from mingzhang.records import Reading
from tests.conftest import FOUNDING
from tests.readers.equality import HEADER, TITLE, WHOLE, document_of
from tests.readers.producers_pdf import (
    HEADER_ONCE,
    as_paragraphs,
    canvas_pdf,
    chinese,
    chromium_pdf,
    founding_by_chromium,
    founding_by_reportlab,
    html_table,
    reportlab_pdf,
    reportlab_table,
)

pytestmark = pytest.mark.slow

LONG = "通过建立并完善干部健康档案，跟踪掌握健康状况，并根据健康状况动态调整体检标准，提高工作质量。" * 4


def texts(reading: Reading) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in grid.rows] for grid in reading.grids]


def lines(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


def refusal(data: bytes) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as refused:
        read(data)
    return refused.value.reason, refused.value.values


# ---- the founding disclosure -----------------------------------------------------------------------------------------


def test_title_year_pages_and_places_of_the_founding_disclosure() -> None:
    reading = read(founding_by_reportlab(1))
    document = document_of(founding_by_reportlab(1))
    assert (document.title, document.year, reading.media_type) == (TITLE, 2023, "application/pdf")
    (grid,) = reading.grids
    assert [cell.text for cell in grid.title_lines] == [TITLE]
    assert {row[0].page for row in grid.rows} == set(range(1, reading.pages + 1))
    for page in range(1, reading.pages + 1):
        rows = [row for row in grid.rows if row[0].page == page]
        assert [row[0].row for row in rows] == list(range(1, len(rows) + 1))
        assert [cell.text for cell in rows[0]] == HEADER


def test_every_printed_character_is_in_the_cells() -> None:
    def squeezed(parts: list[str]) -> str:
        return "".join("".join(parts).split())

    (grid,) = read(founding_by_chromium(HEADER_ONCE, lambda text: text.replace("<", "&lt;"))).grids
    for printed, expected in zip(grid.rows, WHOLE, strict=True):
        assert [squeezed([cell.text]) for cell in printed] == [squeezed([text]) for text in expected]


def test_a_space_in_place_of_which_a_line_was_wrapped_leaves_no_trace() -> None:
    """With it and without it the same characters are drawn at the same places: no reader could tell."""
    import pdfplumber

    drawn = []
    for text in ("工作完成时限 2023/12/13", "工作完成时限2023/12/13"):
        with pdfplumber.open(BytesIO(chromium_pdf(f'<div style="width: 8em">{text}</div>'))) as printed:
            drawn.append([(one["text"], one["x0"], one["top"]) for one in printed.pages[0].chars])
    assert drawn[0] == drawn[1]
    assert len({top for _, _, top in drawn[0]}) == 2


def test_the_indicators_that_such_a_space_can_concern() -> None:
    document = document_of(FOUNDING.read_bytes())
    (form,) = document.forms
    assert [
        (project.serial, indicator.text)
        for project in form.projects
        for indicator in project.indicators
        if any(character.isspace() for character in indicator.text)
    ] == [("1", "工作完成时限 2023/12/13")]


# ---- tables over pages -----------------------------------------------------------------------------------------------


def test_a_cell_stands_where_it_begins_and_holds_its_text_of_all_pages() -> None:
    rows = [["编码", "目标"], ["1", LONG * 12], ["2", "短"]]
    for repeated in (0, 1):
        reading = read(reportlab_pdf(partial(lambda repeated: [reportlab_table(rows, [50, 200], repeated)], repeated)))
        assert reading.pages > 2
        assert [row for row in texts(reading)[0] if row != rows[0]] == rows[1:]
        (cell,) = [row[1] for row in reading.grids[0].rows if row[0].text == "1"]
        assert (cell.page, cell.row) == (1, 2)


def test_a_row_under_merged_cells_that_go_on_is_a_row_of_its_own() -> None:
    levels = "".join(f"<tr><td>指标{number}</td><td>≥{number}</td></tr>" for number in range(2, 61))
    body = f"<table><tr><td rowspan=60>项目甲</td><td>指标1</td><td>≥1</td></tr>{levels}</table>"
    reading = read(chromium_pdf(body))
    (grid,) = reading.grids
    assert reading.pages > 1
    first, *others = grid.rows
    assert [(cell.text, cell.row_span) for cell in first] == [("项目甲", 60), ("指标1", 1), ("≥1", 1)]
    assert [[cell.text for cell in row] for row in others] == [[f"指标{n}", f"≥{n}"] for n in range(2, 61)]
    assert {cell.column for row in others for cell in row} == {2, 3}


def test_a_row_with_an_empty_first_cell_at_the_top_of_a_page_whose_texts_are_whole_is_a_new_row() -> None:
    rows = [["", f"指标{number}", "≥1", "个"] for number in range(1, 80)]
    (grid,) = read(
        reportlab_pdf(lambda: [reportlab_table([["项目", "名称", "符号", "单位"], *rows], [80] * 4, 0)])
    ).grids
    assert [[cell.text for cell in row] for row in grid.rows[1:]] == rows


def test_two_different_tables_are_two_grids_each_with_its_title() -> None:
    def story() -> list[Any]:
        return [
            Paragraph("表一 收支总表", chinese()),
            reportlab_table([["科目", "金额"], ["一般公共服务", "5"]], [100, 100]),
            Paragraph("表二 项目支出绩效目标表", chinese()),
            reportlab_table([["编码", "项目", "金额"], ["1", "甲", "5"]], [50, 100, 100]),
        ]

    reading = read(reportlab_pdf(story))
    assert [[cell.text for cell in grid.title_lines] for grid in reading.grids] == [
        ["表一 收支总表"],
        ["表二 项目支出绩效目标表"],
    ]
    assert texts(reading) == [[["科目", "金额"], ["一般公共服务", "5"]], [["编码", "项目", "金额"], ["1", "甲", "5"]]]


def test_tables_of_the_same_make_on_pages_of_their_own_are_tables_of_their_own() -> None:
    def story() -> list[Any]:
        sheets = []
        for name in ("甲", "乙"):
            sheets += [reportlab_table([["项目名称", name], ["金额", "5"]], [100, 100]), PageBreak()]
        return sheets

    assert texts(read(reportlab_pdf(story))) == [
        [["项目名称", "甲"], ["金额", "5"]],
        [["项目名称", "乙"], ["金额", "5"]],
    ]


def test_a_form_in_the_middle_of_a_long_document() -> None:
    prose = "".join(f"<p>第{number}段。{LONG}</p>" for number in range(40))
    body = f"<h1>某局2023年部门预算</h1>{prose}<h2>{TITLE}</h2>{html_table(WHOLE, as_paragraphs)}{prose}"
    document = document_of(chromium_pdf(body))
    (form,) = document.forms
    assert (document.title, len(form.projects), document.rejects) == (TITLE, 26, ())
    assert sum(len(project.indicators) for project in form.projects) == 294
    assert [cell.text for cell in document.tables[0].grid.title_lines] == [TITLE]


def test_page_numbers_and_running_titles_do_not_part_a_table() -> None:
    def furniture(canvas: Canvas, _: Any) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(40, 570, "某县2023年部门预算公开")
        canvas.drawString(400, 20, f"— {canvas.getPageNumber()} —")

    def build() -> bytes:
        from reportlab.lib.pagesizes import landscape
        from reportlab.platypus import SimpleDocTemplate

        chinese()
        target = BytesIO()
        rows = [["编码", "目标"], *([str(number), LONG] for number in range(20))]
        SimpleDocTemplate(target, pagesize=landscape(A4)).build(
            [reportlab_table(rows, [50, 200], 0)], onFirstPage=furniture, onLaterPages=furniture
        )
        return target.getvalue()

    reading = read(build())
    assert reading.pages >= 3
    assert len(reading.grids) == 1
    assert len(reading.grids[0].rows) == 21


# ---- cells -----------------------------------------------------------------------------------------------------------


def test_merged_cells_span_rows_and_columns() -> None:
    body = (
        "<table><tr><td rowspan=2>一级指标</td><td colspan=2>指标值</td></tr><tr><td>符号</td><td>数值</td></tr>"
        "<tr><td>产出</td><td>≥</td><td>5</td></tr></table>"
    )
    (grid,) = read(chromium_pdf(body)).grids
    assert [[(c.text, c.row, c.column, c.row_span, c.column_span) for c in row] for row in grid.rows] == [
        [("一级指标", 1, 1, 2, 1), ("指标值", 1, 2, 1, 2)],
        [("符号", 2, 2, 1, 1), ("数值", 2, 3, 1, 1)],
        [("产出", 3, 1, 1, 1), ("≥", 3, 2, 1, 1), ("5", 3, 3, 1, 1)],
    ]


def test_paragraphs_stay_lines_and_wrapped_lines_are_joined() -> None:
    body = (
        f'<table style="width: 22em"><tr><td>甲</td><td><p>1.短</p><p>{LONG}</p><p>短句</p><p>完</p></td></tr></table>'
    )
    assert texts(read(chromium_pdf(body))) == [[["甲", f"1.短\n{LONG}\n短句\n完"]]]


def test_text_that_runs_over_a_rule_stays_in_its_cell() -> None:
    body = '<table style="width: 60px"><tr><td>006001</td><td>县委</td></tr><tr><td>1</td><td>2</td></tr></table>'
    assert texts(read(chromium_pdf(body, "td { padding: 0 }")))[0][0] == ["006001", "县委"]


def test_radicals_that_fonts_name_are_read_as_the_ideographs_they_show() -> None:
    body = "<table><tr><td>部门项目支出</td><td>公用经费一览</td></tr></table>"
    data = chromium_pdf(body)
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as printed:
        assert set("".join(one["text"] for one in printed.pages[0].chars)) & set("⻔⽬⽀⽤⼀")
    assert texts(read(data)) == [[["部门项目支出", "公用经费一览"]]]


def test_cells_with_characters_that_the_file_does_not_name_are_rejected_and_not_published() -> None:
    """A font whose table of characters says nothing, as some producers embed it."""
    data = chromium_pdf("<table><tr><td>金额</td><td>100</td></tr></table>", "@page { margin: 1cm }")
    reading = read(_without_character_tables(data))
    assert {cell.text for cell in reading.cells()} == {""}
    assert [(reject.reason, reject.values) for reject in reading.rejects] == [
        ("characters-unknown", {"number": 2, "page": 1}),
        ("characters-unknown", {"number": 3, "page": 1}),
    ]


def _without_character_tables(data: bytes) -> bytes:
    """The same bytes with /ToUnicode spelled otherwise, so that no reader finds the tables."""
    assert b"/ToUnicode" in data
    return data.replace(b"/ToUnicode", b"/ToNothing")


# ---- what is seen ----------------------------------------------------------------------------------------------------


def grid_of_two(canvas: Canvas, left: str = "编码", right: str = "项目") -> None:
    """Two cells with a text in each."""
    canvas.grid([100, 200, 300], [700, 730])
    canvas.drawString(110, 710, left)
    canvas.drawString(210, 710, right)


def test_rotated_and_landscape_pages_are_read_as_they_are_seen() -> None:
    for angle in (0, 90, 180, 270):

        def draw(canvas: Canvas, angle: int = angle) -> None:
            canvas.setPageRotation(angle)
            width, height = A4 if angle in (0, 180) else A4[::-1]  # reportlab turns its page too
            # The content is turned the other way, so that it stands upright on the turned page.
            if angle == 90:
                canvas.translate(width, 0)
            elif angle == 180:
                canvas.translate(width, height)
            elif angle == 270:
                canvas.translate(0, height)
            canvas.rotate(angle)
            grid_of_two(canvas)
            canvas.drawString(110, 750, "标题")
            canvas.showPage()

        reading = read(canvas_pdf(draw))
        assert (texts(reading), lines(reading)) == ([[["编码", "项目"]]], ["标题"]), angle


def test_text_that_is_turned_in_its_cell_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([100, 200, 300], [600, 730])
        canvas.drawString(210, 710, "项目")
        canvas.translate(150, 610)
        canvas.rotate(90)
        canvas.drawString(0, 0, "产出指标")
        canvas.showPage()

    assert texts(read(canvas_pdf(draw))) == [[["产出指标", "项目"]]]


def test_what_nobody_sees_is_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        grid_of_two(canvas)
        canvas.drawString(700, 710, "页外")
        canvas.setFillGray(1)
        canvas.drawString(110, 650, "白字")
        canvas.setFillGray(0)
        hidden = canvas.beginText(110, 600)
        hidden.setTextRenderMode(3)
        hidden.textLine("隐形")
        hidden.setTextRenderMode(0)
        canvas.drawText(hidden)
        canvas.showPage()

    reading = read(canvas_pdf(draw))
    assert (texts(reading), lines(reading)) == ([[["编码", "项目"]]], [])


def test_white_text_on_a_coloured_ground_is_seen() -> None:
    body = "<table><tr class=head><td>编码</td><td>项目</td></tr><tr><td>1</td><td>甲</td></tr></table>"
    data = chromium_pdf(body, "* { -webkit-print-color-adjust: exact } .head { background: #036; color: white }")
    assert texts(read(data)) == [[["编码", "项目"], ["1", "甲"]]]


def test_text_outside_the_crop_box_is_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((90, 690, 400, 760))
        grid_of_two(canvas)
        canvas.drawString(110, 400, "裁去")
        canvas.showPage()

    reading = read(canvas_pdf(draw))
    assert (texts(reading), lines(reading)) == ([[["编码", "项目"]]], [])


def test_two_columns_of_text_are_never_mixed() -> None:
    left, right = "左" * 150, "右" * 150
    style = "div { columns: 2; column-gap: 2em; text-align: justify } p + p { break-before: column }"
    body = f"<div><p>{left}</p><p>{right}</p></div>"
    found = lines(read(chromium_pdf(body, style)))
    assert "".join(found) == left + right


def test_a_table_without_rules_is_lines_and_nothing_is_guessed() -> None:
    body = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>甲</td><td>5</td></tr></table>"
    reading = read(chromium_pdf(body, "td { border: none; width: 8em }"))
    assert reading.grids == ()
    assert lines(reading) == ["项目", "金额", "甲", "5"]
    assert [(line.row, line.column) for line in reading.lines] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_a_frame_around_text_is_no_table() -> None:
    assert texts(read(chromium_pdf('<div style="border: 1px solid">说明：无。</div>'))) == []


def test_a_title_that_is_wrapped_is_one_line() -> None:
    title = TITLE * 2
    body = f"<h1 style='font-size: 24pt'>{title}</h1>{html_table([HEADER, ['1', '甲', '5', '', '']])}"
    reading = read(chromium_pdf(body))
    assert [cell.text for cell in reading.grids[0].title_lines] == [title]


# ---- refused ---------------------------------------------------------------------------------------------------------


def picture() -> ImageReader:
    from PIL import Image

    return ImageReader(Image.new("RGB", (60, 80), (200, 190, 180)))


def scan(canvas: Canvas) -> None:
    canvas.drawImage(picture(), 0, 0, *A4)
    canvas.showPage()


def text_page(canvas: Canvas) -> None:
    canvas.setFont("STSong-Light", 12)
    grid_of_two(canvas)
    canvas.showPage()


def two_text_pages(canvas: Canvas) -> None:
    text_page(canvas)
    text_page(canvas)


def test_without_the_extra_a_scan_is_refused_also_with_a_layer_of_recognised_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mingzhang.readers.pdf.can_read_pictures", lambda: False)

    def recognised(canvas: Canvas) -> None:
        hidden = canvas.beginText(110, 600)
        hidden.setTextRenderMode(3)
        hidden.textLine("识别出的文字")
        canvas.drawText(hidden)
        scan(canvas)

    def two_pages(canvas: Canvas) -> None:
        scan(canvas)
        scan(canvas)

    assert refusal(canvas_pdf(two_pages)) == ("pdf-scanned", {"pages": 2, "extra": "ocr"})
    assert refusal(canvas_pdf(recognised)) == ("pdf-scanned", {"pages": 1, "extra": "ocr"})


def test_without_the_extra_scanned_pages_among_others_are_rejected_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mingzhang.readers.pdf.can_read_pictures", lambda: False)

    def draw(canvas: Canvas) -> None:
        text_page(canvas)
        scan(canvas)
        text_page(canvas)

    reading = read(canvas_pdf(draw))
    assert [(reject.reason, reject.values) for reject in reading.rejects] == [
        ("page-scanned", {"page": 2, "extra": "ocr"})
    ]
    assert len(reading.grids) == 2


def test_a_password_is_named_and_an_owner_password_does_no_harm() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)  # reportlab spoils the names of Chinese fonts when it encrypts
        grid_of_two(canvas, "A", "B")
        canvas.showPage()

    def made(user: str) -> bytes:
        return canvas_pdf(page, encrypt=StandardEncryption(user, ownerPassword="owner", strength=128))

    assert refusal(made("geheim")) == ("pdf-encrypted", {})
    assert texts(read(made(""))) == [[["A", "B"]]]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(part: float) -> None:
    data = founding_by_reportlab(1)
    reason, _ = refusal(data[: int(len(data) * part)])
    assert reason == "pdf-cut-off"


def test_a_page_whose_content_breaks_off_is_refused() -> None:
    data = canvas_pdf(two_text_pages, pageCompression=1)
    start = data.index(b"stream", data.index(b"/FlateDecode")) + 8
    assert refusal(data[: start + 60] + b"z" * 40 + data[start + 100 :])[0] == "pdf-damaged"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n%%EOF",
        b"%PDF-1.7\ngarbage\n%%EOF",
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    ],
)
def test_what_is_no_whole_pdf_is_refused_and_never_a_traceback(data: bytes) -> None:
    assert refusal(data)[0] in ("pdf-damaged", "pdf-without-pages")


def test_no_pages() -> None:
    data = (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF"
    )
    assert refusal(data) == ("pdf-without-pages", {})


def test_no_text() -> None:
    assert refusal(canvas_pdf(lambda canvas: canvas.showPage())) == ("pdf-without-text", {})


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    data = canvas_pdf(two_text_pages)
    assert refusal(data) == ("too-many-pages", {"pages": 2, "limit": 1})


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    assert refusal(canvas_pdf(text_page)) == ("extra-missing", {"extra": "pdf"})


def test_junk_before_the_mark_is_no_hindrance() -> None:
    assert texts(read(b"\n" * 20 + canvas_pdf(text_page))) == [[["编码", "项目"]]]


def test_progress_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="mingzhang.readers.pdf"):
        read(canvas_pdf(text_page))
    assert [record.getMessage() for record in caplog.records if record.name == "mingzhang.readers.pdf"] == [
        "page 1 of 1"
    ]


def test_the_other_files_of_a_build_are_unharmed(built: Any) -> None:
    whole = founding_by_reportlab(1)
    summary, sql = built(
        good__pdf=whole,
        truncated__pdf=whole[:5000],
        scan__pdf=canvas_pdf(scan),
        locked__pdf=canvas_pdf(text_page, encrypt=StandardEncryption("geheim", strength=128)),
    )
    assert sql("SELECT count(*) FROM projects") == [(26,)]
    assert sql("SELECT file, reason_id, kind FROM rejects ORDER BY file") == [
        ("locked.pdf", "pdf-encrypted", "document"),
        ("scan.pdf", "pdf-scan-empty", "document"),
        ("truncated.pdf", "pdf-cut-off", "document"),
    ]
    assert summary.counts["documents"] == 1


def test_a_plain_table_drawn_with_boxes() -> None:
    """Cells as rectangles beside each other, as some programs draw them."""

    def story() -> list[Any]:
        table = Table([["A", "B"], ["1", "2"]], colWidths=[60, 60])
        table.setStyle(
            TableStyle([("BOX", (column, row), (column, row), 1, "black") for column in (0, 1) for row in (0, 1)])
        )
        return [table]

    assert texts(read(reportlab_pdf(story))) == [[["A", "B"], ["1", "2"]]]
