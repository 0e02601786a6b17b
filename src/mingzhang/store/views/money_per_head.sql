-- What a project spends for each person that it names, where it names one number of people wherever it names any.
-- Numbers that are parts of another (县级 285 人 of 286 人) are left out; so are superseded and withdrawn documents.
-- The numbers are looked up project by project: a page about one unit then looks at that unit's alone.
CREATE VIEW money_per_head AS
SELECT
    counted.id AS project_id,
    counted.name AS project,
    CAST(round(counted.amount_fen / 100.0 / counted.least, 2) AS REAL) AS per_head_yuan,
    CAST(counted.least AS INTEGER) AS people,
    CAST(counted.comparator AS TEXT) AS comparator,
    counted.amount_yuan,
    counted.unit_id,
    units.name AS unit,
    counted.region_code,
    counted.year,
    counted.phase,
    counted.document_id,
    counted.page,
    counted."row"
FROM (
    SELECT
        projects.id AS id,
        projects.name AS name,
        projects.amount_fen AS amount_fen,
        projects.amount_yuan AS amount_yuan,
        projects.unit_id AS unit_id,
        projects.region_code AS region_code,
        projects.year AS year,
        projects.phase AS phase,
        projects.document_id AS document_id,
        projects.page AS page,
        projects."row" AS "row",
        (SELECT min(base_value) FROM quantities
            WHERE project_id = projects.id AND role = 'count' AND base_unit = '人' AND is_part = 0) AS least,
        (SELECT max(base_value) FROM quantities
            WHERE project_id = projects.id AND role = 'count' AND base_unit = '人' AND is_part = 0) AS most,
        (SELECT min(comparator) FROM quantities
            WHERE project_id = projects.id AND role = 'count' AND base_unit = '人' AND is_part = 0) AS comparator
    FROM projects
    WHERE projects.amount_fen IS NOT NULL
) AS counted
JOIN documents ON documents.id = counted.document_id AND documents.is_current
LEFT JOIN units ON units.id = counted.unit_id
WHERE counted.least = counted.most AND counted.least > 0 AND counted.least = round(counted.least);
