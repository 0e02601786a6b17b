-- Where a record is printed, to the character.
SELECT spans.table_name, spans.record_id, spans.field,
    substr(cells.text, spans.start_char + 1, spans.end_char - spans.start_char) AS characters, spans.is_leaf,
    spans.start_char, spans.end_char, cells.text AS cell_text, cells.document_id, documents.title AS document, documents.is_current,
    documents.source_url, documents.sha256, cells.page, cells.table_number, cells.row, cells."column"
FROM spans
JOIN cells ON cells.id = spans.cell_id
JOIN documents ON documents.id = cells.document_id
WHERE spans.record_id = trim(:record) AND spans.field NOT IN ('markup', 'space')
ORDER BY cells.page, cells.table_number, cells.row, cells."column", spans.start_char, spans.is_leaf DESC, spans.field
LIMIT :most
