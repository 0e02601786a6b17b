-- Which numbers that were published have changed, and why: `new_document` (another document supersedes theirs), `correction` (their
-- file is another one, or its sidecar says that it was corrected), `better_reading` (the same file, read otherwise).
WITH
known_again AS (  -- the same document in both databases: by the names around the number, else by its record
    SELECT before.*, coalesce(
        (SELECT after.rowid FROM new_numbers AS after WHERE after.document_id = before.document_id
            AND after.table_name = before.table_name AND after.field = before.field AND after.here = before.here),
        (SELECT after.rowid FROM new_numbers AS after WHERE after.record_id = before.record_id AND after.field = before.field
            AND NOT EXISTS (SELECT 1 FROM old_numbers AS other WHERE other.document_id = after.document_id
                AND other.table_name = after.table_name AND other.field = after.field AND other.here = after.here))
    ) AS partner
    FROM old_numbers AS before WHERE before.value IS NOT NULL
)
SELECT before.table_name, before.record_id, after.record_id AS new_record_id, before.field, before.value AS old_value,
    after.value AS new_value,
    CASE WHEN document.sha256 != older.sha256 OR document.corrected IS NOT older.corrected THEN 'correction'
        ELSE 'better_reading' END AS why,
    document.id AS document_id
FROM known_again AS before
JOIN old.documents AS older ON older.id = before.document_id
JOIN new.documents AS document ON document.id = before.document_id
LEFT JOIN new_numbers AS after ON after.rowid = before.partner
WHERE after.value IS NOT before.value
UNION ALL
SELECT before.table_name, before.record_id, after.record_id, before.field, before.value, after.value, 'new_document', document.id
FROM new.documents AS document
JOIN old_numbers AS before ON before.document_id = document.supersedes_id AND before.value IS NOT NULL
JOIN new_numbers AS after ON after.document_id = document.id AND after.table_name = before.table_name
    AND after.field = before.field AND after.elsewhere = before.elsewhere
WHERE document.id NOT IN (SELECT id FROM old.documents) AND after.value IS NOT before.value
ORDER BY 8, 1, 2, 4
