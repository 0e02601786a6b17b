"""A reader gets the file as it was published, and sees a page of a PDF with the cell that they came from."""

import io
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from mingzhang.pipeline import build
from mingzhang.site.originals import names_of_originals
from mingzhang.site.serving.keeping import etag
from mingzhang.store.originals import originals_beside
from tests.conftest import HEADER, finished
from tests.readers.producers_pdf import reportlab_pdf, reportlab_table

ROWS = [HEADER.split("\t"), ["1", "会计培训费", "36.50", "目标一：培训会计", "1. 培训人数≥80人"]]
PERSONAL = f"{HEADER}\n1\t慰问\t5.00\t目标一：联系电话13812345678\t1. 人数≥3人\n"
PAGE = "<script>document.title = 1</script><table>" + "".join(
    f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in [ROWS[0], ["1", "网页项目", *ROWS[1][2:]]]
)
Ask = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals")
    (folder / "in").mkdir()
    (folder / "in" / "培训.pdf").write_bytes(reportlab_pdf(lambda: [reportlab_table(ROWS, [80, 160, 120, 180, 180])]))
    (folder / "in" / "个人.txt").write_text(PERSONAL, encoding="utf-8")
    (folder / "in" / "网页.html").write_text(PAGE, encoding="utf-8")
    (folder / "in" / "国标.txt").write_bytes(
        f"{HEADER}\n1\t国标项目\t5.00\t目标一：办\t1. 人数≥3人\n".encode("gb18030")
    )
    database = folder / "mingzhang.db"
    build([folder / "in"], database, charts=False, originals=originals_beside(database))
    return folder


@pytest.fixture(scope="module")
def ask(place: Path) -> Ask:
    from mingzhang.site.server import open_site

    datasette = open_site(place / "mingzhang.db")

    def answer(path: str, **headers: str) -> httpx.Response:
        found: httpx.Response = finished(datasette.client.get(path, headers={"Accept-Language": "zh", **headers}))
        return found

    return answer


def document(place: Path, file: str) -> str:
    with sqlite3.connect(place / "mingzhang.db") as connection:
        return str(connection.execute("SELECT id FROM documents WHERE file = ?", [file]).fetchone()[0])


def frames(answer: httpx.Response) -> list[tuple[int, int]]:
    """Where a picture has the colour of the frame."""
    picture = Image.open(io.BytesIO(answer.content)).convert("RGB")
    assert picture.width == 1240
    pixels: Any = picture.load()
    return [(x, y) for x in range(picture.width) for y in range(0, picture.height, 2) if pixels[x, y] == (176, 58, 26)]


@pytest.mark.parametrize(
    ("file", "kind", "disposition"),
    [
        ("培训.pdf", "application/pdf", "inline"),
        ("国标.txt", "text/plain; charset=gb18030", "inline"),
        ("网页.html", "text/html; charset=utf-8", "attachment"),  # never a page of ours
    ],
)
def test_the_file_itself_is_handed_on_byte_for_byte(
    place: Path, ask: Ask, file: str, kind: str, disposition: str
) -> None:
    answer = ask(f"/original/{document(place, file)}")
    assert answer.content == (place / "in" / file).read_bytes()
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"].startswith(f"{disposition}; ")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert ask(f"/original/{document(place, file)}", **{"If-None-Match": answer.headers["etag"]}).status_code == 304
    page = ask(f"/document/{document(place, file)}").text
    assert f'href="/original/{document(place, file)}">原件</a>' in page


def test_a_file_in_which_something_is_masked_is_not_handed_on_whatever_lies_beside_the_database(
    place: Path, ask: Ask
) -> None:
    one = document(place, "个人.txt")
    with sqlite3.connect(place / "mingzhang.db") as connection:
        (name,) = connection.execute("SELECT sha256 FROM documents WHERE id = ?", [one]).fetchone()
    folder = originals_beside(place / "mingzhang.db")
    assert not (folder / name).exists()
    shutil.copy(place / "in" / "个人.txt", folder / name)
    assert ask(f"/original/{one}").status_code == 404
    page = ask(f"/document/{one}").text
    assert "因此不提供原件" in page
    assert "/original/" not in page
    (folder / name).unlink()


def test_a_page_of_a_pdf_is_drawn_and_the_cell_is_framed_where_its_text_stands_once(place: Path, ask: Ask) -> None:
    one = document(place, "培训.pdf")
    with sqlite3.connect(place / "mingzhang.db") as connection:
        cells = dict(connection.execute("SELECT text, id FROM cells WHERE document_id = ?", [one]))
        (record,) = connection.execute("SELECT id FROM projects WHERE document_id = ?", [one]).fetchone()
    picture = f"/original/{one}/page-1.png"
    assert frames(ask(picture)) == []
    found = frames(ask(f"{picture}?cell={cells['会计培训费']}"))
    assert len(found) > 50
    width, height = (max(place) - min(place) for place in zip(*found, strict=True))
    assert width > 2 * height  # five characters in a line
    assert frames(ask(f"{picture}?cell={cells['1']}")) == []  # there are more of it
    shown = ask(f"/source/{one}?record={record}").text
    assert f'loading="lazy" src="{picture}?cell={cells["会计培训费"]}"' in shown


@pytest.mark.parametrize(
    "page", ["培训.pdf/page-2.png", "培训.pdf/page-0.png", "国标.txt/page-1.png", "个人.txt/page-1.png"]
)
def test_there_is_no_picture_of_what_has_none(place: Path, ask: Ask, page: str) -> None:
    file, name = page.split("/")
    assert ask(f"/original/{document(place, file)}/{name}").status_code == 404


def test_without_the_folder_beside_the_database_nothing_leads_to_an_original(place: Path, ask: Ask) -> None:
    folder = originals_beside(place / "mingzhang.db")
    folder.rename(folder.with_suffix(".away"))
    one = document(place, "培训.pdf")
    assert "/original/" not in ask(f"/document/{one}").text + ask(f"/source/{one}").text
    assert ask(f"/original/{one}").status_code == 404
    folder.with_suffix(".away").rename(folder)


def test_what_a_reader_has_of_a_page_is_old_when_a_file_that_it_leads_to_comes_or_goes(tmp_path: Path) -> None:
    database = tmp_path / "mingzhang.db"
    scope: Any = {"method": "GET", "path": "/document/x", "query_string": b"", "scheme": "http", "headers": []}

    def tag() -> bytes | None:
        return etag("edition", scope, "zh", names_of_originals(database))

    none = tag()
    originals_beside(database).mkdir()
    (originals_beside(database) / "a").touch()
    one = tag()
    assert one != none
    assert tag() == one
    (originals_beside(database) / "a").unlink()
    assert tag() != one
