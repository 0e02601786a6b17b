-- Of each project of a self-evaluation what was spent, and the budget that it is compared with: that of the whole year, else the first one.
CREATE VIEW project_spending AS
SELECT
    projects.id AS project_id,
    projects.document_id,
    projects.unit_id,
    CAST(projects.name AS TEXT) AS name,
    CAST(spent.id AS TEXT) AS spent_id,
    CAST(spent.amount_fen AS INTEGER) AS spent_fen,
    CAST(coalesce(adjusted.kind, first.kind) AS TEXT) AS budget_kind,
    CAST(coalesce(adjusted.id, first.id) AS TEXT) AS budget_id,
    CAST(coalesce(adjusted.amount_fen, first.amount_fen) AS INTEGER) AS budget_fen,
    -- What both may be off by, because each is rounded in its last printed digit.
    CAST((spent.step_fen + coalesce(adjusted.step_fen, first.step_fen)) / 2 AS INTEGER) AS rounding_fen
FROM projects
LEFT JOIN amounts AS spent
    ON spent.project_id = projects.id AND spent.kind = 'spent' AND spent.source = 'all' AND spent.scope = 'year'
LEFT JOIN amounts AS adjusted
    ON adjusted.project_id = projects.id AND adjusted.kind = 'adjusted' AND adjusted.source = 'all' AND adjusted.scope = 'year'
    AND adjusted.amount_fen IS NOT NULL
LEFT JOIN amounts AS first
    ON first.project_id = projects.id AND first.kind = 'budget' AND first.source = 'all' AND first.scope = 'year'
WHERE projects.phase = 'self_evaluation';
