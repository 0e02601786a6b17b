-- Fills site_figures and notable_findings; run once, when all findings are there.

CREATE TEMP TABLE document_figures AS
WITH
stated AS (
    SELECT stated_totals.document_id, source_tables.phase, sum(stated_totals.amount_fen) AS fen,
        count(*) - count(stated_totals.amount_fen) AS unread
    FROM stated_totals
    JOIN source_tables ON source_tables.document_id = stated_totals.document_id
        AND source_tables.table_number = stated_totals.table_number
    WHERE stated_totals.kind = 'total'
    GROUP BY stated_totals.document_id, source_tables.phase
)
SELECT
    projects.document_id, projects.year, projects.phase,
    count(*) AS projects,
    sum(projects.amount_fen) AS fen,
    count(*) - count(projects.amount_fen) AS unread,
    stated.fen AS stated_fen
FROM projects
JOIN documents ON documents.id = projects.document_id AND documents.is_current
LEFT JOIN stated ON stated.document_id = projects.document_id AND stated.phase = projects.phase AND stated.unread = 0
GROUP BY projects.document_id, projects.year, projects.phase;

INSERT INTO site_figures (id, year, phase, documents, units, projects, goals, indicators, findings, latest_on)
SELECT 'all', NULL, NULL,
    (SELECT count(*) FROM documents WHERE is_current),
    (SELECT count(*) FROM units),
    (SELECT count(*) FROM projects JOIN documents ON documents.id = document_id AND is_current),
    (SELECT count(*) FROM goals JOIN projects ON projects.id = project_id JOIN documents ON documents.id = document_id AND is_current),
    (SELECT count(*) FROM indicators JOIN documents ON documents.id = document_id AND is_current),
    (SELECT count(*) FROM findings JOIN documents ON documents.id = document_id AND is_current),
    (SELECT max(max(coalesce(retrieved_on, ''), coalesce(published_on, ''))) FROM documents);
UPDATE site_figures SET latest_on = NULL WHERE latest_on = '';

INSERT INTO site_figures (
    id, year, phase, documents, units, projects, goals, indicators, findings,
    rows_fen, rows_unread, documents_stating, stated_fen, stated_rows_fen
)
SELECT
    coalesce(year, 'x') || '-' || phase, year, phase, count(*),
    (SELECT count(DISTINCT unit_id) FROM projects WHERE projects.year IS own.year AND projects.phase = own.phase
        AND document_id IN (SELECT id FROM documents WHERE is_current)),
    sum(projects),
    (SELECT count(*) FROM projects JOIN goals ON goals.project_id = projects.id
        WHERE projects.year IS own.year AND projects.phase = own.phase
        AND document_id IN (SELECT id FROM documents WHERE is_current)),
    (SELECT count(*) FROM indicators WHERE indicators.year IS own.year AND indicators.phase = own.phase
        AND document_id IN (SELECT id FROM documents WHERE is_current)),
    -- A finding belongs to the phase of its project; one that concerns a whole document, to that document's first phase.
    (SELECT count(*) FROM findings JOIN documents ON documents.id = findings.document_id AND documents.is_current
        LEFT JOIN projects ON projects.id = findings.project_id
        WHERE documents.year IS own.year AND own.phase = coalesce(projects.phase,
            (SELECT min(phase) FROM document_figures WHERE document_figures.document_id = documents.id))),
    sum(fen), sum(unread), count(stated_fen), sum(stated_fen), sum(CASE WHEN stated_fen IS NOT NULL THEN fen END)
FROM document_figures AS own
GROUP BY year, phase
ORDER BY year, phase;

-- What weighs most: arithmetic before questions, by difference, then by the money of the project. At most two of a check
-- and one of a check and project, so that a list of ten shows more than one kind; none of class form.
INSERT INTO notable_findings (position, finding_id)
WITH
weighed AS (
    SELECT findings.id, findings.check_id, findings.class,
        coalesce(abs(findings.difference_yuan), 0) AS difference, coalesce(projects.amount_fen, 0) AS amount_fen,
        row_number() OVER (
            PARTITION BY findings.check_id, coalesce(findings.project_id, findings.id)
            ORDER BY coalesce(abs(findings.difference_yuan), 0) DESC, findings.id
        ) AS place_in_project
    FROM findings
    JOIN documents ON documents.id = findings.document_id AND documents.is_current
    LEFT JOIN projects ON projects.id = findings.project_id
    WHERE findings.class IN ('arithmetic', 'question')
),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY check_id ORDER BY difference DESC, amount_fen DESC, id) AS place
    FROM weighed WHERE place_in_project = 1
),
chosen AS (
    SELECT *, row_number() OVER (PARTITION BY class ORDER BY difference DESC, amount_fen DESC, id) AS place_in_class
    FROM placed WHERE place <= 2
)
SELECT row_number() OVER (ORDER BY class, place_in_class), id FROM chosen WHERE place_in_class <= 5;

DROP TABLE temp.document_figures;
