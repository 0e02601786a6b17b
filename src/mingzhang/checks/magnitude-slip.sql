/*
title: {zh: 单位标准疑似差一个数量级, en: Printed and implied price differ by a power of ten}
class: question
version: 3
scope: document
after: [unit-cost-times-count]
tests: {zh: 写有单位标准和一个数量的项目, en: "each project that prints a price for one of something, and one count"}
looks_for:
  zh: 写出的标准，与金额除以数量得出的标准，相差接近 10、100、1000 或 10000 倍。
  en: The printed price, and the amount divided by the count, differ by close to 10, 100, 1,000 or 10,000 times.
why: {zh: 正好差几个零，多半是点错了小数点，或者把“元”“万元”写混了。, en: "A difference of whole zeros looks like a slip of the decimal point, or of yuan and ten thousand yuan."}
basis: {zh: 常理：金额除以数量应当接近写出的标准。, en: "Common sense: the amount divided by the count is near the printed price."}
assumptions:
  zh: >-
    有几个标准、各对应不同数量的项目不看；写“不低于”的数量按最小的数算。倍数与整十、整百相差不超过 thresholds.yml 里 magnitude-tolerance 所列的比例才算。配套、补充资金，以及写明其余费用另有用处的项目不看。
  en: >-
    Projects with several prices for different counts are not looked at; a count printed as a minimum counts as that. How close is close is magnitude-tolerance in
    thresholds.yml. Projects that co-finance, and projects in which a sentence says where the rest goes, are left out.
innocent_explanations:
  zh: 标准只是金额里很小的一部分；上限写得很宽；数量和标准说的不是同一批人。
  en: The price is a small part of what the amount is for; the ceiling is generous; count and price are of different people.
reasons:
  power-of-ten:
    outcome: failed
    reason: {zh: 相差接近十的整数次方倍, en: they differ by close to a power of ten}
    summary:
      zh: "第 {serial} 项“{project}”：写出的标准是每{per} {price:money}，按金额 {amount:money}和 {count:number} {per}推算是每{per} {implied:money}，差约 {times:number} 倍。"
      en: "Item {serial}, {project}: the printed price is {price:yuan} each; {amount:yuan} for {count:number} comes to {implied:yuan}, about {times:number} times apart."
  near:
    outcome: passed
    reason: {zh: 不差整数量级, en: they do not differ by a power of ten}
  several-prices:
    outcome: not_applicable
    reason: {zh: 有几个标准，对应不同的数量, en: there are several prices for different counts}
  told-already:
    outcome: not_applicable
    reason: {zh: 同一处已由“标准乘以数量，与金额不符”说明, en: the check of price times count tells of it}
  co-financing:
    outcome: not_applicable
    reason: {zh: 由几级财政、几年或几方分担，只出一部分, en: "several levels, years or parties pay, this project a part only"}
  rest-explained:
    outcome: not_applicable
    reason: {zh: 目标里写明其余费用另有用处, en: a goal says where the rest of the money goes}
  amount-unread:
    outcome: not_applicable
    reason: {zh: 项目金额没有读出, en: the amount of the project was not read}
  count-unknown:
    outcome: not_applicable
    reason: {zh: 没有对应的数量, en: no count belongs to the price}
  price-per-time:
    outcome: not_applicable
    reason: {zh: 标准按月、天等计算, en: the price is per month or per day}
*/
WITH priced AS (
    SELECT prices.*, projects.unit_id, projects.name, coalesce(serial, projects.position) AS serial, explained_by, is_shared, has_rest, projects.amount_fen AS amount,
        min(coalesce(least_count, 0)) OVER (PARTITION BY prices.project_id)
            != max(coalesce(least_count, 0)) OVER (PARTITION BY prices.project_id) AS several_counts,
        -- How many times the printed price is above, or below, the implied one.
        max(price_fen * least_count * 1.0 / amount_fen, amount_fen * 1.0 / (price_fen * least_count)) AS ratio
    FROM prices
    JOIN projects ON projects.id = prices.project_id
    JOIN accounts ON accounts.project_id = prices.project_id
),
judged AS (
    SELECT *,
        (SELECT value FROM json_each('[10, 100, 1000, 10000]')
            WHERE abs(ratio / value - 1) <= (SELECT value FROM thresholds WHERE name = 'magnitude-tolerance')) AS times,
        EXISTS (SELECT 1 FROM findings WHERE findings.project_id = priced.project_id AND check_id = 'unit-cost-times-count') AS is_told
    FROM priced
),
reasoned AS (
    SELECT *,
        CASE
            WHEN amount IS NULL THEN 'amount-unread'
            WHEN explained_by IS NOT NULL THEN 'near'
            WHEN is_told THEN 'told-already'
            WHEN is_shared THEN 'co-financing'
            WHEN has_rest THEN 'rest-explained'
            WHEN several_counts THEN 'several-prices'
            WHEN per_time IS NOT NULL THEN 'price-per-time'
            WHEN ratio IS NULL THEN 'count-unknown'
            WHEN times IS NOT NULL THEN 'power-of-ten'
            ELSE 'near'
        END AS reason
    FROM judged
),
-- One row a project: a price that differs by a power of ten, else what came of the others.
ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY project_id ORDER BY reason = 'power-of-ten' DESC, reason = 'near' DESC, id
    ) AS rank
    FROM reasoned
)
SELECT project_id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'power-of-ten' THEN 'failed' WHEN 'near' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, CAST(round(amount / least_count) AS INTEGER) AS expected_fen, price_fen AS observed_fen,
    price_fen - CAST(round(amount / least_count) AS INTEGER) AS difference_fen,
    json_object('serial', serial, 'project', coalesce(name, ''), 'count', least_count, 'per', per, 'price', price_fen, 'amount', amount, 'times', times,
        'implied', CAST(iif(amount / least_count < 1000000, round(amount / least_count / 100) * 100, round(amount / least_count / 10000) * 10000) AS INTEGER)) AS details,
    (SELECT json_group_array(json(one)) FROM (
        SELECT json_array('amount', 'projects', ranked.project_id) AS one
        UNION ALL
        SELECT DISTINCT json_array('price', 'quantities', value) FROM prices, json_each(printed_in)
        WHERE prices.project_id = ranked.project_id
        UNION ALL
        SELECT DISTINCT json_array('count', 'quantities', value) FROM prices, json_each(counted_in)
        WHERE prices.project_id = ranked.project_id
    )) AS evidence
FROM ranked WHERE rank = 1
