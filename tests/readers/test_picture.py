"""Pictures of pages alone: read as scanned pages are, and refused by name."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from mingzhang.converting import budget_of
from mingzhang.errors import Refused
from mingzhang.readers import read
from mingzhang.readers.picture_pages import can_read_pictures
from mingzhang.readers.sources import source_of
from tests.conftest import ROOT

needs_ocr = pytest.mark.skipif(not can_read_pictures(), reason="the extra ocr is not installed")


def saved(kind: str, size: tuple[int, int] = (60, 40), frames: int = 1, **more: Any) -> bytes:
    """White pictures in a file of a kind."""
    from PIL import Image

    pictures = [Image.new("RGB", size, (255, 255, 255 - number)) for number in range(frames)]
    file = BytesIO()
    together = {"save_all": True, "append_images": pictures[1:]} if frames > 1 else {}
    pictures[0].save(file, kind, **together, **more)
    return file.getvalue()


def refusal(data: bytes) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as refused:
        read(data)
    return refused.value.reason, refused.value.values


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WebP"])
def test_without_the_extra_a_picture_is_refused_and_the_extra_named(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mingzhang.readers.picture.can_read_pictures", lambda: False)
    assert refusal(saved(kind)) == ("picture-without-extra", {"format": kind, "extra": "ocr"})


@needs_ocr
def test_a_photograph_of_a_flat_page_is_read_as_its_file_says_that_it_is_turned() -> None:
    import pypdfium2
    from PIL import Image, ImageOps

    page = pypdfium2.PdfDocument(ROOT / "tests" / "readers" / "scanned" / "scans" / "table.pdf")[0]
    upright = page.render(scale=200 / 72).to_pil().convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 5  # mirrored along its diagonal: no turning alone makes it legible
    file = BytesIO()
    ImageOps.mirror(upright.rotate(90, expand=True)).save(file, "JPEG", quality=90, exif=exif)
    assert Image.open(BytesIO(file.getvalue())).size == upright.size[::-1]
    reading = read(file.getvalue())
    assert (reading.media_type, reading.pages, reading.read_as) == ("image/jpeg", 1, "picture")
    assert reading.picture_pages == {1}
    assert [row[2].text for row in reading.grids[0].rows] == ["金额（万元）", "27.00", "27.00", "22.00", "5.00"]
    assert all(cell.pictures for row in reading.grids[0].rows for cell in row if cell.text)


@needs_ocr
@pytest.mark.parametrize(
    ("data", "reason", "values"),
    [
        (saved("PNG"), "pdf-scan-empty", {"pages": 1}),
        (saved("TIFF", frames=2), "pdf-scan-empty", {"pages": 2}),
        (saved("PNG", frames=2), "picture-animated", {"format": "PNG"}),
        (saved("PNG", (200, 200))[:60], "file-damaged", {"format": "PNG"}),
        (saved("JPEG", (400, 400))[:300], "file-damaged", {"format": "JPEG"}),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "file-damaged", {"format": "PNG"}),
        (saved("PNG", (11_000, 10_000)), "picture-too-large", {"limit": 100_000_000}),
        (saved("PNG", (1, 200_000)), "picture-too-long", {"limit": 30_000}),
    ],
)
def test_what_is_no_page_is_refused_by_what_it_is(data: bytes, reason: str, values: dict[str, Any]) -> None:
    assert refusal(data) == (reason, values)


def test_the_budget_grows_with_the_pages_of_a_picture(tmp_path: Path) -> None:
    for name, data in (("one.png", saved("PNG")), ("two.tif", saved("TIFF", frames=2))):
        (tmp_path / name).write_bytes(data)
    assert 90 <= budget_of(source_of(tmp_path / "one.png")).seconds < 91
    assert 120 <= budget_of(source_of(tmp_path / "two.tif")).seconds < 121
