/*
title: {zh: 完成值远高于目标，未说明原因, en: "Several times the target reached, and no reason given"}
class: question
version: 1
scope: document
tests: {zh: 自评表里每一个目标和完成值都是数的指标, en: each indicator of a self-evaluation whose target and actual value are numbers}
looks_for:
  zh: 完成值达到目标的三倍（thresholds.yml 的 far-above）或更多，而原因一栏空白或者写“无”。
  en: An actual value of three times the target (far-above in thresholds.yml) or more, where the cell for reasons is blank or says 无.
why:
  zh: 完成值比目标高出这么多，目标就没有起到目标的作用；也可能两个数里有一个单位不对。
  en: A target that is exceeded by so much did not serve as one; or one of the two numbers is in another unit.
basis:
  zh: 按我们对财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）的理解：完成值比指标值高出较多的，要分析原因，是目标定得明显偏低的，酌情减分；“较多”是多少没有规定。
  en: "As we understand the rules of the Ministry of Finance (财预〔2020〕10号): where a result is well above its target the reason is looked into, and points may be taken off if the target was plainly set too low. How much is well above, they do not say."
assumptions:
  zh: >-
    只看印着 ≥、＞ 的指标，和印着“＝”或者没有印符号、以多为好的指标；成本、投诉、天数等不看。完成值没有印单位的当作与目标同一单位；单位不同或者有两种读法的，不下结论。
  en: >-
    Only indicators with ≥ or >, and those with = or no sign of which more is better; no costs, complaints or days. An actual value
    without a unit is taken to be in the target's; where units differ, or it can be read in two ways, nothing is said.
innocent_explanations:
  zh: 需求出乎意料；目标是最低要求；完成值是几年累计，目标只是一年；一边按人、一边按人次统计；原因写在别的材料里。
  en: >-
    Demand was not foreseen; the target is a minimum; the actual value was counted over several years; one side counts people and the
    other visits; the reason is in other papers.
reasons:
  far-above:
    outcome: failed
    reason: {zh: 完成值远高于目标，未说明原因, en: "several times the target, and no reason given"}
    summary:
      zh: “{name}”的“{indicator}”目标 {target}，完成值 {actual}，是目标的 {times} 倍，没有写原因。
      en: "{name}: {indicator} has the target {target} and the actual value {actual}, {times} times as much; no reason is given."
  explained:
    outcome: passed
    reason: {zh: 完成值是目标的好几倍，写了原因, en: "several times the target, and a reason is given"}
  not-far:
    outcome: passed
    reason: {zh: 完成值没有高出目标很多, en: the actual value is not far above the target}
  not-comparable:
    outcome: not_applicable
    reason: {zh: 完成值空白、不是一个数，或者单位不同, en: "the actual value is blank, no number, or in another unit"}
  less-is-better:
    outcome: not_applicable
    reason: {zh: 不以多为好，或者看不出来, en: "more is not better, or whether it is cannot be told"}
*/
WITH judged AS (
    SELECT indicators.*, coalesce(projects.name, '') AS project_name, times_target(value, coalesce(unit, ''), actual_text) AS times,
        more_is_better(coalesce(comparator, ''), coalesce(unit, ''), coalesce(level1, '') || coalesce(level2, ''), coalesce(indicators.name, '')) AS is_open,
        coalesce(comparator, '') || coalesce(value_text, '')
            || CASE WHEN unit IS NULL OR instr(coalesce(value_text, ''), unit) THEN '' ELSE unit END AS target
    FROM indicators JOIN projects ON projects.id = indicators.project_id
    WHERE indicators.phase = 'self_evaluation' AND indicators.kind = 'quantitative'
),
named AS (
    SELECT *,
        CASE
            WHEN NOT is_open THEN 'less-is-better'
            WHEN times IS NULL THEN 'not-comparable'
            WHEN times < (SELECT value FROM thresholds WHERE name = 'far-above') THEN 'not-far'
            WHEN coalesce(is_explained(deviation_reason), 0) THEN 'explained'
            ELSE 'far-above'
        END AS reason
    FROM judged
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE WHEN reason = 'far-above' THEN 'failed' WHEN reason IN ('explained', 'not-far') THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, target AS expected, actual_text AS observed,
    json_object('name', project_name, 'indicator', coalesce(name, text), 'target', target, 'actual', actual_text,
        'times', rtrim(rtrim(printf('%.2f', times), '0'), '.')) AS details,
    json_array(json_array('indicator', 'indicators', id)) AS evidence
FROM named
