/*
title: {zh: 自评分数与合计不符, en: Points of a self-evaluation that do not add up}
class: arithmetic
version: 3
scope: document
tests:
  zh: >-
    自评表的分数：每个指标（和预算执行率）的得分与它的分值；每个印出分数的标题（绩效指标(90分)、产出指标(50分)）与其下的分值；印出的总分值与各分值之和；印出的总得分与各得分之和
  en: >-
    the points of a self-evaluation: the score of each indicator (and of the execution rate) against its weight; each heading that
    prints points, as in 绩效指标(90分) or 产出指标(50分), against the weights below it; the printed sum of weights, and the printed total score,
    against what they sum
looks_for:
  zh: 得分高于分值；分值之和不等于标题或合计行印出的分数；得分之和不等于印出的总分。
  en: >-
    A score above its weight; weights that do not sum to the points of their heading or of the last row; scores that do not sum
    to the printed total.
why:
  zh: 总分是自评的结论。加不起来，就不知道结论从哪里来。
  en: The total score is what a self-evaluation comes to. When the scores do not give it, nobody knows where it comes from.
basis:
  zh: 算术：总数等于各数之和；得分不高于分值。按我们对财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）的理解：总分 100 分，原则上其中预算执行率 10 分。
  en: "Arithmetic: a total is the sum of its parts, and a score is at most its weight. As we understand the rules of the Ministry of Finance (财预〔2020〕10号): 100 points in all, in principle 10 of them for the execution rate."
assumptions:
  zh: >-
    合计行印出两个数时，前一个是分值之和，后一个是总得分；只印出一个时，与哪一个之和相等就当作哪一个。合计行可以包括预算执行率的分数，也可以不包括；同一份文件里有一张表的合计只有算上它才对得上时，别的表也算上它。跨几行合并的分值或得分只算一次。
    印出两位以上小数的分数当作四舍五入过的。有分数没有读出或没有填写，又对不上时，不下结论。
  en: >-
    Of two numbers in the last row the first is the sum of weights and the second the total score; a single one is taken for
    whichever sum it equals. The last row may include the points of the execution rate or not.
    Where the total of one sheet of a document holds only with them, they count in its other sheets too. A weight or score merged over several
    rows counts once. Points with two decimals or more are taken to be rounded. Where points were not read, or are blank, and the
    sum does not hold, nothing is said.
innocent_explanations:
  zh: 有加分项；一个指标的分数调整过而合计没有重算；合计行包括没有印出来的项目（例如预算执行率）。
  en: >-
    There are extra points; the points of one indicator were changed and the total was not computed again; the last row includes
    something that the sheet does not print, such as the execution rate.
reasons:
  score-above-weight:
    outcome: failed
    reason: {zh: 得分高于分值, en: a score above its weight}
    summary:
      zh: “{name}”的“{indicator}”分值 {weight:number}，得分 {score:number}。
      en: "{name}: {indicator} has a weight of {weight:number} and a score of {score:number}."
  heading-differs:
    outcome: failed
    reason: {zh: 标题印出的分数与其下各指标的分值之和不同, en: the points of a heading differ from the sum of the weights below it}
    summary:
      zh: “{name}”的标题“{heading}”写 {stated:number} 分，其下 {n_below} 个分值{n_below:是|相加为} {sum:number}。
      en: "{name}: the heading {heading} states {stated:number} points; {n_below} {n_below:weight stands below it and is|weights stand below it and add up to} {sum:number}."
  weights-differ:
    outcome: failed
    reason: {zh: 分值之和与印出的合计不同, en: the weights do not sum to the stated points}
    summary:
      zh: “{name}”的分值合计写 {stated:number}，各分值（{points}）相加为 {sum:number}。
      en: "{name}: the weights are stated to come to {stated:number}; they ({points}) add up to {sum:number}."
  scores-differ:
    outcome: failed
    reason: {zh: 得分之和与印出的总得分不同, en: the scores do not sum to the printed total score}
    summary:
      zh: “{name}”的总得分写 {stated:number}，各得分（{points}）相加为 {sum:number}。
      en: "{name}: the total score is stated as {stated:number}; the scores ({points}) add up to {sum:number}."
  total-is-neither:
    outcome: failed
    reason: {zh: 印出的总分既不是分值之和，也不是得分之和, en: the printed total is neither the sum of the weights nor that of the scores}
    summary:
      zh: “{name}”的总分写 {stated:number}；各得分（{points}）相加为 {sum:number}，各分值相加为 {weights:number}。
      en: "{name}: the total is stated as {stated:number}; the scores ({points}) add up to {sum:number}, the weights to {weights:number}."
  score-within-weight: {outcome: passed, reason: {zh: 得分不高于分值, en: the score is not above its weight}}
  heading-equal:
    outcome: passed
    reason: {zh: 标题印出的分数等于其下各指标的分值之和, en: the points of a heading are the sum of the weights below it}
    expression:
      zh: “{name}”的“{heading}”：{n_below} 个分值{n_below:|相加} = {sum:number} = 标题的 {stated:number} 分
      en: "{name}, {heading}: {n_below} {n_below:weight|weights} = {sum:number} = the {stated:number} points of the heading"
  weights-equal:
    outcome: passed
    reason: {zh: 分值之和等于印出的合计, en: the weights sum to the stated points}
    expression:
      zh: “{name}”的分值：{points} = {sum:number}，合计写 {stated:number}
      en: "{name}, weights: {points} = {sum:number}, total stated {stated:number}"
  scores-equal:
    outcome: passed
    reason: {zh: 得分之和等于印出的总得分, en: the scores sum to the printed total score}
    expression:
      zh: “{name}”的得分：{points} = {sum:number}，总得分写 {stated:number}
      en: "{name}, scores: {points} = {sum:number}, total stated {stated:number}"
  points-missing: {outcome: not_applicable, reason: {zh: 有分值或得分没有填写，或者没有读出, en: "a weight or score is blank, or was not read"}}
  merged-apart: {outcome: not_applicable, reason: {zh: 分值与得分合并的行不同，看不出哪个得分对哪个分值, en: "weight and score are merged over different rows, so which belong together cannot be told"}}
  nothing-below: {outcome: not_applicable, reason: {zh: 印出分数的标题下面没有指标, en: no indicator stands below a heading that prints points}}
  no-total: {outcome: not_applicable, reason: {zh: 没有印出合计, en: no total is printed}}
  total-unclear: {outcome: not_applicable, reason: {zh: 合计行的数，看不出是分值还是得分, en: which numbers of the last row are weights and which are scores cannot be told}}
  execution-points-not-printed: {outcome: not_applicable, reason: {zh: 差的正好可以是预算执行率的分数，而表上没有印出来, en: "the gap may be the points of the execution rate, which the sheet does not print"}}
*/
WITH sums AS MATERIALIZED (SELECT * FROM point_sums),
-- Where an amount alone was not read, for want of its unit, every weight and score was.
only_money_unread AS (SELECT project_id FROM rejects WHERE kind = 'part' AND project_id IS NOT NULL GROUP BY project_id HAVING min(reason_id = 'money-unit-unknown')),
-- json_each gives one row, and SQLite takes it for many: else it takes the totals for so few that it looks through all of them for each sum.
totals AS MATERIALIZED (SELECT point_totals.*, project_id IN (SELECT project_id FROM unread_projects EXCEPT SELECT project_id FROM only_money_unread) AS has_unread,
    (SELECT value FROM thresholds WHERE name = 'execution-points') AS usual FROM point_totals CROSS JOIN json_each('[0]') AS once),
decided AS MATERIALIZED (
    SELECT *,
        CASE
            WHEN is_unclear OR is_either THEN 'total-unclear'
            WHEN has_weight IS NOT 1 THEN 'no-total'
            WHEN weights_alone AND execution_weight AND NOT weights_together AND NOT has_unread AND execution_counts THEN 'weights-differ'
            WHEN weights_alone OR weights_together THEN 'weights-equal'
            WHEN lacks_weight OR has_unread THEN 'points-missing'
            WHEN NOT execution_weight AND weights_gap = usual THEN 'execution-points-not-printed'
            ELSE 'weights-differ'
        END AS weight_reason,
        CASE
            WHEN is_unclear THEN 'total-unclear'
            WHEN has_score IS NOT 1 THEN 'no-total'
            WHEN (scores_alone AND (weights_alone OR NOT weights_together)) OR (scores_together AND (weights_together OR NOT weights_alone)) THEN 'scores-equal'
            WHEN lacks_score OR has_unread OR (execution_weight AND NOT execution_score) OR (is_either AND lacks_weight) THEN 'points-missing'
            WHEN (NOT has_both OR weights_gap = usual) AND NOT execution_weight AND scores_gap BETWEEN 0 AND usual THEN 'execution-points-not-printed'
            WHEN is_either THEN 'total-is-neither'
            ELSE 'scores-differ'
        END AS score_reason,
        -- The execution rate counts unless the weights say that it does not.
        execution_weight AND (weights_together OR NOT weights_alone OR execution_counts) AS weight_with,
        execution_score AND (scores_together OR (NOT scores_alone AND (weights_together OR NOT weights_alone))) AS score_with
    FROM totals
),
results AS (
    SELECT sums.id, sums.project_id, part, what, label AS heading, stated, sum, list, printed AS n_below, NULL AS indicator, NULL AS weight, NULL AS score,
        CASE
            WHEN part = 'total' THEN iif(what = 'weight', weight_reason, score_reason)
            WHEN part = 'heading' AND indicators = 0 THEN 'nothing-below'
            WHEN fits THEN 'heading-equal'
            WHEN part != 'execution' AND (printed < indicators OR printed = 0 OR has_unread) THEN 'points-missing'
            ELSE 'heading-differs'
        END AS reason,
        CASE WHEN part = 'indicators' THEN evidence
            WHEN part = 'total' AND record_id IS NOT NULL THEN (SELECT json_group_array(json(one)) FROM (
                SELECT json_array('stated', table_name, record_id) AS one UNION ALL SELECT value FROM json_each(evidence)))
            ELSE json_array(json_array(iif(part = 'heading', part, what), table_name, record_id)) END AS evidence,
        weights_sum
    FROM sums CROSS JOIN decided USING (project_id)
    WHERE CASE WHEN part != 'total' THEN 1 WHEN what = 'weight' THEN weights > 0 AND with_execution = weight_with ELSE scores > 0 AND with_execution = score_with END
    UNION ALL
    SELECT project_id || '-total-' || column1, project_id, 'total', column1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'no-total', '[]', NULL
    FROM (SELECT DISTINCT project_id FROM points WHERE part = 'indicator' AND (weight IS NOT NULL OR score IS NOT NULL)) JOIN (VALUES ('weight'), ('score'))
    WHERE project_id NOT IN (SELECT project_id FROM points WHERE part = 'total')
    UNION ALL
    SELECT coalesce(indicator_id, project_id || '-execution'), project_id, part, 'single', NULL, NULL, NULL, NULL, NULL, iif(part = 'rate', '预算执行率', label), weight, score,
        CASE
            WHEN weight IS NULL OR score IS NULL THEN 'points-missing'
            WHEN weight_rows != score_rows THEN 'merged-apart'
            WHEN score > weight THEN 'score-above-weight'
            ELSE 'score-within-weight'
        END,
        CASE part WHEN 'indicator' THEN json_array(json_array('indicator', 'indicators', indicator_id))
            ELSE json_array(json_array('weight', 'project_fields', weight_field_id), json_array('score', 'project_fields', score_field_id)) END, NULL
    FROM points WHERE part IN ('indicator', 'rate')
),
outcomes AS (
    SELECT results.*, projects.document_id, projects.unit_id, coalesce(projects.name, '') AS name,
        CASE
            WHEN reason IN ('score-above-weight', 'heading-differs', 'weights-differ', 'scores-differ', 'total-is-neither') THEN 'failed'
            WHEN reason IN ('score-within-weight', 'heading-equal', 'weights-equal', 'scores-equal') THEN 'passed'
            ELSE 'not_applicable'
        END AS outcome
    FROM results JOIN projects ON projects.id = results.project_id WHERE projects.phase = 'self_evaluation'
)
SELECT id AS subject, document_id, unit_id, project_id, outcome, reason,
    CAST(iif(what = 'single', weight, stated) AS TEXT) AS expected, CAST(iif(what = 'single', score, sum) AS TEXT) AS observed,
    json_object('name', name, 'heading', heading, 'stated', stated, 'sum', sum, 'n_below', n_below, 'points', list,
        'indicator', indicator, 'weight', weight, 'score', score, 'weights', weights_sum) AS details,
    iif(outcome = 'failed', evidence, '[]') AS evidence
FROM outcomes
