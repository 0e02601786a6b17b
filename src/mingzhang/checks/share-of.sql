/*
title: {zh: 比例与写出的数对不上, en: A share or rate does not fit the numbers that are printed for it}
class: arithmetic
version: 6
scope: document
tests:
  zh: 目标里写了比例又写了结果的每一处（“按30%抽查，即930户”“应检250家、检查225家，检查覆盖率90%”“由40万人次增加到50万人次，增长25%”），和写明各级各承担百分之几的每个目标
  en: "each place in a goal that prints a share and what it comes to (按30%抽查，即930户), a rate beside its two numbers, or growth beside the numbers before and after; and each goal that says how much per cent each level pays"
looks_for:
  zh: 总数乘以比例，不等于写出的数，四舍五入也解释不了；增减的幅度与前后两个数对不上；各级承担的比例相加超过 100%。
  en: "The whole times the share is not the printed number, and rounding does not explain it; growth is not what the numbers before and after give; the shares of those who pay come to more than 100%."
why: {zh: 总数、比例和结果三个数，至少有一个不对。, en: "Of whole, share and result at least one is wrong."}
basis: {zh: 算术：总数 × 比例 = 结果。, en: "Arithmetic: whole times share is the result."}
assumptions:
  zh: 比例和结果之间要有“即”“计”“为”，同一句前面要有同一单位的总数；前面有几个同单位的数，有一个对得上就算对，都对不上也不下结论。比率（参保率一类）只在一句里正好有两个同单位的数、比率的名称就是其中较小的数说的那件事时核对，写“不低于”的只看是否做不到。自评的文字超过2000字的不核对。相差一半以上、又不像笔误的（thresholds.yml 里 numbers-apart），只问不说。
  en: 即, 计 or 为 stands between share and result, and a whole in the same unit before them in the sentence; of several wholes one that fits is enough, and where none fits nothing is said. A rate is tested only where its sentence has just two numbers in one unit and its name is of the smaller; of a minimum only whether it is missed. Texts of self-evaluations longer than 2,000 characters are not tested. More than numbers-apart in thresholds.yml apart, and like no slip, it is a question.
innocent_explanations:
  zh: 比例是对另一个没有写出的总数说的；比例四舍五入后写得较粗；有一处是上一年的数。
  en: The share is of another whole that is not printed; it was rounded coarsely; one of the numbers is last year's.
reasons:
  differs:
    outcome: failed
    reason: {zh: 总数乘以比例不等于写出的数, en: the whole times the share is not the printed number}
    summary:
      zh: "第 {serial} 项“{project}”：{whole} × {rate} = {computed}，目标写“{part}”。"
      en: "Item {serial}, {project}: {whole} × {rate} = {computed}; the goal says {part}."
  growth-differs:
    outcome: failed
    reason: {zh: 增减的幅度与前后两个数不符, en: the growth is not that of the numbers before and after}
    summary:
      zh: "第 {serial} 项“{project}”：原来是 {whole}，按写的增减幅度 {rate} 应为 {computed}，目标写“{part}”。"
      en: "Item {serial}, {project}: from {whole}, a change of {rate} comes to {computed}; the goal says {part}."
  far-apart:
    outcome: failed
    class: question
    reason: {zh: 按比例算出的数与写出的数相差很大, en: the computed number and the printed one are far apart}
    summary:
      zh: "第 {serial} 项“{project}”：写有 {whole}、{rate} 和“{part}”（按比例算是 {computed}），比例是不是对它说的，请对照原文。"
      en: "Item {serial}, {project}: {whole}, {rate} and {part} are printed (the share would be {computed}); whether the share is of it the original must tell."
  above-all:
    outcome: failed
    reason: {zh: 各级承担的比例相加超过 100%, en: the shares of those who pay come to more than 100%}
    summary:
      zh: "第 {serial} 项“{project}”：各级承担的比例 {terms} = {sum}%，超过 100%。"
      en: "Item {serial}, {project}: the shares of those who pay, {terms} = {sum}%, are more than 100%."
  parts-above-all:
    outcome: failed
    reason: {zh: 各项所占的比例相加超过 100%, en: the shares of all parts come to more than 100%}
    summary:
      zh: "第 {serial} 项“{project}”：各项所占的比例 {terms} = {sum}%，超过 100%。"
      en: "Item {serial}, {project}: the shares of its parts, {terms} = {sum}%, are more than 100%."
  reported-differs:
    outcome: failed
    reason: {zh: 自评写的比率与写出的两个数不符, en: a rate in a self-evaluation is not that of the two numbers beside it}
    summary:
      zh: "“{project}”的{label}写“{text}”：{whole} × {rate} = {computed}，不是“{part}”。"
      en: "{project}, {label}: {text}; {whole} × {rate} = {computed}, which is not {part}."
  level-differs:
    outcome: failed
    reason: {zh: 一级的资金与它承担的比例不符, en: the money of a level is not its share}
    summary:
      zh: "第 {serial} 项“{project}”：目标写由{label}承担 {rate}，{amount:wan} × {rate} = {computed:wan}，资金栏写 {printed:wan}。"
      en: "Item {serial}, {project}: by the goal {rate} of {amount:yuan} are of one level, which is {computed:yuan}; the sheet prints {printed:yuan} for it."
  level-fits:
    outcome: passed
    reason: {zh: 一级的资金就是它承担的比例, en: the money of a level is its share}
    expression: {zh: "{amount:wan} × {rate} = {printed:wan}", en: "{amount:yuan} × {rate} = {printed:yuan}"}
  within-all:
    outcome: passed
    reason: {zh: 各级承担的比例相加不超过 100%, en: the shares of those who pay come to 100% at most}
    expression: {zh: "{terms} = {sum}%", en: "{terms} = {sum}%"}
  fits:
    outcome: passed
    reason: {zh: 总数乘以比例等于写出的数, en: the whole times the share is the printed number}
    expression:
      zh: "{whole} × {rate} = {part}"
      en: "{whole} × {rate} = {part}"
  whole-unsure:
    outcome: not_applicable
    reason: {zh: 前面有几个数，看不出比例是对哪一个说的, en: "several numbers stand before it, and which one the share is of is not certain"}
*/
WITH judged AS (
    SELECT shares_of.*, projects.unit_id, projects.name, coalesce(serial, projects.position) AS serial,
        whole.text AS whole, rate.text AS rate, part.text AS part,
        rtrim(rtrim(printf('%.4f', computed), '0'), '.') || part.unit AS computed_text,
        CASE WHEN fits THEN 'fits' WHEN wholes > 1 THEN 'whole-unsure'
            WHEN NOT near_as_sum(computed, part.value) THEN 'far-apart' WHEN kind = 'growth' THEN 'growth-differs' ELSE 'differs' END AS reason
    FROM shares_of
    JOIN projects ON projects.id = shares_of.project_id
    JOIN quantities AS whole ON whole.id = whole_quantity_id
    JOIN quantities AS rate ON rate.id = rate_quantity_id
    JOIN quantities AS part ON part.id = part_quantity_id
),
-- Shares that a goal prints of several payers: each named once, so that they are of one thing.
paid AS (
    SELECT goal_id, project_id, count(*) AS n, count(DISTINCT payer) AS payers, sum(base_value) AS sum,
        group_concat(text, ' + ') AS terms, json_group_array(id) AS ids
    FROM (SELECT * FROM quantities WHERE goal_id IS NOT NULL AND role = 'rate' AND base_unit = '%' AND payer IS NOT NULL
        ORDER BY start_char)
    GROUP BY goal_id
    HAVING n > 1 AND n = payers
),
-- Shares of what something is made of (经费构成：场地占45%，…), three and more, so that they are of one whole.
made_of AS (
    SELECT goal_id, project_id, count(*) AS n, sum(base_value) AS sum, group_concat(text, ' + ') AS terms, json_group_array(id) AS ids
    FROM (SELECT quantities.* FROM quantities JOIN goals ON goals.id = goal_id
        WHERE quantities.role = 'rate' AND base_unit = '%' AND payer IS NULL AND substr(goals.text, start_char, 1) = '占'
            AND (instr(goals.text, '构成') OR instr(goals.text, '组成'))
        ORDER BY start_char)
    GROUP BY goal_id
    HAVING n > 2
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE WHEN reason IN ('differs', 'growth-differs', 'far-apart') THEN 'failed' WHEN reason = 'fits' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, computed_text AS expected, part AS observed,
    json_object('serial', serial, 'project', coalesce(name, ''), 'whole', whole, 'rate', rate, 'part', part, 'computed', computed_text) AS details,
    json_array(json_array('whole', 'quantities', whole_quantity_id), json_array('rate', 'quantities', rate_quantity_id),
        json_array('part', 'quantities', part_quantity_id)) AS evidence
FROM judged
UNION ALL
SELECT goal_id, projects.document_id, projects.unit_id, project_id, iif(sum > 100.0001, 'failed', 'passed'),
    iif(sum > 100.0001, 'above-all', 'within-all'), '100%', printf('%.10g', sum) || '%',
    json_object('serial', coalesce(serial, projects.position), 'project', coalesce(name, ''), 'terms', terms, 'sum', printf('%.10g', sum)),
    (SELECT json_group_array(json_array('part', 'quantities', value)) FROM json_each(ids))
FROM paid
JOIN projects ON projects.id = paid.project_id
UNION ALL
SELECT goal_id, projects.document_id, projects.unit_id, project_id, iif(sum > 100.0001, 'failed', 'passed'),
    iif(sum > 100.0001, 'parts-above-all', 'within-all'), '100%', printf('%.10g', sum) || '%',
    json_object('serial', coalesce(serial, projects.position), 'project', coalesce(name, ''), 'terms', terms, 'sum', printf('%.10g', sum)),
    (SELECT json_group_array(json_array('part', 'quantities', value)) FROM json_each(ids))
FROM made_of
JOIN projects ON projects.id = made_of.project_id
UNION ALL
SELECT id || '-rate', document_id, unit_id, project_id, 'failed', 'reported-differs', wrong ->> 'computed', wrong ->> 'part',
    json_object('project', project, 'label', label, 'text', text, 'whole', wrong ->> 'whole', 'rate', wrong ->> 'rate',
        'part', wrong ->> 'part', 'computed', wrong ->> 'computed'),
    json_array(json_array('result', table_name, id))
FROM (
    SELECT indicators.id, 'indicators' AS table_name, indicators.document_id, indicators.unit_id, project_id, coalesce(projects.name, '') AS project,
        '“' || coalesce(indicators.name, indicators.text) || '”完成值' AS label, actual_text AS text,
        wrong_rate(actual_text, coalesce(indicators.name, indicators.text)) AS wrong
    FROM indicators JOIN projects ON projects.id = project_id
    WHERE indicators.phase = 'self_evaluation' AND instr(actual_text, '%') AND length(actual_text) < 2000
    UNION ALL
    SELECT project_fields.id, 'project_fields', projects.document_id, projects.unit_id, project_id, coalesce(projects.name, ''), label, text, wrong_rate(text, '')
    FROM project_fields JOIN projects ON projects.id = project_id
    WHERE projects.phase = 'self_evaluation' AND instr(label, '完成情况') AND instr(text, '%') AND length(text) < 2000
)
WHERE wrong <> ''
UNION ALL
-- Shares of all payers of the money of the project, beside the row of the sheet for one of them.
SELECT quantity_id || '-money', document_id, unit_id, project_id, iif(is_of_level, 'passed', 'failed'), iif(is_of_level, 'level-fits', 'level-differs'),
    NULL, NULL,
    json_object('serial', serial, 'project', project, 'label', replace(replace(label, '其中：', ''), '其中:', ''), 'rate', rate, 'amount', amount_fen, 'computed', computed, 'printed', printed),
    json_array(json_array('rate', 'quantities', quantity_id), json_array('money', iif(amount_id IS NULL, 'project_fields', 'amounts'), coalesce(amount_id, field_id)))
FROM (
    SELECT *, row_number() OVER (PARTITION BY goal_id, is_of_level ORDER BY quantity_id) AS place
    FROM (
    SELECT quantities.id AS quantity_id, paid.goal_id, projects.document_id, projects.unit_id, projects.id AS project_id, coalesce(serial, projects.position) AS serial,
        coalesce(projects.name, '') AS project, level.label, level.amount_id, level.field_id, quantities.text AS rate, projects.amount_fen,
        CAST(round(projects.amount_fen * quantities.base_value / 100) AS INTEGER) AS computed, level.amount_fen AS printed,
        abs(projects.amount_fen * quantities.base_value / 100 - level.amount_fen) <= coalesce(level.step_fen, 0) + coalesce(projects.step_fen, 0) AS is_of_level,
        count(*) OVER (PARTITION BY quantities.id) AS rows_of_payer
    FROM paid
    JOIN goals ON goals.id = paid.goal_id
    JOIN quantities ON quantities.goal_id = paid.goal_id AND role = 'rate' AND base_unit = '%' AND quantities.payer IS NOT NULL
    JOIN projects ON projects.id = paid.project_id
    JOIN money_parts AS level ON level.project_id = projects.id AND level.scope = 'year' AND level.kind = 'total' AND level.source != 'all'
        AND level.amount_fen IS NOT NULL AND payer(level.label) = quantities.payer
    WHERE abs(sum - 100) < 0.0001 AND projects.amount_fen > 0 AND coalesce(goals.scope, 'year') = 'year'
        AND (instr(goals.text, '资金由') OR instr(goals.text, '经费由') OR instr(goals.text, '费用由') OR instr(goals.text, '资金按'))
    )
    WHERE rows_of_payer = 1
)
WHERE is_of_level OR place = 1
