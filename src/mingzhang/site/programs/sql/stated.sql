-- The totals that current documents print of these units, of a year (NULL: any).
SELECT stated_totals.id, stated_totals.kind, stated_totals.label, units.name AS unit, documents.year, source_tables.phase,
    stated_totals.amount_fen, stated_totals.amount_yuan, stated_totals.page, stated_totals.row, stated_totals.document_id
FROM stated_totals
JOIN documents ON documents.id = stated_totals.document_id AND documents.is_current
LEFT JOIN units ON units.id = stated_totals.unit_id
LEFT JOIN source_tables
    ON source_tables.document_id = stated_totals.document_id AND source_tables.table_number = stated_totals.table_number
WHERE stated_totals.unit_id IN (SELECT value FROM json_each(:units)) AND (:year IS NULL OR documents.year = :year)
ORDER BY documents.year DESC, stated_totals.document_id, stated_totals.id
LIMIT 100
