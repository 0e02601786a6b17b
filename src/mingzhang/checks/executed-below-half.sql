/*
title: {zh: 执行不到一半, en: Less than half of the money spent}
class: question
version: 1
scope: document
tests: {zh: 自评表里每一个印有预算数和执行数的项目, en: each project of a self-evaluation that prints its budget and what was spent}
looks_for: {zh: 执行数不到全年预算数（没有时按年初预算数）的一半（thresholds.yml 的 half-spent）。, en: "Spending below half of the year's budget, or of the first one where there is no other (half-spent in thresholds.yml)."}
why: {zh: 钱一多半没有用，要么事情没有做，要么预算编多了。, en: "Where most of the money stays unspent, either the work was not done or the budget was too large."}
basis: {zh: 常理；按我们的理解，各地评价预算执行都看执行率。, en: "Common sense; as we understand it, reviews everywhere look at the share that was spent."}
assumptions: {zh: 只看资金总额一行；年度中间的自评（半年）看不出来。, en: "Only the row of all money; an evaluation in the middle of the year is not recognised."}
innocent_explanations: {zh: 跨年度的项目，余款结转下年支付；质保金未到期；政策或任务取消；招标节约；资金年底才到。, en: "A project of several years with the rest carried over; retained money not yet due; the task was dropped; tenders came in low; the money arrived late."}
reasons:
  below-half:
    outcome: failed
    reason: {zh: 执行不到一半, en: less than half was spent}
    summary:
      zh: “{name}”{base} {whole:wan}，执行 {spent:wan}，只有 {rate}%。
      en: "{name}: {spent:yuan} of {whole:yuan} were spent, only {rate}%."
  half-or-more:
    outcome: passed
    reason: {zh: 执行了一半以上, en: half or more was spent}
  amount-missing:
    outcome: not_applicable
    reason: {zh: 预算数或执行数没有印出、没有读出, en: budget or spending is not printed or was not read}
*/
WITH judged AS (
    SELECT *, coalesce(name, '') AS project, iif(budget_kind = 'adjusted', '全年预算数', '年初预算数') AS base,
        CASE
            WHEN spent_fen IS NULL OR budget_fen IS NULL OR budget_fen <= 0 THEN 'amount-missing'
            WHEN spent_fen < budget_fen * (SELECT value FROM thresholds WHERE name = 'half-spent') THEN 'below-half'
            ELSE 'half-or-more'
        END AS reason
    FROM project_spending
)
SELECT project_id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'below-half' THEN 'failed' WHEN 'half-or-more' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, budget_fen AS expected_fen, spent_fen AS observed_fen, spent_fen - budget_fen AS difference_fen,
    json_object('name', project, 'base', base, 'whole', budget_fen, 'spent', spent_fen, 'rate', printf('%.1f', 100.0 * spent_fen / budget_fen)) AS details,
    CASE reason WHEN 'below-half' THEN json_array(json_array('spent', 'amounts', spent_id), json_array('budget', 'amounts', budget_id)) ELSE '[]' END AS evidence
FROM judged
