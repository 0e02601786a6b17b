-- One row for an indicator, with the names of what it belongs to.
CREATE VIEW indicator_list AS
SELECT
    indicators.id AS indicator_id,
    indicators.year,
    indicators.phase,
    regions.name AS region,
    units.name AS unit,
    projects.name AS project,
    projects.amount_yuan AS project_amount_yuan,
    indicators.level1,
    indicators.level2,
    indicators.name AS indicator,
    indicators.comparator,
    indicators.value_text,
    indicators.kind,
    indicators.due_date,
    indicators.due_last_day,
    indicators.project_id,
    indicators.unit_id,
    indicators.region_code,
    indicators.document_id,
    documents.is_current,
    indicators.page,
    indicators.row
FROM indicators
JOIN projects ON projects.id = indicators.project_id
JOIN documents ON documents.id = indicators.document_id
LEFT JOIN units ON units.id = indicators.unit_id
LEFT JOIN regions ON regions.code = indicators.region_code;
