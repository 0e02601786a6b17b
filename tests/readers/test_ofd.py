"""OFD to lines and grids. No office program here writes it: the files are built by the standard, see producers_ofd."""

import io
import zipfile

import pytest

from mingzhang.errors import Refused
from mingzhang.readers import read
from mingzhang.records import Cell, Reading
from tests.readers.equality import document_of
from tests.readers.producers_ofd import NAMESPACE, area, line, ofd, table, text

TITLE = "某局2024年部门预算项目支出绩效目标公开表"
HEADER = ["单位编码", "单位及项目名称", "金额(万元)", "绩效目标", "绩效指标"]
ROWS = [
    HEADER,
    ["1", "甲项目", "77.00", "目标一：做好", "一、产出指标\n1. 人数≥3人"],
    ["2", "乙项目", "3.00", "目标一：做完", "1. 次数≥1次"],
]
WIDTHS = [25, 45, 30, 40, 60]


def texts(reading: Reading) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in grid.rows] for grid in reading.grids]


def amount(page: str) -> Cell:
    return read(ofd(page)).grids[0].rows[1][2]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(data)
    return caught.value.reason


def test_a_title_and_a_ruled_table_are_read() -> None:
    reading = read(ofd(text(80, 25, TITLE, size=5) + table(ROWS, WIDTHS)))
    assert (reading.media_type, reading.pages) == ("application/ofd", 1)
    assert [cell.text for cell in reading.grids[0].title_lines] == [TITLE]
    assert texts(reading) == [ROWS]


def test_the_form_in_it_is_recognised() -> None:
    document = document_of(ofd(text(80, 25, TITLE, size=5) + table(ROWS, WIDTHS)))
    (form,) = document.forms
    assert (document.title, document.year, form.form) == (TITLE, 2024, "project_table")
    assert [(project.name, project.amount and project.amount.fen) for project in form.projects] == [
        ("甲项目", 77_000_000),
        ("乙项目", 3_000_000),
    ]


def test_a_table_goes_on_over_a_page_with_its_header_repeated() -> None:
    reading = read(ofd(table(ROWS[:2], WIDTHS), table([HEADER, ROWS[2]], WIDTHS)))
    assert texts(reading) == [[*ROWS[:2], HEADER, ROWS[2]]]
    assert [row[0].page for row in reading.grids[0].rows] == [1, 1, 2, 2]


def test_what_a_template_draws_belongs_to_the_page() -> None:
    rules = table([[""] * 5] * 3, WIDTHS)
    typed = "".join(
        text(x, 41 + 12 * number, cell.split("\n")[0])
        for number, row in enumerate(ROWS)
        for x, cell in zip((16, 41, 86, 116, 156), row, strict=True)
    )
    assert texts(read(ofd(typed, template=rules))) == [[[cell.split("\n")[0] for cell in row] for row in ROWS]]


def test_repeated_distances_a_matrix_and_absolute_paths_are_understood() -> None:
    grouped = (
        '<ofd:TextObject ID="1" Boundary="86 53 20 4" Font="1" Size="1" CTM="3.5 0 0 3.5 0 0">'
        '<ofd:TextCode X="0" Y="0.88" DeltaX="g 4 0.5">77.00</ofd:TextCode></ofd:TextObject>'
    )
    rows = [HEADER, ["1", "甲项目", "", "乙", "丙"]]
    assert amount(table(rows, WIDTHS) + grouped).text == "77.00"


def test_struck_covered_hidden_and_transparent_text_are_marks() -> None:
    rows = [HEADER, ["1", "甲项目", "", "乙", "丙"]]
    rules = table(rows, WIDTHS)
    struck = text(87, 54, "5077.00") + line(87, 56, 90.5, 56)
    covered = text(87, 54, "50.00") + area(86.5, 53.5, 20, 5, "255 255 255") + text(87, 54, "77.00")
    white = text(87, 54, "77.00") + text(105, 54, "9", inner='<ofd:FillColor Value="255 255 255"/>')
    clear = text(87, 54, "77.00") + text(105, 54, "9", more='Alpha="0"')
    found = [amount(rules + one) for one in (struck, covered, white, clear)]
    assert [cell.text for cell in found] == ["  77.00", "77.00\n     ", "77.00\n ", "77.00\n "]
    assert [[mark.kind for mark in cell.marks] for cell in found] == [["struck"], ["covered"], ["hidden"], ["hidden"]]


def test_a_slanted_watermark_costs_no_title() -> None:
    mark = text(60, 60, "内部资料", more='CTM="0.7 -0.7 0.7 0.7 0 0"', size=20)
    reading = read(ofd(text(80, 25, TITLE, size=5) + table(ROWS, WIDTHS) + mark))
    assert [cell.text for cell in reading.grids[0].title_lines] == [TITLE]
    assert texts(reading) == [ROWS]


def laid_over(kind: str, boundary: str, inner: str = "") -> bytes:
    """The table with an annotation of a kind over it."""
    annotation = (
        f"<ofd:Annot ID='7' Type='{kind}'><ofd:Appearance Boundary='{boundary}'>{inner}</ofd:Appearance></ofd:Annot>"
    )
    listed = "<ofd:Page PageID='0'><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>"
    return with_part_named(
        "</ofd:Pages>",
        "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
        **{
            "Doc_0/Annots/Annotations.xml": f"<ofd:Annotations {NAMESPACE}>{listed}</ofd:Annotations>",
            "Doc_0/Annots/Page_0/Annotation.xml": f"<ofd:PageAnnot {NAMESPACE}>{annotation}</ofd:PageAnnot>",
        },
    )


def with_part_named(behind: str, reference: str, **parts: str) -> bytes:
    """The table in an OFD with more parts, one of which its root or its document names behind an element."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ofd(table(ROWS, WIDTHS), **parts))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).decode().replace(behind, behind + reference))
    return target.getvalue()


AMOUNT = "86.5 53 12 4"  # where 77.00 is printed


@pytest.mark.parametrize(
    ("kind", "boundary", "amount", "reasons"),
    [
        ("Stamp", AMOUNT, "", ["annotation-over-text"]),
        ("Path", "86.5 54.7 10 0.3", "", []),
        ("Highlight", AMOUNT, "77.00", ["annotation-remark"]),
        ("Watermark", AMOUNT, "77.00", []),
        ("Link", AMOUNT, "77.00", []),
    ],
)
def test_what_an_annotation_lays_over_print_is_told(kind: str, boundary: str, amount: str, reasons: list[str]) -> None:
    reading = read(laid_over(kind, boundary, "<ofd:TextObject><ofd:TextCode>作废</ofd:TextCode></ofd:TextObject>"))
    cell = reading.grids[0].rows[1][2]
    assert (cell.text.strip(), [one.reason for one in reading.rejects]) == (amount, reasons)
    assert cell.printed.strip() == "77.00"


@pytest.mark.parametrize(
    ("attributes", "amount"),
    [
        ('Fill="false"', ""),
        ('Fill="false" Stroke="true"', "77.00"),
        ('Fill="true"', "77.00"),
        ('Stroke="false"', "77.00"),
    ],
)
def test_characters_that_are_neither_filled_nor_outlined_cannot_be_seen(attributes: str, amount: str) -> None:
    before, _, after = table(ROWS, WIDTHS).partition(">77.00<")
    start = before.rindex("<ofd:TextObject") + len("<ofd:TextObject")
    reading = read(ofd(f"{before[:start]} {attributes}{before[start:]}>77.00<{after}"))
    assert reading.grids[0].rows[1][2].text.strip() == amount
    assert reading.grids[0].rows[1][2].printed.strip() == "77.00"


def test_print_below_a_seal_is_read_and_told() -> None:
    stamp = f"<ofd:StampAnnot ID='1' PageRef='0' Boundary='{AMOUNT}'/>"
    data = with_part_named(
        "</ofd:DocRoot>",
        "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>",
        **{
            "Doc_0/Signs/Signatures.xml": f"<ofd:Signatures {NAMESPACE}><ofd:Signature BaseLoc='Sign_0/Signature.xml'/>"
            "</ofd:Signatures>",
            "Doc_0/Signs/Sign_0/Signature.xml": f"<ofd:Signature {NAMESPACE}><ofd:SignedInfo>{stamp}</ofd:SignedInfo>"
            "</ofd:Signature>",
        },
    )
    reading = read(data)
    assert reading.grids[0].rows[1][2].text == "77.00"
    assert [one.reason for one in reading.rejects] == ["seal-over-text"]


def test_a_composite_graphic_is_drawn_in_its_place() -> None:
    """One in another, scaled; one that draws itself ends."""
    whole, amount = table([ROWS[0], [*ROWS[1][:2], "", *ROWS[1][3:]]], WIDTHS), text(0, 0, "77.00", size=1.75)
    units = {
        "a": f'{whole}<ofd:CompositeObject ID="5" ResourceID="b" Boundary="{AMOUNT}" CTM="2 0 0 2 0 0"/>',
        "b": amount + '<ofd:CompositeObject ID="6" ResourceID="c" Boundary="0 0 1 1"/>',
        "c": '<ofd:CompositeObject ID="7" ResourceID="c" Boundary="0 0 1 1"/>',
    }
    listed = "".join(
        f"<ofd:CompositeGraphicUnit ID='{name}'><ofd:Content>{one}</ofd:Content></ofd:CompositeGraphicUnit>"
        for name, one in units.items()
    )
    page = '<ofd:CompositeObject ID="4" ResourceID="a" Boundary="3 4 9 9"/><ofd:PageRes>Res.xml</ofd:PageRes>'
    resources = f"<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits>{listed}</ofd:CompositeGraphicUnits></ofd:Res>"
    reading = read(ofd(page, **{"Doc_0/Pages/Page_0/Res.xml": resources}))
    assert reading.grids[0].rows[1][2].text == "77.00"
    assert [one.reason for one in reading.rejects] == ["drawing-not-read"]


def test_a_picture_in_a_blank_cell_and_a_composite_drawing_are_told() -> None:
    rows = [ROWS[0], [*ROWS[1][:2], "", *ROWS[1][3:]]]
    drawn = f'<ofd:ImageObject ID="1" Boundary="{AMOUNT}"/><ofd:CompositeObject ID="2" Boundary="0 0 1 1"/>'
    assert {one.reason for one in read(ofd(table(rows, WIDTHS) + drawn)).rejects} == {
        "picture-here",
        "drawing-not-read",
    }


def test_what_cannot_be_read_is_refused_by_name() -> None:
    assert refusal(ofd("")) == "only-pictures"
    assert refusal(ofd()) == "file-damaged"
    assert refusal(ofd(table(ROWS, WIDTHS).replace('Boundary="16', 'Boundary="x'))) == "file-damaged"
    assert refusal(ofd(table(ROWS, WIDTHS), **{"Doc_0/Encryptions.xml": "<x/>"})) == "password-protected"
    entity = '<!DOCTYPE x [<!ENTITY a "a">]>'
    assert refusal(ofd(text(1, 1, "甲"), template=entity)) == "file-damaged"
