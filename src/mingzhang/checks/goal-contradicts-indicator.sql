/*
title: {zh: 目标与指标的数字不一致, en: A goal and an indicator give different numbers for one thing}
class: arithmetic
version: 13
scope: document
yields_to: [goal-contradicts-goal, of-which-parts, share-of, amount-in-goal]
yields_with: {zh: "（指标写“{observed}”。）", en: " (The indicator says {observed}.)"}
tests:
  zh: 同一项目里，说同一件事、用同一单位的每一个目标里的数和每一个指标值；目标与指标的完成期限；自评的完成情况与完成值
  en: each number in a goal with each target of an indicator of the same project that is of the same thing, in the same unit; the deadline of a goal with that of an indicator; and in self-evaluations what is said to be done with the actual values
looks_for:
  zh: 同一件事，目标里写一个数，指标里写另一个数，例如目标写交通成本不高于 2.81 万元，指标写不高于 3 万元。
  en: "Two different numbers for one thing, in a goal and in an indicator: transport up to 28,100 yuan in one, up to 30,000 in the other."
why:
  zh: 指标是用来衡量目标的。两边的数不同，做到了一个未必做到另一个。
  en: An indicator measures a goal. When their numbers differ, reaching one need not mean reaching the other.
basis:
  zh: 常理：指标是目标的细化，同一件事应当是同一个数。按我们的理解，财预〔2021〕101号也是这样说两者关系的。
  en: "Common sense: indicators spell out the goal, so that one thing has one number. As we understand it, 财预〔2021〕101号 puts their relation in the same way."
assumptions:
  zh: >-
    是不是同一件事按字面判断：去掉 words.yml 里 says-nothing、any-people 的字，再去掉项目名称开头或结尾已有的字，剩下的相同才算。换了说法的，要么写在 words.yml 的 same-words 里，要么两边这个单位的数都只有一个、指标名称里没有多出别的东西，才当作同一件事；做到另一步的（采集、送检）、只是其中一部分的，不比。人均成本、补助标准一类，目标和指标里各只有一个时，视为同一件事。单位不同的不比，只有每人一次时，人数与人次相差才问一句。自评的完成情况和写“约”的目标超过2000字、写期限的目标超过10000字的，不核对。两个数相差较大、又不像笔误的（thresholds.yml 里 near-numbers 等），只问不说；名称不同又差得很远的，当作两件事。
  en: >-
    Whether two numbers are of one thing is judged by the words: they must agree once the words listed under says-nothing and any-people
    in words.yml, and what the project's name begins or ends with, are left out. Other words for the same are known where same-words lists them, or where each number is the only one of its unit on its side and the indicator names nothing more than the goal; another step of the work and a part are not compared. Where goals and
    indicators hold one price each, they are taken for the same price. Numbers in different units are not compared; only where each comes once, people and visits that differ are a question. Reports of self-evaluations and goals with 约 of more than 2,000 characters, and goals with a day of more than 10,000, are not tested. Where two numbers are further apart than near-numbers in thresholds.yml and look like no slip there is only a question; of other names and far apart, they are taken for two things.
innocent_explanations:
  zh: 两个数说的是两批人、两个时段或两个口径，只是没有写明；指标故意定得比目标宽，留有余地；有一处是上一年的数，忘了改。
  en: The numbers are of two groups, two periods or two ways of counting, which is not printed; the indicator was made weaker on purpose; or one of them is last year's.
reasons:
  differs:
    outcome: failed
    reason: {zh: 目标和指标的数不同，不能都对, en: goal and indicator differ and cannot both hold}
    summary: {zh: "第 {serial} 项“{project}”：目标写“{goal}”，指标写“{indicator}”，两处不一致。", en: "Item {serial}, {project}: the goal says {goal}, the indicator {indicator}; the two do not agree."}
  confirmed-differs:
    outcome: failed
    reason: {zh: 目标的数由别的数算得出来，指标的数不同, en: "what other printed numbers confirm for the goal, and another number of the indicator"}
    summary: {zh: "第 {serial} 项“{project}”：按目标和资金印出的数，{goal}，指标写“{indicator}”，两处不一致。", en: "Item {serial}, {project}: by the numbers printed for goal and money, {goal}; the indicator says {indicator}; the two do not agree."}
  looser:
    outcome: failed
    reason: {zh: 指标定得比目标宽，达到指标也未必达到目标, en: "the indicator allows what the goal does not, so that reaching it need not mean reaching the goal"}
    summary: {zh: "第 {serial} 项“{project}”：目标写“{goal}”，指标写“{indicator}”；指标比目标宽，达到指标不等于达到目标。", en: "Item {serial}, {project}: the goal says {goal}, the indicator {indicator}, which allows what the goal does not."}
  margin:
    outcome: failed
    class: question
    reason: {zh: 指标的下限比目标低一点，像是留了余地, en: "the indicator's floor is a little below the goal, as if to leave a margin"}
    summary: {zh: "第 {serial} 项“{project}”：目标写“{goal}”，指标写“{indicator}”；指标比目标低一点，像是留了余地，按哪一个考核没有写明。", en: "Item {serial}, {project}: the goal says {goal}, the indicator {indicator}, a little less, as if to leave a margin; which counts is not said."}
  stricter:
    outcome: failed
    class: question
    reason: {zh: 指标定得比目标严，两个都可以做到, en: the indicator asks for more than the goal; both can be kept}
    summary: {zh: "第 {serial} 项“{project}”：目标写“{goal}”，指标写“{indicator}”；指标比目标严，两个都可以做到，但不知道按哪一个考核。", en: "Item {serial}, {project}: the goal says {goal}, the indicator {indicator}, which asks for more; both can be kept, and which counts is not said."}
  perhaps:
    outcome: failed
    class: question
    reason: {zh: 像是同一件事，数不一样, en: "what seems to be one thing, with two numbers"}
    summary: {zh: "第 {serial} 项“{project}”：目标写“{goal}”，指标写“{indicator}”，像是同一件事，数不一样{note}。", en: "Item {serial}, {project}: the goal says {goal}, the indicator {indicator}; they seem to be of one thing and differ{note}."}
  far-apart:
    outcome: failed
    class: question
    reason: {zh: 像是同一件事，数相差较大, en: "what seems to be one thing, with numbers far apart"}
    summary:
      zh: 第 {serial} 项“{project}”：目标写“{goal}”，指标写“{indicator}”，两处是不是说同一件事，请对照原文。
      en: "Item {serial}, {project}: the goal says {goal}, the indicator {indicator}; whether both are of one thing the original must tell."
  two-things:
    outcome: not_applicable
    reason: {zh: 名称不同、数也差得很远，当作两件事, en: "other names and numbers far apart: taken for two things"}
  later:
    outcome: failed
    reason: {zh: 指标的时间比目标晚, en: the indicator allows more time than the goal}
    summary:
      zh: 第 {serial} 项“{project}”：目标写“{goal}”，指标写“{indicator}”；指标的时间比目标晚，达到指标不等于达到目标。
      en: "Item {serial}, {project}: the goal says {goal}, the indicator {indicator}; the indicator allows more time, so that reaching it need not mean reaching the goal."
  span-differs:
    outcome: failed
    reason: {zh: 目标和指标写的起止时间不同, en: the goal and the indicator give another begin or end}
    summary:
      zh: 第 {serial} 项“{project}”：目标写“{goal}”，指标写“{indicator}”，时间不一致。
      en: "Item {serial}, {project}: the goal says {goal}, the indicator {indicator}; the times do not agree."
  rounded-differs:
    outcome: failed
    reason: {zh: 目标的约数四舍五入也不是指标的数, en: "what the goal rounds is not the indicator's number, however it is rounded"}
    summary:
      zh: 第 {serial} 项“{project}”：目标写“{goal}”，指标写“{indicator}”，按约数算也对不上。
      en: "Item {serial}, {project}: the goal says {goal}, the indicator {indicator}, which are not one number even when rounded."
  result-differs:
    outcome: failed
    reason: {zh: 自评的完成情况和完成值写了两个数, en: a self-evaluation gives two results for one thing}
    summary:
      zh: “{project}”：完成情况写“{goal}”，指标“{name}”的完成值写“{indicator}”。
      en: "{project}: the text of what was done says {goal}, the actual value of {name} is {indicator}."
  not-sure:
    outcome: not_applicable
    reason: {zh: 像是同一件事，看不出是否一致, en: "what seems to be one thing, and whether it agrees cannot be told"}
  equal:
    outcome: passed
    reason: {zh: 目标和指标的数相同, en: goal and indicator agree}
    expression:
      zh: 目标“{goal}”与指标“{indicator}”一致
      en: "the goal {goal} and the indicator {indicator} agree"
  compatible:
    outcome: passed
    reason: {zh: 一个下限、一个上限，可以同时做到, en: a lower and an upper bound that can both be kept}
*/
WITH judged AS (
    SELECT same_things.*, projects.unit_id, coalesce(serial, projects.position) AS serial, coalesce(name, '') AS project,
        CASE
            WHEN kind = 'perhaps' AND agrees NOT IN ('equal', 'compatible') THEN 'perhaps'
            WHEN kind = 'perhaps' THEN 'not-sure'
            WHEN agrees IN ('equal', 'compatible') THEN agrees
            WHEN kind = 'confirmed' AND agrees = 'differs' THEN 'confirmed-differs'
            WHEN distance = 'far' THEN 'two-things'
            WHEN distance = 'apart' THEN 'far-apart'
            ELSE agrees
        END AS reason,
        CASE
            WHEN one.base_unit = '人' AND one.base_unit != other.base_unit THEN json_object('zh', '（按每人一次算）', 'en', ' (if each comes once)')
            WHEN abs(one.base_value * 12 - other.base_value) < 1e-6 THEN json_object('zh', '；后一个正好是前一个的 12 倍，也许一个按月、一个按年',
                'en', '; the second is just 12 times the first, so that one may be a month''s and one a year''s')
            ELSE json_object('zh', '', 'en', '')
        END AS note
    FROM same_things
    JOIN projects ON projects.id = same_things.project_id
    JOIN quantities AS one ON one.id = first_quantity_id
    JOIN quantities AS other ON other.id = second_quantity_id
    WHERE kind IN ('goal-and-indicator', 'product', 'confirmed', 'perhaps')
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE WHEN reason IN ('not-sure', 'two-things') THEN 'not_applicable' WHEN reason IN ('equal', 'compatible') THEN 'passed' ELSE 'failed' END AS outcome, reason,
    first_quote AS expected, second_quote AS observed, difference_fen,
    json_object('serial', serial, 'project', project, 'goal', first_quote, 'indicator', second_quote, 'note', json(note)) AS details,
    json_array(json_array('goal', 'quantities', first_quantity_id), json_array('indicator', 'quantities', second_quantity_id)) AS evidence
FROM judged
UNION ALL
SELECT id || '-by', document_id, unit_id, project_id, 'failed', iif(due_last_day IS NULL, 'span-differs', 'later'), goal, indicator, NULL,
    json_object('serial', serial, 'project', project, 'goal', goal, 'indicator', indicator),
    json_array(json_array('goal', 'goals', (SELECT goals.id FROM goals WHERE goals.project_id = late.project_id AND instr(goals.text, goal) LIMIT 1)),
        json_array('indicator', 'indicators', id))
FROM (
    SELECT indicators.id, projects.document_id, projects.unit_id, project_id, coalesce(serial, projects.position) AS serial,
        coalesce(projects.name, '') AS project, replace(indicators.text, char(10), ' ') AS indicator,
        due_last_day, coalesce(nullif(earlier_deadline(said, projects.year, iif(due_last_day IS NULL, indicators.text,
            coalesce(indicators.name, indicators.text)), coalesce(due_last_day, ''), coalesce(projects.name, '')), ''),
            iif(due_last_day IS NULL, other_span(said, projects.year, indicators.text), '')) AS goal
    FROM indicators JOIN projects ON projects.id = indicators.project_id
    JOIN (SELECT project_id AS of_project, group_concat(text, char(10)) AS said FROM goals WHERE coalesce(scope, 'year') = 'year' GROUP BY project_id)
        ON of_project = projects.id
    WHERE (due_last_day IS NOT NULL OR value IS NULL AND indicators.text GLOB '*[0-9][月日]*') AND coalesce(indicators.scope, 'year') = 'year'
) AS late
WHERE goal <> ''
UNION ALL
SELECT id || '-result', document_id, unit_id, project_id, 'failed', 'result-differs', said, actual_text, NULL,
    json_object('project', project, 'name', name, 'goal', said, 'indicator', actual_text),
    json_array(json_array('report', 'project_fields', field_id), json_array('indicator', 'indicators', id))
FROM (
    SELECT indicators.id, projects.document_id, projects.unit_id, indicators.project_id, coalesce(projects.name, '') AS project, indicators.name,
        actual_text, project_fields.id AS field_id, other_result(project_fields.text, indicators.name, actual_text, coalesce(unit, '')) AS said
    FROM indicators JOIN projects ON projects.id = indicators.project_id
    JOIN project_fields ON project_fields.project_id = projects.id AND instr(label, '完成情况')
    WHERE projects.phase = 'self_evaluation' AND actual_text IS NOT NULL AND length(actual_text) < 40 AND length(project_fields.text) < 2000
)
WHERE said <> ''
UNION ALL
SELECT id || '-about', document_id, unit_id, project_id, 'failed', 'rounded-differs', goal, indicator, NULL,
    json_object('serial', serial, 'project', project, 'goal', goal, 'indicator', indicator),
    json_array(json_array('goal', 'goals', (SELECT goals.id FROM goals WHERE goals.project_id = rounded.project_id AND instr(goals.text, goal) LIMIT 1)),
        json_array('indicator', 'indicators', id))
FROM (
    SELECT indicators.id, projects.document_id, projects.unit_id, indicators.project_id, coalesce(serial, projects.position) AS serial,
        coalesce(projects.name, '') AS project, replace(indicators.text, char(10), ' ') AS indicator,
        about_another(of_year.text, coalesce(quantities.subject, ''), coalesce(quantities.comparator, '='), quantities.base_value, quantities.base_unit) AS goal
    FROM (SELECT project_id, group_concat(text, char(10)) AS text FROM goals WHERE coalesce(scope, 'year') = 'year' GROUP BY project_id) AS of_year
    JOIN projects ON projects.id = of_year.project_id
    JOIN indicators ON indicators.project_id = of_year.project_id AND coalesce(indicators.scope, 'year') = 'year'
    JOIN quantities ON quantities.indicator_id = indicators.id
    WHERE instr(of_year.text, '约') AND length(of_year.text) < 2000 AND quantities.role IN ('count', 'other') AND per IS NULL
        AND quantities.base_unit NOT IN ('%', '元') AND typeof(quantities.base_value) IN ('integer', 'real')
) AS rounded
WHERE goal <> ''
