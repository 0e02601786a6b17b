/*
title: {zh: 未完成目标仍得满分, en: "Full score though the target was missed, or nothing was reached"}
class: question
version: 2
scope: document
tests: {zh: 自评表里每一个印有分值和得分的指标, en: each indicator of a self-evaluation with a weight and a score}
looks_for: {zh: 得分等于分值，而完成值没有达到目标，或者完成值空白。, en: "A score that is the whole weight, where the actual value misses the target or is blank."}
why:
  zh: 满分表示目标完成了。完成值说的是另一回事时，值得问分数是怎样打的。
  en: Full score says that the target was reached. Where the actual value says otherwise it is worth asking how the score came about.
basis:
  zh: 按我们对财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）的理解：定量指标完成的记满分，没有完成的按完成的比例记分；定性指标分档记分。
  en: "As we understand the rules of the Ministry of Finance (财预〔2020〕10号): an indicator in numbers earns its whole weight when the target was reached and its share when not; one in words is scored by grades."
assumptions:
  zh: >-
    按印出的比较符号比较；印“＝”的，多了少了都算不同。没有印符号的，人数、次数、比率等以多为好，成本（金额）和投诉、事故等以少为好，看不出以多为好还是以少为好的（天数等）不下结论。
    完成值没有印单位的当作与目标同一单位；单位不同、完成值带着比较符号、目标或完成值是文字的，不下结论，只看是否空白。
  en: >-
    Compared by the printed sign; of = both more and less differ. Without a sign more is taken to be better of people, times and
    rates, less of costs in yuan and of complaints, accidents and the like; where it cannot be told (days) nothing is said. An actual
    value without a unit is taken to be in the target's. Where units differ, the actual value has a sign of its own, or either is in
    words, nothing is said but whether it is blank.
innocent_explanations:
  zh: 完成值印错或漏印；目标在年中调整过，表上仍印原来的；完成值另附材料；没有印出的评分办法允许小的偏差。
  en: >-
    The actual value is misprinted or was left out; the target was changed during the year and the sheet prints the old one; the
    result is in other papers; rules of scoring that are not printed allow small deviations.
reasons:
  missed:
    outcome: failed
    reason: {zh: 得满分，完成值没有达到目标, en: "full score, and the actual value misses the target"}
    summary:
      zh: “{name}”的“{indicator}”目标 {target}，完成值 {actual}，得分 {score:number}（满分 {weight:number}）。
      en: "{name}: {indicator} has the target {target} and the actual value {actual}; its score is {score:number} of {weight:number}."
  missed-with-a-reason:
    outcome: failed
    reason: {zh: 得满分，完成值没有达到目标，并写了原因, en: "full score, the actual value misses the target, and a reason is given"}
    summary:
      zh: “{name}”的“{indicator}”目标 {target}，完成值 {actual}，得分 {score:number}（满分 {weight:number}）；所写原因：{why}。
      en: "{name}: {indicator} has the target {target} and the actual value {actual}; its score is {score:number} of {weight:number}. The reason given: {why}."
  blank:
    outcome: failed
    reason: {zh: 得满分，完成值空白, en: "full score, and the actual value is blank"}
    summary:
      zh: “{name}”的“{indicator}”目标 {target}，没有写完成值，得分 {score:number}（满分 {weight:number}）。
      en: "{name}: {indicator} has the target {target} and no actual value; its score is {score:number} of {weight:number}."
  reached:
    outcome: passed
    reason: {zh: 得满分，完成值达到目标, en: "full score, and the target was reached"}
  points-taken-off:
    outcome: passed
    reason: {zh: 没有得满分, en: no full score}
  no-points:
    outcome: not_applicable
    reason: {zh: 没有印出分值或得分, en: no weight or no score is printed}
  no-actual-column:
    outcome: not_applicable
    reason: {zh: 表上没有完成值一栏, en: the sheet has no column for actual values}
  in-words:
    outcome: not_applicable
    reason: {zh: 目标或完成值是文字，无法比较, en: the target or the actual value is in words and cannot be compared}
  not-comparable:
    outcome: not_applicable
    reason: {zh: 单位不同，或者看不出以多为好还是以少为好, en: "the units differ, or whether more is better cannot be told"}
  sheet-not-understood:
    outcome: not_applicable
    reason: {zh: 表上有没有读懂的栏目或内容，看起来没有的可能就在其中, en: "a column or line of the sheet was not understood, and what seems to be missing may stand in it"}
*/
WITH evaluated AS (
    SELECT indicators.*, coalesce(projects.name, '') AS project_name, has_results
    FROM indicators JOIN projects ON projects.id = indicators.project_id
    WHERE indicators.phase = 'self_evaluation' AND (weight IS NOT NULL OR score IS NOT NULL)
),
judged AS (
    SELECT evaluated.*,
        CASE
            WHEN weight IS NULL OR score IS NULL OR weight <= 0 THEN 'no-points'
            WHEN score < weight THEN 'points-taken-off'
            WHEN actual_text IS NULL AND NOT has_results THEN 'no-actual-column'
            WHEN actual_text IS NULL AND project_id IN (SELECT project_id FROM unread_projects) THEN 'sheet-not-understood'
            WHEN actual_text IS NULL THEN 'blank'
            ELSE against_target(coalesce(comparator, ''), coalesce(value, ''), coalesce(unit, ''), coalesce(due_last_day, ''),
                coalesce(level1, '') || coalesce(level2, ''), coalesce(name, ''), actual_text)
        END AS verdict
    FROM evaluated
),
named AS (
    SELECT *,
        CASE verdict
            WHEN 'met' THEN 'reached'
            WHEN 'words' THEN 'in-words'
            WHEN 'unclear' THEN 'not-comparable'
            WHEN 'missed' THEN CASE WHEN coalesce(is_explained(deviation_reason), 0) THEN 'missed-with-a-reason' ELSE 'missed' END
            ELSE verdict
        END AS reason,
        coalesce(comparator, '') || coalesce(value_text, '')
            || CASE WHEN unit IS NULL OR instr(coalesce(value_text, ''), unit) THEN '' ELSE unit END AS target
    FROM judged
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE
        WHEN reason IN ('missed', 'missed-with-a-reason', 'blank') THEN 'failed'
        WHEN reason IN ('reached', 'points-taken-off') THEN 'passed'
        ELSE 'not_applicable'
    END AS outcome,
    reason, target AS expected, actual_text AS observed,
    json_object('name', project_name, 'indicator', coalesce(name, text), 'target', coalesce(nullif(target, ''), '—'), 'actual', actual_text,
        'score', score, 'weight', weight, 'why', deviation_reason) AS details,
    json_array(json_array('indicator', 'indicators', id)) AS evidence
FROM named
