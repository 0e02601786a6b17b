/*
title: {zh: 文中几个数算不到一起, en: Numbers of a text do not come to the one that is printed for them}
class: arithmetic
version: 12
scope: document
after: [share-of, amount-in-goal]
yields_to: [of-which-parts, share-of, goal-contradicts-goal, goal-contradicts-indicator, unit-cost-times-count, amount-in-goal]
tests:
  zh: 目标和自评“完成情况”里，一句话中几个数按单位和字面应当算出的每一个数：每组人数乘组数，长乘宽，各季度相加，总数减已完成的，人均，折合，比率
  en: "each number of a goal, or of what a self-evaluation reports, that others of its sentence come to by their units and words: people of each group times groups, length times width, quarters added up, a whole less what is done, averages, other units, rates"
looks_for:
  zh: 同一句里的几个数算出来，不是写出的那个数，换一种算法也得不出，四舍五入也解释不了。
  en: The numbers of a sentence do not come to the printed one, by no other arithmetic either, and rounding does not explain it.
why: {zh: 几个数不能都对，考核时不知道按哪一个算。, en: "The numbers cannot all be right, and when the project is judged nobody knows which counts."}
basis: {zh: 算术。, en: Arithmetic.}
assumptions:
  zh: 怎样算由单位（每组、亩、人次）和字面（共、折合、剩余、率）决定，这句话里同类的数要全部用上；有约数、上下限、“另”“除外”“轮换”一类的字（words.yml 的 breaks-relations），或者这些数用别的算法能得出写出的数，就不说。相差一半以上、又不像笔误的（thresholds.yml 的 numbers-apart）也不说。
  en: How the numbers go together is told by their units (each group, mu, visits) and words (in all, that is, left, rate), and all numbers of the kind in the sentence must be used. Nothing is said where a number is rounded or a bound, where a word of breaks-relations in words.yml stands between, where other arithmetic of the same numbers comes to the printed one, or where both are more than numbers-apart in thresholds.yml apart and like no slip.
innocent_explanations:
  zh: 写出的数还包括这句话没有写的一部分；有一处是另一个时段、另一个口径的数。
  en: The printed number includes something that the sentence does not say; one of the numbers is of another time or counted otherwise.
reasons:
  differs:
    outcome: failed
    reason: {zh: 几个数算出来不是写出的数, en: the numbers do not come to the printed one}
    summary:
      zh: "第 {serial} 项“{project}”：{computed}，{label}写“{printed}”。"
      en: "Item {serial}, {project}: {computed}; the text says {printed}."
  no-such-day:
    outcome: failed
    reason: {zh: 历上没有这一天, en: no calendar has that day}
    summary:
      zh: "第 {serial} 项“{project}”：{label}写“{printed}”，没有这一天。"
      en: "Item {serial}, {project}: the text says {printed}, a day that no calendar has."
  ends-before-it-begins:
    outcome: failed
    reason: {zh: 止的时间比起的时间早, en: a span of time ends before it begins}
    summary:
      zh: "第 {serial} 项“{project}”：{label}写“{printed}”，止的时间早于起的时间。"
      en: "Item {serial}, {project}: the text says {printed}, which ends before it begins."
  counted-otherwise:
    outcome: failed
    class: question
    reason: {zh: 首尾两个月都算，就多一个月, en: "with the first and the last month there is one month more"}
    summary:
      zh: "第 {serial} 项“{project}”：{computed}（首尾都算），{label}写“{printed}”，是不是有一个月不算，请对照原文。"
      en: "Item {serial}, {project}: {computed} with the first and the last; the text says {printed}. Whether one month does not count the original must tell."
  stages-out-of-order:
    outcome: failed
    reason: {zh: 后面的步骤比前面的步骤早, en: a later step of the work comes before an earlier one}
    summary:
      zh: "第 {serial} 项“{project}”：{label}写“{printed}”，先后颠倒。"
      en: "Item {serial}, {project}: the text says {printed}, with a later step before an earlier one."
  fits:
    outcome: passed
    reason: {zh: 几个数算出来就是写出的数, en: the numbers come to the printed one}
    expression: {zh: "{computed}", en: "{computed}"}
*/
WITH texts AS (
    SELECT goals.id, 'goals' AS table_name, projects.document_id, projects.unit_id, project_id, coalesce(goals.label, '目标') AS label, goals.text
    FROM goals JOIN projects ON projects.id = project_id
    UNION ALL
    SELECT project_fields.id, 'project_fields', projects.document_id, projects.unit_id, project_id, project_fields.label, project_fields.text
    FROM project_fields JOIN projects ON projects.id = project_id
    WHERE projects.phase = 'self_evaluation' AND instr(project_fields.label, '完成情况')
),
found AS (
    SELECT texts.*, one.value AS said FROM texts, json_each(stated_relations(texts.text)) AS one
)
SELECT found.id || '-' || (said ->> 'start') AS subject, found.document_id, found.unit_id, found.project_id,
    iif(said ->> 'reason' = 'fits', 'passed', 'failed') AS outcome, said ->> 'reason' AS reason,
    said ->> 'computed' AS expected, said ->> 'printed' AS observed,
    json_object('serial', coalesce(serial, projects.position), 'project', coalesce(name, ''), 'label', found.label,
        'computed', said ->> 'computed', 'printed', said ->> 'printed') AS details,
    -- Each number of the sentence: as a quantity of the goal, or where it stands in its text.
    (SELECT json_group_array(coalesce(
        (SELECT json_array(iif(place.value ->> 0 = said ->> 'start', 'claim', 'number'), 'quantities', quantities.id)
            FROM quantities WHERE goal_id = found.id AND place.value ->> 0 BETWEEN start_char AND end_char - 1),
        json_array(iif(place.value ->> 0 = said ->> 'start', 'claim', 'number'), found.table_name, found.id, place.value ->> 0, place.value ->> 1)))
        FROM json_each(said -> 'places') AS place) AS evidence
FROM found
JOIN projects ON projects.id = found.project_id
-- Rates that are parts of all, and sums that are beside the amount too, are told by the checks of these.
WHERE NOT EXISTS (SELECT 1 FROM findings WHERE findings.project_id = found.project_id AND class = 'arithmetic' AND said ->> 'reason' = 'differs'
    AND (check_id = 'share-of' AND instr(said ->> 'printed', '%') OR check_id = 'amount-in-goal' AND instr(summary, said ->> 'printed')))
