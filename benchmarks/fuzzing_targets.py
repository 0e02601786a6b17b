"""What the guided fuzzing gives bytes to: each reader, to the finished rows, and each parser of texts, with first bytes.

Of an archive (.xlsx, .docx, .ofd) the bytes are one of its parts, the first byte says which; of a PDF they are the whole file,
or what a page of one draws: no compression and no checksum stands between a changed byte and the code that reads it.
"""

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.fuzzing_seeds import seeds, texts_beside
from mingzhang.errors import MingzhangError, Refused
from mingzhang.forms.coverage import prove
from mingzhang.interpret import interpret
from mingzhang.parse.goals import NotGoals, read_goals
from mingzhang.parse.indicator import read_indicator
from mingzhang.parse.outline import read_outline
from mingzhang.parse.quantities import read_quantities
from mingzhang.parse.target import SeveralTargets, read_target_cell
from mingzhang.privacy.masking import mask
from mingzhang.privacy.publishing import BY_DEFAULT, publishing_beside
from mingzhang.readers import read
from mingzhang.readers.corrections import read_corrections
from mingzhang.readers.replies import read_replies
from mingzhang.readers.sidecar import read_sidecar
from mingzhang.readers.sources import DECISIONS
from mingzhang.records import Sidecar
from mingzhang.store.rows_of_document import finished
from mingzhang.text.dates import ImpossibleDate, certain_dates_in, dates_in, period_in, read_date
from mingzhang.text.money import read_wan_yuan
from mingzhang.text.named_times import year_of, year_ranges
from mingzhang.text.numbers import BadAmount, money_unit_stated, money_units_in_label, read_amount
from mingzhang.text.numerals import read_number, read_numeral
from tests.readers.producers_pdf import hand_made

_SMALL = 10_000
_WEB_ARCHIVE = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
)
_DRAWN = "BT /F1 12 Tf 110 710 Td (Project) Tj 100 0 Td (77.00) Tj ET q 1 0 0 1 5 5 cm 0 0 m 9 9 l S Q /X Do"
_FONT = "/Font << /F1 5 0 R >>"
_PUBLISHED = (
    "personal: {name: mask, mobile: keep}\ntexts: [某某人]\noriginals: withhold\nfiles: {a.txt: {originals: serve}}\n"
)
_CORRECTED = '- {page: 1, row: 2, column: 3, text: "77.00", by: 某, corrected_on: 2026-11-27, instead_of: "17.00"}\n'
_TEXTS = (
    "1. 培训人数≥1,200.5人次；2、2023年12月31日前完成率达到95%以上",
    "一、产出指标\n(一)数量指标：新建10座（其中：改建2座）\n目标1：3月底前拨付壹拾贰万叁千元，每人500元×12个月",
    "项目总投资2400万元，分三年安排：2022年800万元、2023—2025年一百五十万亿元",
)


@dataclass(frozen=True, slots=True)
class Target:
    """A function of bytes that may raise nothing, the bytes to begin from, and the libraries to be watched beside our code."""

    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    watched: tuple[str, ...] = ()


def _document(data: bytes) -> None:
    """A file to finished rows, as a build makes them of it."""
    with suppress(Refused):
        document = interpret(mask(read(data), BY_DEFAULT.masked).reading, Sidecar(), "a", "0" * 64)
        prove(document)
        finished(document)


def _of_archive(whole: bytes) -> Target:
    """A part of an archive in the place of the one that stands there."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = list(parts)

    def run(data: bytes) -> None:
        if not data:
            return
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as changed:
            for name, content in (parts | {names[data[0] % len(names)]: data[1:]}).items():
                changed.writestr(name, content)
        _document(target.getvalue())

    return Target(run, tuple(bytes([number]) + parts[name] for number, name in enumerate(names)))


def _drawn(data: bytes) -> None:
    _document(hand_made(data.decode("latin-1"), (), _FONT))


def _parsers_of_texts(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for parser in (read_goals, read_indicator, read_outline, read_quantities, read_target_cell):
        with suppress(NotGoals, SeveralTargets):
            parser(text)


def _parsers_of_numbers(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for parser in (read_number, read_numeral, read_wan_yuan, money_unit_stated, money_units_in_label):
        parser(text)
    for unit in (None, 1, 10_000):
        with suppress(BadAmount):
            read_amount(text, unit)


def _parsers_of_dates(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for parser in (
        read_date,
        dates_in,
        certain_dates_in,
        period_in,
        year_of,
        year_ranges,
        partial(dates_in, year=2023),
    ):
        with suppress(ImpossibleDate):
            parser(text)


def _published(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, suppress(MingzhangError):
        Path(folder, DECISIONS).write_bytes(data)
        publishing_beside([Path(folder)])


def _refusing(reader: Callable[[bytes], object]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        with suppress(Refused):
            reader(data)

    return run


def targets() -> dict[str, Target]:
    """Name -> each target."""
    files, beside = seeds(), texts_beside()

    def of(*endings: str) -> tuple[bytes, ...]:
        return tuple(data for name, data in files.items() if name.endswith(endings))

    pages = tuple(
        data for data in of(".html") if len(data) <= _SMALL
    )  # a whole disclosure takes seconds when it is watched

    def encoded(texts: Iterable[str]) -> tuple[bytes, ...]:
        return tuple(text.encode() for text in texts)

    return {
        "xlsx": _of_archive(files["x_strike.xlsx"]),
        "docx": _of_archive(files["d_dd.docx"]),
        "ofd": _of_archive(files["a.ofd"]),
        "xls": Target(_document, of(".xls"), ("xlrd",)),
        "html": Target(_document, pages),
        "mht": Target(_document, tuple(_WEB_ARCHIVE + page + b"\r\n--b--\r\n" for page in pages)),
        "csv": Target(_document, of(".csv")),
        "txt": Target(_document, of(".txt")),
        "pdf": Target(_document, of(".pdf"), ("pdfminer", "pdfplumber")),
        "page of a pdf": Target(_drawn, (_DRAWN.encode(),), ("pdfminer", "pdfplumber")),
        "sidecar": Target(_refusing(read_sidecar), (beside[".yml"],)),
        "reply": Target(_refusing(read_replies), (beside[".reply.yml"],)),
        "corrections": Target(_refusing(lambda data: read_corrections(data, "a")), encoded([_CORRECTED])),
        "publish.yml": Target(_published, encoded([_PUBLISHED])),
        "texts": Target(_parsers_of_texts, encoded(_TEXTS)),
        "numbers": Target(_parsers_of_numbers, encoded(["-1,234.50万元", "一百五十万亿", "（单位：万元）", "¥ 7.00"])),
        "dates": Target(_parsers_of_dates, encoded(["2023年12月31日前", "自2021.4至2022年底", "二〇二三年第三季度"])),
    }
