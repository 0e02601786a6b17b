/*
title: 单位成本上限大到不起作用
title_en: A ceiling on the unit cost that binds nothing
class: question
version: 1
tests: 写有单位成本上限（人均不高于多少元等）和数量的项目
tests_en: each project that prints a ceiling for the cost of one of something, and a count
looks_for: 上限乘以数量大于项目金额：无论怎么花都不会超过上限。
looks_for_en: "Ceiling times count is above the amount of the project: whatever is spent, the ceiling cannot be passed."
why: 这样的成本指标等于没有约束。把金额除以数量，可以看出实际打算按什么标准花。
why_en: Such a target restrains nothing. The amount divided by the count shows what is in fact meant to be spent on each.
basis: 常理：限额应当小于或等于可花的钱，否则它限制不了什么。
basis_en: "Common sense: a limit lies within the money there is, or it limits nothing."
assumptions: >-
  数量有几个时，用与上限说同一件事的；都不是就不核对；写“不低于”的按最小的数算。名称里有“配套”“补充”的项目只出一部分钱，不核对；按月、按天的上限也不核对。
assumptions_en: >-
  Of several counts the one of the same thing is taken, else nothing is tested; a count printed as a minimum counts as that. Projects
  that co-finance (配套, 补充 in the name) pay a part only and are not tested, nor are ceilings per month or day.
innocent_explanations: 上限是全省统一的标准，本单位实际用不到；费用由几方分担；单位写错（万元写成元的反面），见“差一个数量级”。
innocent_explanations_en: The ceiling is a standard of the whole province that this unit does not use up; several parties share the cost; a unit of money is misprinted (see the check for slips of magnitude).
reasons:
  binds-nothing:
    outcome: failed
    zh: 上限乘以数量大于金额
    en: ceiling times count is above the amount
    summary: 按上限计算，{terms}，大于项目金额 {amount:wan}；按金额推算，每份只有 {implied:wan}。
    summary_en: "At the ceilings {terms_en}, above the amount of {amount:yuan}, which comes to {implied:yuan} each."
  binds:
    outcome: passed
    zh: 上限乘以数量不大于金额
    en: ceiling times count is not above the amount
  co-financing:
    outcome: not_applicable
    zh: 配套或补充资金，只出一部分
    en: co-financing, which pays a part only
  amount-unread:
    outcome: not_applicable
    zh: 项目金额没有读出
    en: the amount of the project was not read
  count-unknown:
    outcome: not_applicable
    zh: 没有对应的数量
    en: no count belongs to the ceiling
  price-per-time:
    outcome: not_applicable
    zh: 上限按月、天等计算
    en: the ceiling is per month or per day
*/
WITH ceilings AS (
    SELECT prices.*, projects.unit_id, projects.name, projects.amount_fen AS amount, projects.step_fen / 2 AS allowed,
        CAST(round(price_fen * least_count) AS INTEGER) AS product
    FROM prices
    JOIN projects ON projects.id = prices.project_id
    WHERE comparator = '≤'
),
judged AS (
    SELECT ceilings.*,
        CASE
            WHEN amount IS NULL THEN 'amount-unread'
            WHEN EXISTS (SELECT 1 FROM json_each(words('co-financing')) WHERE instr(name, value)) THEN 'co-financing'
            WHEN per_time IS NOT NULL THEN 'price-per-time'
            WHEN product IS NULL THEN 'count-unknown'
            WHEN product > amount + allowed THEN 'binds-nothing'
            ELSE 'binds'
        END AS reason
    FROM ceilings
),
-- One row a project: of several ceilings those that bind nothing, the furthest above the amount first.
together AS (
    SELECT project_id, document_id, unit_id, amount, max(product) AS product, min(amount / least_count) AS implied,
        CASE
            WHEN sum(reason = 'binds-nothing') THEN 'binds-nothing'
            WHEN sum(reason = 'binds') THEN 'binds'
            ELSE min(reason)
        END AS reason,
        group_concat(format('%s %s × %s = %s', plain_number(least_count), per, wan_yuan(price_fen), wan_yuan(product)), '，')
            FILTER (WHERE reason = 'binds-nothing') AS terms,
        group_concat(format('%s × %s = %s', plain_number(least_count), yuan(price_fen), yuan(product)), ', ')
            FILTER (WHERE reason = 'binds-nothing') AS terms_en
    FROM (SELECT * FROM judged ORDER BY project_id, product DESC, id)
    GROUP BY project_id
)
SELECT project_id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'binds-nothing' THEN 'failed' WHEN 'binds' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, wan_yuan(amount) AS expected, wan_yuan(product) AS observed, product - amount AS difference_fen,
    json_object('terms', terms, 'terms_en', terms_en, 'amount', amount, 'implied', CAST(round(implied) AS INTEGER)) AS details,
    (SELECT json_group_array(json(one)) FROM (
        SELECT json_array('amount', 'projects', together.project_id) AS one
        UNION ALL
        SELECT DISTINCT json_array(part, CASE WHEN goal_id IS NULL THEN 'indicators' ELSE 'goals' END, coalesce(goal_id, indicator_id))
        FROM (
            SELECT 'price' AS part, value AS quantity_id FROM prices, json_each(printed_in)
            WHERE prices.project_id = together.project_id AND comparator = '≤'
            UNION ALL
            SELECT 'count', value FROM prices, json_each(counted_in)
            WHERE prices.project_id = together.project_id AND comparator = '≤'
        ) AS parts JOIN quantities ON quantities.id = parts.quantity_id
    )) AS evidence
FROM together
