-- What kind of targets are set at each level: numbers, words, dates, comparisons, or none.
CREATE VIEW targets_by_kind AS
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
    CAST(CASE indicators.kind
        WHEN 'quantitative' THEN '定量'
        WHEN 'qualitative' THEN '定性'
        WHEN 'date' THEN '日期'
        WHEN 'reference' THEN '与往年比较'
        WHEN 'missing' THEN '没有指标值'
        ELSE '未能确定'
    END AS TEXT) AS target,
    CAST(count(*) AS INTEGER) AS indicators
FROM indicators
JOIN documents ON documents.id = indicators.document_id AND documents.is_current
GROUP BY indicators.year, indicators.phase, indicators.level1, indicators.level2, target;
