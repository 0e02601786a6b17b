-- The money of all projects that projects.sql finds, by year, phase and what it is; never added over years or phases.
WITH
hit AS MATERIALIZED (
    SELECT rowid FROM projects_fts WHERE trim(:words) <> '' AND projects_fts MATCH escape_fts(:words) LIMIT 50000
),
chosen AS MATERIALIZED (
    SELECT projects.id, projects.year, projects.phase, projects.amount_fen
    FROM projects JOIN documents ON documents.id = projects.document_id AND documents.is_current
    WHERE (trim(:words) = '' OR projects.rowid IN (SELECT rowid FROM hit))
        AND (:units = '[]' OR projects.unit_id IN (SELECT value FROM json_each(:units)))
        AND (:year IS NULL OR projects.year = :year)
        AND (:phase IS NULL OR projects.phase = :phase)
)
SELECT year, phase, 'budget' AS what, count(*) AS projects, sum(amount_fen) AS amount_fen,
    sum(amount_fen) / 100.0 AS amount_yuan, sum(amount_fen IS NULL) AS without_amount
FROM chosen WHERE phase = 'budget' GROUP BY year
UNION ALL
SELECT chosen.year, chosen.phase, amounts.kind, count(*), sum(amounts.amount_fen), sum(amounts.amount_fen) / 100.0,
    sum(amounts.amount_fen IS NULL)
FROM chosen JOIN amounts ON amounts.project_id = chosen.id AND amounts.source = 'all' AND amounts.scope = 'year'
WHERE chosen.phase = 'self_evaluation' GROUP BY chosen.year, amounts.kind
ORDER BY 1 DESC, 2, 3
