/*
title: {zh: 执行数大于全年预算数, en: More spent than the year's budget}
class: question
version: 1
scope: document
tests: {zh: 自评表里每一个印有全年预算数和执行数的项目, en: each project of a self-evaluation that prints the year's budget and what was spent}
looks_for: {zh: 资金总额一行里，执行数大于全年预算数（没有时大于年初预算数）。, en: "Spending above the year's budget in the row of all money, or above the first one where there is no other."}
why: {zh: 全年预算数包括年中追加的资金，支出不应当超过它。, en: "The year's budget holds what was added during the year; nothing should be spent beyond it."}
basis: {zh: 《预算法》第十三条：各部门、各单位的支出必须以经批准的预算为依据，未列入预算的不得支出。, en: "Budget Law (预算法), article 13: spending is based on the approved budget; what is not in it may not be spent."}
assumptions: {zh: 金额按印出的最后一位允许四舍五入。, en: Amounts may be rounded in their last printed digit.}
innocent_explanations: {zh: 用了结转的钱，没有写进全年预算数；追加的预算没有更新到表里；把几年的支出合在一起写了。, en: "Money carried over was used and not added; the budget was raised and the form not updated; the spending of several years was put together."}
reasons:
  above:
    outcome: failed
    reason: {zh: 执行数大于预算数, en: more was spent than budgeted}
    summary:
      zh: “{name}”{base} {whole:wan}，执行数 {spent:wan}，多出 {gap:money}。
      en: "{name}: {spent:yuan} were spent of {whole:yuan}, {gap:yuan} more."
  within:
    outcome: passed
    reason: {zh: 执行数不大于预算数, en: no more was spent than budgeted}
  amount-missing:
    outcome: not_applicable
    reason: {zh: 预算数或执行数没有印出、没有读出, en: budget or spending is not printed or was not read}
*/
WITH judged AS (
    SELECT *, coalesce(name, '') AS project, iif(budget_kind = 'adjusted', '全年预算数', '年初预算数') AS base,
        CASE
            WHEN spent_fen IS NULL OR budget_fen IS NULL OR budget_fen <= 0 THEN 'amount-missing'
            WHEN spent_fen > budget_fen + rounding_fen THEN 'above'
            ELSE 'within'
        END AS reason
    FROM project_spending
)
SELECT project_id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'above' THEN 'failed' WHEN 'within' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, budget_fen AS expected_fen, spent_fen AS observed_fen, spent_fen - budget_fen AS difference_fen,
    json_object('name', project, 'base', base, 'whole', budget_fen, 'spent', spent_fen, 'gap', spent_fen - budget_fen) AS details,
    CASE reason WHEN 'above' THEN json_array(json_array('spent', 'amounts', spent_id), json_array('budget', 'amounts', budget_id)) ELSE '[]' END AS evidence
FROM judged
