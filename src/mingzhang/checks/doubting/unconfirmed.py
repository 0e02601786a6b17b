"""Amounts that were recognised in a picture and do not add up: nobody knows whether the office erred or the reading.

They are refused before any check sees them, but for those that a person put right. Findings that rest on a picture all the
same are questions, and say so.
"""

from sqlite_utils import Database

from mingzhang.checks import functions
from mingzhang.checks.definition import load_checks
from mingzhang.dictionary.languages import stored_columns
from mingzhang.records import PICTURE, Reject
from mingzhang.store.doubts import add_doubt
from mingzhang.store.rows import TableRow

# The checks that add up what a document prints: what they find in a picture is a misreading until somebody has looked.
ADDING_UP = ("total-mismatch", "of-which-parts", "funding-parts")
_REASON = "amounts-unconfirmed"
_NO_AMOUNT = "amount_yuan = NULL, amount_fen = NULL, step_fen = NULL"

_FAILED = """
SELECT DISTINCT document_id, evidence.value ->> 1 AS table_name, evidence.value ->> 2 AS record_id
FROM ({sql}) JOIN json_each(evidence) AS evidence
WHERE outcome = 'failed' AND document_id IN (SELECT id FROM documents WHERE read_as = :picture)
"""
# A total and its rows stand in one table: any of them may be the one that was misread.
_IN_ONE_TABLE = """
SELECT others.table_name, others.id, others.document_id FROM stated_totals
JOIN (
    SELECT 'stated_totals' AS table_name, id, document_id, table_number FROM stated_totals
    UNION ALL SELECT 'projects', id, document_id, table_number FROM projects
) AS others ON others.document_id = stated_totals.document_id AND others.table_number = stated_totals.table_number
WHERE stated_totals.id = ?
"""
_PLACE = """
SELECT cells.id AS cell_id, cells.table_number, cells.page, cells."row", cells."column", spans.start_char, spans.end_char,
    substr(cells.text, spans.start_char + 1, spans.end_char - spans.start_char) AS text, corrected_by
FROM spans JOIN cells ON cells.id = spans.cell_id
WHERE record_id = :record AND field IN ('amount_text', 'amount_fen', 'amount', 'text') AND cells.document_id = :document
ORDER BY field = 'text', spans.cell_id, start_char LIMIT 1
"""
_COMPARE = {
    "zh": "（所据数字由图片识别，请先对照原件。）",
    "en": " (The numbers were recognised in a picture: compare them with the original first.)",
}
_QUESTIONS = """
UPDATE findings SET class = 'question', {summaries}
WHERE class = 'arithmetic' AND (
    document_id IN (SELECT id FROM documents WHERE read_as = 'picture')
    OR id IN (
        SELECT finding_id FROM finding_evidence JOIN projects ON projects.id = finding_evidence.project_id
        JOIN documents ON documents.id = projects.document_id WHERE read_as = 'picture'
    )
)
"""


def refuse_unconfirmed_amounts(database: Database) -> None:
    """Takes away the amounts of pictures that do not add up by one of these checks, and adds a doubt for each."""
    pictures = next(database.query("SELECT count(*) AS n FROM documents WHERE read_as = ?", [PICTURE]))["n"]
    if not pictures:
        return
    functions.register(database.conn)
    statements = [check.sql for check in load_checks() if check.id in ADDING_UP]
    refused: dict[tuple[str, str], str] = {}
    for sql in statements:
        for row in list(database.query(_FAILED.format(sql=sql.rstrip().rstrip(";")), {"picture": PICTURE})):
            refused[row["table_name"], row["record_id"]] = row["document_id"]
            if row["table_name"] == "stated_totals":
                others = database.query(_IN_ONE_TABLE, [row["record_id"]])
                refused |= {(one["table_name"], one["id"]): one["document_id"] for one in others}
    for (table, record), document_id in sorted(refused.items()):
        _refuse(database, table, record, document_id)


def _refuse(database: Database, table: str, record: str, document_id: str) -> None:
    if table not in ("projects", "stated_totals", "amounts"):
        return
    document: TableRow = next(database.query("SELECT * FROM documents WHERE id = ?", [document_id]))
    place = next(database.query(_PLACE, {"record": record, "document": document_id}), {})
    if place.pop("corrected_by", None):
        return  # somebody compared it with the picture
    changed = database.conn.execute(
        f"UPDATE {table} SET {_NO_AMOUNT} WHERE id = ? AND amount_fen IS NOT NULL", [record]
    ).rowcount
    if not changed:
        return
    text = place.get("text") or ""
    add_doubt(database, document, Reject(_REASON, {"text": text}), **place)


def ask_about_pictures(database: Database) -> None:
    """Makes a question of each finding of arithmetic that rests on a picture."""
    texts = stored_columns("summary", _COMPARE)
    summaries = ", ".join(f"{column} = {column} || :{column}" for column in texts)
    database.conn.execute(_QUESTIONS.format(summaries=summaries), texts)
