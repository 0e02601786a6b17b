/*
title: {zh: 得分与表上写明的算法不符, en: A score is not what the printed rule gives}
class: arithmetic
version: 1
scope: document
after: [execution-rate]
tests:
  zh: 每一个可以按印出的办法算出的得分：写明“按执行率计分”或者同一文件别的表都按“分值 × 执行率”计的预算执行得分；原因一栏写“扣几分”的指标得分；写明“按完成比例计分”的指标得分
  en: "each score that a printed rule gives: for the execution rate where the document says, or its other sheets show, that it is weight times rate; of an indicator whose reason says how many points were taken off, or that it is scored in proportion"
looks_for:
  zh: 印出的得分，不是按写明的办法算出的数。
  en: A printed score that is not what the rule gives.
why:
  zh: 办法写在同一份文件里，分数却不是这样算的，总分也就不准。
  en: The rule stands in the same document; where a score does not follow it, the total is wrong too.
basis:
  zh: 算术：分值 × 执行率，分值 − 扣分，分值 × 完成比例。
  en: "Arithmetic: weight times rate, weight less points taken off, weight times the share that was reached."
assumptions:
  zh: >-
    没有写明办法时，要同一文件别的表里执行率不到 100% 的得分都正好是分值 × 执行率（至少一张），只有这一张不是，才算写明。得分末位允许四舍五入或者截去。执行率本身已经说明有误的，不再说。
  en: >-
    Where no rule is printed, all other sheets of the document with a rate below 100% (one at least) must give just the weight times the rate, and this one alone not. A score may be rounded or cut off at its last digit. Where the rate itself was told to be wrong nothing more is said.
innocent_explanations:
  zh: 这一张表另有规定，没有印出来；得分调整过，原因没有改。
  en: Another rule holds for this sheet and is not printed; the score was changed and the reason was not.
reasons:
  not-by-rate:
    outcome: failed
    reason: {zh: 预算执行的得分不是分值乘以执行率, en: the score of the execution rate is not weight times rate}
    summary:
      zh: “{name}”执行率 {rate}，{weight:number} 分应得 {due:number} 分，写 {score:number} 分。
      en: "{name}: {rate} executed gives {due:number} of {weight:number} points, the sheet says {score:number}."
  not-less-what-was-taken:
    outcome: failed
    reason: {zh: 得分不是分值减去所扣的分, en: the score is not the weight less the points taken off}
    summary:
      zh: “{name}”的“{indicator}”分值 {weight:number}，写明“{why}”，应得 {due:number} 分，写 {score:number} 分。
      en: "{name}: {indicator} has {weight:number} points, of which the reason takes some off ({why}): {due:number}, the sheet says {score:number}."
  not-in-proportion:
    outcome: failed
    reason: {zh: 写明按比例计分，得分不是这个比例, en: "scored in proportion, as is said, and the score is another"}
    summary:
      zh: “{name}”的“{indicator}”分值 {weight:number}，写明“{why}”，应得 {due:number} 分，写 {score:number} 分。
      en: "{name}: {indicator} has {weight:number} points and is scored in proportion ({why}): {due:number}, the sheet says {score:number}."
  by-rule:
    outcome: passed
    reason: {zh: 得分就是按写明的办法算出的数, en: the score is what the rule gives}
    expression:
      zh: “{name}”{weight:number} 分应得 {due:number} 分，写 {score:number} 分
      en: "{name}: {due:number} of {weight:number} points are due, {score:number} are printed"
*/
WITH rated AS (
    SELECT points.project_id, points.score_field_id, projects.document_id, projects.unit_id, coalesce(projects.name, '') AS name, points.weight, points.score,
        rates.text AS rate, rates.field_id AS rate_id, points.weight * iif(is_percent OR value > 1, value, value * 100) / 100.0 AS due,
        -- What the last printed digit of a score is worth.
        pow(10, -max(0, length(points.score) - coalesce(nullif(instr(points.score, '.'), 0), 99)))
            -- and what the rate, which may be rounded too, makes of it
            + points.weight / 100.0 * iif(is_percent OR value > 1, 1, 100) * pow(10, -max(0, length(rtrim(trim(rates.text), '%％ ')) - coalesce(nullif(instr(rates.text, '.'), 0), 99))) AS step,
        iif(is_percent OR value > 1, value, value * 100) AS percent,
        EXISTS (SELECT 1 FROM project_fields JOIN words ON words.list = 'says-points-by-rate' AND instr(project_fields.text, word)
            WHERE project_fields.project_id = points.project_id) AS is_said
    FROM points
    JOIN projects ON projects.id = points.project_id AND projects.phase = 'self_evaluation'
    JOIN rates ON rates.project_id = points.project_id AND rates.source = 'all' AND value IS NOT NULL
    WHERE points.part = 'rate' AND points.weight > 0 AND points.score IS NOT NULL AND points.score <= points.weight
        AND rates.field_id NOT IN (SELECT record_id FROM finding_evidence JOIN findings ON findings.id = finding_id
            WHERE check_id = 'execution-rate' AND role = 'rate')
    GROUP BY points.id
),
weighed AS (
    SELECT *, abs(score - due) < step + 1e-9 AS fits,
        count(*) FILTER (WHERE percent < 100 AND abs(score - due) < step + 1e-9) OVER same AS fitting,
        count(*) FILTER (WHERE percent < 100 AND abs(score - due) >= step + 1e-9) OVER same AS others
    FROM rated WHERE percent <= 100 WINDOW same AS (PARTITION BY document_id)
),
reasoned AS (
    SELECT indicators.*, coalesce(projects.name, '') AS project_name, points_taken_off(deviation_reason) AS off,
        iif(EXISTS (SELECT 1 FROM words WHERE list = 'says-in-proportion' AND instr(deviation_reason, word))
            AND more_is_better(coalesce(comparator, ''), coalesce(unit, ''), coalesce(level1, '') || coalesce(level2, ''), coalesce(indicators.name, '')),
            times_target(value, coalesce(unit, ''), actual_text), NULL) AS times
    FROM indicators JOIN projects ON projects.id = indicators.project_id
    WHERE indicators.phase = 'self_evaluation' AND deviation_reason IS NOT NULL AND indicators.weight > 0 AND score IS NOT NULL
),
due AS (
    SELECT *, iif(off IS NOT NULL, weight - off, weight * times) AS due,
        pow(10, -max(0, length(score) - coalesce(nullif(instr(score, '.'), 0), 99))) AS step
    FROM reasoned WHERE off IS NOT NULL AND off < weight OR times < 1
),
-- What is left of a weight is exact; a share of it may be rounded or cut off.
judged AS (SELECT *, abs(score - due) < iif(off IS NULL, step + 1e-9, 0.005) AS fits FROM due)
SELECT project_id || '-rate' AS subject, document_id, unit_id, project_id, iif(fits, 'passed', 'failed') AS outcome, iif(fits, 'by-rule', 'not-by-rate') AS reason,
    printf('%g', round(due, 2)) AS expected, CAST(score AS TEXT) AS observed,
    json_object('name', name, 'rate', rate, 'weight', weight, 'due', round(due, 2), 'score', score) AS details,
    iif(fits, '[]', json_array(json_array('rate', 'project_fields', rate_id), json_array('score', 'project_fields', score_field_id))) AS evidence
FROM weighed WHERE is_said OR fits OR (fitting > 0 AND others = 1 AND percent < 100)
UNION ALL
SELECT id, document_id, unit_id, project_id, iif(fits, 'passed', 'failed'),
    CASE WHEN fits THEN 'by-rule' WHEN off IS NOT NULL THEN 'not-less-what-was-taken' ELSE 'not-in-proportion' END,
    printf('%g', round(due, 2)), CAST(score AS TEXT),
    json_object('name', project_name, 'indicator', coalesce(name, text), 'weight', weight, 'due', round(due, 2), 'score', score, 'why', deviation_reason),
    iif(fits, '[]', json_array(json_array('indicator', 'indicators', id)))
FROM judged
