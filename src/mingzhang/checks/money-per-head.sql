/*
title: {zh: 人均金额远高于其他单位的同名项目, en: Money per head far above that of other units' projects of the same name}
class: question
version: 1
scope: whole
tests: {zh: 没有写单价、只写了一个人数的项目，同一地区、同一年度至少四个单位有同名项目的, en: "each project without a price that prints one number of people, where at least four units of its region have a project of its name in the year"}
looks_for: {zh: 金额除以人数，在同名项目中位数的三倍以上（thresholds.yml 的 outlier-factor、outlier-units）。, en: "Amount by people of three times the median of the projects of that name or more (outlier-factor and outlier-units in thresholds.yml)."}
why: {zh: 没有写标准的项目也能算出人均金额；相差悬殊的，应当有说明。, en: "Money without a printed rate can still be divided by heads; a large difference should have a reason."}
basis: {zh: 常理：同一年同一件事，人均花费应当相近。, en: "Common sense: the same thing costs about as much a head in one year."}
assumptions: {zh: 同名是指名称一字不差；人数取目标和指标里唯一的一个确数或下限，写有几个不同人数的不算；人次不算。, en: "Names must be the same to the character; the people are the one number that goals and indicators print, as definite or as a minimum; projects with several numbers are left out, and so are visits (人次)."}
innocent_explanations: {zh: 金额里还有设备、场地等别的开支；人数只是其中一部分；标准不同。, en: "The amount holds equipment, rooms and the like; the number is only a part of the people; another rate."}
reasons:
  far-above:
    outcome: failed
    reason: {zh: 在中位数的三倍以上, en: three times the median or more}
    summary:
      zh: “{name}”{amount:wan}、{people}人，人均 {head:money}，是同一地区 {units} 个单位同名项目中位数 {median:money}的 {times} 倍；目标里没有写标准。
      en: "{name}: {amount:yuan} for {people} {people:person|people}, {head:yuan} a head, {times} times the median of {units} units' projects of the region of that name, {median:yuan}; no rate is printed."
  alike:
    outcome: passed
    reason: {zh: 与其他单位相近, en: not far from other units}
  few-units:
    outcome: not_applicable
    reason: {zh: 有同名项目的单位太少, en: too few units have a project of this name}
*/
WITH people AS MATERIALIZED (
    SELECT project_id, max(base_value) AS people, json_group_array(json_array('count', 'quantities', id)) AS counts
    FROM quantities
    WHERE role = 'count' AND base_unit = '人' AND per IS NULL AND coalesce(comparator, '=') NOT IN ('≤', '<') AND base_value > 0
        AND typeof(base_value) IN ('integer', 'real')
    GROUP BY project_id HAVING count(DISTINCT base_value) = 1
),
named AS MATERIALIZED (
    SELECT projects.id, projects.document_id, projects.unit_id, projects.name, amount_fen, people, counts, amount_fen / people AS head,
        json_array(projects.region_code, projects.year, lower(replace(projects.name, ' ', ''))) AS thing, coalesce(projects.unit_id, projects.document_id) AS unit
    FROM people
    JOIN projects ON projects.id = people.project_id AND projects.phase = 'budget' AND projects.year IS NOT NULL
    JOIN documents ON documents.id = projects.document_id AND documents.is_current
    WHERE amount_fen > 0 AND projects.name IS NOT NULL AND NOT EXISTS (SELECT 1 FROM prices WHERE prices.project_id = projects.id)
),
highest AS (
    SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY thing, unit ORDER BY head DESC, id) AS place FROM named) WHERE place = 1
),
ranked AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY thing ORDER BY head, id) AS rank, count(*) OVER (PARTITION BY thing) AS units FROM highest
),
medians AS (
    SELECT thing, head AS median FROM ranked WHERE rank = (units + 1) / 2
),
judged AS (
    SELECT ranked.*, median,
        CASE
            WHEN units < (SELECT value FROM thresholds WHERE name = 'outlier-units') THEN 'few-units'
            WHEN head >= median * (SELECT value FROM thresholds WHERE name = 'outlier-factor') THEN 'far-above'
            ELSE 'alike'
        END AS reason
    FROM ranked JOIN medians USING (thing)
)
SELECT id AS subject, document_id, unit_id, id AS project_id,
    CASE reason WHEN 'far-above' THEN 'failed' WHEN 'alike' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, CAST(round(median) AS INTEGER) AS expected_fen, CAST(round(head) AS INTEGER) AS observed_fen,
    json_object('name', name, 'amount', amount_fen, 'people', printf('%.10g', people), 'head', CAST(round(head / 100) * 100 AS INTEGER),
        'median', CAST(round(median / 100) * 100 AS INTEGER), 'units', units, 'times', rtrim(rtrim(printf('%.1f', head * 1.0 / median), '0'), '.')) AS details,
    CASE reason WHEN 'far-above' THEN (SELECT json_group_array(json(one)) FROM (
        SELECT json_array('amount', 'projects', judged.id) AS one UNION ALL SELECT value FROM json_each(counts))) ELSE '[]' END AS evidence
FROM judged
