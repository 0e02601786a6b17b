-- Cells that are not accounted for: of a document with a form, or of a line outside tables, the characters in leaf spans and in rejects are not
-- all of the cell, or the leaves lie over each other. Run over every finished database; anyone can run it over a published one.
WITH leaves AS (
    SELECT cell_id, sum(end_char - start_char) AS characters FROM spans WHERE is_leaf GROUP BY cell_id
),
-- Leaves do not fill these: what is left must be in rejects.
unfilled AS (
    SELECT cells.id, cells.document_id, cells.page, cells.table_number, cells."row", cells."column", length(cells.text) AS printed
    FROM cells
    LEFT JOIN leaves ON leaves.cell_id = cells.id
    WHERE cells.text IS NOT NULL AND leaves.characters IS NOT length(cells.text)
        AND (cells.table_number = 0 OR EXISTS (SELECT 1 FROM source_tables WHERE source_tables.document_id = cells.document_id
            AND form IS NOT NULL))
),
pieces AS (
    SELECT unfilled.id, start_char, end_char, 1 AS is_leaf FROM unfilled JOIN spans ON spans.cell_id = unfilled.id WHERE spans.is_leaf
    UNION ALL
    SELECT unfilled.id, start_char, end_char, 0 FROM unfilled JOIN rejects ON rejects.cell_id = unfilled.id
    WHERE end_char > start_char
),
-- Each piece without what pieces that begin before it have covered.
new AS (
    SELECT id, is_leaf, end_char - start_char AS characters, end_char - max(start_char, coalesce(max(end_char) OVER (
        PARTITION BY id ORDER BY start_char, end_char ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS added
    FROM pieces
),
covered AS (SELECT id, sum(max(added, 0)) AS characters FROM new GROUP BY id)
SELECT documents.file, unfilled.page, unfilled.table_number, unfilled."row", unfilled."column", unfilled.printed,
    coalesce(covered.characters, 0) AS accounted
FROM unfilled
JOIN documents ON documents.id = unfilled.document_id
LEFT JOIN covered ON covered.id = unfilled.id
WHERE coalesce(covered.characters, 0) <> unfilled.printed
    OR (SELECT characters FROM leaves WHERE cell_id = unfilled.id) > unfilled.printed
ORDER BY unfilled.id
