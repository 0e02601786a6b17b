/*
title: {zh: 年初预算数与公开的预算不同, en: The opening figure is not that of the published budget}
class: question
version: 1
scope: unit
tests: {zh: 有同一年度公开预算的每一份项目自评, en: each self-evaluation of a project whose budget of that year was published}
looks_for: {zh: 自评表的年初预算数，与年初公开的同一项目的金额不同。, en: "A first budget in the self-evaluation that is not the amount published for the project at the beginning of the year."}
why: {zh: 自评表的年初预算数应当就是年初公开的数。两处不同，可能有一处改过，也可能公开的不是批复数。, en: "The first budget should be the number that was published. Where they differ, one may have been changed, or what was published may not be what was approved."}
basis: {zh: 常理：同一个项目、同一年的年初预算只有一个。, en: "Common sense: a project has one first budget in a year."}
assumptions: {zh: 两边是同一项目（series_id 相同）、同一年度的现行文件，那一年只有一份预算列着它；按印出的最后一位允许四舍五入。, en: "Both are of one project (the same series_id) and year, in current documents, and one budget lists it; amounts may be rounded in their last printed digit."}
innocent_explanations: {zh: 公开的是草案，批复时调整了；一边含上级资金或结转，一边不含；项目合并或拆分过。, en: "A draft was published and changed on approval; one side holds money of others or carried over; the project was merged or split."}
reasons:
  differs:
    outcome: failed
    reason: {zh: 年初预算数与公开的不同, en: the opening figure is not the published one}
    summary:
      zh: “{name}”公开的预算是 {published:wan}，自评表的年初预算数是 {opening:wan}，相差 {gap:money}。
      en: "{name}: the published budget is {published:yuan}, the opening figure of the self-evaluation {opening:yuan}, {gap:yuan} apart."
  equal:
    outcome: passed
    reason: {zh: 年初预算数与公开的相同, en: the opening figure is the published one}
  amount-missing:
    outcome: not_applicable
    reason: {zh: 有一边的金额没有印出、没有读出, en: an amount is not printed or was not read}
  several-budgets:
    outcome: not_applicable
    reason: {zh: 同一年度有几份预算列着这个项目, en: several budgets of the year list the project}
*/
WITH current AS MATERIALIZED (
    SELECT projects.* FROM projects JOIN documents ON documents.id = projects.document_id
    WHERE documents.is_current AND projects.series_id IS NOT NULL AND projects.year IS NOT NULL
),
budgets AS (
    SELECT series_id, year, count(*) AS n, min(id) AS id, min(amount_fen) AS amount_fen, max(step_fen) AS step_fen
    FROM current WHERE phase = 'budget' GROUP BY series_id, year
),
pairs AS (
    SELECT after.id, after.document_id, after.unit_id, coalesce(after.name, '') AS name, n, budgets.id AS budget_id, budgets.amount_fen AS published,
        amounts.id AS opening_id, amounts.amount_fen AS opening, (budgets.step_fen + amounts.step_fen) / 2 AS allowed
    FROM current AS after
    JOIN budgets ON budgets.series_id = after.series_id AND budgets.year = after.year
    LEFT JOIN amounts ON amounts.project_id = after.id AND amounts.kind = 'budget' AND amounts.source = 'all' AND amounts.scope = 'year'
    WHERE after.phase = 'self_evaluation'
),
judged AS (
    SELECT *,
        CASE
            WHEN n > 1 THEN 'several-budgets'
            WHEN published IS NULL OR opening IS NULL THEN 'amount-missing'
            WHEN abs(published - opening) <= allowed THEN 'equal'
            ELSE 'differs'
        END AS reason
    FROM pairs
)
SELECT id AS subject, document_id, unit_id, id AS project_id,
    CASE reason WHEN 'differs' THEN 'failed' WHEN 'equal' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, published AS expected_fen, opening AS observed_fen, opening - published AS difference_fen,
    json_object('name', name, 'published', published, 'opening', opening, 'gap', abs(opening - published)) AS details,
    CASE reason WHEN 'differs' THEN json_array(json_array('opening', 'amounts', opening_id), json_array('published', 'projects', budget_id)) ELSE '[]' END AS evidence
FROM judged
