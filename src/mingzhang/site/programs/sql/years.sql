-- The same project over years: every year of the series of which a year was found. `before` and `change` are of the year before in
-- the same phase that is there, which need not be the last one.
WITH
hit AS MATERIALIZED (
    SELECT rowid FROM projects_fts WHERE trim(:words) <> '' AND projects_fts MATCH escape_fts(:words) LIMIT 50000
),
series AS (
    SELECT DISTINCT projects.series_id
    FROM projects JOIN documents ON documents.id = projects.document_id AND documents.is_current
    WHERE projects.series_id IS NOT NULL
        AND (trim(:words) = '' OR projects.rowid IN (SELECT rowid FROM hit))
        AND (:units = '[]' OR projects.unit_id IN (SELECT value FROM json_each(:units)))
)
SELECT
    projects.series_id, projects.id, projects.name, projects.unit_id, units.name AS unit, projects.year, projects.phase,
    projects.amount_fen, projects.amount_yuan, spent.amount_yuan AS spent_yuan,
    lag(projects.year) OVER by_year AS year_before, lag(projects.amount_yuan) OVER by_year AS amount_before_yuan,
    (projects.amount_fen - lag(projects.amount_fen) OVER by_year) / 100.0 AS change_yuan,
    projects.document_id, count(*) OVER () AS found
FROM series
JOIN projects ON projects.series_id = series.series_id
JOIN documents ON documents.id = projects.document_id AND documents.is_current
LEFT JOIN units ON units.id = projects.unit_id
LEFT JOIN amounts AS spent ON spent.project_id = projects.id AND spent.kind = 'spent' AND spent.source = 'all' AND spent.scope = 'year'
WINDOW by_year AS (PARTITION BY projects.series_id, projects.phase ORDER BY projects.year)
ORDER BY projects.series_id, projects.year, projects.phase, projects.id
LIMIT :most
