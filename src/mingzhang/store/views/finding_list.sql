-- Each finding with the names of its check, unit and project, and the place of its first piece of evidence. Documents that
-- were superseded or withdrawn are left out.
CREATE VIEW finding_list AS
SELECT
    findings.class,
    checks.title AS check_title,
    findings.summary,
    units.name AS unit,
    projects.name AS project,
    projects.amount_yuan,
    findings.difference_yuan,
    findings.records,
    documents.year,
    documents.title AS document,
    evidence.page,
    evidence.row,
    findings.check_id,
    findings.project_id,
    findings.unit_id,
    documents.region_code,
    findings.document_id,
    findings.id AS finding_id,
    CAST((SELECT group_concat(author || '（' || replied_on || '）：' || text, char(10)) FROM (
        SELECT author, replied_on, text FROM replies WHERE replies.finding_id = findings.id ORDER BY replied_on, id
    )) AS TEXT) AS reply,
    findings.summary_en
FROM findings
JOIN checks ON checks.id = findings.check_id
JOIN documents ON documents.id = findings.document_id AND documents.is_current
LEFT JOIN units ON units.id = findings.unit_id
LEFT JOIN projects ON projects.id = findings.project_id
LEFT JOIN finding_evidence AS evidence ON evidence.finding_id = findings.id AND evidence.position = 1;
