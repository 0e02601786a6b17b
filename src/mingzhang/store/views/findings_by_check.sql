-- What each check found, by year and phase, with the money of the projects concerned, each project counted once.
-- Documents that were superseded or withdrawn are left out.
CREATE VIEW findings_by_check AS
SELECT
    checks.id AS check_id,
    checks.title AS check_title,
    checks.class,
    documents.year,
    (SELECT min(projects.phase) FROM projects WHERE projects.document_id = documents.id) AS phase,
    count(DISTINCT findings.document_id) AS documents,
    count(DISTINCT findings.id) AS findings,
    count(DISTINCT evidence.project_id) AS projects,
    (
        SELECT sum(concerned.amount_fen) / 100.0 FROM projects AS concerned
        WHERE concerned.id IN (
            SELECT own.project_id FROM finding_evidence AS own
            JOIN findings AS other ON other.id = own.finding_id
            JOIN documents AS of ON of.id = other.document_id AND of.is_current
            WHERE other.check_id = checks.id AND of.year IS documents.year
        ) AND concerned.phase = (SELECT min(projects.phase) FROM projects WHERE projects.document_id = documents.id)
    ) AS projects_yuan
FROM findings
JOIN checks ON checks.id = findings.check_id
JOIN documents ON documents.id = findings.document_id AND documents.is_current
LEFT JOIN finding_evidence AS evidence ON evidence.finding_id = findings.id
GROUP BY checks.id, documents.year, phase;
