-- Every sum of points that a self-evaluation prints (of a heading, of a part of the sheet, of the last row) beside what the points that
-- it is of come to: alone, and of the last row also with the points of the execution rate. Rounded points leave a sum some room.
CREATE VIEW point_sums AS
-- Points in thousandths, so that sums are exact, and the last digit that is printed.
WITH numbers AS (
    SELECT *, CASE WHEN n % 1000 = 0 THEN 1000 WHEN n % 100 = 0 THEN 100 WHEN n % 10 = 0 THEN 10 ELSE 1 END AS step
    FROM (
        SELECT project_id, position, part, label, heading_id, indicator_id, 'weight' AS what, CAST(round(weight * 1000) AS INTEGER) AS n,
            weight_counts AS counts, weight_field_id AS field_id FROM points WHERE weight IS NOT NULL
        UNION ALL
        SELECT project_id, position, part, label, heading_id, indicator_id, 'score', CAST(round(score * 1000) AS INTEGER), score_counts, score_field_id
        FROM points WHERE score IS NOT NULL
    )
),
-- Headings by their names: those with the same text below the same heading are one.
named AS (
    SELECT id, project_id, coalesce(above || '|', '') || text AS key, above
    FROM (SELECT lower.id, lower.project_id, replace(lower.text, ' ', '') AS text, replace(upper.text, ' ', '') AS above, max(upper.position)
        FROM headings AS lower
        LEFT JOIN headings AS upper ON upper.project_id = lower.project_id AND lower.level = 2 AND upper.level = 1 AND upper.position < lower.position
        WHERE lower.project_id IN (SELECT project_id FROM points) GROUP BY lower.id)
),
below AS (SELECT project_id, key, id FROM named UNION ALL SELECT project_id, above, id FROM named WHERE above IS NOT NULL),
-- What is printed as a sum, and the indicators that it is of.
claims AS (
    SELECT min(heading_id) AS id, numbers.project_id, 'heading' AS part, 'weight' AS what, label, n AS stated, key, 'headings' AS table_name, min(heading_id) AS record_id
    FROM numbers JOIN named ON named.id = heading_id GROUP BY numbers.project_id, key
    UNION ALL
    SELECT project_id || '-part-' || part, project_id, part, what, label, n, NULL, NULL, NULL FROM numbers WHERE part IN ('indicators', 'execution')
    UNION ALL
    SELECT project_id || '-total-' || column1, project_id, 'total', column1, label,
        CAST(round(coalesce(iif(column1 = 'weight', weight, score), unplaced) * 1000) AS INTEGER), NULL, 'project_fields',
        CASE column1 WHEN 'weight' THEN weight_field_id ELSE coalesce(score_field_id, weight_field_id) END
    FROM (SELECT *, row_number() OVER (PARTITION BY project_id ORDER BY position) AS place FROM points WHERE part = 'total') JOIN (VALUES ('weight'), ('score')) ON place = 1
),
parts AS (
    SELECT claims.id, indicators.id AS indicator_id FROM claims JOIN below ON below.project_id = claims.project_id AND below.key = claims.key
    JOIN indicators ON indicators.heading_id = below.id
    UNION ALL
    SELECT claims.id, indicators.id FROM claims JOIN indicators ON indicators.project_id = claims.project_id WHERE part IN ('indicators', 'total')
),
execution AS (
    SELECT project_id, what, n, step, field_id FROM (SELECT *, row_number() OVER (PARTITION BY project_id, what ORDER BY part = 'execution', position) AS place
        FROM numbers WHERE part IN ('rate', 'execution')) WHERE place = 1
),
summed AS (
    SELECT claims.*, count(DISTINCT parts.indicator_id) AS indicators, count(n) AS printed, coalesce(sum(n) FILTER (WHERE counts), 0) AS sum,
        coalesce(sum(step) FILTER (WHERE counts AND step <= 10), 0) AS rounding, coalesce(min(step), 1000) AS least,
        group_concat(printf('%g', n / 1000.0), ' + ') FILTER (WHERE counts) AS list,
        json_group_array(json_array(claims.what, 'indicators', parts.indicator_id)) FILTER (WHERE parts.indicator_id IS NOT NULL) AS evidence
    FROM claims LEFT JOIN parts ON parts.id = claims.id
    LEFT JOIN numbers ON numbers.indicator_id = parts.indicator_id AND numbers.what = claims.what AND numbers.part = 'indicator'
    GROUP BY claims.id
),
trials AS (
    SELECT *, 0 AS with_execution FROM summed WHERE part != 'execution'
    UNION ALL
    SELECT id, summed.project_id, part, summed.what, label, stated, key, iif(part = 'execution', 'project_fields', table_name), iif(part = 'execution', field_id, record_id),
        indicators, iif(part = 'execution', 1, printed), sum + n, rounding + iif(step <= 10, step, 0), min(least, step), coalesce(list || ' + ', '') || printf('%g', n / 1000.0), evidence, 1
    FROM summed JOIN execution ON execution.project_id = summed.project_id AND execution.what = summed.what
    WHERE part = 'total' OR (part = 'execution' AND execution.field_id IS NOT NULL)
)
SELECT
    id,
    CAST(project_id AS TEXT) AS project_id,
    part,
    what,
    label,
    CAST(stated / 1000.0 AS REAL) AS stated,
    CAST(sum / 1000.0 AS REAL) AS sum,
    CAST(list AS TEXT) AS list,
    CAST(indicators AS INTEGER) AS indicators,
    CAST(printed AS INTEGER) AS printed,
    CAST(with_execution AS INTEGER) AS with_execution,
    -- A total that is coarser than its points may be rounded, or cut off, itself.
    CAST(printed > 0 AND (2 * abs(sum - stated) <= rounding
        OR least < last AND 2 * stated - last <= 2 * sum + rounding AND 2 * sum - rounding < 2 * (stated + last)) AS INTEGER) AS fits,
    CAST(table_name AS TEXT) AS table_name,
    CAST(record_id AS TEXT) AS record_id,
    CAST(evidence AS TEXT) AS evidence
FROM (SELECT *, CASE WHEN stated % 1000 = 0 THEN 1000 WHEN stated % 100 = 0 THEN 100 WHEN stated % 10 = 0 THEN 10 ELSE 1 END AS last FROM trials);
