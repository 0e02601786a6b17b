/*
title: {zh: 成本指标合计大于金额, en: Cost targets come to more than the amount}
class: arithmetic
version: 2
scope: document
tests: {zh: 写有总成本指标（不是人均、单价）的项目, en: "each project with targets for total costs (no averages, no unit costs)"}
looks_for: {zh: 各项总成本指标加起来大于项目金额。, en: Targets for total costs that come to more than the amount of the project.}
why: {zh: 允许花的钱比项目的钱还多，成本指标就没有约束。, en: "When more may be spent than there is, the targets restrain nothing."}
basis: {zh: 算术：各项成本之和不大于项目金额。, en: "Arithmetic: the parts of the cost are not more than the amount."}
assumptions:
  zh: >-
    只加成本指标里写明总数的；人均、平均、标准、单价和成本控制率不算，写“不低于”的不算；有一项单独就等于项目金额的，各项可能互相包含，不作比较。名称说的是整个项目的（words.yml 的 whole-cost）单独与金额相比，不与分项相加。金额按印出的最后一位允许四舍五入。
  en: >-
    Only targets that state a total are added; averages, prices, rates and minimums are not; where one of them is
    the amount by itself they may include each other, and nothing is compared. Targets for the whole project (whole-cost in
    words.yml) are compared by themselves and not added to those of its parts. The amount may be rounded in its last printed digit.
innocent_explanations:
  zh: 一部分成本由别的资金承担；两项成本指标互相包含；上限留有余地。
  en: Other money pays a part of the cost; one target includes another; the ceilings leave a margin.
reasons:
  above:
    outcome: failed
    reason: {zh: 合计大于金额, en: they come to more than the amount}
    summary:
      zh: "第 {serial} 项“{project}”：成本指标{targets:list}，合计 {sum:wan}，大于项目金额 {amount:wan}，多出 {gap:wan}。"
      en: "Item {serial}, {project}: the cost targets ({targets:list}) come to {sum:yuan}, {gap:yuan} more than the amount of {amount:yuan}."
  above-alone:
    outcome: failed
    reason: {zh: 一个成本指标大于金额, en: one cost target is above the amount}
    summary:
      zh: "第 {serial} 项“{project}”：成本指标{targets:list}，大于项目金额 {amount:wan}，多出 {gap:wan}。"
      en: "Item {serial}, {project}: the cost target {targets:list} is {sum:yuan}, {gap:yuan} more than the amount of {amount:yuan}."
  equal:
    outcome: passed
    reason: {zh: 合计等于金额, en: they come to the amount}
    expression:
      zh: "{terms} = {sum:wan} = 项目金额"
      en: "{terms} = {sum:yuan} = amount of the project"
  not-above:
    outcome: passed
    reason: {zh: 合计不大于金额, en: they do not come to more than the amount}
    expression:
      zh: "{terms} = {sum:wan}，不大于项目金额 {amount:wan}"
      en: "{terms} = {sum:yuan}, not above the amount of the project, {amount:yuan}"
  may-overlap:
    outcome: not_applicable
    reason: {zh: 有一项成本指标单独就等于项目金额，各项可能互相包含, en: "one of the targets is the amount by itself, so that they may include each other"}
  amount-unread:
    outcome: not_applicable
    reason: {zh: 项目金额没有读出, en: the amount of the project was not read}
*/
WITH targets AS (
    SELECT quantities.project_id, indicators.id, indicators.name, indicators.text,
        CAST(round(quantities.base_value * 100) AS INTEGER) AS fen,
        EXISTS (SELECT 1 FROM words WHERE list = 'whole-cost' AND instr(indicators.name, word)) AS is_whole
    FROM quantities
    JOIN indicators ON indicators.id = quantities.indicator_id
    WHERE role = 'total_cost' AND quantities.comparator IS NOT '≥' AND quantities.comparator IS NOT '>'
        AND (indicators.level1 = '成本指标' OR indicators.level2 LIKE '%成本指标')
        AND coalesce(indicators.scope, 'year') = 'year'
    ORDER BY indicators.sequence
),
-- The parts of each project together, and each target for the whole by itself: whichever is the most.
sums AS (
    SELECT project_id, sum(fen) AS sum, json_group_array(replace(text, char(10), ' ')) AS texts,
        group_concat(text, ' + ') AS terms,
        json_group_array(json_array('target', 'indicators', id)) AS evidence
    FROM targets WHERE NOT is_whole GROUP BY project_id
    UNION ALL
    SELECT project_id, fen, json_array(replace(text, char(10), ' ')), text, json_array(json_array('target', 'indicators', id))
    FROM targets WHERE is_whole
),
most AS (
    SELECT *, row_number() OVER (PARTITION BY project_id ORDER BY sum DESC, texts) AS rank FROM sums
),
judged AS (
    SELECT most.*, projects.document_id, projects.unit_id, projects.amount_fen AS amount, coalesce(serial, projects.position) AS serial, coalesce(projects.name, '') AS project,
        CASE
            WHEN projects.amount_fen IS NULL THEN 'amount-unread'
            WHEN sum > projects.amount_fen AND json_array_length(texts) > 1 AND EXISTS (
                SELECT 1 FROM targets
                WHERE targets.project_id = most.project_id AND NOT is_whole AND fen = projects.amount_fen
            ) THEN 'may-overlap'
            -- A self-evaluation prints the budget of the year too, which may be more than the first one.
            WHEN sum <= (SELECT max(amount_fen) FROM amounts WHERE amounts.project_id = most.project_id AND kind = 'adjusted' AND source = 'all') THEN 'not-above'
            WHEN sum > projects.amount_fen + projects.step_fen / 2 THEN iif(json_array_length(texts) = 1, 'above-alone', 'above')
            WHEN sum = projects.amount_fen THEN 'equal'
            ELSE 'not-above'
        END AS reason
    FROM most JOIN projects ON projects.id = most.project_id
    WHERE rank = 1
)
SELECT project_id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'above' THEN 'failed' WHEN 'above-alone' THEN 'failed' WHEN 'amount-unread' THEN 'not_applicable' WHEN 'may-overlap' THEN 'not_applicable' ELSE 'passed' END AS outcome,
    reason, amount AS expected_fen, sum AS observed_fen, sum - amount AS difference_fen,
    json_object('serial', serial, 'project', project, 'targets', json(texts), 'terms', terms, 'sum', sum, 'amount', amount, 'gap', abs(sum - amount)) AS details,
    json_insert(evidence, '$[#]', json_array('amount', 'projects', project_id)) AS evidence
FROM judged
