-- The last row of each self-evaluation that prints points of indicators: which of its numbers are weights and scores, and which sums fit.
CREATE VIEW point_totals AS
WITH totals AS (
    SELECT project_id, what, max(indicators) AS indicators, max(printed) AS printed, max(with_execution) AS has_execution,
        coalesce(max(fits AND NOT with_execution), 0) AS alone, coalesce(max(fits AND with_execution), 0) AS together,
        max(CASE WHEN NOT with_execution THEN round(stated - sum, 3) END) AS gap, max(sum) AS sum
    FROM point_sums WHERE part = 'total' GROUP BY project_id, what
),
-- The totals of weights and those of scores in one row: each other mention of `totals` is planned again, which takes longer than
-- the answer of one project.
both AS (
    SELECT project_id,
        max(sum) FILTER (WHERE what = 'weight') AS w_sum,
        max(indicators) FILTER (WHERE what = 'weight') AS w_indicators, max(indicators) FILTER (WHERE what = 'score') AS s_indicators,
        max(printed) FILTER (WHERE what = 'weight') AS w_printed, max(printed) FILTER (WHERE what = 'score') AS s_printed,
        max(alone) FILTER (WHERE what = 'weight') AS w_alone, max(alone) FILTER (WHERE what = 'score') AS s_alone,
        max(together) FILTER (WHERE what = 'weight') AS w_together, max(together) FILTER (WHERE what = 'score') AS s_together,
        max(gap) FILTER (WHERE what = 'weight') AS w_gap, max(gap) FILTER (WHERE what = 'score') AS s_gap,
        max(has_execution) FILTER (WHERE what = 'weight') AS w_execution, max(has_execution) FILTER (WHERE what = 'score') AS s_execution
    FROM totals GROUP BY project_id
)
SELECT
    projects.id AS project_id,
    projects.document_id,
    CAST(w_sum AS REAL) AS weights_sum,
    CAST(points.weight IS NULL AND points.score IS NULL AND points.unplaced IS NULL AND points.id IS NOT NULL AS INTEGER) AS is_unclear,
    CAST(points.unplaced IS NOT NULL AND NOT (w_alone OR w_together OR s_printed = 0 OR s_alone OR s_together OR w_printed = 0) AS INTEGER) AS is_either,
    -- One number in the last row is of weights unless it is the sum of the scores alone.
    CAST(CASE WHEN points.unplaced IS NULL THEN points.weight IS NOT NULL ELSE w_alone OR w_together OR s_printed = 0 END AS INTEGER) AS has_weight,
    CAST(CASE WHEN points.unplaced IS NULL THEN points.score IS NOT NULL ELSE NOT (w_alone OR w_together OR s_printed = 0) END AS INTEGER) AS has_score,
    CAST(points.weight IS NOT NULL AND points.score IS NOT NULL AS INTEGER) AS has_both,
    CAST(w_printed AS INTEGER) AS weights,
    CAST(s_printed AS INTEGER) AS scores,
    CAST(w_printed < w_indicators AS INTEGER) AS lacks_weight,
    CAST(s_printed < s_indicators AS INTEGER) AS lacks_score,
    CAST(w_alone AS INTEGER) AS weights_alone,
    CAST(w_together AS INTEGER) AS weights_together,
    CAST(s_alone AS INTEGER) AS scores_alone,
    CAST(s_together AS INTEGER) AS scores_together,
    CAST(w_gap AS REAL) AS weights_gap,
    CAST(s_gap AS REAL) AS scores_gap,
    CAST(w_execution AS INTEGER) AS execution_weight,
    CAST(s_execution AS INTEGER) AS execution_score,
    -- Documents in which the last row of a sheet holds only with the points of the execution rate: there they count.
    CAST(projects.document_id IN (SELECT document_id FROM totals JOIN projects ON projects.id = project_id
        WHERE what = 'weight' AND together AND NOT alone) AS INTEGER) AS execution_counts
FROM (SELECT DISTINCT project_id FROM points WHERE part = 'indicator' AND (weight IS NOT NULL OR score IS NOT NULL)) AS evaluated
JOIN projects ON projects.id = evaluated.project_id
LEFT JOIN both ON both.project_id = projects.id
LEFT JOIN points ON points.project_id = projects.id AND points.part = 'total'
GROUP BY projects.id;
