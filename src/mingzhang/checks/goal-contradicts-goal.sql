/*
title: 目标里两处数字不同
title_en: Two goals give different numbers for one thing
class: arithmetic
version: 1
tests: 同一项目的目标里，说同一件事、用同一单位的每两个数
tests_en: each two numbers in the goals of a project that are of the same thing, in the same unit
looks_for: 同一个项目的目标里，同一件事写了两个不同的数，例如一处写 460 名，一处写 510 名。
looks_for_en: "Two different numbers for one thing in the goals of a project: 460 people in one place, 510 in another."
why: 两个数不能都对，考核时也不知道按哪一个算。
why_en: Both cannot hold, and when the project is judged nobody knows which counts.
basis: 常理：一件事一个数。
basis_en: "Common sense: one thing, one number."
assumptions: >-
  是不是同一件事按字面判断：去掉 words.yml 里 says-nothing、any-people 的字，再去掉项目名称开头或结尾已有的字，剩下的相同才算。换了说法的看不出来。资格条件（年满55周岁）、年份、序数不算数字。
assumptions_en: >-
  Whether two numbers are of one thing is judged by the words: they must agree once the words listed under says-nothing and any-people
  in words.yml, and what the project's name begins or ends with, are left out. The same thing in other words is not seen. Conditions of
  eligibility, years and ordinals are no numbers.
innocent_explanations: 两个数说的其实是两批人、两个时段或两个口径，只是没有写明；有一处是上一年的数，忘了改。
innocent_explanations_en: The two numbers are of two groups, two periods or two ways of counting, which is not printed; or one of them is last year's.
reasons:
  differs:
    outcome: failed
    zh: 两个数不同
    en: the two numbers differ
    summary: 目标里一处写“{first}”，一处写“{second}”，说的看来是同一件事。哪一个对，从文件里看不出来。
    summary_en: "One goal says {first}, another {second}, apparently of the same thing. Which is right the document does not tell."
  weaker:
    outcome: failed
    zh: 两个限度不同，一个比另一个宽
    en: two bounds differ; one is weaker than the other
    summary: 目标里一处写“{first}”，一处写“{second}”，说的看来是同一件事，一个限度比另一个宽。
    summary_en: "One goal says {first}, another {second}, apparently of the same thing; one bound is weaker than the other."
  equal:
    outcome: passed
    zh: 两个数相同
    en: the two numbers are the same
    expression: 目标“{first}”与目标“{second}”一致
    expression_en: "the goals {first} and {second} agree"
  compatible:
    outcome: passed
    zh: 一个下限、一个上限，可以同时做到
    en: a lower and an upper bound that can both be kept
*/
WITH named AS (
    SELECT quantities.*, projects.document_id, projects.unit_id, goals.scope, key.key, key.value AS is_whole,
        row_number() OVER (PARTITION BY quantities.project_id ORDER BY goals.position, quantities.start_char) AS position
    FROM quantities
    JOIN goals ON goals.id = quantities.goal_id
    JOIN projects ON projects.id = quantities.project_id
    JOIN json_each(subject_keys(quantities.subject, coalesce(projects.name, ''))) AS key
    WHERE role IN ('count', 'unit_cost', 'total_cost', 'rate', 'other') AND typeof(base_value) IN ('integer', 'real')
),
pairs AS (
    SELECT DISTINCT one.document_id, one.unit_id, one.project_id, one.id AS first_id, other.id AS second_id,
        one.goal_id AS first_goal_id, other.goal_id AS second_goal_id, one.text AS first, other.text AS second,
        compared(coalesce(one.comparator, '='), one.base_value, coalesce(other.comparator, '='), other.base_value) AS reason,
        CASE one.base_unit WHEN '元' THEN CAST(round((other.base_value - one.base_value) * 100) AS INTEGER) END AS difference_fen
    FROM named AS one
    JOIN named AS other ON other.project_id = one.project_id AND other.key = one.key AND (other.is_whole OR one.is_whole)
        AND other.role = one.role AND other.base_unit IS one.base_unit AND other.per IS one.per AND one.position < other.position
        -- A number of the whole project and one of the year rightly differ.
        AND coalesce(one.scope, 'year') = coalesce(other.scope, 'year')
)
SELECT first_id || '-and-' || substr(second_id, length(project_id) + 2) AS subject, document_id, unit_id, project_id,
    CASE WHEN reason IN ('equal', 'compatible') THEN 'passed' ELSE 'failed' END AS outcome, reason,
    first AS expected, second AS observed, difference_fen,
    json_object('first', first, 'second', second) AS details,
    json_array(json_array('goal', 'goals', first_goal_id), json_array('goal', 'goals', second_goal_id)) AS evidence
FROM pairs
