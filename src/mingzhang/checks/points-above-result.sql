/*
title: {zh: 得分明显高于完成程度, en: Points far above the share that was reached}
class: question
version: 1
scope: document
tests: {zh: 自评表里没有完成、没有得满分的每一个以多为好的指标, en: "each indicator of a self-evaluation of which more is better, that was missed and did not get full points"}
looks_for: {zh: 得分占满分的比例，比完成值占目标的比例高出两成以上（thresholds.yml 的 points-room）。, en: "A share of the points that is above the share of the target by a fifth or more (points-room in thresholds.yml)."}
why: {zh: 只完成一半却几乎得满分，得分就反映不出完成得怎样。, en: "When half of a target gets nearly full points, the points do not say how much was reached."}
basis: {zh: 按我们对财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）的理解：定量指标没有完成指标值的，按照完成值与指标值的比例记分。, en: "As we understand the rules of the Ministry of Finance (财预〔2020〕10号): a numeric target that was missed gets points in proportion to what was reached."}
assumptions: {zh: 只看目标和完成值都是数、单位相同、以多为好的指标；得满分的由“没有完成却得满分”说明。, en: "Only where target and actual value are numbers in one unit and more is better; full points are told of by another check."}
innocent_explanations: {zh: 有不可抗的原因，按规定少扣；当地的评分办法是分档扣分；完成值写错了。, en: "Reasons beyond control; the local rules take off points by steps; the actual value is misprinted."}
reasons:
  above:
    outcome: failed
    reason: {zh: 得分明显高于完成程度, en: the points are far above the share that was reached}
    summary:
      zh: “{name}”的“{indicator}”目标 {target}，完成值 {actual}，只有目标的 {share}%，得分 {score}（满分 {weight}）。
      en: "{name}: {indicator} reached {actual} of {target}, {share}%, and got {score} of {weight} points."
  in-proportion:
    outcome: passed
    reason: {zh: 得分没有明显高于完成程度, en: the points are not far above the share that was reached}
*/
WITH judged AS (
    SELECT indicators.*, coalesce(projects.name, '') AS project_name, times_target(value, coalesce(unit, ''), actual_text) AS times,
        coalesce(comparator, '') || coalesce(value_text, '')
            || CASE WHEN unit IS NULL OR instr(coalesce(value_text, ''), unit) THEN '' ELSE unit END AS target
    FROM indicators JOIN projects ON projects.id = indicators.project_id
    WHERE indicators.phase = 'self_evaluation' AND indicators.kind = 'quantitative' AND weight > 0 AND score < weight AND actual_text IS NOT NULL
        AND more_is_better(coalesce(comparator, ''), coalesce(unit, ''), coalesce(level1, '') || coalesce(level2, ''), coalesce(indicators.name, ''))
),
named AS (
    SELECT *, CASE WHEN score * 1.0 / weight > times + (SELECT value FROM thresholds WHERE name = 'points-room') THEN 'above' ELSE 'in-proportion' END AS reason
    FROM judged WHERE times < 1
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'above' THEN 'failed' ELSE 'passed' END AS outcome, reason,
    rtrim(rtrim(printf('%.2f', weight * times), '0'), '.') AS expected, CAST(score AS TEXT) AS observed,
    json_object('name', project_name, 'indicator', coalesce(name, text), 'target', target, 'actual', actual_text,
        'share', rtrim(rtrim(printf('%.1f', 100 * times), '0'), '.'), 'score', score, 'weight', weight) AS details,
    CASE reason WHEN 'above' THEN json_array(json_array('indicator', 'indicators', id)) ELSE '[]' END AS evidence
FROM named
