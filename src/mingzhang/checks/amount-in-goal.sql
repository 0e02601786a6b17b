/*
title: {zh: 目标里写的金额与项目金额不同, en: The amount that a goal says differs from the printed one}
class: arithmetic
version: 6
scope: document
tests: {zh: 目标里写有项目总共多少钱的项目，和目标里写明是前面标准乘以数量的总数, en: "each project whose goals say how much it costs in all, and each sum that a goal gives for the prices and counts in front of it"}
looks_for:
  zh: 目标里写“共需66万元”一类的总数，与表里的项目金额不同，也看不出由别处分担；或者目标里写“共9.4万元”，与同一句里的标准乘以数量不等。
  en: A sum such as 共需66万元 in a goal that is not the amount of the project, where nothing says that somebody else pays a part; or a sum that is not what the prices and counts of its sentence come to.
why: {zh: 同一个项目只有一个金额，目标和金额栏不能都对。, en: A project has one amount; the goal and the column cannot both hold.}
basis: {zh: 常理：一个项目一个金额。, en: "Common sense: one project, one amount."}
assumptions:
  zh: 只看明说是全部的总数（共需、所需资金、项目经费等），全部目标里只有一个；由几级财政、几年或几方分担的，以及“标准乘以数量，与金额不符”已经说明的，不核对；总数小于金额、目标里另有别的开支的不算。相差一半以上、又不像笔误的（thresholds.yml 里 numbers-apart），只问不说。
  en: Only a sum said to be of all (共需, 所需资金, 项目经费), the only one in the goals. Shared money is not tested, nor what the check of price times count tells of; a smaller sum beside other expenses is none. More than numbers-apart in thresholds.yml apart, and like no slip, it is a question.
innocent_explanations:
  zh: 总数含上级或别处的钱；项目跨几年，总数是几年的；有一处是上一年的数，忘了改。
  en: The sum holds money of others, or of several years; one of the two is last year's.
after: [unit-cost-times-count]
reasons:
  differs:
    outcome: failed
    reason: {zh: 目标写的总数与金额不同, en: the sum in the goal is not the amount}
    summary:
      zh: "第 {serial} 项“{project}”：目标写的资金总数是“{quote}”，项目金额是 {amount:money}，相差 {gap:money}。"
      en: "Item {serial}, {project}: the goal says {quote} in all; the amount of the project is {amount:yuan}, {gap:yuan} apart."
  sum-differs:
    outcome: failed
    reason: {zh: 目标写的合计不等于标准乘以数量, en: a sum in the goal is not what its prices and counts come to}
    summary:
      zh: "第 {serial} 项“{project}”：{expression} = {products:money}，目标写“{quote}”，相差 {gap:money}。"
      en: "Item {serial}, {project}: {expression} = {products:yuan}; the goal says {quote}, {gap:yuan} apart."
  far-apart:
    outcome: failed
    class: question
    reason: {zh: 目标写的总数与金额相差很大, en: the sum in the goal and the amount are far apart}
    summary:
      zh: "第 {serial} 项“{project}”：目标写“{quote}”，项目金额是 {amount:money}，说的是不是同一笔钱，请对照原文。"
      en: "Item {serial}, {project}: the goal says {quote}, the amount of the project is {amount:yuan}; whether both are of one sum the original must tell."
  sum-far-apart:
    outcome: failed
    class: question
    reason: {zh: 目标写的合计与标准乘以数量相差很大, en: a sum in the goal and what its prices and counts come to are far apart}
    summary:
      zh: "第 {serial} 项“{project}”：写有“{quote}”和 {expression}（{products:money}），合计是不是它的，请对照原文。"
      en: "Item {serial}, {project}: {quote} is printed with {expression} ({products:yuan}); whether it is their sum the original must tell."
  parts-differ:
    outcome: failed
    reason: {zh: 写明全部经费由几项组成，几项相加不是金额, en: the parts that all the money is said to be made of are not the amount}
    summary:
      zh: "第 {serial} 项“{project}”：目标写“{quote}”，各项相加 {terms} = {sum}，项目金额是 {amount:money}，相差 {gap:money}。"
      en: "Item {serial}, {project}: the goal says {quote}; its parts {terms} = {sum}; the amount of the project is {amount:yuan}, {gap:yuan} apart."
  named-differs:
    outcome: failed
    reason: {zh: 目标写明的项目预算与金额不同, en: what a goal names as all of the budget is not the amount}
    summary:
      zh: "第 {serial} 项“{project}”：目标写“{quote}”，项目金额是 {amount:money}，相差 {gap:money}。"
      en: "Item {serial}, {project}: the goal says {quote}; the amount of the project is {amount:yuan}, {gap:yuan} apart."
  equal:
    outcome: passed
    reason: {zh: 目标写的总数就是金额, en: the sum in the goal is the amount}
    expression:
      zh: "目标写“{quote}” = 项目金额"
      en: "{quote} in the goal is the amount of the project"
  shared:
    outcome: not_applicable
    reason: {zh: 由几级财政、几年或几方分担, en: "several levels, years or parties share the cost"}
  told-already:
    outcome: not_applicable
    reason: {zh: 同一处已由“标准乘以数量，与金额不符”说明, en: the check of price times count tells of it}
  told-of-sum:
    outcome: not_applicable
    reason: {zh: 同一处已由“合计不等于标准乘以数量”说明, en: it is told that the sum is not what its prices and counts come to}
  not-of-all:
    outcome: not_applicable
    reason: {zh: 看不出这个总数是整个项目的, en: nothing says that the sum is of the whole project}
  amount-unread:
    outcome: not_applicable
    reason: {zh: 项目金额没有读出, en: the amount of the project was not read}
*/
WITH judged AS (
    SELECT accounts.*, projects.unit_id, projects.name, coalesce(serial, projects.position) AS serial, amount_fen AS amount,
        quantities.text AS quote,
        CASE
            WHEN amount_fen IS NULL THEN 'amount-unread'
            WHEN abs(said_fen - amount_fen) <= step_fen / 2 THEN 'equal'
            WHEN said_in_id = stated_in_id AND near_as_sum(said_fen, stated_products_fen) THEN 'told-of-sum'
            WHEN is_shared THEN 'shared'
            WHEN NOT said_of_all OR (said_fen < amount_fen AND (has_rest OR others_fen > 0)) THEN 'not-of-all'
            WHEN EXISTS (SELECT 1 FROM findings WHERE findings.project_id = accounts.project_id
                AND check_id = 'unit-cost-times-count' AND class = 'arithmetic') THEN 'told-already'
            WHEN NOT near_as_sum(said_fen, amount_fen) THEN 'far-apart'
            ELSE 'differs'
        END AS reason
    FROM accounts
    JOIN projects ON projects.id = accounts.project_id
    JOIN quantities ON quantities.id = said_in_id
),
of_goals AS (
    SELECT projects.*, coalesce((SELECT group_concat(goals.text, char(10)) FROM goals
        WHERE goals.project_id = projects.id AND coalesce(scope, 'year') = 'year'), '') AS goals
    FROM projects WHERE amount_fen > 0
),
of_all AS (
    SELECT of_goals.*,
        coalesce(nullif(money_made_of(goals), ''), money_listed(goals, amount_fen)) AS made,
        coalesce(nullif(money_named(goals), ''), money_slipped(goals, amount_fen)) AS named,
        EXISTS (SELECT 1 FROM judged WHERE judged.project_id = of_goals.id AND reason = 'differs')
            OR EXISTS (SELECT 1 FROM findings WHERE findings.project_id = of_goals.id AND check_id = 'unit-cost-times-count' AND class = 'arithmetic') AS is_told
    FROM of_goals
)
SELECT project_id AS subject, document_id, unit_id, project_id,
    CASE WHEN reason IN ('differs', 'far-apart') THEN 'failed' WHEN reason = 'equal' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, amount AS expected_fen, said_fen AS observed_fen, said_fen - amount AS difference_fen,
    json_object('serial', serial, 'project', coalesce(name, ''), 'quote', quote, 'amount', amount, 'gap', abs(said_fen - amount)) AS details,
    json_array(json_array('goal', 'quantities', said_in_id), json_array('amount', 'projects', project_id)) AS evidence
FROM judged
UNION ALL
SELECT stated_in_id, accounts.document_id, projects.unit_id, accounts.project_id,
    iif(told.id IS NULL, 'failed', 'not_applicable'),
    iif(told.id IS NOT NULL, 'told-already', iif(near_as_sum(stated_products_fen, base_value * 100), 'sum-differs', 'sum-far-apart')),
    stated_products_fen, CAST(round(base_value * 100) AS INTEGER), CAST(round(base_value * 100) AS INTEGER) - stated_products_fen,
    json_object('serial', coalesce(serial, projects.position), 'project', coalesce(projects.name, ''), 'quote', ltrim(quantities.text, '=＝'),
        'expression', json_object('zh', stated_expression, 'en', stated_expression_en), 'products', stated_products_fen,
        'gap', abs(CAST(round(base_value * 100) AS INTEGER) - stated_products_fen)),
    json_array(json_array('goal', 'quantities', stated_in_id))
FROM accounts
JOIN projects ON projects.id = accounts.project_id
JOIN quantities ON quantities.id = stated_in_id
LEFT JOIN findings AS told ON told.project_id = accounts.project_id AND told.check_id = 'unit-cost-times-count' AND told.class = 'arithmetic'
-- A sum of other things than the prices in front of it, which is told beside the amount.
WHERE NOT (coalesce(said_in_id, '') = stated_in_id AND said_of_all AND near_as_sum(said_fen, amount_fen) AND NOT near_as_sum(said_fen, stated_products_fen))
UNION ALL
SELECT id || '-made-of', document_id, unit_id, id, 'failed', 'parts-differ', amount_fen, made ->> 'fen', (made ->> 'fen') - amount_fen,
    json_object('serial', coalesce(serial, position), 'project', coalesce(name, ''), 'quote', made ->> 'quote', 'terms', made ->> 'terms',
        'sum', made ->> 'sum', 'amount', amount_fen, 'gap', abs((made ->> 'fen') - amount_fen)),
    json_array(json_array('goal', 'goals', (SELECT goals.id FROM goals WHERE goals.project_id = of_all.id AND instr(goals.text, made ->> 'quote') LIMIT 1)),
        json_array('amount', 'projects', id))
FROM of_all
WHERE made <> '' AND abs((made ->> 'fen') - amount_fen) > coalesce(step_fen, 0) / 2 AND NOT is_told
    AND NOT EXISTS (SELECT 1 FROM amounts WHERE amounts.project_id = of_all.id AND abs(amounts.amount_fen - (made ->> 'fen')) <= coalesce(step_fen, 0) / 2)
UNION ALL
SELECT id || '-named', document_id, unit_id, id, 'failed', 'named-differs', amount_fen, named ->> 'fen', (named ->> 'fen') - amount_fen,
    json_object('serial', coalesce(serial, position), 'project', coalesce(name, ''), 'quote', named ->> 'quote', 'amount', amount_fen,
        'gap', abs((named ->> 'fen') - amount_fen)),
    json_array(json_array('goal', 'goals', (SELECT goals.id FROM goals WHERE goals.project_id = of_all.id AND instr(goals.text, named ->> 'quote') LIMIT 1)),
        json_array('amount', 'projects', id))
FROM of_all
WHERE named <> '' AND abs((named ->> 'fen') - amount_fen) > coalesce(step_fen, 0) / 2 AND near_as_sum(named ->> 'fen', amount_fen) AND made = ''
    AND NOT EXISTS (SELECT 1 FROM json_each(named -> 'others') WHERE abs(value - amount_fen) <= coalesce(step_fen, 0) / 2)
    AND NOT other_money_explains(named -> 'others', (named ->> 'fen') - amount_fen) AND NOT is_told
    AND NOT EXISTS (SELECT 1 FROM amounts WHERE amounts.project_id = of_all.id AND abs(amounts.amount_fen - (named ->> 'fen')) <= coalesce(step_fen, 0) / 2)
