/*
title: {zh: 执行率与执行数、预算数不符, en: An execution rate that its own amounts do not give}
class: arithmetic
version: 5
scope: document
tests:
  zh: 自评表里全部资金的每一个执行率（预算执行情况一栏，或名为“预算执行率”的指标），与执行数 ÷ 全年预算数相比
  en: >-
    each execution rate of all funds in a self-evaluation (in the table of money, or an indicator of that name), against the amount
    spent divided by the budget
looks_for:
  zh: 印出的执行率不等于执行数除以全年预算数（没有印全年预算数时，除以年初预算数），而且四舍五入解释不了。
  en: >-
    A printed rate that is not the amount spent divided by the adjusted budget (by the first budget where no adjusted one is
    printed), beyond what rounding can explain.
why:
  zh: 执行率占自评的分数，读者也最先看它。与同一张表里的金额不一致时，分数的根据就不清楚。
  en: The rate earns points and is what readers look at first. When the amounts of the same sheet give another rate, it is not clear what the points rest on.
basis:
  zh: 按我们的理解：表上的执行率是它旁边的全年执行数与全年预算数之比。
  en: "As we understand it: the rate on the sheet is the amount spent over the adjusted budget of the year, which stand beside it."
assumptions:
  zh: >-
    只看全部资金一行，不看各来源的执行率。执行率的最后一位可以是四舍五入的，也可以是截去的；没有百分号的数按小数（0.95）和百分数（95）各试一次。金额最多差最后一位的一半。
    正好等于执行数除以年初预算数的也算相符，除非同一张表各来源、或者同一文件别的表的执行率除以全年预算数，或者栏目写明 B/A 而年初预算数一栏没有标 A：在通用的表上 A 是全年预算数，B 是全年执行数。
  en: >-
    Only the row of all funds is looked at, not the rates of single sources. The rate may be rounded or cut off at its last digit;
    one without % is tried as a share (0.95) and as percent (95). Amounts may be off by half of their last digit. A rate
    that is the amount spent over the first budget of the year holds too, unless its column says B/A and that of the first budget
    does not bear the A: on the usual form A is the budget of the whole year and B the amount spent.
innocent_explanations:
  zh: 执行数或预算数在填表之后更新过；执行率按支付进度、按拨付数或不含结转资金计算；这张表的 A 指的是年初预算数，表头上却没有标。
  en: The amounts were brought up to date after the rate was filled in; the rate is of what was allotted, or leaves carried-over money out; on this sheet A is the first budget, though its head does not say so.
reasons:
  differs:
    outcome: failed
    reason: {zh: 执行率与执行数除以预算数不同, en: the rate is not the amount spent divided by the budget}
    summary:
      zh: “{name}”写执行率 {printed}；执行数 {spent:wan} ÷ {base}{whole:wan} = {computed}%。哪一个数不对，从文件里看不出来。
      en: "{name}: the execution rate is stated as {printed}; {spent:yuan} spent of {whole:yuan} budgeted are {computed}%. Which number is wrong the document does not tell."
  of-first-budget:
    outcome: failed
    reason: {zh: 栏目写明执行率是 B/A，印出的却是执行数除以年初预算数, en: "the column says B/A, and the rate is the amount spent divided by the first budget"}
    summary:
      zh: “{name}”的执行率一栏写 B/A，印出 {printed}；执行数 {spent:wan} ÷ 全年预算数 {whole:wan} = {computed}%，印出的等于除以年初预算数 {first:wan}。
      en: "{name}: the column says B/A and states {printed}; {spent:yuan} spent of the {whole:yuan} budgeted for the whole year are {computed}%. What is printed is of the first budget, {first:yuan}."
  unlike-the-others:
    outcome: failed
    reason: {zh: 别的执行率都除以全年预算数，这一个除以年初预算数, en: "other rates are of the budget of the year, this one of the first budget"}
    summary:
      zh: “{name}”的执行率写 {printed}；执行数 {spent:wan} ÷ 全年预算数 {whole:wan} = {computed}%，印出的等于除以年初预算数 {first:wan}，而同一文件里别的执行率都除以全年预算数。
      en: "{name}: the rate is printed as {printed}; {spent:yuan} spent of the {whole:yuan} budgeted for the whole year are {computed}%. What is printed is of the first budget, {first:yuan}, while other rates of the document are of the year's."
  equal:
    outcome: passed
    reason: {zh: 执行率等于执行数除以预算数, en: the rate is the amount spent divided by the budget}
    expression:
      zh: “{name}”：执行数 {spent:wan} ÷ {base}{whole:wan} = {computed}%，表上写 {printed}
      en: "{name}: spent {spent:yuan} ÷ budget {whole:yuan} = {computed}%, printed {printed}"
  equal-but-for-rounding:
    outcome: passed
    reason: {zh: 执行率与执行数除以预算数的差别在金额四舍五入的范围内, en: the rate is the amount spent divided by the budget but for rounding of the amounts}
    expression:
      zh: “{name}”：执行数 {spent:wan} ÷ {base}{whole:wan} = {computed}%，表上写 {printed}，差别在四舍五入的范围内
      en: "{name}: spent {spent:yuan} ÷ budget {whole:yuan} = {computed}%, printed {printed}, which differ by rounding only"
  equal-first-budget:
    outcome: passed
    reason: {zh: 执行率等于执行数除以年初预算数, en: the rate is the amount spent divided by the first budget of the year}
    expression:
      zh: “{name}”：执行数 {spent:wan} ÷ 年初预算数 {first:wan}，表上写 {printed}
      en: "{name}: spent {spent:yuan} ÷ budget at the beginning of the year {first:yuan}, printed {printed}"
  amount-missing:
    outcome: not_applicable
    reason: {zh: 没有印出执行数或预算数，或者没有读出, en: "the amount spent or the budget is not printed, or was not read"}
  nothing-budgeted:
    outcome: not_applicable
    reason: {zh: 预算数是零，无法相除, en: "the budget is zero, so there is nothing to divide by"}
  rate-unread:
    outcome: not_applicable
    reason: {zh: 执行率不是一个数, en: the rate is no number}
  no-rate:
    outcome: not_applicable
    reason: {zh: 有执行数，没有印出执行率, en: "an amount spent, and no rate printed"}
*/
WITH money AS (
    SELECT projects.id AS project_id, projects.document_id, projects.unit_id, coalesce(projects.name, '') AS name,
        spent.id AS spent_id, spent.amount_fen AS spent, spent.step_fen AS spent_step,
        coalesce(adjusted.id, first.id) AS whole_id, adjusted.id IS NOT NULL AS has_adjusted,
        CASE WHEN adjusted.id IS NULL THEN first.amount_fen ELSE adjusted.amount_fen END AS whole,
        CASE WHEN adjusted.id IS NULL THEN first.step_fen ELSE adjusted.step_fen END AS whole_step,
        first.amount_fen AS first, first.step_fen AS first_step,
        -- The column of the first budget may bear the letter itself: 年初预算数（A）.
        replace(first.label, 'Ａ', 'A') LIKE '%A%' AND coalesce(replace(adjusted.label, 'Ａ', 'A') NOT LIKE '%A%', 1) AS first_is_a
    FROM projects
    LEFT JOIN amounts AS spent ON spent.project_id = projects.id AND spent.kind = 'spent' AND spent.source = 'all' AND spent.scope = 'year'
    LEFT JOIN amounts AS adjusted ON adjusted.project_id = projects.id AND adjusted.kind = 'adjusted' AND adjusted.source = 'all'
        AND adjusted.scope = 'year'
    LEFT JOIN amounts AS first ON first.project_id = projects.id AND first.kind = 'budget' AND first.source = 'all' AND first.scope = 'year'
    WHERE projects.phase = 'self_evaluation'
),
printed AS (
    SELECT project_id, 'project_fields' AS table_name, field_id AS id, replace(replace(replace(label, '／', '/'), 'Ａ', 'A'), 'Ｂ', 'B') LIKE '%B/A%' AS names_base, trim(text) AS text, value
    FROM rates WHERE source = 'all'
    UNION ALL
    SELECT project_id, 'indicators', id, 0, trim(actual_text), actual_value FROM indicators
    WHERE phase = 'self_evaluation' AND replace(name, ' ', '') IN (SELECT word FROM words WHERE list = 'execution-rates') AND actual_text IS NOT NULL
),
-- One without a sign is a share (0.95) or percent (95); its last digit is rounded or cut off.
read AS (
    SELECT *, value * times AS rate, times * pow(10, -max(0, length(rtrim(text, '%％ ')) - coalesce(nullif(instr(text, '.'), 0), 99))) AS step
    FROM printed JOIN (SELECT 1 AS times UNION ALL SELECT 100) ON times = 1 OR NOT (text LIKE '%\%' ESCAPE '\' OR text LIKE '%％')
),
-- Each rate against both budgets: as printed, and with amounts that may be off by half of their last digit.
bounds AS (
    SELECT read.*, base, money.spent, base_fen,
        100.0 * money.spent / base_fen AS exact,
        100.0 * (money.spent - spent_step / 2.0) / (base_fen + base_step / 2.0) AS low,
        CASE WHEN base_fen > base_step / 2.0 THEN 100.0 * (money.spent + spent_step / 2.0) / (base_fen - base_step / 2.0) ELSE 9e9 END AS high
    FROM read
    JOIN (
        SELECT project_id, 'whole' AS base, whole AS base_fen, whole_step AS base_step FROM money
        UNION ALL SELECT project_id, 'first', first, first_step FROM money
    ) AS bases ON bases.project_id = read.project_id
    JOIN money ON money.project_id = read.project_id
    WHERE base_fen > 0
),
fitting AS (
    SELECT id,
        max(base = 'whole' AND exact > rate - step / 2 - 1e-9 AND exact < rate + step - 1e-9) AS fits,
        max(base = 'whole' AND high > rate - step / 2 - 1e-9 AND low < rate + step - 1e-9) AS fits_rounded,
        max(base = 'first' AND high > rate - step / 2 - 1e-9 AND low < rate + step - 1e-9) AS fits_first
    FROM bounds GROUP BY id
),
-- Sheets on which the rate of all money is of one budget and not of the other, and those where that of a single source is.
shown AS (
    SELECT money.project_id, document_id, max(fits AND NOT fits_first) AS by_whole, max(fits_first AND NOT fits_rounded) AS by_first
    FROM money JOIN printed ON printed.project_id = money.project_id JOIN fitting ON fitting.id = printed.id GROUP BY money.project_id
),
by_adjusted AS (
    SELECT rates.project_id
    FROM rates
    JOIN amounts AS spent ON spent.project_id = rates.project_id AND spent.kind = 'spent' AND spent.source = rates.source AND spent.scope = 'year'
    JOIN amounts AS whole ON whole.project_id = rates.project_id AND whole.kind = 'adjusted' AND whole.source = rates.source AND whole.scope = 'year'
    JOIN amounts AS first ON first.project_id = rates.project_id AND first.kind = 'budget' AND first.source = rates.source AND first.scope = 'year'
    WHERE rates.source != 'all' AND is_percent AND whole.amount_fen > 0 AND whole.amount_fen != first.amount_fen
        AND abs(100.0 * spent.amount_fen / whole.amount_fen - value) < 0.01
),
judged AS (
    SELECT money.*, printed.table_name, printed.id AS rate_id, printed.text AS printed,
        CASE WHEN has_adjusted THEN '全年预算数 ' ELSE '年初预算数 ' END AS base,
        CASE
            WHEN spent IS NULL OR whole IS NULL THEN 'amount-missing'
            WHEN whole <= 0 THEN 'nothing-budgeted'
            WHEN value IS NULL THEN 'rate-unread'
            WHEN fits THEN 'equal'
            WHEN fits_rounded THEN 'equal-but-for-rounding'
            WHEN fits_first AND names_base AND has_adjusted AND NOT first_is_a THEN 'of-first-budget'
            WHEN fits_first AND has_adjusted AND (money.project_id IN (SELECT project_id FROM by_adjusted) OR (
                money.document_id IN (SELECT document_id FROM shown WHERE by_whole) AND money.document_id NOT IN (SELECT document_id FROM shown WHERE by_first AND shown.project_id != money.project_id))) THEN 'unlike-the-others'
            WHEN fits_first THEN 'equal-first-budget'
            ELSE 'differs'
        END AS reason,
        -- With two decimals, unless it is then what is printed.
        rtrim(rtrim(printf(iif(round(100.0 * spent / whole, 2) IN (value, round(value * 100, 4)), '%.4f', '%.2f'), 100.0 * spent / whole), '0'), '.') AS computed
    FROM money
    JOIN printed ON printed.project_id = money.project_id
    LEFT JOIN fitting ON fitting.id = printed.id
)
SELECT rate_id AS subject, document_id, unit_id, project_id,
    CASE WHEN reason IN ('differs', 'of-first-budget', 'unlike-the-others') THEN 'failed' WHEN reason LIKE 'equal%' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, printed AS expected, computed || '%' AS observed,
    json_object('name', name, 'printed', printed, 'spent', spent, 'whole', whole, 'first', first, 'base', base, 'computed', computed) AS details,
    CASE WHEN reason IN ('differs', 'of-first-budget', 'unlike-the-others') THEN json_array(
        json_array('rate', table_name, rate_id), json_array('spent', 'amounts', spent_id), json_array('budget', 'amounts', whole_id)
    ) ELSE '[]' END AS evidence
FROM judged
UNION ALL
SELECT project_id, document_id, unit_id, project_id, 'not_applicable', 'no-rate', NULL, NULL, '{}', '[]'
FROM money WHERE spent_id IS NOT NULL AND project_id NOT IN (SELECT project_id FROM printed)
