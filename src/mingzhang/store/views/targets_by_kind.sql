-- What kind of targets are set at each level: numbers, words, dates, comparisons, or none.
CREATE VIEW targets_by_kind AS
SELECT
    indicators.year,
    indicators.phase,
    coalesce(indicators.level2, indicators.level1, '（未写明）') AS level,
    CASE indicators.kind
        WHEN 'quantitative' THEN '定量'
        WHEN 'qualitative' THEN '定性'
        WHEN 'date' THEN '日期'
        WHEN 'reference' THEN '与往年比较'
        WHEN 'missing' THEN '没有指标值'
        ELSE '未能确定'
    END AS target,
    count(*) AS indicators
FROM indicators
JOIN documents ON documents.id = indicators.document_id AND documents.is_current
GROUP BY indicators.year, indicators.phase, level, target;
