/*
title: {zh: 目标低于上年，金额没有减少, en: A lower target than the year before for no less money}
class: question
version: 1
scope: unit
tests: {zh: 上一年预算里也有的每一个指标, en: each indicator that the budget of the year before has too}
looks_for: {zh: 同一项目的同一指标，目标比上一年低（上限比上一年高），而项目金额没有减少。, en: "The same indicator of a project with a lower target than the year before (or a higher ceiling), though its amount is no smaller."}
why: {zh: 金额没有减少而目标降低，应当有说明。, en: "Less is promised for money that is no less; there should be a reason."}
basis: {zh: 常理：同样的钱，目标不应当无故降低。, en: "Common sense: for the same money a target is not lowered without a reason."}
assumptions:
  zh: 两年的项目按 series_id 对应，一年里只有一个；指标按二级指标（没有时按一级指标）和名称对应，两边各只出现一次，单位相同。没有比较符号、又看不出以多为好的（成本、天数、投诉）不比较。
  en: Projects go together by series_id, one a year; indicators by level 2 (else level 1) and name if it stands once on either side, in one unit. Without a sign, only where more is plainly better (no costs, days or complaints).
innocent_explanations: {zh: 单价或标准提高了；上一年的目标定得过高；任务做了调整；改了统计口径。, en: "The rate per head went up; last year's target was too high; the task changed; it is counted in another way now."}
reasons:
  lowered:
    outcome: failed
    reason: {zh: 目标比上一年低，金额没有减少, en: the target is lower and the amount is not}
    summary:
      zh: “{name}”的“{indicator}”，{year_before} 年目标 {before}，{year} 年 {after}；金额没有减少（{year_before} 年 {money_before:wan}，{year} 年 {money_after:wan}）。
      en: "{name}: {indicator} has the target {before} in {year_before} and {after} in {year}; the amount is no smaller ({money_before:yuan}, then {money_after:yuan})."
  not-lower:
    outcome: passed
    reason: {zh: 目标不比上一年低, en: the target is not lower}
  less-money:
    outcome: passed
    reason: {zh: 目标比上一年低，金额也少了, en: the target is lower and so is the amount}
  not-comparable:
    outcome: not_applicable
    reason: {zh: 单位、比较符号不同，看不出以多为好，或者金额没有读出, en: "another unit or sign, nothing says that more is better, or an amount was not read"}
*/
WITH budgets AS MATERIALIZED (
    SELECT min(projects.id) AS id, projects.year, series_id, min(amount_fen) AS amount_fen, coalesce(min(projects.name), '') AS project_name
    FROM projects
    JOIN documents ON documents.id = projects.document_id AND documents.is_current
    WHERE projects.phase = 'budget' AND series_id IS NOT NULL AND projects.year IS NOT NULL
    GROUP BY series_id, projects.year HAVING count(*) = 1
),
pairs AS MATERIALIZED (
    SELECT * FROM (
        SELECT id AS after_id, project_name, year, amount_fen AS money_after, lag(id) OVER series AS before_id,
            lag(amount_fen) OVER series AS money_before, lag(year) OVER series AS other_year
        FROM budgets WINDOW series AS (PARTITION BY series_id ORDER BY year)
    ) WHERE other_year = year - 1
),
-- Each project of a pair with its side; a project stands in two pairs, as the later and as the earlier one.
sides AS MATERIALIZED (
    SELECT after_id, after_id AS project_id, 1 AS is_after FROM pairs UNION ALL SELECT after_id, before_id, 0 FROM pairs
),
keyed AS (
    SELECT sides.after_id, is_after, indicators.*, coalesce(level2, level1, '') AS level, lower(replace(name, ' ', '')) AS folded,
        coalesce(comparator, '') || coalesce(value_text, '')
            || CASE WHEN unit IS NULL OR instr(coalesce(value_text, ''), unit) THEN '' ELSE unit END AS target
    FROM sides CROSS JOIN indicators ON indicators.project_id = sides.project_id
    WHERE kind = 'quantitative' AND name IS NOT NULL AND coalesce(scope, 'year') = 'year'
),
-- One row for each name of a pair: no row is compared with each other row.
matched AS MATERIALIZED (
    SELECT after_id, level, folded,
        max(id) FILTER (WHERE is_after) AS id, max(id) FILTER (WHERE NOT is_after) AS other_id,
        max(document_id) FILTER (WHERE is_after) AS document_id, max(unit_id) FILTER (WHERE is_after) AS unit_id, max(name) FILTER (WHERE is_after) AS indicator,
        max(target) FILTER (WHERE is_after) AS target_after, max(target) FILTER (WHERE NOT is_after) AS target_before,
        max(base_value) FILTER (WHERE is_after) AS value_after, max(base_value) FILTER (WHERE NOT is_after) AS value_before,
        count(*) = 2 AND count(DISTINCT coalesce(comparator, '') || '|' || coalesce(base_unit, '')) = 1 AS is_alike,
        max(comparator) AS comparator, max(base_unit) AS base_unit
    FROM keyed
    GROUP BY after_id, level, folded HAVING sum(is_after) > 0 AND sum(NOT is_after) > 0
),
directed AS (
    SELECT *,
        CASE
            WHEN comparator IN ('≥', '>') THEN 1
            WHEN comparator IN ('≤', '<') THEN -1
            WHEN level LIKE '%成本%' OR base_unit IN ('元', '%') OR base_unit IN (SELECT word FROM words WHERE list = 'lengths-of-time')
                OR EXISTS (SELECT 1 FROM words WHERE list = 'less-is-better' AND instr(folded, word)) THEN 0
            ELSE 1
        END AS direction
    FROM matched
),
judged AS (
    SELECT *,
        CASE
            WHEN NOT is_alike OR direction = 0 OR money_before IS NULL OR money_after IS NULL THEN 'not-comparable'
            WHEN (value_after - value_before) * direction >= 0 THEN 'not-lower'
            WHEN money_after < money_before THEN 'less-money'
            ELSE 'lowered'
        END AS reason
    FROM directed JOIN pairs USING (after_id)
)
SELECT id AS subject, document_id, unit_id, after_id AS project_id,
    CASE reason WHEN 'lowered' THEN 'failed' WHEN 'not-comparable' THEN 'not_applicable' ELSE 'passed' END AS outcome,
    reason, target_before AS expected, target_after AS observed,
    json_object('name', project_name, 'indicator', indicator, 'year', year, 'year_before', year - 1, 'before', target_before, 'after', target_after,
        'money_before', money_before, 'money_after', money_after) AS details,
    CASE reason WHEN 'lowered' THEN json_array(json_array('after', 'indicators', id), json_array('before', 'indicators', other_id)) ELSE '[]' END AS evidence
FROM judged
