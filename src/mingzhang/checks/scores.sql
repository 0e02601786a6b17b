/*
title: 自评分数与合计不符
title_en: Points of a self-evaluation that do not add up
class: arithmetic
version: 1
tests: >-
  自评表的分数：每个指标（和预算执行率）的得分与它的分值；每个印出分数的标题（绩效指标(90分)、产出指标(50分)）与其下的分值；印出的总分值与各分值之和；印出的总得分与各得分之和
tests_en: >-
  the points of a self-evaluation: the score of each indicator (and of the execution rate) against its weight; each heading that
  prints points, as in 绩效指标(90分) or 产出指标(50分), against the weights below it; the printed sum of weights, and the printed total score,
  against what they sum
looks_for: 得分高于分值；分值之和不等于标题或合计行印出的分数；得分之和不等于印出的总分。
looks_for_en: >-
  A score above its weight; weights that do not sum to the points of their heading or of the last row; scores that do not sum
  to the printed total.
why: 总分是自评的结论。加不起来，就不知道结论从哪里来。
why_en: The total score is what a self-evaluation comes to. When the scores do not give it, nobody knows where it comes from.
basis: 算术：总数等于各数之和；得分不高于分值。按我们对财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）的理解：总分 100 分，原则上其中预算执行率 10 分。
basis_en: "Arithmetic: a total is the sum of its parts, and a score is at most its weight. As we understand the rules of the Ministry of Finance (财预〔2020〕10号): 100 points in all, in principle 10 of them for the execution rate."
assumptions: >-
  合计行印出两个数时，前一个是分值之和，后一个是总得分；只印出一个时，与哪一个之和相等就当作哪一个。合计行可以包括预算执行率的分数，也可以不包括。跨几行合并的分值或得分只算一次。
  印出两位以上小数的分数当作四舍五入过的。有分数没有读出或没有填写，又对不上时，不下结论。
assumptions_en: >-
  Of two numbers in the last row the first is the sum of weights and the second the total score; a single one is taken for
  whichever sum it equals. The last row may include the points of the execution rate or not. A weight or score merged over several
  rows counts once. Points with two decimals or more are taken to be rounded. Where points were not read, or are blank, and the
  sum does not hold, nothing is said.
innocent_explanations: 有加分项；一个指标的分数调整过而合计没有重算；合计行包括没有印出来的项目（例如预算执行率）。
innocent_explanations_en: >-
  There are extra points; the points of one indicator were changed and the total was not computed again; the last row includes
  something that the sheet does not print, such as the execution rate.
reasons:
  score-above-weight:
    outcome: failed
    zh: 得分高于分值
    en: a score above its weight
    summary: “{name}”的“{indicator}”分值 {weight:number}，得分 {score:number}。
    summary_en: "{name}: {indicator} has a weight of {weight:number} and a score of {score:number}."
  heading-differs:
    outcome: failed
    zh: 标题印出的分数与其下各指标的分值之和不同
    en: the points of a heading differ from the sum of the weights below it
    summary: “{name}”的标题“{heading}”写 {stated:number} 分，其下 {n_below} 个分值相加为 {sum:number}。
    summary_en: "{name}: the heading {heading} states {stated:number} points; the {n_below} weights below it add up to {sum:number}."
  weights-differ:
    outcome: failed
    zh: 分值之和与印出的合计不同
    en: the weights do not sum to the stated points
    summary: “{name}”的分值合计写 {stated:number}，各分值（{points}）相加为 {sum:number}。
    summary_en: "{name}: the weights are stated to come to {stated:number}; they ({points}) add up to {sum:number}."
  scores-differ:
    outcome: failed
    zh: 得分之和与印出的总得分不同
    en: the scores do not sum to the printed total score
    summary: “{name}”的总得分写 {stated:number}，各得分（{points}）相加为 {sum:number}。
    summary_en: "{name}: the total score is stated as {stated:number}; the scores ({points}) add up to {sum:number}."
  total-is-neither:
    outcome: failed
    zh: 印出的总分既不是分值之和，也不是得分之和
    en: the printed total is neither the sum of the weights nor that of the scores
    summary: “{name}”的总分写 {stated:number}；各得分（{points}）相加为 {sum:number}，各分值相加为 {weights:number}。
    summary_en: "{name}: the total is stated as {stated:number}; the scores ({points}) add up to {sum:number}, the weights to {weights:number}."
  score-within-weight:
    outcome: passed
    zh: 得分不高于分值
    en: the score is not above its weight
  heading-equal:
    outcome: passed
    zh: 标题印出的分数等于其下各指标的分值之和
    en: the points of a heading are the sum of the weights below it
    expression: “{name}”的“{heading}”：{n_below} 个分值相加 = {sum:number} = 标题的 {stated:number} 分
    expression_en: "{name}, {heading}: {n_below} weights = {sum:number} = the {stated:number} points of the heading"
  weights-equal:
    outcome: passed
    zh: 分值之和等于印出的合计
    en: the weights sum to the stated points
    expression: “{name}”的分值：{points} = {sum:number}，合计写 {stated:number}
    expression_en: "{name}, weights: {points} = {sum:number}, total stated {stated:number}"
  scores-equal:
    outcome: passed
    zh: 得分之和等于印出的总得分
    en: the scores sum to the printed total score
    expression: “{name}”的得分：{points} = {sum:number}，总得分写 {stated:number}
    expression_en: "{name}, scores: {points} = {sum:number}, total stated {stated:number}"
  points-missing:
    outcome: not_applicable
    zh: 有分值或得分没有填写，或者没有读出
    en: a weight or score is blank, or was not read
  merged-apart:
    outcome: not_applicable
    zh: 分值与得分合并的行不同，看不出哪个得分对哪个分值
    en: weight and score are merged over different rows, so which belong together cannot be told
  nothing-below:
    outcome: not_applicable
    zh: 印出分数的标题下面没有指标
    en: no indicator stands below a heading that prints points
  no-total:
    outcome: not_applicable
    zh: 没有印出合计
    en: no total is printed
  total-unclear:
    outcome: not_applicable
    zh: 合计行的数，看不出是分值还是得分
    en: which numbers of the last row are weights and which are scores cannot be told
  execution-points-not-printed:
    outcome: not_applicable
    zh: 差的正好可以是预算执行率的分数，而表上没有印出来
    en: the gap may be the points of the execution rate, which the sheet does not print
*/
WITH evaluated AS (
    SELECT id, document_id, unit_id, table_number, coalesce(name, '') AS name FROM projects WHERE phase = 'self_evaluation'
),
indicator_points AS (
    SELECT indicators.id, project_id, heading_id, indicators.position, coalesce(indicators.name, '') AS indicator, weight, score,
        (SELECT min(cell_id) FROM spans WHERE spans.record_id = indicators.id AND field = 'weight') AS weight_cell,
        (SELECT min(cell_id) FROM spans WHERE spans.record_id = indicators.id AND field = 'score') AS score_cell
    FROM indicators WHERE phase = 'self_evaluation'
),
-- A cell merged over several rows is one number.
counted AS (
    SELECT *,
        weight_cell IS NULL OR row_number() OVER (PARTITION BY project_id, weight_cell ORDER BY position) = 1 AS weighs,
        score_cell IS NULL OR row_number() OVER (PARTITION BY project_id, score_cell ORDER BY position) = 1 AS scores,
        count(*) OVER (PARTITION BY project_id, weight_cell) AS weight_rows,
        count(*) OVER (PARTITION BY project_id, score_cell) AS score_rows
    FROM indicator_points
),
sums AS (
    SELECT project_id, count(weight) AS weights, count(score) AS scores, count(*) - count(weight) AS no_weight, count(*) - count(score) AS no_score,
        json_group_array(weight) FILTER (WHERE weight IS NOT NULL AND weighs) AS weight_list,
        json_group_array(score) FILTER (WHERE score IS NOT NULL AND scores) AS score_list
    FROM counted GROUP BY project_id
),
-- The points of the execution rate, in the row of all funds.
execution AS (
    SELECT project_id,
        max(CASE field WHEN 'all weight' THEN id END) AS weight_id, max(CASE field WHEN 'all score' THEN id END) AS score_id,
        max(CASE field WHEN 'all weight' THEN printed_number(text) END) AS weight,
        max(CASE field WHEN 'all score' THEN printed_number(text) END) AS score
    FROM (SELECT project_id, id, text, money_field(label) AS field FROM project_fields WHERE project_id IN (SELECT id FROM evaluated))
    WHERE field IN ('all weight', 'all score') GROUP BY project_id
),
-- The numbers of the last row, in their order.
last_numbers AS (
    SELECT project_id, id, printed_number(text) AS number, row_number() OVER (PARTITION BY project_id ORDER BY position) AS place,
        count(*) OVER (PARTITION BY project_id) AS places
    FROM project_fields WHERE project_id IN (SELECT id FROM evaluated) AND is_points_label(label)
),
last_rows AS (
    SELECT project_id, max(places) AS places, count(number) AS numbers,
        max(CASE WHEN place = 1 THEN number END) AS first, max(CASE WHEN place = 1 THEN id END) AS first_id,
        max(CASE WHEN place = 2 THEN number END) AS second, max(CASE WHEN place = 2 THEN id END) AS second_id
    FROM last_numbers GROUP BY project_id
),
-- Sheets of which something was not read, from the project's first cell to the next project's.
sheets AS (
    SELECT id, document_id, table_number, first_cell,
        coalesce(lead(first_cell) OVER (PARTITION BY document_id ORDER BY first_cell), 9e18) AS next_cell
    FROM (
        SELECT id, document_id, table_number, (SELECT min(cell_id) FROM spans WHERE spans.record_id = projects.id AND table_name = 'projects') AS first_cell
        FROM projects WHERE phase = 'self_evaluation'
    )
),
unread AS (
    SELECT DISTINCT sheets.id FROM sheets
    JOIN rejects ON rejects.cell_id > sheets.first_cell AND rejects.cell_id < sheets.next_cell AND +rejects.document_id = sheets.document_id
    WHERE rejects.kind = 'part'
),
-- Labels of whole parts that print points: 绩效指标(90分), 预算执行情况(10分).
parts AS (
    SELECT sheets.id AS project_id, sheet_part(cells.text) AS part, cells.text AS label, stated_points(cells.text) AS stated
    FROM sheets
    JOIN cells ON cells.id > sheets.first_cell AND cells.id < sheets.next_cell
        AND cells.document_id = sheets.document_id AND cells.table_number = sheets.table_number
    WHERE length(cells.text) < 40 AND cells.text LIKE '%分%' AND sheet_part(cells.text) IS NOT NULL AND stated_points(cells.text) IS NOT NULL
    GROUP BY 1, 2, 4
),
part_of_execution AS (SELECT project_id, min(stated) AS weight FROM parts WHERE part = 'execution' GROUP BY 1 HAVING count(*) = 1),
-- Both sums with and without the points of the execution rate.
together AS (
    SELECT evaluated.*, sums.*, coalesce(execution.weight, part_of_execution.weight) AS e_weight, execution.score AS e_score,
        json_insert(weight_list, '$[#]', coalesce(execution.weight, part_of_execution.weight)) AS weight_list_e, json_insert(score_list, '$[#]', execution.score) AS score_list_e,
        places, numbers, first, second, first_id, second_id,
        evaluated.id IN (SELECT id FROM unread) AS has_unread
    FROM evaluated
    JOIN sums ON sums.project_id = evaluated.id
    LEFT JOIN execution ON execution.project_id = evaluated.id
    LEFT JOIN part_of_execution ON part_of_execution.project_id = evaluated.id
    LEFT JOIN last_rows ON last_rows.project_id = evaluated.id
    WHERE sums.weights + sums.scores > 0
),
fitted AS (
    SELECT *,
        coalesce(points_fit(weight_list, first), 0) AND weights > 0 AS w_fits,
        e_weight IS NOT NULL AND weights > 0 AND coalesce(points_fit(weight_list_e, first), 0) AS w_fits_e,
        coalesce(points_fit(score_list, coalesce(second, first)), 0) AND scores > 0 AS s_fits,
        e_score IS NOT NULL AND scores > 0 AND coalesce(points_fit(score_list_e, coalesce(second, first)), 0) AS s_fits_e,
        e_weight IS NULL AND first - points_sum(weight_list) = (SELECT value FROM thresholds WHERE name = 'execution-points') AS lacks_execution
    FROM together
),
-- One number in the last row is of weights unless it is the sum of the scores alone.
placed AS (
    SELECT *,
        CASE
            WHEN places IS NULL OR numbers = 0 THEN 'none'
            WHEN places > 2 THEN 'unclear'
            WHEN numbers = 2 THEN 'both'
            WHEN first IS NULL THEN 'score'
            WHEN places = 2 OR scores = 0 OR w_fits OR w_fits_e THEN 'weight'
            WHEN s_fits OR s_fits_e OR weights = 0 THEN 'score'
            ELSE 'either'
        END AS total
    FROM fitted
),
totals AS (
    SELECT *,
        CASE
            WHEN total IN ('none', 'score') THEN 'no-total'
            WHEN total IN ('unclear', 'either') THEN 'total-unclear'
            WHEN w_fits OR w_fits_e THEN 'weights-equal'
            WHEN no_weight > 0 OR has_unread THEN 'points-missing'
            WHEN lacks_execution THEN 'execution-points-not-printed'
            ELSE 'weights-differ'
        END AS weight_reason,
        CASE
            WHEN total IN ('none', 'weight') THEN 'no-total'
            WHEN total = 'unclear' THEN 'total-unclear'
            WHEN (s_fits AND (w_fits OR NOT w_fits_e)) OR (s_fits_e AND (w_fits_e OR NOT w_fits)) THEN 'scores-equal'
            WHEN no_score > 0 OR has_unread OR (e_weight IS NOT NULL AND e_score IS NULL) THEN 'points-missing'
            WHEN total = 'either' AND no_weight > 0 THEN 'points-missing'
            WHEN (total != 'both' OR lacks_execution) AND e_weight IS NULL
                AND coalesce(second, first) - points_sum(score_list) BETWEEN 0 AND (SELECT value FROM thresholds WHERE name = 'execution-points') THEN 'execution-points-not-printed'
            WHEN total = 'either' THEN 'total-is-neither'
            ELSE 'scores-differ'
        END AS score_reason,
        -- The execution rate counts unless the weights say that it does not.
        CASE WHEN e_weight IS NOT NULL AND (w_fits_e OR NOT w_fits) THEN weight_list_e ELSE weight_list END AS weight_points,
        CASE WHEN e_score IS NOT NULL AND (s_fits_e OR (NOT s_fits AND (w_fits_e OR NOT w_fits))) THEN score_list_e ELSE score_list END AS score_points
    FROM placed
),
-- Headings that print points, those with the same text as one; which indicators stand below them.
groups AS (
    SELECT headings.id, headings.project_id, headings.position, level, headings.text, stated_points(headings.text) AS stated,
        max(CASE level WHEN 1 THEN headings.position END) OVER (
            PARTITION BY headings.project_id ORDER BY headings.position ROWS UNBOUNDED PRECEDING
        ) AS upper
    FROM headings JOIN evaluated ON evaluated.id = headings.project_id
),
below AS (
    SELECT lower.id AS heading_id, lower.id AS at_id FROM groups AS lower WHERE lower.stated IS NOT NULL
    UNION ALL
    SELECT lower.id, upper.id FROM groups AS lower
    JOIN groups AS upper ON upper.project_id = lower.project_id AND upper.position = lower.upper AND upper.stated IS NOT NULL
    WHERE lower.level = 2
),
headed AS (
    SELECT min(heading.id) AS id, heading.project_id, heading.text AS heading, heading.stated, count(counted.id) AS n_below,
        count(counted.id) - count(counted.weight) AS no_weight,
        json_group_array(counted.weight) FILTER (WHERE counted.weight IS NOT NULL AND counted.weighs) AS weight_list
    FROM groups AS heading
    LEFT JOIN groups AS above ON above.project_id = heading.project_id AND above.position = heading.upper AND heading.level = 2
    JOIN below ON below.at_id = heading.id
    LEFT JOIN counted ON counted.heading_id = below.heading_id
    GROUP BY heading.project_id, heading.level, fold(heading.text), coalesce(fold(above.text), '')
),
heading_results AS (
    SELECT headed.*, evaluated.document_id, evaluated.unit_id, evaluated.name,
        CASE
            WHEN n_below = 0 THEN 'nothing-below'
            WHEN n_below > headed.no_weight AND points_fit(headed.weight_list, stated) THEN 'heading-equal'
            WHEN headed.no_weight > 0 OR together.has_unread THEN 'points-missing'
            ELSE 'heading-differs'
        END AS reason
    FROM headed
    JOIN evaluated ON evaluated.id = headed.project_id
    JOIN together ON together.id = headed.project_id
),
part_results AS (
    SELECT evaluated.id || '-part-' || part AS subject, evaluated.document_id, evaluated.unit_id, evaluated.id AS project_id,
        evaluated.name, label AS heading, stated, part,
        CASE part WHEN 'indicators' THEN together.weights ELSE 1 END AS n_below,
        CASE part WHEN 'indicators' THEN points_sum(together.weight_list) ELSE execution.weight END AS sum,
        CASE
            WHEN part = 'execution' AND execution.weight IS NULL THEN 'points-missing'
            WHEN part = 'execution' AND execution.weight = stated THEN 'heading-equal'
            WHEN part = 'execution' THEN 'heading-differs'
            WHEN together.weights = 0 THEN 'points-missing'
            WHEN points_fit(together.weight_list, stated) THEN 'heading-equal'
            WHEN together.no_weight > 0 OR together.has_unread THEN 'points-missing'
            ELSE 'heading-differs'
        END AS reason,
        execution.weight_id
    FROM (SELECT *, count(*) OVER (PARTITION BY project_id, part) AS alike FROM parts) AS parts
    JOIN evaluated ON evaluated.id = parts.project_id
    JOIN together ON together.id = parts.project_id
    LEFT JOIN execution ON execution.project_id = parts.project_id
    WHERE alike = 1
),
single AS (
    SELECT counted.id AS subject, evaluated.document_id, evaluated.unit_id, evaluated.id AS project_id, evaluated.name, indicator, weight, score,
        CASE
            WHEN weight IS NULL OR score IS NULL THEN 'points-missing'
            WHEN weight_rows != score_rows THEN 'merged-apart'
            WHEN score > weight THEN 'score-above-weight'
            ELSE 'score-within-weight'
        END AS reason,
        json_array(json_array('indicator', 'indicators', counted.id)) AS evidence
    FROM counted
    JOIN evaluated ON evaluated.id = counted.project_id
    WHERE weight IS NOT NULL OR score IS NOT NULL
    UNION ALL
    SELECT evaluated.id || '-execution', document_id, unit_id, evaluated.id, name, '预算执行率', weight, score,
        CASE WHEN weight IS NULL OR score IS NULL THEN 'points-missing' WHEN score > weight THEN 'score-above-weight' ELSE 'score-within-weight' END,
        json_array(json_array('weight', 'project_fields', weight_id), json_array('score', 'project_fields', score_id))
    FROM execution JOIN evaluated ON evaluated.id = execution.project_id
)
SELECT subject, document_id, unit_id, project_id,
    CASE reason WHEN 'score-above-weight' THEN 'failed' WHEN 'score-within-weight' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, CAST(weight AS TEXT) AS expected, CAST(score AS TEXT) AS observed,
    json_object('name', name, 'indicator', indicator, 'weight', weight, 'score', score) AS details,
    CASE reason WHEN 'score-above-weight' THEN evidence ELSE '[]' END AS evidence
FROM single
UNION ALL
SELECT id, document_id, unit_id, project_id,
    CASE reason WHEN 'heading-differs' THEN 'failed' WHEN 'heading-equal' THEN 'passed' ELSE 'not_applicable' END,
    reason, CAST(stated AS TEXT), CAST(points_sum(weight_list) AS TEXT),
    json_object('name', name, 'heading', heading, 'stated', stated, 'sum', points_sum(weight_list), 'n_below', n_below),
    json_array(json_array('heading', 'headings', id))
FROM heading_results
UNION ALL
SELECT subject, document_id, unit_id, project_id,
    CASE reason WHEN 'heading-differs' THEN 'failed' WHEN 'heading-equal' THEN 'passed' ELSE 'not_applicable' END,
    reason, CAST(stated AS TEXT), CAST(sum AS TEXT),
    json_object('name', name, 'heading', heading, 'stated', stated, 'sum', sum, 'n_below', n_below),
    CASE WHEN reason != 'heading-differs' THEN '[]' WHEN part = 'execution' THEN json_array(json_array('weight', 'project_fields', weight_id))
        ELSE (SELECT json_group_array(json_array('weight', 'indicators', indicators.id)) FROM indicators
            WHERE indicators.project_id = part_results.project_id) END
FROM part_results
UNION ALL
SELECT id || '-total-weight', document_id, unit_id, id,
    CASE weight_reason WHEN 'weights-differ' THEN 'failed' WHEN 'weights-equal' THEN 'passed' ELSE 'not_applicable' END,
    weight_reason, CAST(first AS TEXT), CAST(points_sum(weight_points) AS TEXT),
    json_object('name', name, 'stated', first, 'sum', points_sum(weight_points),
        'points', (SELECT group_concat(printf('%g', value), ' + ') FROM json_each(weight_points))),
    CASE weight_reason WHEN 'weights-differ' THEN (SELECT json_group_array(json(one)) FROM (
        SELECT json_array('stated', 'project_fields', first_id) AS one
        UNION ALL SELECT json_array('weight', 'indicators', indicators.id) FROM indicators WHERE indicators.project_id = totals.id
    )) ELSE '[]' END
FROM totals WHERE weights > 0
UNION ALL
SELECT id || '-total-score', document_id, unit_id, id,
    CASE WHEN score_reason IN ('scores-differ', 'total-is-neither') THEN 'failed' WHEN score_reason = 'scores-equal' THEN 'passed' ELSE 'not_applicable' END,
    score_reason, CAST(coalesce(second, first) AS TEXT), CAST(points_sum(score_points) AS TEXT),
    json_object('name', name, 'stated', coalesce(second, first), 'sum', points_sum(score_points), 'weights', points_sum(weight_points),
        'points', (SELECT group_concat(printf('%g', value), ' + ') FROM json_each(score_points))),
    CASE WHEN score_reason IN ('scores-differ', 'total-is-neither') THEN (SELECT json_group_array(json(one)) FROM (
        SELECT json_array('stated', 'project_fields', coalesce(second_id, first_id)) AS one
        UNION ALL SELECT json_array('score', 'indicators', indicators.id) FROM indicators WHERE indicators.project_id = totals.id
    )) ELSE '[]' END
FROM totals WHERE scores > 0
