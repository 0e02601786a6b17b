-- What is promised by when: one row for each date that indicators name, by the year of the budget.
CREATE VIEW deadlines AS
SELECT
    indicators.year,
    indicators.phase,
    indicators.due_date,
    indicators.due_last_day,
    CAST(count(*) AS INTEGER) AS indicators,
    CAST(count(DISTINCT indicators.project_id) AS INTEGER) AS projects
FROM indicators
JOIN documents ON documents.id = indicators.document_id AND documents.is_current
WHERE indicators.due_date IS NOT NULL
GROUP BY indicators.year, indicators.phase, indicators.due_date, indicators.due_last_day;
