-- One row for a project, with the names of what it belongs to.
CREATE VIEW project_list AS
SELECT
    projects.id AS project_id,
    projects.year,
    projects.phase,
    regions.name AS region,
    units.name AS unit,
    projects.serial,
    projects.name AS project,
    projects.amount_yuan,
    CAST(projects.amount_fen / 1000000.0 AS REAL) AS amount_wan_yuan,
    CAST((SELECT group_concat(label || '：' || text, char(10)) FROM (
        SELECT coalesce(label, '目标') AS label, text FROM goals WHERE project_id = projects.id ORDER BY position
    )) AS TEXT) AS goals,
    CAST((SELECT count(*) FROM indicators WHERE project_id = projects.id) AS INTEGER) AS indicators,
    projects.unit_id,
    projects.region_code,
    projects.document_id,
    documents.title AS document,
    documents.is_current,
    projects.page,
    projects.row
FROM projects
JOIN documents ON documents.id = projects.document_id
LEFT JOIN units ON units.id = projects.unit_id
LEFT JOIN regions ON regions.code = projects.region_code;
