"""From a scan to the database and its pages: amounts that add up, those that do not, corrections, and what a reader is told.

Two scans are read once for all tests here.
"""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mingzhang import converting
from mingzhang.converting import budget_of
from mingzhang.keeping import kept_beside
from mingzhang.pipeline import build
from mingzhang.readers.picture_pages import can_read_pictures
from mingzhang.readers.sources import source_of
from mingzhang.workers import Workers
from tests.conftest import ROOT, finished

SCANS = ROOT / "tests" / "readers" / "scanned" / "scans"
needs_ocr = pytest.mark.skipif(not can_read_pictures(), reason="the extra ocr is not installed")
WHO = "by: 张三, corrected_on: 2026-11-27"
# The printed totals of seal.pdf are 28.00, one more than its rows; its second goal lies under a seal.
RIGHT = f"""
- {{page: 1, row: 2, column: 3, text: "27.00", {WHO}, instead_of: "28.00"}}
- {{page: 1, row: 3, column: 3, text: "27.00", {WHO}}}
- {{page: 1, row: 5, column: 4, text: "目标一：体检人数100人，每人600元。", {WHO}}}
- {{page: 1, row: 9, column: 3, text: "27.00", {WHO}}}
"""
WRONG = f"""
- {{page: 1, row: 4, column: 3, text: "23.00", {WHO}}}
- {{page: 1, row: 5, column: 4, text: "目标一：体检人数100人，联系电话13812345678。", {WHO}}}
"""
Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scans")
    (folder / "in").mkdir()
    for name, corrections in (("seal.pdf", RIGHT), ("table.pdf", WRONG)):
        shutil.copy(SCANS / name, folder / "in" / name)
        (folder / "in" / f"{name}.cells.yml").write_text(corrections, encoding="utf-8")
    database = folder / "scans.db"
    build([folder / "in"], database, charts=False, kept=kept_beside(database))
    return folder


@pytest.fixture
def sql(place: Path) -> Sql:
    connection = sqlite3.connect(place / "scans.db")
    return lambda query, *parameters: connection.execute(query, parameters).fetchall()


@pytest.fixture(scope="module")
def ask(place: Path) -> Callable[..., str]:
    from mingzhang.site.server import open_site

    site = open_site(place / "scans.db")

    def page(path: str, language: str = "zh") -> str:
        answer = finished(site.client.get(path, headers={"Accept-Language": language}))
        assert answer.status_code == 200, path
        return str(answer.text)

    return page


@needs_ocr
def test_amounts_that_add_up_are_taken_and_of_others_only_what_somebody_compared(sql: Sql) -> None:
    assert sql("SELECT DISTINCT read_as FROM documents") == [("picture",)]
    amounts = (
        "SELECT file, name, amount_yuan FROM projects JOIN documents ON documents.id = document_id ORDER BY 1, serial"
    )
    assert sql(amounts) == [
        ("seal.pdf", "人才工作经费", 220000.0),
        ("seal.pdf", "干部体检费", 50000.0),
        ("table.pdf", "人才工作经费", 230000.0),  # corrected by hand, so not the reading's fault
        ("table.pdf", "干部体检费", None),
    ]
    refused = "SELECT file, text FROM rejects WHERE reason_id = 'amounts-unconfirmed' ORDER BY 2"
    assert sql(refused) == [("table.pdf", "27.00"), ("table.pdf", "27.00"), ("table.pdf", "5.00")]
    assert sql("SELECT count(*) FROM findings WHERE check_id = 'total-mismatch' OR class = 'arithmetic'") == [(0,)]
    assert sql("SELECT count(*) FROM reconciliations WHERE check_id = 'total-mismatch'") == [(2,)]
    assert sql("SELECT count(*) > 20, min(webp) LIKE 'UklGR%' FROM cell_pictures") == [(1, 1)]


@needs_ocr
def test_corrected_cells_say_who_when_and_what_was_recognised(sql: Sql) -> None:
    corrected = (
        'SELECT file, "row", "column", text, recognised, corrected_by, corrected_on FROM cells'
        " JOIN documents ON documents.id = document_id WHERE corrected_by IS NOT NULL ORDER BY 1, 2, 3"
    )
    who = ("张三", "2026-11-27")
    assert sql(corrected) == [
        ("seal.pdf", 2, 3, "27.00", "28.00", *who),
        ("seal.pdf", 3, 3, "27.00", "28.00", *who),
        ("seal.pdf", 5, 4, "目标一：体检人数100人，每人600元。", "目标一：体检人数100人，每人500元。", *who),
        ("table.pdf", 4, 3, "23.00", "22.00", *who),
        ("table.pdf", 5, 4, "目标一：体检人数100人，联系电话███████████。", None, *who),
    ]
    told = "SELECT file, reason FROM rejects WHERE reason_id LIKE 'correction%'"
    assert sql(told) == [
        (
            "seal.pdf",
            "seal.pdf.cells.yml 第 4 条：第 1 页第 9 行第 3 列没有格子，没有采用。"
            "请照识别文本页上的页、行、列填写；表外的文字写 table 为 0。",
        )
    ]


@needs_ocr
def test_what_adds_up_wrongly_in_a_picture_is_a_question_and_its_page_says_both(
    sql: Sql, ask: Callable[..., str]
) -> None:
    ((finding, kind, summary),) = sql(
        "SELECT id, class, summary FROM findings WHERE check_id = 'unit-cost-times-count'"
    )
    assert kind == "question"
    assert summary.endswith("（所据数字由图片识别，请先对照原件。）")
    page = ask(f"/finding/{finding}")
    assert "由图片识别" in page
    assert 'by-hand">由人更正 <bdi>张三</bdi> <time datetime="2026-11-27">' in page


@needs_ocr
@pytest.mark.parametrize("kind", ["document", "project", "source"])
def test_each_page_of_a_scan_says_that_it_was_recognised_and_what_was_corrected(
    sql: Sql, ask: Callable[..., str], kind: str
) -> None:
    ((document,),) = sql("SELECT id FROM documents WHERE file = 'table.pdf'")
    address = f"/{kind}/{document}" + ("-p1" if kind == "project" else "")
    page = ask(address)
    assert "这份文件至少有一页是图片，其中的文字和数字是程序识别的" in page
    assert "PP-OCRv6 small" in page
    assert 'by-hand">由人更正 <bdi>张三</bdi> <time datetime="2026-11-27">2026-11-27</time>' in page
    english = ask(address, "en")
    assert "Recognised in a picture" in english
    assert 'by-hand">Corrected by hand <bdi lang="zh-CN">张三</bdi>' in english


@needs_ocr
def test_the_source_shows_the_picture_of_each_printed_cell_but_of_those_that_are_masked(
    sql: Sql, ask: Callable[..., str]
) -> None:
    ((document,),) = sql("SELECT id FROM documents WHERE file = 'table.pdf'")
    page = ask(f"/source/{document}")
    ((printed,),) = sql("SELECT count(*) FROM cells WHERE document_id = ? AND text IS NOT NULL", document)
    assert page.count('<img class="cell-picture"') == printed - 1
    assert 'title="第1页第4行第3列"' in page
    assert 'title="第1页第5行第4列"' not in page  # a telephone number is masked there
    assert "13812345678" not in page
    assert "原来识别为：<bdi>22.00</bdi>" in page


@needs_ocr
def test_a_cell_under_a_seal_has_one_sentence_that_says_so(sql: Sql, ask: Callable[..., str]) -> None:
    ((document,),) = sql("SELECT id FROM documents WHERE file = 'seal.pdf'")
    cells = sql("SELECT DISTINCT cell_id FROM rejects WHERE document_id = ? AND reason_id = 'scan-seal-over'", document)
    told = "图片里有印章盖在这一格上，印迹下的数字没有读进数据。"
    page = ask(f"/source/{document}")
    assert len(cells) > 1
    for (cell,) in cells:
        drawn = page.split(f'<td id="c{cell}"')[1].split("</td>")[0]
        assert (drawn.count("reject-note"), told in drawn) == (1, True)


@needs_ocr
def test_a_rebuild_recognises_no_page_again(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    converted: list[str] = []

    def noting(work: object, pieces: list[Any], *more: object) -> object:
        converted.extend(piece.name for piece in pieces)
        return Workers(work, pieces, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(converting, "Workers", noting)
    again = place / "again.db"
    shutil.copy(kept_beside(place / "scans.db"), kept_beside(again))
    build([place / "in"], again, charts=False, kept=kept_beside(again))
    assert converted == []
    assert again.read_bytes() == (place / "scans.db").read_bytes()


def test_the_budget_of_a_file_grows_with_the_pictures_in_it() -> None:
    scan, text = budget_of(source_of(SCANS / "table.pdf")), budget_of(source_of(ROOT / "README.md"))
    assert 60 <= text.seconds < 65
    assert 90 <= scan.seconds < 100
