"""The goal sentences that several documents have in common, in a table of their own: to look up, not a finding."""

from sqlite_utils import Database

from mingzhang.checks import functions

_FILL = """
INSERT INTO shared_sentences (id, sentence, documents, projects, amount_yuan, amount_fen, amounts_unread)
SELECT fingerprint(key), min(sentence), count(DISTINCT document_id), count(*), coalesce(sum(amount_fen), 0) / 100.0,
    coalesce(sum(amount_fen), 0), count(*) - count(amount_fen)
FROM (
    SELECT each.value ->> '$.key' AS key, min(each.value ->> '$.text') AS sentence, projects.document_id, projects.amount_fen
    FROM goals
    JOIN projects ON projects.id = goals.project_id
    JOIN documents ON documents.id = projects.document_id AND documents.is_current
    JOIN json_each(sentences(goals.text)) AS each
    GROUP BY key, projects.id
)
GROUP BY key
HAVING count(DISTINCT document_id) > 1
ORDER BY count(DISTINCT document_id) DESC, count(*) DESC, key
"""


def fill_shared_sentences(database: Database) -> None:
    """Fills shared_sentences from the goals of the current documents, each project counted once for a sentence."""
    functions.register(database.conn)
    database.conn.execute(_FILL)
