/*
title: 目标和指标里的数字不同
title_en: A goal and an indicator give different numbers for one thing
class: arithmetic
version: 1
tests: 同一项目里，说同一件事、用同一单位的每一个目标里的数和每一个指标值
tests_en: each number in a goal with each target of an indicator of the same project that is of the same thing, in the same unit
looks_for: 同一件事，目标里写一个数，指标里写另一个数，例如目标写交通成本不高于 2.81 万元，指标写不高于 3 万元。
looks_for_en: "Two different numbers for one thing, in a goal and in an indicator: transport up to 28,100 yuan in one, up to 30,000 in the other."
why: 指标是用来衡量目标的。两边的数不同，做到了一个未必做到另一个。
why_en: An indicator measures a goal. When their numbers differ, reaching one need not mean reaching the other.
basis: 常理：指标是目标的细化，同一件事应当是同一个数。按我们的理解，财预〔2021〕101号也是这样说两者关系的。
basis_en: "Common sense: indicators spell out the goal, so that one thing has one number. As we understand it, 财预〔2021〕101号 puts their relation in the same way."
assumptions: >-
  是不是同一件事按字面判断：去掉 words.yml 里 says-nothing、any-people 的字，再去掉项目名称开头或结尾已有的字，剩下的相同才算；换了说法的看不出来。人均成本、补助标准一类，目标和指标里各只有一个时，视为同一件事。单位不同（人、人次）的不比。
assumptions_en: >-
  Whether two numbers are of one thing is judged by the words: they must agree once the words listed under says-nothing and any-people
  in words.yml, and what the project's name begins or ends with, are left out; the same thing in other words is not seen. Where goals and
  indicators hold one price each, they are taken for the same price. Numbers in different units (人, 人次) are not compared.
innocent_explanations: 两个数说的是两批人、两个时段或两个口径，只是没有写明；指标故意定得比目标宽，留有余地；有一处是上一年的数，忘了改。
innocent_explanations_en: The numbers are of two groups, two periods or two ways of counting, which is not printed; the indicator was made weaker on purpose; or one of them is last year's.
reasons:
  differs:
    outcome: failed
    zh: 目标和指标的数不同
    en: goal and indicator differ
    summary: 目标写“{goal}”，指标写“{indicator}”，说的看来是同一件事，两个数不能同时做到。哪一个对，从文件里看不出来。
    summary_en: "The goal says {goal}, the indicator {indicator}, apparently of the same thing; both cannot be kept. Which is right the document does not tell."
  weaker:
    outcome: failed
    zh: 目标和指标的限度不同，一个比另一个宽
    en: the bounds of goal and indicator differ; one is weaker than the other
    summary: 目标写“{goal}”，指标写“{indicator}”，说的看来是同一件事，一个比另一个宽。
    summary_en: "The goal says {goal}, the indicator {indicator}, apparently of the same thing; one is weaker than the other."
  equal:
    outcome: passed
    zh: 目标和指标的数相同
    en: goal and indicator agree
    expression: 目标“{goal}”与指标“{indicator}”一致
    expression_en: "the goal {goal} and the indicator {indicator} agree"
  compatible:
    outcome: passed
    zh: 一个下限、一个上限，可以同时做到
    en: a lower and an upper bound that can both be kept
*/
WITH numbers AS (
    SELECT quantities.*, projects.document_id, projects.unit_id, projects.name AS project_name,
        coalesce(goals.scope, indicators.scope) AS scope,
        -- What is per 人年 and what is per 人 is the same within a budget year.
        CASE WHEN per LIKE '_%年' THEN rtrim(per, '年') ELSE per END AS per_what
    FROM quantities
    JOIN projects ON projects.id = quantities.project_id
    LEFT JOIN goals ON goals.id = quantities.goal_id
    LEFT JOIN indicators ON indicators.id = quantities.indicator_id
    WHERE role IN ('count', 'unit_cost', 'total_cost', 'rate', 'other') AND typeof(quantities.base_value) IN ('integer', 'real')
),
named AS (
    SELECT numbers.*, key.key, key.value AS is_whole
    FROM numbers, json_each(subject_keys(subject, coalesce(project_name, ''))) AS key
),
same_words AS (
    SELECT DISTINCT goal.id AS goal_quantity_id, indicator.id AS indicator_quantity_id
    FROM named AS goal
    JOIN named AS indicator ON indicator.project_id = goal.project_id AND indicator.key = goal.key
        AND (indicator.is_whole OR goal.is_whole) AND indicator.role = goal.role AND indicator.base_unit IS goal.base_unit
        -- 慰问标准300元 leaves out for whom.
        AND (indicator.per_what IS goal.per_what OR (goal.role = 'unit_cost' AND (goal.per_what IS NULL OR indicator.per_what IS NULL)))
    WHERE goal.goal_id IS NOT NULL AND indicator.indicator_id IS NOT NULL
),
only_prices AS (
    SELECT min(CASE WHEN goal_id IS NOT NULL THEN id END) AS goal_quantity_id,
        min(CASE WHEN indicator_id IS NOT NULL THEN id END) AS indicator_quantity_id
    FROM numbers
    WHERE role = 'unit_cost'
    GROUP BY project_id
    HAVING count(goal_id) = 1 AND count(indicator_id) = 1 AND count(DISTINCT coalesce(per_what, '')) = 1
),
pairs AS (
    SELECT goal.document_id, goal.unit_id, goal.project_id, goal.id AS goal_quantity_id, indicator.id AS indicator_quantity_id,
        goal.goal_id, indicator.indicator_id, goal.text AS goal, indicators.text AS indicator,
        compared(coalesce(goal.comparator, '='), goal.base_value, coalesce(indicator.comparator, '='), indicator.base_value) AS reason,
        CASE goal.base_unit WHEN '元' THEN CAST(round((indicator.base_value - goal.base_value) * 100) AS INTEGER) END AS difference_fen
    FROM (SELECT * FROM same_words UNION SELECT * FROM only_prices) AS pair
    JOIN numbers AS goal ON goal.id = pair.goal_quantity_id
    JOIN numbers AS indicator ON indicator.id = pair.indicator_quantity_id
    JOIN indicators ON indicators.id = indicator.indicator_id
    -- A number of the whole project and one of the year rightly differ.
    WHERE coalesce(goal.scope, 'year') = coalesce(indicator.scope, 'year')
)
SELECT goal_quantity_id || '-and-' || substr(indicator_id, length(project_id) + 2) AS subject, document_id, unit_id, project_id,
    CASE WHEN reason IN ('equal', 'compatible') THEN 'passed' ELSE 'failed' END AS outcome, reason,
    goal AS expected, indicator AS observed, difference_fen,
    json_object('goal', goal, 'indicator', indicator) AS details,
    json_array(json_array('goal', 'goals', goal_id), json_array('indicator', 'indicators', indicator_id)) AS evidence
FROM pairs
