/*
title: {zh: 成本指标合计远小于金额, en: Cost targets come to far less than the amount}
class: question
version: 2
scope: document
tests: {zh: 写有总成本指标（不是人均、单价）的项目, en: "each project with targets for total costs (no averages, no unit costs)"}
looks_for:
  zh: 各项总成本指标加起来不到项目金额的一半，目标里也没有一句说明其余的钱用在哪里。
  en: Targets for total costs that come to less than half of the amount, while no goal says where the rest goes.
why:
  zh: 成本指标应当管住项目的钱。大部分钱不在任何一项成本指标之内，就没有被管住。
  en: Cost targets are to hold the money of a project in bounds. When most of it lies under none of them, it is not held.
basis:
  zh: 按我们对财政部《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）的理解：成本指标反映产出所需的成本。指引没有要求它们加起来等于金额，所以只是一问。
  en: "As we understand the guidance of the Ministry of Finance (财预〔2021〕101号): cost indicators reflect what the output costs. It does not ask that they add up to the amount, so this is a question only."
assumptions:
  zh: >-
    只加成本指标里写明总数的；人均、平均、标准、单价和成本控制率不算，写“不低于”的不算。成本指标里有用文字写的（控制在预算内等），就不核对。“一半”见 thresholds.yml 的 low-cost-share。有说明其余费用用处的句子，就不核对。
  en: >-
    Only targets that state a total are added; averages, prices, rates and minimums are not. Where a cost target is in words (within the
    budget), or a goal says where the rest of the money goes, nothing is tested. One half is low-cost-share in thresholds.yml.
innocent_explanations:
  zh: 成本指标只列了主要的一两项；其余的钱由单位成本指标或别的文件管着。
  en: The targets name only one or two main items; the rest is bound by a unit cost or by another document.
reasons:
  far-below:
    outcome: failed
    reason: {zh: 合计不到金额的一半，没有说明其余用在哪里, en: "they come to less than half of the amount, and nothing says where the rest goes"}
    summary:
      zh: "第 {serial} 项“{project}”：成本指标{targets:list}，合计 {sum:wan}，是项目金额（{amount:wan}）的 {share}；目标里没有说明其余的钱用在哪里。"
      en: "Item {serial}, {project}: the cost targets ({targets:list}) come to {sum:yuan}, {share} of the amount of {amount:yuan}; no goal says where the rest goes."
  far-below-alone:
    outcome: failed
    reason: {zh: 一个成本指标远小于金额, en: one cost target is far below the amount}
    summary:
      zh: "第 {serial} 项“{project}”：成本指标{targets:list}，是项目金额（{amount:wan}）的 {share}；目标里没有说明其余的钱用在哪里。"
      en: "Item {serial}, {project}: the cost target {targets:list} is {sum:yuan}, {share} of the amount of {amount:yuan}; no goal says where the rest goes."
  enough:
    outcome: passed
    reason: {zh: 合计不少于金额的一半, en: they come to half of the amount or more}
  priced:
    outcome: not_applicable
    reason: {zh: 单位标准乘以数量，加上写出的开支，已经等于金额, en: prices and counts with the printed costs are the amount}
  rest-explained:
    outcome: not_applicable
    reason: {zh: 目标里写明其余费用另有用处, en: a goal says where the rest of the money goes}
  target-in-words:
    outcome: not_applicable
    reason: {zh: 有成本指标是用文字写的, en: a cost target is in words}
  amount-unread:
    outcome: not_applicable
    reason: {zh: 项目金额没有读出, en: the amount of the project was not read}
  sheet-not-understood:
    outcome: not_applicable
    reason: {zh: 表上有没有读懂的栏目或内容，看起来没有的可能就在其中, en: "a column or line of the sheet was not understood, and what seems to be missing may stand in it"}
*/
WITH targets AS (
    SELECT quantities.project_id, indicators.id, indicators.text, CAST(round(quantities.base_value * 100) AS INTEGER) AS fen,
        EXISTS (SELECT 1 FROM words WHERE list = 'whole-cost' AND instr(indicators.name, word)) AS is_whole
    FROM quantities
    JOIN indicators ON indicators.id = quantities.indicator_id
    WHERE role = 'total_cost' AND quantities.comparator IS NOT '≥' AND quantities.comparator IS NOT '>'
        AND (indicators.level1 = '成本指标' OR indicators.level2 LIKE '%成本指标')
        AND coalesce(indicators.scope, 'year') = 'year'
    ORDER BY indicators.sequence
),
sums AS (
    SELECT projects.id AS project_id, projects.document_id, projects.unit_id, projects.amount_fen AS amount, coalesce(serial, projects.position) AS serial, coalesce(projects.name, '') AS project,
        max(coalesce(sum(CASE WHEN NOT is_whole THEN fen END), 0), coalesce(max(CASE WHEN is_whole THEN fen END), 0)) AS sum,
        json_group_array(targets.text) AS texts, json_group_array(json_array('target', 'indicators', targets.id)) AS evidence,
        EXISTS (
            SELECT 1 FROM quantities WHERE quantities.project_id = projects.id AND role = 'other' AND value IS NULL
        ) AS rest_explained,
        EXISTS (
            SELECT 1 FROM indicators WHERE indicators.project_id = projects.id AND kind IN ('qualitative', 'reference')
                AND (level1 = '成本指标' OR level2 LIKE '%成本指标')
        ) AS in_words
    FROM targets
    JOIN projects ON projects.id = targets.project_id
    GROUP BY projects.id
),
judged AS (
    SELECT *,
        CASE
            WHEN amount IS NULL THEN 'amount-unread'
            WHEN sum >= amount * (SELECT value FROM thresholds WHERE name = 'low-cost-share') THEN 'enough'
            WHEN EXISTS (SELECT 1 FROM accounts WHERE accounts.project_id = sums.project_id AND explained_by IS NOT NULL) THEN 'priced'
            WHEN rest_explained THEN 'rest-explained'
            WHEN in_words THEN 'target-in-words'
            WHEN project_id IN (SELECT project_id FROM unread_projects) THEN 'sheet-not-understood'
            ELSE iif(json_array_length(texts) = 1, 'far-below-alone', 'far-below')
        END AS reason
    FROM sums
)
SELECT project_id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'far-below' THEN 'failed' WHEN 'far-below-alone' THEN 'failed' WHEN 'enough' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, amount AS expected_fen, sum AS observed_fen, sum - amount AS difference_fen,
    json_object('serial', serial, 'project', project, 'targets', json(texts), 'sum', sum, 'amount', amount, 'share', format('%d%%', round(sum * 100.0 / amount))) AS details,
    json_insert(evidence, '$[#]', json_array('amount', 'projects', project_id)) AS evidence
FROM judged
