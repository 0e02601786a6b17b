/*
title: {zh: 自评的文字与表中的数不同, en: The text of a self-evaluation differs from its table}
class: arithmetic
version: 3
scope: document
tests:
  zh: 自评“完成情况”一类的文字里，说到年中追加、共支出、结余的钱和自评总分的每一处，与资金一栏、总分一行相比；写明“指标全部完成”的，与各指标的完成值相比；写完成计划的百分之几、超额完成的，与指标值和完成值相比
  en: "each place where the text of a self-evaluation says what was added to the budget, spent in all or left, and its total score, beside the money and the total of its table; where it says that all targets were reached, the actual values; and where it says how much of a target was done, or more than that, the target and the actual value"
looks_for:
  zh: 年初预算加上追加的，不是全年预算数；文字写的支出、结余、得分，与表里的不同；写“全部完成”，却有指标没有达到。
  en: "The first budget with what was added is not the budget of the year; spending, rest or score in the text are not those of the table; all is said to be reached, and an actual value misses its target."
why:
  zh: 同一件事在文字里和表里是两个数，读者不知道该信哪一个。
  en: One thing has two numbers, in the text and in the table, and a reader does not know which to trust.
basis:
  zh: 常理和算术：年初预算 + 追加 − 调减 = 全年预算；全年预算 − 执行 = 结余。
  en: "Common sense and arithmetic: first budget + added − taken away = budget of the year; budget − spent = left."
assumptions:
  zh: >-
    只看明说是全部的钱（“全年共支出”，不看某一项的支出）；文字里提到结转、上年、另有资金的，不核对追加；同类的说法不止一处的，不核对。词语写在 words.yml 的 budget-added、spent、money-left、total-score、says-all-done。
    两个数相差较大的（thresholds.yml 的 near-numbers），当作说的不是同一件事，只有结余写得比表里还多的例外。
  en: >-
    Only money that is said to be of all is compared, not that of one item; where money was carried over or is said to come from elsewhere, what was added is not; nor where one thing is said more than once. The words stand in words.yml. Numbers that are far
    apart (near-numbers in thresholds.yml) are taken for two things, unless more is said to be left than there is.
innocent_explanations:
  zh: 文字或表格有一处在定稿后更新过，另一处没有跟着改；文字说的是另一个口径（例如含税、含上级资金）。
  en: The text or the table was brought up to date and the other was not; the text counts otherwise (with tax, with money of others).
reasons:
  budget-differs:
    outcome: failed
    reason: {zh: 年初预算加上增减的不是全年预算数, en: the first budget with what was added and taken away is not the budget of the year}
    summary:
      zh: “{name}”：文字写“{quote}”，{shown}，全年预算数是 {printed}。
      en: "{name}: the text says {quote}, {shown}; the budget of the year is {printed}."
  spent-differs:
    outcome: failed
    reason: {zh: 文字写的支出与执行数不同, en: the spending in the text is not that of the table}
    summary:
      zh: “{name}”：文字写“{quote}”，执行数是 {shown}。
      en: "{name}: the text says {quote}, the amount spent in the table is {shown}."
  left-differs:
    outcome: failed
    reason: {zh: 文字写的结余不是预算减去执行的数, en: what is said to be left is not the budget less what was spent}
    summary:
      zh: “{name}”：文字写“{quote}”，按表是 {shown}。
      en: "{name}: the text says {quote}; by the table it is {shown}."
  score-differs:
    outcome: failed
    reason: {zh: 文字写的得分与总分不同, en: the score in the text is not that of the table}
    summary:
      zh: “{name}”：文字写“{quote}”，表里的总分是 {shown}。
      en: "{name}: the text says {quote}, the total in the table is {shown}."
  not-all-done:
    outcome: failed
    reason: {zh: 写明全部完成，有指标没有达到, en: "all targets are said to be reached, and one was missed"}
    summary:
      zh: “{name}”：文字写“{quote}”，而“{indicator}”目标 {target}，完成值 {actual}。
      en: "{name}: the text says {quote}; yet {indicator} has the target {target} and the actual value {actual}."
  rate-differs:
    outcome: failed
    reason: {zh: 文字写的完成比例与完成值、指标值算出来的不同, en: "the share of a target that is said to be done is not what the actual value is of it"}
    summary:
      zh: “{name}”：文字写“{quote}”，{shown}。
      en: "{name}: the text says {quote}; {shown}."
  not-over:
    outcome: failed
    reason: {zh: 写超额完成，完成值却没有达到, en: "more than planned is said to be done, and the actual value misses its target"}
    summary:
      zh: “{name}”：文字写“{quote}”，指标值是 {shown}。
      en: "{name}: the text says {quote}; the target is {shown}."
  fits:
    outcome: passed
    reason: {zh: 文字与表相符, en: text and table agree}
    expression:
      zh: “{name}”的文字与表相符
      en: "{name}: text and table agree"
*/
WITH texts AS (
    SELECT project_fields.id, project_fields.project_id, projects.document_id, projects.unit_id, coalesce(projects.name, '') AS name, project_fields.text
    FROM project_fields JOIN projects ON projects.id = project_fields.project_id
    WHERE projects.phase = 'self_evaluation' AND length(project_fields.text) BETWEEN 6 AND 2000
        AND (instr(label, '完成情况') OR instr(label, '结论') OR instr(label, '说明') OR instr(label, '自评'))
),
told AS (
    SELECT texts.*, json_each.value AS said FROM texts, json_each(told_otherwise(texts.text,
        coalesce((SELECT amount_fen FROM amounts WHERE amounts.project_id = texts.project_id AND kind = 'budget' AND source = 'all' AND scope = 'year'), ''),
        coalesce((SELECT amount_fen FROM amounts WHERE amounts.project_id = texts.project_id AND kind = 'adjusted' AND source = 'all' AND scope = 'year'), ''),
        coalesce((SELECT amount_fen FROM amounts WHERE amounts.project_id = texts.project_id AND kind = 'spent' AND source = 'all' AND scope = 'year'), ''),
        coalesce((SELECT max(score) FROM points WHERE points.project_id = texts.project_id AND part = 'total' HAVING count(score) = 1), '')))
),
beside AS (
    SELECT texts.*, indicators.id AS indicator_id, json_extract(said, '$.reason') AS reason, json_extract(said, '$.quote') AS quote, json_extract(said, '$.shown') AS shown
    FROM (
        SELECT texts.id AS text_id, indicators.id AS indicator, said_of_target(texts.text, coalesce(comparator, ''), value, coalesce(unit, ''), actual_text) AS said
        FROM texts JOIN indicators ON indicators.project_id = texts.project_id
        WHERE actual_text IS NOT NULL AND length(actual_text) < 40 AND typeof(value) IN ('integer', 'real')
    )
    JOIN texts ON texts.id = text_id JOIN indicators ON indicators.id = indicator
    WHERE said <> ''
),
-- One that was missed is enough.
missed AS (
    SELECT texts.*, says_all_done(texts.text) AS quote, indicators.id AS indicator_id, indicators.name AS indicator, actual_text,
        coalesce(comparator, '') || coalesce(value_text, '') || CASE WHEN unit IS NULL OR instr(coalesce(value_text, ''), unit) THEN '' ELSE unit END AS target,
        row_number() OVER (PARTITION BY texts.id ORDER BY indicators.sequence) AS place
    FROM texts JOIN indicators ON indicators.project_id = texts.project_id
    WHERE says_all_done(texts.text) <> '' AND actual_text IS NOT NULL
        AND against_target(coalesce(comparator, ''), coalesce(value, ''), coalesce(unit, ''), coalesce(due_last_day, ''),
            coalesce(level1, '') || coalesce(level2, ''), coalesce(indicators.name, ''), actual_text) = 'missed'
)
SELECT id || '-' || (said ->> 'reason') AS subject, document_id, unit_id, project_id, 'failed' AS outcome, said ->> 'reason' AS reason,
    said ->> 'quote' AS observed, said ->> 'shown' AS expected,
    json_object('name', name, 'quote', said ->> 'quote', 'shown', said ->> 'shown', 'printed', said ->> 'printed') AS details,
    json_array(json_array('text', 'project_fields', id)) AS evidence
FROM told
UNION ALL
SELECT id || '-done', document_id, unit_id, project_id, 'failed', 'not-all-done', quote, target,
    json_object('name', name, 'quote', quote, 'indicator', indicator, 'target', target, 'actual', actual_text),
    json_array(json_array('text', 'project_fields', id), json_array('indicator', 'indicators', indicator_id))
FROM missed WHERE place = 1
UNION ALL
SELECT id || '-' || reason || '-' || indicator_id, document_id, unit_id, project_id, 'failed', reason, quote, shown,
    json_object('name', name, 'quote', quote, 'shown', shown),
    json_array(json_array('text', 'project_fields', id), json_array('indicator', 'indicators', indicator_id))
FROM beside
UNION ALL
SELECT id, document_id, unit_id, project_id, 'passed', 'fits', NULL, NULL, json_object('name', name), '[]'
FROM texts WHERE id NOT IN (SELECT id FROM told) AND id NOT IN (SELECT id FROM missed) AND id NOT IN (SELECT id FROM beside)
