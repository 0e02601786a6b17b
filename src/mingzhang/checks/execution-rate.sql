/*
title: 执行率与执行数、预算数不符
title_en: An execution rate that its own amounts do not give
class: arithmetic
version: 1
tests: 自评表里全部资金的每一个执行率（预算执行情况一栏，或名为“预算执行率”的指标），与执行数 ÷ 全年预算数相比
tests_en: >-
  each execution rate of all funds in a self-evaluation (in the table of money, or an indicator of that name), against the amount
  spent divided by the budget
looks_for: 印出的执行率不等于执行数除以全年预算数（没有印全年预算数时，除以年初预算数），而且四舍五入解释不了。
looks_for_en: >-
  A printed rate that is not the amount spent divided by the adjusted budget (by the first budget where no adjusted one is
  printed), beyond what rounding can explain.
why: 执行率占自评的分数，读者也最先看它。与同一张表里的金额不一致时，分数的根据就不清楚。
why_en: The rate earns points and is what readers look at first. When the amounts of the same sheet give another rate, it is not clear what the points rest on.
basis: 按我们的理解：表上的执行率是它旁边的全年执行数与全年预算数之比。
basis_en: "As we understand it: the rate on the sheet is the amount spent over the adjusted budget of the year, which stand beside it."
assumptions: >-
  只看全部资金一行，不看各来源的执行率。执行率的最后一位可以是四舍五入的，也可以是截去的；没有百分号的数按小数（0.95）和百分数（95）各试一次。金额最多差最后一位的一半。
  正好等于执行数除以年初预算数的也算相符。
assumptions_en: >-
  Only the row of all funds is looked at, not the rates of single sources. The rate may be rounded or cut off at its last digit;
  one without % is tried as a share (0.95) and as percent (95). Amounts may be off by half of their last digit. A rate
  that is the amount spent over the first budget of the year holds too.
innocent_explanations: 执行数或预算数在填表之后更新过；执行率按支付进度、按拨付数或不含结转资金计算。
innocent_explanations_en: The amounts were brought up to date after the rate was filled in; the rate is of what was allotted, or leaves carried-over money out.
reasons:
  differs:
    outcome: failed
    zh: 执行率与执行数除以预算数不同
    en: the rate is not the amount spent divided by the budget
    summary: “{name}”写执行率 {printed}；执行数 {spent:wan} ÷ {base}{whole:wan} = {computed}%。哪一个数不对，从文件里看不出来。
    summary_en: "{name}: the execution rate is stated as {printed}; {spent:yuan} spent of {whole:yuan} budgeted are {computed}%. Which number is wrong the document does not tell."
  equal:
    outcome: passed
    zh: 执行率等于执行数除以预算数
    en: the rate is the amount spent divided by the budget
    expression: “{name}”：执行数 {spent:wan} ÷ {base}{whole:wan} = {computed}%，表上写 {printed}
    expression_en: "{name}: spent {spent:yuan} ÷ budget {whole:yuan} = {computed}%, printed {printed}"
  equal-but-for-rounding:
    outcome: passed
    zh: 执行率与执行数除以预算数的差别在金额四舍五入的范围内
    en: the rate is the amount spent divided by the budget but for rounding of the amounts
    expression: “{name}”：执行数 {spent:wan} ÷ {base}{whole:wan} = {computed}%，表上写 {printed}，差别在四舍五入的范围内
    expression_en: "{name}: spent {spent:yuan} ÷ budget {whole:yuan} = {computed}%, printed {printed}, which differ by rounding only"
  equal-first-budget:
    outcome: passed
    zh: 执行率等于执行数除以年初预算数
    en: the rate is the amount spent divided by the first budget of the year
    expression: “{name}”：执行数 {spent:wan} ÷ 年初预算数 {first:wan}，表上写 {printed}
    expression_en: "{name}: spent {spent:yuan} ÷ budget at the beginning of the year {first:yuan}, printed {printed}"
  amount-missing:
    outcome: not_applicable
    zh: 没有印出执行数或预算数，或者没有读出
    en: the amount spent or the budget is not printed, or was not read
  nothing-budgeted:
    outcome: not_applicable
    zh: 预算数是零，无法相除
    en: the budget is zero, so there is nothing to divide by
  rate-unread:
    outcome: not_applicable
    zh: 执行率不是一个数
    en: the rate is no number
  no-rate:
    outcome: not_applicable
    zh: 有执行数，没有印出执行率
    en: an amount spent, and no rate printed
*/
WITH money AS (
    SELECT projects.id AS project_id, projects.document_id, projects.unit_id, coalesce(projects.name, '') AS name,
        spent.id AS spent_id, spent.amount_fen AS spent, spent.step_fen AS spent_step,
        coalesce(adjusted.id, first.id) AS whole_id,
        CASE WHEN adjusted.id IS NULL THEN first.amount_fen ELSE adjusted.amount_fen END AS whole,
        CASE WHEN adjusted.id IS NULL THEN first.step_fen ELSE adjusted.step_fen END AS whole_step,
        CASE WHEN adjusted.id IS NULL THEN '年初预算数 ' ELSE '全年预算数 ' END AS base,
        first.amount_fen AS first, first.step_fen AS first_step
    FROM projects
    LEFT JOIN amounts AS spent ON spent.project_id = projects.id AND spent.kind = 'spent' AND spent.source = 'all' AND spent.scope = 'year'
    LEFT JOIN amounts AS adjusted ON adjusted.project_id = projects.id AND adjusted.kind = 'adjusted' AND adjusted.source = 'all'
        AND adjusted.scope = 'year'
    LEFT JOIN amounts AS first ON first.project_id = projects.id AND first.kind = 'budget' AND first.source = 'all' AND first.scope = 'year'
    WHERE projects.phase = 'self_evaluation'
),
rates AS (
    SELECT project_id, 'project_fields' AS table_name, id, text FROM project_fields WHERE money_field(label) = 'all rate'
    UNION ALL
    SELECT project_id, 'indicators', id, actual_text FROM indicators
    WHERE phase = 'self_evaluation' AND fold(name) IN (SELECT word FROM words WHERE list = 'execution-rates') AND actual_text IS NOT NULL
),
compared AS (
    SELECT money.*, rates.table_name, rates.id AS rate_id, rates.text AS printed,
        rate_fits(spent, spent_step, whole, whole_step, text) AS fits,
        rate_fits(spent, spent_step, first, first_step, text) AS fits_first
    FROM money JOIN rates ON rates.project_id = money.project_id
),
judged AS (
    SELECT compared.*,
        CASE
            WHEN spent IS NULL OR whole IS NULL THEN 'amount-missing'
            WHEN whole <= 0 THEN 'nothing-budgeted'
            WHEN fits IS NULL THEN 'rate-unread'
            WHEN fits = 2 THEN 'equal'
            WHEN fits = 1 THEN 'equal-but-for-rounding'
            WHEN fits_first > 0 THEN 'equal-first-budget'
            ELSE 'differs'
        END AS reason,
        rtrim(rtrim(printf('%.4f', 100.0 * spent / whole), '0'), '.') AS computed
    FROM compared
)
SELECT rate_id AS subject, document_id, unit_id, project_id,
    CASE WHEN reason = 'differs' THEN 'failed' WHEN reason LIKE 'equal%' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, printed AS expected, computed || '%' AS observed,
    json_object('name', name, 'printed', printed, 'spent', spent, 'whole', whole, 'first', first, 'base', base, 'computed', computed) AS details,
    CASE WHEN reason = 'differs' THEN json_array(
        json_array('rate', table_name, rate_id), json_array('spent', 'amounts', spent_id), json_array('budget', 'amounts', whole_id)
    ) ELSE '[]' END AS evidence
FROM judged
UNION ALL
SELECT project_id, document_id, unit_id, project_id, 'not_applicable', 'no-rate', NULL, NULL, '{}', '[]'
FROM money WHERE spent_id IS NOT NULL AND project_id NOT IN (SELECT project_id FROM rates)
