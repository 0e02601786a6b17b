/*
title: {zh: 两处目标的数字不一致, en: Two goals give different numbers for one thing}
class: arithmetic
version: 9
scope: document
yields_to: [of-which-parts, share-of]
tests: {zh: 同一项目的目标里，说同一件事、用同一单位的每两个数, en: "each two numbers in the goals of a project that are of the same thing, in the same unit"}
looks_for:
  zh: 同一个项目的目标里，同一件事写了两个不同的数，例如一处写 460 名，一处写 510 名。
  en: "Two different numbers for one thing in the goals of a project: 460 people in one place, 510 in another."
why: {zh: 同一件事写了两个数，考核时不知道按哪一个算。, en: "With two numbers for one thing nobody knows which counts when the project is judged."}
basis: {zh: 常理：一件事一个数。, en: "Common sense: one thing, one number."}
assumptions:
  zh: >-
    是不是同一件事按字面判断：去掉 words.yml 里 says-nothing、any-people 的字，再去掉项目名称开头或结尾已有的字，剩下的相同才算；换了说法的，只认得 words.yml 的 same-words 里列出的。资格条件（年满55周岁）、年份、序数不算数字。中间隔着 200 个以上别的数的，不比。两个数相差较大、又不像笔误的（thresholds.yml 里 near-numbers 等），只问不说；名称不同又差得很远的，当作两件事。
  en: >-
    Whether two numbers are of one thing is judged by the words: they must agree once the words listed under says-nothing and any-people
    in words.yml, and what the project's name begins or ends with, are left out. Of other words for the same only those listed under same-words are known. Conditions of
    eligibility, years and ordinals are no numbers. Two numbers with 200 others or more between them are not compared. Where two numbers are further apart than near-numbers in thresholds.yml and look like no slip there is only a question; of other names and far apart, they are taken for two things.
innocent_explanations:
  zh: 两个数说的其实是两批人、两个时段或两个口径，只是没有写明；有一处是上一年的数，忘了改。
  en: The two numbers are of two groups, two periods or two ways of counting, which is not printed; or one of them is last year's.
reasons:
  differs:
    outcome: failed
    reason: {zh: 两个数不同，不能都对, en: the two numbers differ and cannot both hold}
    summary:
      zh: 第 {serial} 项“{project}”：{first_label}写“{first}”，{second_label}写“{second}”。
      en: "Item {serial}, {project}: one goal says {first}, another {second}."
  bounds-differ:
    outcome: failed
    class: question
    reason: {zh: 两个限度不同，可以同时做到, en: "two bounds differ, and both can be kept"}
    summary:
      zh: 第 {serial} 项“{project}”：{first_label}写“{first}”，{second_label}写“{second}”，一宽一窄，可以同时做到，考核时不知道按哪一个。
      en: "Item {serial}, {project}: one goal says {first}, another {second}; one is wider than the other and both can be kept."
  far-apart:
    outcome: failed
    class: question
    reason: {zh: 像是同一件事，数相差较大, en: "what seems to be one thing, with numbers far apart"}
    summary:
      zh: 第 {serial} 项“{project}”：{first_label}写“{first}”，{second_label}写“{second}”，两处是不是说同一件事，请对照原文。
      en: "Item {serial}, {project}: one goal says {first}, another {second}; whether both are of one thing the original must tell."
  two-things:
    outcome: not_applicable
    reason: {zh: 名称不同、数也差得很远，当作两件事, en: "other names and numbers far apart: taken for two things"}
  equal:
    outcome: passed
    reason: {zh: 两个数相同, en: the two numbers are the same}
    expression:
      zh: 目标“{first}”与目标“{second}”一致
      en: "the goals {first} and {second} agree"
  compatible:
    outcome: passed
    reason: {zh: 一个下限、一个上限，可以同时做到, en: a lower and an upper bound that can both be kept}
*/
WITH judged AS (
    SELECT same_things.*, projects.unit_id, coalesce(serial, projects.position) AS serial, coalesce(name, '') AS project,
        coalesce(one.label, iif(one.id = other.id, '目标', '一处目标')) AS first_label, coalesce(other.label, '另一处目标') AS second_label,
        CASE
            WHEN agrees IN ('equal', 'compatible') THEN agrees
            WHEN distance = 'far' THEN 'two-things'
            WHEN distance = 'apart' THEN 'far-apart'
            WHEN agrees IN ('looser', 'stricter') THEN 'bounds-differ'
            ELSE agrees
        END AS reason
    FROM same_things
    JOIN projects ON projects.id = same_things.project_id
    JOIN quantities AS first ON first.id = first_quantity_id
    JOIN quantities AS second ON second.id = second_quantity_id
    JOIN goals AS one ON one.id = first.goal_id
    JOIN goals AS other ON other.id = second.goal_id
    WHERE kind = 'goals'
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE WHEN reason IN ('equal', 'compatible') THEN 'passed' WHEN reason = 'two-things' THEN 'not_applicable' ELSE 'failed' END AS outcome, reason,
    first_quote AS expected, second_quote AS observed, difference_fen,
    json_object('serial', serial, 'project', project, 'first', first_quote, 'second', second_quote,
        'first_label', first_label, 'second_label', iif(first_label = second_label OR first_label = '目标', '同一目标又', second_label)) AS details,
    json_array(json_array('goal', 'quantities', first_quantity_id), json_array('goal', 'quantities', second_quantity_id)) AS evidence
FROM judged
