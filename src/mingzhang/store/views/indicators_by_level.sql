-- How many indicators stand at each level of the official framework, by year and phase.
CREATE VIEW indicators_by_level AS
SELECT
    indicators.year,
    indicators.phase,
    indicators.level1,
    indicators.level2,
    CAST(CASE
        WHEN indicators.level2 IS NULL THEN coalesce(indicators.level1, '（未写明）')
        WHEN indicators.level1 IS NULL THEN indicators.level2
        ELSE replace(indicators.level1, '指标', '') || '·' || replace(indicators.level2, '指标', '')
    END AS TEXT) AS level,
    CAST(count(*) AS INTEGER) AS indicators,
    CAST(count(DISTINCT indicators.project_id) AS INTEGER) AS projects
FROM indicators
JOIN documents ON documents.id = indicators.document_id AND documents.is_current
GROUP BY indicators.year, indicators.phase, indicators.level1, indicators.level2;
