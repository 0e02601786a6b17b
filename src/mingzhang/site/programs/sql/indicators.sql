-- Indicators of current documents by words of their text, of these units ([]: of any), of a year (NULL: any).
WITH hit AS MATERIALIZED (
    SELECT rowid FROM indicators_fts WHERE indicators_fts MATCH escape_fts(:words) LIMIT 50000
)
SELECT
    indicators.id, indicators.level1, indicators.level2, indicators.name, indicators.text, indicators.comparator,
    indicators.value_text, indicators.actual_text, indicators.score, indicators.year, indicators.phase,
    projects.id AS project_id, projects.name AS project, units.name AS unit, indicators.document_id, count(*) OVER () AS found
FROM hit
JOIN indicators ON indicators.rowid = hit.rowid
JOIN projects ON projects.id = indicators.project_id
JOIN documents ON documents.id = indicators.document_id AND documents.is_current
LEFT JOIN units ON units.id = indicators.unit_id
WHERE (:units = '[]' OR indicators.unit_id IN (SELECT value FROM json_each(:units)))
    AND (:year IS NULL OR indicators.year = :year)
ORDER BY indicators.sequence
LIMIT :most
