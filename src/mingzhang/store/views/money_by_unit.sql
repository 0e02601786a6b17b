-- What the projects of a unit come to, by year and phase, beside the total that the unit's documents state.
-- Documents that were superseded or withdrawn are left out.
CREATE VIEW money_by_unit AS
SELECT
    projects.year,
    projects.phase,
    projects.region_code,
    projects.unit_id,
    units.name AS unit,
    CAST(count(*) AS INTEGER) AS projects,
    CAST(count(projects.amount_fen) AS INTEGER) AS projects_with_amount,
    CAST(sum(projects.amount_fen) / 100.0 AS REAL) AS amount_yuan,
    CAST(sum(projects.amount_fen) / 1000000.0 AS REAL) AS amount_wan_yuan,
    CAST((SELECT sum(stated_totals.amount_fen) / 100.0 FROM stated_totals
        JOIN documents AS stating ON stating.id = stated_totals.document_id
        WHERE stated_totals.unit_id = projects.unit_id AND stated_totals.kind = 'unit' AND stating.year IS projects.year AND stating.is_current
        AND EXISTS (SELECT 1 FROM projects AS own WHERE own.document_id = stating.id AND own.phase = projects.phase)
    ) AS REAL) AS stated_yuan
FROM projects
JOIN documents ON documents.id = projects.document_id AND documents.is_current
LEFT JOIN units ON units.id = projects.unit_id
GROUP BY projects.year, projects.phase, projects.region_code, projects.unit_id, units.name;
