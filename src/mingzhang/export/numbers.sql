-- The numbers that documents print, of one database ({db}), one row each, and by what each is known again: in another reading of
-- the same document by the names around it and which of several alike it is (`here`), in another document by its project's
-- series, or those names where it has none (`elsewhere`). Record ids count positions, which move when a reading finds one row more.
CREATE TEMP TABLE {db}_numbers AS
WITH
project AS (
    SELECT id, series_id, coalesce(unit_id, '') || '|' || coalesce(code, '') || '|' || coalesce(name, '') || '|' || phase || '|'
        || row_number() OVER (PARTITION BY document_id, unit_id, code, name, phase ORDER BY position) AS here
    FROM {db}.projects
),
number (table_name, record_id, project_id, document_id, field, value, name) AS (
    SELECT 'projects', id, id, document_id, 'amount_fen', amount_fen, '' FROM {db}.projects
    UNION ALL
    SELECT 'stated_totals', id, NULL, document_id, 'amount_fen', amount_fen, kind || '|' || coalesce(unit_id, '') || '|'
        || coalesce(label, '') || '|' || row_number() OVER (PARTITION BY document_id, kind, unit_id, label
            ORDER BY table_number, page, row)
    FROM {db}.stated_totals
    UNION ALL
    SELECT 'amounts', amounts.id, project_id, document_id, 'amount_fen', amounts.amount_fen, kind || '|' || source || '|' || scope
    FROM {db}.amounts JOIN {db}.projects ON projects.id = project_id
    UNION ALL
    SELECT 'indicators', id, project_id, document_id, field, CASE field WHEN 'value' THEN value
            WHEN 'actual_value' THEN actual_value WHEN 'weight' THEN weight ELSE score END,
        coalesce(scope, '') || '|' || coalesce(level1, '') || '|' || coalesce(level2, '') || '|' || coalesce(name, '') || '|'
            || row_number() OVER (PARTITION BY project_id, scope, level1, level2, name, field ORDER BY position)
    FROM {db}.indicators,
        (SELECT 'value' AS field UNION ALL SELECT 'actual_value' UNION ALL SELECT 'weight' UNION ALL SELECT 'score')
)
SELECT table_name, record_id, number.document_id, field, value,
    coalesce(project.here, '') || '#' || number.name AS here,
    coalesce(project.series_id, project.here, '') || '#' || number.name AS elsewhere
FROM number LEFT JOIN project ON project.id = number.project_id;

CREATE INDEX temp.{db}_numbers_here ON {db}_numbers (document_id, table_name, field, here);
CREATE INDEX temp.{db}_numbers_record ON {db}_numbers (record_id, field);
CREATE INDEX temp.{db}_numbers_elsewhere ON {db}_numbers (document_id, table_name, field, elsewhere);
