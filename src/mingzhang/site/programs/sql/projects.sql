-- Projects of current documents by words of their name and goals, of these units ([]: of any), of a year and phase (NULL: any), the
-- largest first. The words are asked of the index alone when there are some.
WITH hit AS MATERIALIZED (
    SELECT rowid FROM projects_fts WHERE trim(:words) <> '' AND projects_fts MATCH escape_fts(:words) LIMIT 50000
)
SELECT
    projects.id, projects.name, projects.code, projects.unit_id, units.name AS unit, projects.year, projects.phase,
    projects.amount_fen, projects.amount_yuan, projects.amount_text AS printed, projects.series_id,
    projects.document_id, documents.title AS document, documents.published_on, source_tables.money_unit,
    count(*) OVER () AS found
FROM projects
JOIN documents ON documents.id = projects.document_id AND documents.is_current
LEFT JOIN units ON units.id = projects.unit_id
LEFT JOIN source_tables
    ON source_tables.document_id = projects.document_id AND source_tables.table_number = projects.table_number
WHERE (trim(:words) = '' OR projects.rowid IN (SELECT rowid FROM hit))
    AND (:units = '[]' OR projects.unit_id IN (SELECT value FROM json_each(:units)))
    AND (:year IS NULL OR projects.year = :year)
    AND (:phase IS NULL OR projects.phase = :phase)
ORDER BY projects.year DESC, projects.phase, projects.amount_fen DESC, projects.id
LIMIT :most
