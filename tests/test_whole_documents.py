"""Nothing that is printed vanishes: counted in the built database over whole documents, character by character.

Of every document that has a form, each character that is no white space is in a leaf span (of a record, or named furniture)
or in a reject, also between its tables. The documents: cases, each in two of five formats, samples, marks, findings, the
founding one. The build proves the same of every document that it takes (store/proof.py); here it is counted by other means.
"""

import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.reading.notation import case_of
from benchmarks.reading.rendering import FORMATS
from mingzhang.pipeline import build
from tests.conftest import FOUNDING, ROOT

pytestmark = pytest.mark.slow

CASES = ROOT / "tests" / "cases"
DRAWN = [path for folder in ("forms", "forms_more") for path in sorted((CASES / folder).glob("*.grid"))]
SAMPLES = [path for path in sorted((ROOT / "tests" / "samples").iterdir()) if path.suffix in (".txt", ".csv")]
FINDINGS = [path for path in sorted(CASES.glob("findings*/*")) if path.is_file() and path.suffix not in (".tsv", ".md")]
MARKS = [path for path in sorted((CASES / "reading").rglob("*.*")) if path.is_file()]
PAIRS = (
    ("xlsx", "docx"),
    ("txt", "html"),
    ("xlsx", "pdf"),
    ("txt", "docx"),
    ("xlsx", "html"),
    ("txt", "pdf"),
)  # by turns
PRINTED = [*SAMPLES, *FINDINGS, *MARKS, FOUNDING]

CELLS = """
SELECT documents.file, cells.id, cells.text FROM cells JOIN documents ON documents.id = cells.document_id
WHERE cells.text IS NOT NULL
  AND EXISTS (SELECT 1 FROM source_tables WHERE document_id = documents.id AND form IS NOT NULL)
"""
NAMED = """
SELECT cell_id, start_char, end_char FROM spans WHERE is_leaf
UNION ALL SELECT cell_id, start_char, end_char FROM rejects WHERE cell_id IS NOT NULL
"""

OF_FIELD = "field = (SELECT number FROM span_fields WHERE table_name = ? AND field = ?)"
FURNITURE = """
SELECT substr(cells.text, start_char + 1, end_char - start_char) FROM spans JOIN cells ON cells.id = cell_id
WHERE (table_name = 'source_tables' AND field = 'furniture') OR (table_name = 'documents' AND field = 'note')
"""
# Leaves that begin before one in front of them ends.
OVERLAPS = """
SELECT cell_id, start_char FROM (
    SELECT cell_id, start_char, max(end_char) OVER (
        PARTITION BY cell_id ORDER BY start_char, end_char ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS end_before FROM spans WHERE is_leaf
) WHERE start_char < end_before
"""
SHARED_NUMBERS = """
SELECT cells.text, field, count(DISTINCT record_id) FROM spans JOIN cells ON cells.id = cell_id
WHERE {is_merged} (row_span > 1 OR column_span > 1)
  AND (table_name, field) IN (VALUES ('indicators', 'value'), ('indicators', 'score'), ('indicators', 'weight'),
    ('goals', 'text'), ('projects', 'amount_fen'), ('stated_totals', 'amount_fen'), ('amounts', 'amount_fen'))
GROUP BY cell_id, start_char, end_char, table_name, field HAVING count(DISTINCT record_id) > 1
"""
DATA = re.compile(r"[≥≤＞＜]|\d[\d,]*\.\d\d|\d\s*(%|％|万元|人|户|次)|[一二三]级指标|(数量|质量|时效|成本|满意度)指标")

Uncovered = dict[str, list[str]]  # file without its ending -> what is nowhere


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """All of the documents in one database."""
    folder = tmp_path_factory.mktemp("whole")
    for turn, path in enumerate(DRAWN):
        drawings = case_of(path).drawings
        for ending in PAIRS[turn % len(PAIRS)]:
            place = folder / "disclosures" / path.stem / f"{path.stem}.{ending}"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(FORMATS[ending](drawings))
    for number, path in enumerate(PRINTED):
        place = folder / "disclosures" / f"printed{number}"
        place.mkdir()
        shutil.copy(path, place)
    build([folder / "disclosures"], folder / "built.db", charts=False)
    connection = sqlite3.connect(folder / "built.db")
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def uncovered(database: sqlite3.Connection) -> Uncovered:
    """What of each document is in no record and in no reject."""
    found: Uncovered = defaultdict(list)
    for file, text in _uncovered(database):
        found[Path(file).parent.name].append(f"{file}: {text}")
    return found


def _uncovered(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    named: defaultdict[int, set[int | None]] = defaultdict(set)
    for cell, start, end in connection.execute(NAMED):
        named[cell] |= set(range(start, end)) if start is not None else {None}
    for file, cell, text in connection.execute(CELLS):
        if None in named[cell]:
            continue  # a reject of the whole cell
        nowhere = "".join(one for at, one in enumerate(text) if at not in named[cell] and not one.isspace())
        if nowhere:
            yield file, nowhere


@pytest.mark.parametrize("name", [path.stem for path in DRAWN])
def test_every_character_of_a_case_is_in_a_record_or_in_a_reject(name: str, uncovered: Uncovered) -> None:
    assert uncovered.get(name, []) == []


@pytest.mark.parametrize(
    "number", range(len(PRINTED)), ids=[f"{at}-{one.suffix[1:]}" for at, one in enumerate(PRINTED)]
)
def test_every_character_of_a_document_is_in_a_record_or_in_a_reject(number: int, uncovered: Uncovered) -> None:
    assert uncovered.get(f"printed{number}", []) == []


def test_no_character_is_a_leaf_of_two_records(database: sqlite3.Connection) -> None:
    assert database.execute(OVERLAPS).fetchall() == []
    database.execute(f"UPDATE span_pieces SET is_leaf = 1 WHERE {OF_FIELD}", ("indicators", "text"))
    assert len(database.execute(OVERLAPS).fetchall()) > len(DRAWN)
    database.rollback()


def test_no_number_of_a_cell_that_is_not_merged_is_read_for_two_records(database: sqlite3.Connection) -> None:
    assert database.execute(SHARED_NUMBERS.format(is_merged="NOT")).fetchall() == []
    assert (
        len(database.execute(SHARED_NUMBERS.format(is_merged="")).fetchall()) > 0
    )  # a merged one may be said of several


def test_furniture_holds_no_amount_and_no_target(database: sqlite3.Connection) -> None:
    texts = [text for (text,) in database.execute(FURNITURE)]
    assert len(texts) > 20
    assert [text for text in texts if DATA.search(text)] == []


def test_the_count_would_notice_what_vanishes(database: sqlite3.Connection) -> None:
    before = len(list(_uncovered(database)))
    database.execute(f"DELETE FROM span_pieces WHERE {OF_FIELD}", ("projects", "amount_text"))
    assert len(list(_uncovered(database))) > before + len(DRAWN)
    database.rollback()
