/*
title: {zh: 多个单位的目标文字相同, en: One goal sentence in the budgets of several units}
class: form
version: 1
scope: whole
tests: {zh: 一份文件里目标的每一句话, en: each sentence of the goals of a document}
looks_for: {zh: 同一地区、同一年度里，三个以上单位、两份以上文件写着一字不差的同一句目标（thresholds.yml 的 shared-goal-units）。, en: "A goal sentence that stands word for word in budgets of three units of a region or more, in two documents or more, of one year (shared-goal-units in thresholds.yml)."}
why: {zh: 单位不同，要做的事不同；同一句话谁都能用，就说明不了任何一个单位的钱要换来什么。, en: "Units do different things. A sentence that suits all of them does not say what the money of any of them is to bring about."}
basis: {zh: 常理：目标说的是本单位、本项目要做成什么。, en: "Common sense: a goal says what this unit is to achieve with this project."}
assumptions: {zh: 句子到句号、分号、叹号、问号或行末为止，太短的不算（shortest-sentence）；只改了几个字的看不出来。金额是本文件里写有这些句子的各项目的金额，一个项目只算一次。, en: "A sentence ends at 。 ； ！ ？ or with its line; very short ones do not count (shortest-sentence). One of which a few characters were changed is not seen. The money is that of the projects of this document with such sentences, each counted once."}
innocent_explanations: {zh: 上级规定了统一的表述；几个单位做的确实是同一件事；由主管部门统一填报。, en: "The wording was prescribed; the units do the same thing; one department filled in the forms of all."}
reasons:
  shared:
    outcome: failed
    reason: {zh: 三个以上单位写着同一句话, en: three units or more have the sentence}
    summary:
      zh: 有 {n} 处目标也一字不差地写在别的单位的文件里，涉及本文件 {covered} 个项目、{amount:wan}；最多的一句另外 {others} 个单位也写着：“{sentence}”。
      en: "Goals that stand word for word in documents of other units: {n}, in {covered} {covered:project|projects} of this document with {amount:yuan}; the most frequent, which {others} other {others:unit has|units have} too, is {sentence}."
  own:
    outcome: passed
    reason: {zh: 别的单位没有写, en: other units do not have it}
*/
WITH said AS MATERIALIZED (
    SELECT projects.document_id, coalesce(projects.unit_id, projects.document_id) AS unit, projects.year, coalesce(projects.region_code, '') AS region, projects.id AS project_id, amount_fen,
        goals.id AS goal_id, goals.sequence, each.key AS place, each.value ->> '$.text' AS sentence, each.value ->> '$.key' AS fingerprint
    FROM goals
    JOIN projects ON projects.id = goals.project_id AND projects.phase = 'budget' AND projects.year IS NOT NULL
    JOIN documents ON documents.id = projects.document_id AND documents.is_current
    JOIN json_each(sentences(goals.text)) AS each
),
counted AS MATERIALIZED (
    SELECT region, year, fingerprint, count(DISTINCT unit) AS units FROM said GROUP BY region, year, fingerprint
    HAVING count(DISTINCT unit) >= (SELECT value FROM thresholds WHERE name = 'shared-goal-units') AND count(DISTINCT document_id) > 1
),
covered AS MATERIALIZED (
    SELECT document_id, count(*) AS projects, coalesce(sum(amount_fen), 0) AS amount FROM (
        SELECT DISTINCT document_id, project_id, amount_fen FROM said JOIN counted USING (region, year, fingerprint)
    ) GROUP BY document_id
),
judged AS (
    SELECT said.document_id, region, year, fingerprint, min(goal_id || '-s' || (place + 1)) AS sentence_id, min(sequence) AS sequence, min(sentence) AS sentence, units,
        CASE WHEN units IS NULL THEN '[]' ELSE json_group_array(json_array('sentence', 'goals', goal_id)) END AS evidence
    FROM said LEFT JOIN counted USING (region, year, fingerprint)
    GROUP BY said.document_id, region, year, fingerprint
)
SELECT sentence_id AS subject, judged.document_id,
    CASE WHEN units IS NULL THEN 'passed' ELSE 'failed' END AS outcome,
    CASE WHEN units IS NULL THEN 'own' ELSE 'shared' END AS reason,
    CASE WHEN units IS NULL THEN '{}' ELSE json_object('sentence', first_value(sentence) OVER most, 'others', first_value(units) OVER most - 1,
        'covered', covered.projects, 'amount', covered.amount) END AS details,
    evidence
FROM judged
LEFT JOIN covered ON covered.document_id = judged.document_id
WINDOW most AS (PARTITION BY judged.document_id ORDER BY coalesce(units, 0) DESC, sequence)
