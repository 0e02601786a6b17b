/*
title: {zh: 标准乘以数量，与金额不符, en: Price times count differs from the amount}
class: arithmetic
version: 13
scope: document
yields_to: [of-which-parts, share-of, goal-contradicts-goal, goal-contradicts-indicator, amount-in-goal]
tests: {zh: 写有单位标准（每人多少元等）的项目, en: each project that prints a price for one of something}
looks_for:
  zh: >-
    写出的标准与数量相乘（按月的乘月数，每次多少人的乘次数），加上另外写出的开支，与项目金额不同，而且标准管着整个项目；标准都是上限（不高于）时，按上限全部用足也不到金额；或者标准乘以数量超过金额。金额里只是还有一部分没有标准和数量时，只问一句。
  en: >-
    Prices times counts (times months where a price is per month, times the number of times where a count is per time), with other
    printed costs, differ from the amount though the prices are of the whole project; ceilings (≤) do not reach the amount even in full;
    or the products are above the amount. Where a part of the amount merely has no price and count, it is a question.
why: {zh: 能用乘法核对的钱最容易核对，也最该对得上。, en: "Money that can be checked by a multiplication is the easiest to check, and the first that should be right."}
basis: {zh: 算术：标准 × 数量 × 期数 = 金额。, en: "Arithmetic: price times count times how often is the amount."}
assumptions:
  zh: >-
    标准对应哪个数量，先看同一句，再看字面，全项目只有一个数量时就用它。没有写几个月的按十二个月算，换成一到十二个月中的任何一个能对上也算对上；写有天数、次数的，乘上能对上也算对上。金额按印出的最后一位允许四舍五入，整千元的金额允许相差万分之八。由几级财政或几方分担的、写明其余费用另有用处的、目标里还有没写钱的其他事情的，不说矛盾。相差一半以上、又不像笔误的（thresholds.yml 里 numbers-apart），只问不说。
  en: >-
    Which count a price belongs to is told by the sentence, then by the words; where there is one count only it is that. Months that are not printed are
    twelve, and any number of them from one to twelve that fits is accepted, as is any printed number of days or times. The amount may be rounded in its last printed digit; one of whole thousands of yuan may be off by 8 in 10,000. Where several levels or parties pay, where a sentence says where the rest goes, and where goals
    name other work without money, nothing is called a contradiction. More than numbers-apart in thresholds.yml apart, and like no slip, it is a question.
innocent_explanations:
  zh: 金额里还有没有写出的其他开支；上级或别处承担一部分；人数在年内有变动；标准是四舍五入后写的。
  en: The amount holds other expenses that are not printed; somebody else pays a part; the count changes within the year; the price was rounded.
reasons:
  differs:
    outcome: failed
    reason: {zh: 标准乘以数量与金额不同, en: price times count differs from the amount}
    summary:
      zh: "第 {serial} 项“{project}”：{expression} = {product:money}，项目金额是 {amount:money}，相差 {gap:money}。"
      en: "Item {serial}, {project}: {expression} = {product:yuan}; the amount of the project is {amount:yuan}, {gap:yuan} apart."
  tenfold:
    outcome: failed
    reason: {zh: 标准乘以数量与金额差一个数量级, en: price times count and the amount differ by a power of ten}
    summary:
      zh: "第 {serial} 项“{project}”：{expression} = {product:money}，项目金额是 {amount:money}，差约 {times} 倍，像是小数点或者“元、万元”写错了。"
      en: "Item {serial}, {project}: {expression} = {product:yuan}; the amount of the project is {amount:yuan}, about {times} times apart: a decimal point, or yuan for ten thousand yuan, may have slipped."
  ceilings-fall-short:
    outcome: failed
    reason: {zh: 上限全部用足也不到金额, en: even the full ceilings do not reach the amount}
    summary:
      zh: "第 {serial} 项“{project}”：按上限全部用足，{expression} = {product:money}，项目金额是 {amount:money}，还差 {gap:money}。"
      en: "Item {serial}, {project}: at the full ceilings {expression} = {product:yuan}, {gap:yuan} less than the amount of the project, {amount:yuan}."
  floors-exceed:
    outcome: failed
    reason: {zh: 按下限计算已超过金额, en: even the floors exceed the amount}
    summary:
      zh: "第 {serial} 项“{project}”：按下限计算，{expression} = {product:money}，项目金额是 {amount:money}，多出 {gap:money}。"
      en: "Item {serial}, {project}: at the floors {expression} = {product:yuan}, {gap:yuan} more than the amount of the project, {amount:yuan}."
  rest-differs:
    outcome: failed
    reason: {zh: 标准乘以数量，加上写明的其余部分，与金额不同, en: price times count and what is said to be the rest are not the amount}
    summary:
      zh: "第 {serial} 项“{project}”：{expression} = {product:money}，“其余”已经算在内，项目金额是 {amount:money}，相差 {gap:money}。"
      en: "Item {serial}, {project}: {expression} = {product:yuan}, with what is said to be the rest; the amount of the project is {amount:yuan}, {gap:yuan} apart."
  far-apart:
    outcome: failed
    class: question
    reason: {zh: 标准乘以数量与金额相差很大, en: price times count and the amount are far apart}
    summary:
      zh: "第 {serial} 项“{project}”：写有 {expression}（{product:money}），项目金额是 {amount:money}，这些标准和数量是不是这样乘，请对照原文。"
      en: "Item {serial}, {project}: {expression} is printed ({product:yuan}), the amount of the project is {amount:yuan}; whether these prices and counts multiply so the original must tell."
  rest-without-price:
    outcome: failed
    class: question
    reason: {zh: 金额里有一部分没有对应的标准和数量, en: a part of the amount has no price and count}
    summary:
      zh: "第 {serial} 项“{project}”：写出的是 {expression} = {product:money}，项目金额 {amount:money}里还有 {gap:money}没有对应的标准和数量。"
      en: "Item {serial}, {project}: printed are {expression} = {product:yuan}; {gap:yuan} of the amount of {amount:yuan} have no price and count."
  equal:
    outcome: passed
    reason: {zh: 标准乘以数量等于金额, en: price times count is the amount}
    expression:
      zh: "{expression} = {amount:wan} = 项目金额"
      en: "{expression} = {amount:yuan} = amount of the project"
  with-others:
    outcome: passed
    reason: {zh: 标准乘以数量，加上另外写出的开支，等于金额, en: price times count and the other printed costs are the amount}
    expression:
      zh: "{expression} = {amount:wan} = 项目金额"
      en: "{expression} = {amount:yuan} = amount of the project"
  rounded:
    outcome: passed
    reason: {zh: 标准乘以数量，四舍五入后等于金额, en: price times count is the amount but for rounding}
    expression:
      zh: "{expression} = {product:wan}，项目金额 {amount:wan}，差额在四舍五入的范围内"
      en: "{expression} = {product:yuan}, amount of the project {amount:yuan}, which differ by rounding only"
  over-time:
    outcome: passed
    reason: {zh: 标准乘以数量、再乘月数等，等于金额, en: price times count times a number of months and the like is the amount}
    expression:
      zh: "{expression} = {amount:wan} = 项目金额"
      en: "{expression} = {amount:yuan} = amount of the project"
  alternative:
    outcome: passed
    reason: {zh: 标准乘以另写的数量或次数，等于金额, en: "price times another printed count, or times how often, is the amount"}
    expression:
      zh: "{expression} = {amount:wan} = 项目金额"
      en: "{expression} = {amount:yuan} = amount of the project"
  other-amount:
    outcome: passed
    reason: {zh: 标准乘以数量等于表上的另一个金额（调整后的预算数、执行数等）, en: "price times count is another amount of the sheet (the adjusted budget, what was spent)"}
  shared: {outcome: not_applicable, reason: {zh: 由几级财政、几年或几方分担, en: "several levels, years or parties share the cost"}}
  rest-explained: {outcome: not_applicable, reason: {zh: 目标里写明其余费用另有用处, en: a goal says where the rest of the money goes}}
  amount-unread: {outcome: not_applicable, reason: {zh: 项目金额没有读出, en: the amount of the project was not read}}
  price-per-time:
    outcome: not_applicable
    reason: {zh: 标准按月、天等计算，看不出共多少月、多少天, en: "the price is per month or per day, and how many of them is not known"}
  several-prices:
    outcome: not_applicable
    reason: {zh: 有不止一个标准，看不出各自对应哪个数量, en: "there are several prices, and which count each belongs to is not certain"}
  count-not-definite:
    outcome: not_applicable
    reason: {zh: 没有写出确定的数量，或者写了不止一个, en: "no definite count is printed, or more than one"}
  room-left: {outcome: not_applicable, reason: {zh: 上限或下限与金额之间有余地, en: the bounds leave room for the amount}}
  sheet-not-understood:
    outcome: not_applicable
    reason: {zh: 表上有没有读懂的栏目或内容，看起来没有的可能就在其中, en: "a column or line of the sheet was not understood, and what seems to be missing may stand in it"}
*/
WITH beside AS (
    SELECT accounts.*, projects.unit_id, projects.name, coalesce(projects.serial, projects.position) AS serial,
        projects.amount_fen AS amount, projects.step_fen / 2 AS allowed, products_fen - projects.amount_fen AS difference,
        products_fen + iif(rest_fen IS NOT NULL OR products_fen + others_fen <= projects.amount_fen, others_fen, 0) AS shown,
        max(products_fen * 1.0 / projects.amount_fen, projects.amount_fen * 1.0 / products_fen) AS ratio,
        (SELECT value FROM json_each('[10, 100, 1000, 10000]') WHERE abs(products_fen * 1.0 / value / projects.amount_fen - 1)
            <= (SELECT value FROM thresholds WHERE name = 'magnitude-tolerance') OR abs(products_fen * 1.0 * value / projects.amount_fen - 1)
            <= (SELECT value FROM thresholds WHERE name = 'magnitude-tolerance')) AS times
    FROM accounts
    JOIN projects ON projects.id = accounts.project_id
    WHERE prices > 0
),
judged AS (
    SELECT *,
        CASE
            WHEN amount IS NULL THEN 'amount-unread'
            WHEN explained_by IS NOT NULL THEN explained_by
            WHEN is_shared THEN 'shared'
            WHEN has_rest AND difference < 0 THEN 'rest-explained'
            WHEN terms < prices THEN CASE WHEN prices > 1 THEN 'several-prices' ELSE 'count-not-definite' END
            WHEN comparator IS NULL THEN 'several-prices'
            WHEN rest_fen IS NOT NULL AND is_sure AND NOT is_minimum AND comparator IN ('=', '≤') THEN 'rest-differs'
            WHEN is_minimum AND comparator = '=' AND difference > allowed THEN 'floors-exceed'
            WHEN is_minimum THEN 'room-left'
            WHEN NOT is_sure THEN CASE WHEN prices > 1 THEN 'several-prices' ELSE 'price-per-time' END
            WHEN comparator = '≤' AND difference > 0 OR comparator = '≥' AND difference < 0 THEN 'room-left'
            WHEN comparator = '≥' THEN 'floors-exceed'
            WHEN times IS NOT NULL THEN 'tenfold'
            WHEN amount % 100000 = 0 AND abs(difference) * 1250 <= amount THEN 'rounded'
            WHEN difference < 0 AND project_id IN (SELECT project_id FROM unread_projects) THEN 'sheet-not-understood'
            WHEN difference < 0 AND (NOT covers_all OR others_fen > 0 OR ratio >= (SELECT value FROM thresholds WHERE name = 'priced-part')) THEN 'rest-without-price'
            WHEN comparator = '≤' THEN 'ceilings-fall-short'
            ELSE 'differs'
        END AS found
    FROM beside
),
weighed AS (
    SELECT *, iif(found IN ('differs', 'rest-differs', 'ceilings-fall-short', 'floors-exceed') AND NOT near_as_sum(shown, amount), 'far-apart', found) AS reason
    FROM judged
)
SELECT project_id AS subject, document_id, unit_id, project_id,
    CASE
        WHEN reason IN ('differs', 'tenfold', 'rest-differs', 'ceilings-fall-short', 'floors-exceed', 'far-apart', 'rest-without-price') THEN 'failed'
        WHEN reason IN ('equal', 'with-others', 'rounded', 'over-time', 'alternative', 'other-amount') THEN 'passed'
        ELSE 'not_applicable'
    END AS outcome,
    reason, amount AS expected_fen, shown AS observed_fen, shown - amount AS difference_fen,
    json_object('serial', serial, 'project', coalesce(name, ''), 'expression', json_object('zh', expression, 'en', expression_en),
        'product', shown, 'amount', amount, 'gap', abs(shown - amount), 'times', times) AS details,
    (SELECT json_group_array(json(one)) FROM (
        SELECT json_array('amount', 'projects', weighed.project_id) AS one
        UNION ALL
        SELECT DISTINCT json_array('price', 'quantities', value) FROM prices, json_each(printed_in)
        WHERE prices.project_id = weighed.project_id
        UNION ALL
        SELECT DISTINCT json_array('count', 'quantities', value) FROM prices, json_each(counted_in)
        WHERE prices.project_id = weighed.project_id
    )) AS evidence
FROM weighed
