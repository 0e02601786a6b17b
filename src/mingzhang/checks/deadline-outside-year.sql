/*
title: {zh: 完成日期不在预算年度内, en: A completion date outside the budget year}
class: question
version: 2
scope: document
tests: {zh: 每一个写有完成日期的指标, en: each indicator that prints a completion date}
looks_for:
  zh: 完成日期早于预算年度；或者晚于预算年度，而项目没有写明跨几年。
  en: A completion date before the budget year, or after it where the project names no period of several years.
why:
  zh: 本年度的钱要在本年度见到结果。早于年度的日期往往是照抄上一年的表，读者就不知道今年何时完成。
  en: This year's money is to show its results this year. A date of an earlier year is often left over from last year's form, and then nobody knows by when the work is to be done.
basis: {zh: 常理：预算按年度编制，年度指标在年度内完成。, en: "Common sense: a budget is for a year, and so are its targets."}
assumptions:
  zh: >-
    年度取文件标题或登记的年度。日期也包括用文字写的（2022年12月底前）。项目的起止时间、名称、目标或其他栏目写明跨几年的（2021—2025年、十四五、三年行动），晚于年度而在期内不算；没有写到哪一年为止的，晚多久都不算。早于年度的日期，只有写在整个项目的指标里、而且在项目起止时间之内时不算。
  en: >-
    The year is that of the document's title, or the one noted for it. Dates in words count too (2022年12月底前). Where the
    project's period, name, goals or other fields name several years (2021—2025年, 十四五, 三年行动), a later date within them
    is no finding; where no end is given, none is. An earlier date is no finding only among the targets of the whole
    project and within its printed period.
innocent_explanations:
  zh: 项目其实跨年度，只是表里没有写；上一年没有完成、结转到今年的项目保留了原来的日期；收尾或验收照例在次年年初；标题的年度印错。
  en: The project does go on for several years and the form does not say so; it was carried over and kept its date; it is accepted or settled early in the next year as usual; the year in the title is a misprint.
reasons:
  before-year:
    outcome: failed
    reason: {zh: 完成日期早于预算年度, en: the date is before the budget year}
    summary:
      zh: 第 {serial} 项“{project}”的“{name}”{date}早于预算年度 {year} 年。
      en: "Item {serial}, {project}: {name} is{date} before the budget year {year}."
  after-year:
    outcome: failed
    reason: {zh: 完成日期晚于预算年度，项目没有写明跨到那一年, en: "the date is after the budget year, and no period printed reaches it"}
    summary:
      zh: 第 {serial} 项“{project}”的“{name}”{date}晚于预算年度 {year} 年，表里没有写明项目跨到那一年。
      en: "Item {serial}, {project}: {name} is{date} after the budget year {year}, and no period that reaches it is printed."
  within-year:
    outcome: passed
    reason: {zh: 完成日期在预算年度内, en: the date is within the budget year}
  within-period:
    outcome: passed
    reason: {zh: 完成日期在项目写明的几年之内, en: the date is within the several years that the project names}
  begins:
    outcome: not_applicable
    reason: {zh: 早于预算年度，但名称说的是开始的时间, en: "before the budget year, but the name says that it is when the work begins"}
  year-unknown:
    outcome: not_applicable
    reason: {zh: 不知道文件的年度, en: the budget year is not known}
*/
WITH dated AS (
    SELECT indicators.*,
        coalesce(iif(due_year_assumed, NULL, due_date), CASE
            WHEN (kind IS NULL OR kind = 'qualitative') AND (level2 = '时效指标' OR EXISTS (SELECT 1 FROM words WHERE list = 'time-names' AND instr(replace(coalesce(name, ''), ' ', ''), word)))
            THEN deadline(coalesce(value_text, text))
        END) AS date
    FROM indicators
),
outside AS (
    SELECT dated.*, CAST(substr(date, 1, 4) AS INTEGER) AS due_year FROM dated WHERE date IS NOT NULL
),
-- The last year of a period or plan, wherever the project prints one; looked up only for what is dated later than its year.
periods AS MATERIALIZED (
    SELECT projects.id AS project_id, max(
        coalesce(substr(projects.period_end, 1, 4), ''), coalesce(plan_end(projects.name), ''),
        coalesce((SELECT max(plan_end(text)) FROM goals WHERE project_id = projects.id), ''),
        -- 延续性项目 says nothing where the project prints its own last day.
        coalesce((SELECT max(plan_end(text)) FROM project_fields WHERE project_id = projects.id AND period_end IS NULL), '')
    ) AS last_year
    FROM projects
    WHERE id IN (SELECT project_id FROM outside WHERE due_year > year)
),
judged AS (
    SELECT outside.*, value_text IS NULL AND names_a_day(coalesce(outside.name, outside.text)) AS is_in_name, projects.name AS project_name, coalesce(projects.serial, projects.position) AS serial,
        CASE
            WHEN outside.year IS NULL THEN 'year-unknown'
            WHEN due_year = outside.year THEN 'within-year'
            WHEN due_year < outside.year THEN CASE
                WHEN EXISTS (SELECT 1 FROM words WHERE list = 'begins' AND instr(replace(coalesce(outside.name, ''), ' ', ''), word)) THEN 'begins'
                WHEN outside.scope = 'whole_project' AND coalesce(outside.due_last_day, last_day(date)) >= projects.period_start THEN 'within-period'
                ELSE 'before-year' END
            WHEN periods.last_year >= substr(date, 1, 4) THEN 'within-period'
            ELSE 'after-year'
        END AS reason
    FROM outside
    JOIN projects ON projects.id = outside.project_id
    LEFT JOIN periods ON periods.project_id = outside.project_id
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE reason
        WHEN 'within-year' THEN 'passed' WHEN 'within-period' THEN 'passed'
        WHEN 'year-unknown' THEN 'not_applicable' WHEN 'begins' THEN 'not_applicable' ELSE 'failed'
    END AS outcome,
    reason, CAST(year AS TEXT) AS expected, date AS observed,
    json_object('serial', serial, 'project', coalesce(project_name, ''), 'name', coalesce(name, text), 'year', year,
        -- 2024年8月底前到货 says its date itself.
        'date', json_object('zh', iif(is_in_name, '', '写 ' || coalesce(value_text, date) || '，'), 'en', iif(is_in_name, '', ' dated ' || coalesce(value_text, date) || ','))) AS details,
    json_array(json_array('deadline', 'indicators', id)) AS evidence
FROM judged
