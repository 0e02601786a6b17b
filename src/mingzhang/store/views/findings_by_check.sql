-- What each check found, by year and phase, with the money of the projects concerned, each project counted once.
-- Documents that were superseded or withdrawn are left out.
CREATE VIEW findings_by_check AS
WITH current_documents AS (
    SELECT documents.id, documents.year, min(projects.phase) AS phase
    FROM documents LEFT JOIN projects ON projects.document_id = documents.id
    WHERE documents.is_current
    GROUP BY documents.id
),
found AS (
    SELECT check_id, year, phase, count(DISTINCT document_id) AS documents, count(*) AS findings
    FROM findings JOIN current_documents ON current_documents.id = findings.document_id
    GROUP BY check_id, year, phase
),
-- What a self-evaluation is compared with is a project of the budget: it is concerned, and its money is not counted again.
concerned AS (
    SELECT DISTINCT findings.check_id, current_documents.year, current_documents.phase, projects.id,
        CASE WHEN projects.phase = current_documents.phase THEN projects.amount_fen END AS amount_fen
    FROM finding_evidence
    JOIN findings ON findings.id = finding_evidence.finding_id
    JOIN current_documents ON current_documents.id = findings.document_id
    JOIN projects ON projects.id = finding_evidence.project_id
),
money AS (
    SELECT check_id, year, phase, count(*) AS projects, sum(amount_fen) / 100.0 AS projects_yuan
    FROM concerned GROUP BY check_id, year, phase
)
SELECT
    checks.id AS check_id,
    checks.title AS check_title,
    checks.class,
    found.year,
    CAST(found.phase AS TEXT) AS phase,
    CAST(found.documents AS INTEGER) AS documents,
    CAST(found.findings AS INTEGER) AS findings,
    CAST(coalesce(money.projects, 0) AS INTEGER) AS projects,
    CAST(money.projects_yuan AS REAL) AS projects_yuan
FROM found
JOIN checks ON checks.id = found.check_id
LEFT JOIN money ON money.check_id = found.check_id AND money.year IS found.year AND money.phase IS found.phase;
