-- The cell in which each amount is printed: the characters that were read as it, or that could not be.
SELECT record_id, document_id, page, table_number, row, "column", characters
FROM (
    SELECT spans.record_id, cells.document_id, cells.page, cells.table_number, cells.row, cells."column",
        substr(cells.text, spans.start_char + 1, spans.end_char - spans.start_char) AS characters,
        row_number() OVER (
            PARTITION BY spans.record_id ORDER BY spans.field <> 'amount_fen', spans.cell_id, spans.start_char
        ) AS place
    FROM spans JOIN cells ON cells.id = spans.cell_id
    WHERE spans.record_id IN (SELECT value FROM json_each(:records)) AND spans.field IN ('amount_fen', 'amount_text', 'text')
)
WHERE place = 1
