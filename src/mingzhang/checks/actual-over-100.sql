/*
title: {zh: 完成值高于 100% 的比率, en: A share that was reached above 100%}
class: question
version: 1
scope: document
tests: {zh: 自评表里用百分数的每一个指标的完成值, en: the actual value of each indicator of a self-evaluation that is in percent}
looks_for: {zh: 合格率、覆盖率、满意度这样本来不会高于 100% 的比率，完成值高于 100%。, en: "An actual value above 100% of a share, such as a pass rate, coverage or satisfaction, that cannot be above it."}
why: {zh: 部分不会大于整体；这样的数多半是算法错了，或者填的是另一个数。, en: "A part is not larger than its whole; such a number was computed in another way or is another one."}
basis: {zh: 常理：部分占整体的比例不高于 100%。, en: "Common sense: a share of a whole is not above 100%."}
assumptions: {zh: 名称里有 words.yml 的 shares 里的字、没有 may-exceed-100 里的字（增长、投资、收入等）的才算；预算执行率由别的核对说明。, en: "Only names with a word listed under shares in words.yml and none of may-exceed-100 (growth, investment, revenue); the share of the budget that was spent is told of by other checks."}
innocent_explanations: {zh: 填的是完成值与目标之比；分母是计划数，实际超额完成；比率另有算法。, en: "What was filled in is actual by target; the whole is a plan that was exceeded; the rate has another definition."}
reasons:
  above-100:
    outcome: failed
    reason: {zh: 完成值高于 100%, en: the actual value is above 100%}
    summary:
      zh: “{name}”的“{indicator}”完成值写 {actual}。
      en: "{name}: {indicator} has the actual value {actual}."
  share:
    outcome: passed
    reason: {zh: 不高于 100%, en: not above 100%}
  may-exceed:
    outcome: not_applicable
    reason: {zh: 本来就可以高于 100%，或者看不出, en: "may rightly be above 100%, or whether it may cannot be told"}
*/
WITH actual AS (
    SELECT indicators.*, replace(coalesce(indicators.name, text), ' ', '') AS plain, coalesce(projects.name, '') AS project_name
    FROM indicators JOIN projects ON projects.id = indicators.project_id
    WHERE indicators.phase = 'self_evaluation' AND actual_value IS NOT NULL AND (actual_text LIKE '%\%' ESCAPE '\' OR actual_text LIKE '%％')
),
judged AS (
    SELECT *,
        CASE
            WHEN actual_value <= 100 THEN 'share'
            WHEN EXISTS (SELECT 1 FROM words WHERE list IN ('may-exceed-100', 'execution-rates') AND instr(plain, word))
                OR NOT EXISTS (SELECT 1 FROM words WHERE list = 'shares' AND instr(plain, word)) OR value > 100 THEN 'may-exceed'
            ELSE 'above-100'
        END AS reason
    FROM actual
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'above-100' THEN 'failed' WHEN 'share' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, '≤100%' AS expected, actual_text AS observed,
    json_object('name', project_name, 'indicator', coalesce(name, text), 'actual', actual_text) AS details,
    CASE reason WHEN 'above-100' THEN json_array(json_array('indicator', 'indicators', id)) ELSE '[]' END AS evidence
FROM judged
