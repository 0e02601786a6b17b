/*
title: {zh: 单位成本上限过高、起不到约束作用, en: A ceiling on the unit cost too high to bind}
class: question
version: 4
scope: document
after: [unit-cost-times-count, magnitude-slip]
tests: {zh: 写有单位成本上限（人均不高于多少元等）和数量的项目, en: "each project that prints a ceiling for the cost of one of something, and a count"}
looks_for:
  zh: 上限乘以数量大于项目金额：钱全部用完，平均到每一个也到不了上限。
  en: "Ceiling times count is above the amount of the project: when all is spent, the average for each is still below the ceiling."
why:
  zh: 这样的成本指标等于没有约束。把金额除以数量，可以看出实际打算按什么标准花。
  en: Such a target restrains nothing. The amount divided by the count shows what is in fact meant to be spent on each.
basis: {zh: 常理：限额应当小于或等于可花的钱，否则它限制不了什么。, en: "Common sense: a limit lies within the money there is, or it limits nothing."}
assumptions:
  zh: >-
    目标里另写有更低的标准（几万元至几万元、户均、每场约多少）而且与金额相合的，上限只是最高的一个，不问。数量有几个时，用与上限说同一件事的；都不是就不核对；写“不低于”的按最小的数算。名称里有“配套”“补充”的项目只出一部分钱，不核对；按月、按天的上限也不核对。
  en: >-
    Where goals also print a lower price that fits the amount (a range, an average, about so much each) the ceiling is only the highest of them and nothing is asked. Of several counts the one of the same thing is taken, else nothing is tested; a count printed as a minimum counts as that. Projects
    that co-finance (配套, 补充 in the name) pay a part only and are not tested, nor are ceilings per month or day.
innocent_explanations:
  zh: 上限是全省统一的标准，本单位实际用不到；费用由几方分担；计量单位写错（例如把元写成万元），另见“单位标准疑似差一个数量级”。
  en: The ceiling is a standard of the whole province that this unit does not use up; several parties share the cost; a unit of money is misprinted (see the check for slips of magnitude).
reasons:
  binds-nothing:
    outcome: failed
    reason: {zh: 上限乘以数量大于金额, en: ceiling times count is above the amount}
    summary:
      zh: 第 {serial} 项“{project}”：按上限计算，{terms}，大于项目金额 {amount:money}；按金额推算，每{per}只有 {implied:money}。
      en: "Item {serial}, {project}: at the ceilings {terms}, above the amount of {amount:yuan}, which comes to {implied:yuan} for each."
  binds:
    outcome: passed
    reason: {zh: 上限乘以数量不大于金额, en: ceiling times count is not above the amount}
  told-already:
    outcome: not_applicable
    reason: {zh: 同一处已由别的核对说明, en: another check tells of it}
  co-financing:
    outcome: not_applicable
    reason: {zh: 由几级财政、几年或几方分担，只出一部分, en: "several levels, years or parties pay, this project a part only"}
  amount-unread:
    outcome: not_applicable
    reason: {zh: 项目金额没有读出, en: the amount of the project was not read}
  count-unknown:
    outcome: not_applicable
    reason: {zh: 没有对应的数量, en: no count belongs to the ceiling}
  price-per-time:
    outcome: not_applicable
    reason: {zh: 上限按月、天等计算, en: the ceiling is per month or per day}
*/
WITH ceilings AS (
    SELECT prices.*, projects.unit_id, projects.name, coalesce(serial, projects.position) AS serial, projects.amount_fen AS amount,
        projects.step_fen / 2 AS allowed, explained_by, is_shared
    FROM prices
    JOIN projects ON projects.id = prices.project_id
    JOIN accounts ON accounts.project_id = prices.project_id
    WHERE prices.comparator = '≤'
),
judged AS (
    SELECT ceilings.*,
        CASE
            WHEN amount IS NULL THEN 'amount-unread'
            WHEN explained_by IS NOT NULL THEN 'binds'
            WHEN is_shared THEN 'co-financing'
            WHEN per_time IS NOT NULL THEN 'price-per-time'
            WHEN product_fen IS NULL THEN 'count-unknown'
            WHEN product_fen <= amount + allowed THEN 'binds'
            WHEN EXISTS (SELECT 1 FROM findings WHERE findings.project_id = ceilings.project_id
                AND check_id IN ('magnitude-slip', 'unit-cost-times-count') AND class != 'form') THEN 'told-already'
            ELSE 'binds-nothing'
        END AS reason
    FROM ceilings
),
-- One row a project: of several ceilings those that bind nothing, the furthest above the amount first.
together AS (
    SELECT project_id, document_id, unit_id, serial, name, amount, max(product_fen) AS product, min(amount / least_count) AS implied, min(per) AS per,
        CASE
            WHEN sum(reason = 'binds-nothing') THEN 'binds-nothing'
            WHEN sum(reason = 'binds') THEN 'binds'
            ELSE min(reason)
        END AS reason,
        group_concat(expression, '，') FILTER (WHERE reason = 'binds-nothing') AS terms,
        group_concat(expression_en, ', ') FILTER (WHERE reason = 'binds-nothing') AS terms_in_english
    FROM (SELECT * FROM judged ORDER BY project_id, product_fen DESC, id)
    GROUP BY project_id
)
SELECT project_id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'binds-nothing' THEN 'failed' WHEN 'binds' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, amount AS expected_fen, product AS observed_fen, product - amount AS difference_fen,
    json_object('serial', serial, 'project', coalesce(name, ''), 'per', per, 'terms', json_object('zh', terms, 'en', terms_in_english), 'amount', amount,
        'implied', CAST(iif(implied < 1000000, round(implied / 100) * 100, round(implied / 10000) * 10000) AS INTEGER)) AS details,
    (SELECT json_group_array(json(one)) FROM (
        SELECT json_array('amount', 'projects', together.project_id) AS one
        UNION ALL
        SELECT DISTINCT json_array('price', 'quantities', value) FROM prices, json_each(printed_in)
        WHERE prices.project_id = together.project_id AND comparator = '≤'
        UNION ALL
        SELECT DISTINCT json_array('count', 'quantities', value) FROM prices, json_each(counted_in)
        WHERE prices.project_id = together.project_id AND comparator = '≤'
    )) AS evidence
FROM together
