-- Findings of current documents, those about numbers first; of these units ([]: of any), a year, a class, words (empty: any).
WITH hit AS MATERIALIZED (
    SELECT rowid FROM findings_fts WHERE trim(:words) <> '' AND findings_fts MATCH escape_fts(:words) LIMIT 50000
)
SELECT
    findings.id, findings.class, findings.check_id, checks.title, checks.title_en, findings.summary, findings.summary_en,
    findings.expected, findings.observed, findings.difference_yuan, findings.records,
    checks.innocent_explanations, checks.innocent_explanations_en,
    units.name AS unit, findings.project_id, projects.name AS project, documents.year, findings.document_id,
    documents.title AS document, evidence.record_id, evidence.quote, evidence.page, evidence.row,
    coalesce(of_project.document_id, findings.document_id) AS evidence_document_id, count(*) OVER () AS found
FROM findings
JOIN checks ON checks.id = findings.check_id
JOIN documents ON documents.id = findings.document_id AND documents.is_current
LEFT JOIN units ON units.id = findings.unit_id
LEFT JOIN projects ON projects.id = findings.project_id
LEFT JOIN finding_evidence AS evidence ON evidence.finding_id = findings.id AND evidence.position = 1
LEFT JOIN projects AS of_project ON of_project.id = evidence.project_id
WHERE (trim(:words) = '' OR findings.rowid IN (SELECT rowid FROM hit))
    AND (:units = '[]' OR findings.unit_id IN (SELECT value FROM json_each(:units)))
    AND (:projects = '[]' OR findings.project_id IN (SELECT value FROM json_each(:projects)))
    AND (:year IS NULL OR documents.year = :year)
    AND (:class IS NULL OR findings.class = :class)
ORDER BY CASE findings.class WHEN 'arithmetic' THEN 0 WHEN 'question' THEN 1 ELSE 2 END,
    abs(findings.difference_yuan) DESC, findings.id
LIMIT :most
