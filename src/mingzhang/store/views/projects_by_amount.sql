-- How many projects there are of which size, and what they come to. The order of the bands is in their first character.
CREATE VIEW projects_by_amount AS
SELECT
    year,
    phase,
    CAST(CASE
        -- a million fen are 1 万元
        WHEN amount_fen IS NULL THEN '0 金额未读出'
        WHEN amount_fen < 1 * 1000000 THEN '1 不足1万元'
        WHEN amount_fen < 5 * 1000000 THEN '2 1万元至5万元'
        WHEN amount_fen < 10 * 1000000 THEN '3 5万元至10万元'
        WHEN amount_fen < 50 * 1000000 THEN '4 10万元至50万元'
        WHEN amount_fen < 100 * 1000000 THEN '5 50万元至100万元'
        WHEN amount_fen < 1000 * 1000000 THEN '6 100万元至1000万元'
        ELSE '7 1000万元及以上'
    END AS TEXT) AS band,
    CAST(count(*) AS INTEGER) AS projects,
    CAST(sum(amount_fen) / 100.0 AS REAL) AS amount_yuan,
    CAST(sum(amount_fen) / 1000000.0 AS REAL) AS amount_wan_yuan
FROM (SELECT projects.year, projects.phase, projects.amount_fen FROM projects
    JOIN documents ON documents.id = projects.document_id AND documents.is_current)
GROUP BY year, phase, band;
