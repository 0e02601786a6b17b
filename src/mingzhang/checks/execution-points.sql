/*
title: {zh: 预算执行率的得分高于执行率, en: More points for execution than the rate gives}
class: question
version: 1
scope: document
after: [execution-rate]
tests: {zh: 自评表里每一个印有分值和得分的预算执行率, en: each execution rate of a self-evaluation that is printed with a weight and a score}
looks_for:
  zh: 得分比分值乘以执行率高出不少，例如执行率 30%、10 分得 10 分。
  en: "A score well above the weight times the rate: 30% executed and 10 of 10 points, for instance."
why:
  zh: 钱没有花完却得满分，读者就不知道这 10 分是怎样评的。
  en: When money was left and the points are full all the same, a reader does not know what the points were given for.
basis:
  zh: 常理：执行率的分数应当随执行率高低。不少地方的办法规定按“分值 × 执行率”计分；没有查到适用于所有单位的规定，所以只是一问。
  en: "Common sense: points for a rate go by the rate. Many local rules give the weight times the rate; no rule that binds every unit was found, so this is a question only."
assumptions:
  zh: 执行率高于 100% 的按 100% 算；没有百分号的，不大于 1 的当作小数，其余当作百分数。高出分值二十分之一（thresholds.yml 的 execution-points-room）以内的不算。表上没有印出计分办法，也不看别的文件。
  en: >-
    A rate above 100% counts as 100%; one without % is a share up to 1, else percent. Up to a twentieth of the weight
    (execution-points-room in thresholds.yml) is let pass. How points are given is taken not to be printed on the sheet; other documents are not looked at.
innocent_explanations:
  zh: 当地的办法规定执行率达到某一数（例如 90%）就得满分；节约的资金不扣分；未执行的部分经批准结转。
  en: Local rules give full points from a certain rate on, such as 90%; money that was saved costs no points; what was not spent was carried over with approval.
reasons:
  above-rate:
    outcome: failed
    reason: {zh: 得分明显高于分值乘以执行率, en: the score is well above the weight times the rate}
    summary:
      zh: “{name}”执行率 {rate}，{weight:number} 分得 {score:number} 分；按执行率计算是 {due:number} 分。
      en: "{name}: the execution rate is {rate}, the score {score:number} of {weight:number}; in proportion to the rate it would be {due:number}."
  within-rate:
    outcome: passed
    reason: {zh: 得分不明显高于分值乘以执行率, en: the score is not well above the weight times the rate}
  no-rate:
    outcome: not_applicable
    reason: {zh: 没有印出执行率，或者执行率不是一个数, en: "no rate is printed, or it is no number"}
  told-already:
    outcome: not_applicable
    reason: {zh: 执行率或得分本身已由另一种核对列出, en: the rate or the score itself is listed by another check}
  no-points:
    outcome: not_applicable
    reason: {zh: 没有印出执行率的分值或得分, en: no weight or no score of the rate is printed}
*/
WITH rated AS (
    SELECT project_id, text AS rate, field_id AS rate_id, min(100, CASE WHEN is_percent OR value > 1 THEN value ELSE value * 100 END) AS percent
    FROM rates WHERE source = 'all'
),
judged AS (
    SELECT points.*, projects.document_id, projects.unit_id, coalesce(projects.name, '') AS name, rate, rate_id,
        round(weight * percent / 100.0, 2) AS due,
        CASE
            WHEN weight IS NULL OR score IS NULL OR weight <= 0 THEN 'no-points'
            WHEN percent IS NULL THEN 'no-rate'
            WHEN score > weight OR rate_id IN (SELECT record_id FROM finding_evidence JOIN findings ON findings.id = finding_id
                WHERE check_id = 'execution-rate' AND role = 'rate') THEN 'told-already'
            WHEN score - weight * percent / 100.0 > weight * (SELECT value FROM thresholds WHERE name = 'execution-points-room') + 1e-9 THEN 'above-rate'
            ELSE 'within-rate'
        END AS reason
    FROM points
    JOIN projects ON projects.id = points.project_id
    LEFT JOIN rated ON rated.project_id = points.project_id
    WHERE points.part = 'rate' AND projects.phase = 'self_evaluation'
    GROUP BY points.id
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'above-rate' THEN 'failed' WHEN 'within-rate' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, CAST(due AS TEXT) AS expected, CAST(score AS TEXT) AS observed,
    json_object('name', name, 'rate', rate, 'weight', weight, 'score', score, 'due', due) AS details,
    CASE reason WHEN 'above-rate' THEN json_array(json_array('rate', 'project_fields', rate_id), json_array('score', 'project_fields', score_field_id))
        ELSE '[]' END AS evidence
FROM judged
