/*
title: 标准乘以数量，与金额不符
title_en: Price times count differs from the amount
class: arithmetic
version: 1
tests: 写有单位标准（每人多少元等）和数量的项目
tests_en: each project that prints a price for one of something, and a count
looks_for: >-
  只有一个标准和一个确定的数量时，两者相乘与项目金额不同；标准都是上限（不高于）、而各类人数都写明时，按上限全部用足也不到项目金额。
looks_for_en: >-
  With one price and one definite count, their product differs from the amount; with ceilings (≤) and a definite count for each of
  them, even the full ceilings do not reach the amount.
why: 能用乘法核对的钱最容易核对，也最该对得上。
why_en: Money that can be checked by a multiplication is the easiest to check, and the first that should be right.
basis: "算术：标准 × 数量 = 金额。"
basis_en: "Arithmetic: price times count is the amount."
assumptions: >-
  标准对应哪个数量，按字面判断，全项目只有一个数量时就用它；换了说法的看不出来。金额按印出的最后一位允许四舍五入。按月的标准只在乘以十二个月正好等于金额时算相符。目标里写明“其余费用”另有用处的不核对。
assumptions_en: >-
  Which count a price belongs to is judged by the words, and where there is one count only it is that. The amount may be rounded in
  its last printed digit. A price per month is only found to agree when twelve months of it are the amount. Projects in which a
  sentence says where the rest of the money goes are not tested.
innocent_explanations: 金额里还有没有写出的其他开支；上级或别处承担一部分；人数在年内有变动；标准是四舍五入后写的。
innocent_explanations_en: The amount holds other expenses that are not printed; somebody else pays a part; the count changes within the year; the price was rounded.
reasons:
  differs:
    outcome: failed
    zh: 标准乘以数量与金额不同
    en: price times count differs from the amount
    summary: "{expression} = {product:wan}，项目金额是 {amount:wan}，相差 {gap:wan}。"
    summary_en: "{expression_en} = {product:yuan}; the amount of the project is {amount:yuan}, {gap:yuan} apart."
  ceilings-fall-short:
    outcome: failed
    zh: 上限全部用足也不到金额
    en: even the full ceilings do not reach the amount
    summary: "按上限全部用足，{expression} = {product:wan}，项目金额是 {amount:wan}，还差 {gap:wan}。"
    summary_en: "At the full ceilings {expression_en} = {product:yuan}, {gap:yuan} less than the amount of the project, {amount:yuan}."
  floors-exceed:
    outcome: failed
    zh: 按下限计算已超过金额
    en: even the floors exceed the amount
    summary: "按下限计算，{expression} = {product:wan}，项目金额是 {amount:wan}，多出 {gap:wan}。"
    summary_en: "At the floors {expression_en} = {product:yuan}, {gap:yuan} more than the amount of the project, {amount:yuan}."
  equal:
    outcome: passed
    zh: 标准乘以数量等于金额
    en: price times count is the amount
    expression: "{expression} = {product:wan} = 项目金额"
    expression_en: "{expression_en} = {product:yuan} = amount of the project"
  equal-but-for-rounding:
    outcome: passed
    zh: 标准乘以数量，四舍五入后等于金额
    en: price times count is the amount but for rounding
    expression: "{expression} = {product:wan}，项目金额 {amount:wan}，差额在四舍五入的范围内"
    expression_en: "{expression_en} = {product:yuan}, amount of the project {amount:yuan}, which differ by rounding only"
  equal-in-twelve-months:
    outcome: passed
    zh: 标准乘以数量、再乘十二个月，等于金额
    en: price times count times twelve months is the amount
    expression: "{expression} × 12 个月 = {product:wan} = 项目金额"
    expression_en: "{expression_en} × 12 months = {product:yuan} = amount of the project"
  rest-explained:
    outcome: not_applicable
    zh: 目标里写明其余费用另有用处
    en: a goal says where the rest of the money goes
  amount-unread:
    outcome: not_applicable
    zh: 项目金额没有读出
    en: the amount of the project was not read
  price-per-unknown:
    outcome: not_applicable
    zh: 没有写明标准是每个什么的
    en: what the price is for one of is not printed
  price-per-time:
    outcome: not_applicable
    zh: 标准按月、天等计算，看不出共多少月、多少天
    en: the price is per month or per day, and how many of them is not known
  several-prices:
    outcome: not_applicable
    zh: 有不止一个标准，看不出各自对应哪个数量
    en: there are several prices, and which count each belongs to is not certain
  count-not-definite:
    outcome: not_applicable
    zh: 没有写出确定的数量，或者写了不止一个
    en: no definite count is printed, or more than one
  room-left:
    outcome: not_applicable
    zh: 上限或下限与金额之间有余地
    en: the bounds leave room for the amount
*/
WITH priced AS (
    SELECT prices.project_id, prices.document_id,
        count(*) AS prices,
        sum(per IS NULL) AS without_per,
        sum(per_time IS NOT NULL) AS with_time,
        sum(count IS NULL) AS without_count,
        sum(matched_by = 'words') AS matched_by_words,
        count(DISTINCT count_quantity_id) AS counts,
        min(comparator) AS comparator, count(DISTINCT coalesce(comparator, '')) AS comparators, min(per_time) AS per_time,
        CAST(round(sum(price_fen * count)) AS INTEGER) AS product
    FROM prices
    GROUP BY prices.project_id
),
expressions AS (
    SELECT project_id,
        group_concat(format('%s %s × %s 元', count_text, per, price_text), ' + ') AS expression,
        group_concat(format('%s × %s yuan', count_text, price_text), ' + ') AS expression_en
    FROM (
        SELECT project_id, per, plain_number(count) AS count_text, plain_number(price_fen / 100.0) AS price_text
        FROM prices ORDER BY project_id, id
    )
    GROUP BY project_id
),
measured AS (
    SELECT priced.*, projects.unit_id, projects.amount_fen AS amount, projects.step_fen / 2 AS allowed, expression, expression_en,
        CASE WHEN prices = 1 AND per_time = '月' AND product * 12 = projects.amount_fen THEN 12 ELSE 1 END AS months,
        EXISTS (
            SELECT 1 FROM quantities WHERE quantities.project_id = priced.project_id AND role = 'other' AND value IS NULL
        ) AS rest_explained
    FROM priced
    JOIN projects ON projects.id = priced.project_id
    JOIN expressions ON expressions.project_id = priced.project_id
),
judged AS (
    SELECT *, product * months - amount AS difference,
        CASE
            WHEN amount IS NULL THEN 'amount-unread'
            WHEN rest_explained THEN 'rest-explained'
            WHEN without_per THEN 'price-per-unknown'
            WHEN months = 12 THEN 'equal-in-twelve-months'
            WHEN with_time THEN 'price-per-time'
            WHEN prices > 1 AND (matched_by_words < prices OR counts < prices OR comparators > 1) THEN 'several-prices'
            WHEN without_count OR comparator IS NULL THEN 'count-not-definite'
            WHEN product = amount THEN 'equal'
            WHEN abs(product - amount) <= allowed THEN 'equal-but-for-rounding'
            WHEN comparator = '=' THEN 'differs'
            WHEN comparator = '≤' AND product < amount THEN 'ceilings-fall-short'
            WHEN comparator = '≥' AND product > amount THEN 'floors-exceed'
            ELSE 'room-left'
        END AS reason
    FROM measured
)
SELECT project_id AS subject, document_id, unit_id, project_id,
    CASE
        WHEN reason IN ('differs', 'ceilings-fall-short', 'floors-exceed') THEN 'failed'
        WHEN reason LIKE 'equal%' THEN 'passed'
        ELSE 'not_applicable'
    END AS outcome,
    reason, wan_yuan(amount) AS expected, wan_yuan(product * months) AS observed, difference AS difference_fen,
    json_object('expression', expression, 'expression_en', expression_en, 'product', product * months, 'amount', amount,
        'gap', abs(difference)) AS details,
    (SELECT json_group_array(json(one)) FROM (
        SELECT json_array('amount', 'projects', judged.project_id) AS one
        UNION ALL
        SELECT DISTINCT json_array(part, CASE WHEN goal_id IS NULL THEN 'indicators' ELSE 'goals' END, coalesce(goal_id, indicator_id))
        FROM (
            SELECT 'price' AS part, value AS quantity_id FROM prices, json_each(printed_in)
            WHERE prices.project_id = judged.project_id
            UNION ALL
            SELECT 'count', value FROM prices, json_each(counted_in) WHERE prices.project_id = judged.project_id
        ) AS parts JOIN quantities ON quantities.id = parts.quantity_id
    )) AS evidence
FROM judged
