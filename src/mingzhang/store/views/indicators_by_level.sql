-- How many indicators stand at each level of the official framework, by year and phase.
CREATE VIEW indicators_by_level AS
SELECT
    indicators.year,
    indicators.phase,
    indicators.level1,
    indicators.level2,
    coalesce(indicators.level2, indicators.level1, '（未写明）') AS level,
    count(*) AS indicators,
    count(DISTINCT indicators.project_id) AS projects
FROM indicators
JOIN documents ON documents.id = indicators.document_id AND documents.is_current
GROUP BY indicators.year, indicators.phase, indicators.level1, indicators.level2;
