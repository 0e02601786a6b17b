/*
title: {zh: 上年公开过的单位，本年没有找到, en: A unit that published last year and of which this year has nothing}
class: question
version: 1
scope: whole
tests: {zh: 同一地区下一年度也有单位公开时，每一个单位的每一年, en: each unit and year where some unit of its region published for the year after}
looks_for: {zh: 上一年公开过项目支出绩效目标的单位，这一年在收集到的文件里没有，而同一地区别的单位有。, en: "A unit with a budget of one year and none of the next among the documents collected, where others of its region have one."}
why: {zh: 停止公开一般不会另行说明，逐年对照才看得出来。, en: "That a unit stopped publishing is seldom announced; it shows only when years are compared."}
basis: {zh: 《预算法》第十四条：部门预算应当向社会公开。, en: "Budget Law (预算法), article 14: the budgets of departments are published."}
assumptions: {zh: 只知道收集到的文件：没有收集到不等于没有公开。有文件整份没有读出时不下结论；单位按编码认，改了编码的会当成两个。只看有现行文件的最近一年。, en: "Only the documents that were collected are known; not collected is not the same as not published. Where a whole document could not be read nothing is said. Units are known by their codes, so that a new code is another unit. Only the latest year with current documents is looked at."}
innocent_explanations: {zh: 还没有收集到；单位撤并、改名或换了编码；这一年没有项目支出；由主管部门合并公开；涉密。, en: "It was not collected yet; the unit was merged, renamed or has another code; it has no projects this year; its department published for it; it is secret."}
reasons:
  missing:
    outcome: failed
    reason: {zh: 本年没有找到, en: nothing of this year}
    summary:
      zh: “{unit}”{before} 年公开过项目支出绩效目标，这里没有它 {year} 年的；同一地区 {year} 年有 {others} 个单位公开。
      en: "{unit} published performance goals for {before}, and there are none of it for {year} here; {others} {others:unit of its region has|units of its region have} published for {year}."
  published:
    outcome: passed
    reason: {zh: 本年也有, en: this year has them too}
  not-all-read:
    outcome: not_applicable
    reason: {zh: 有文件没有读出，可能就是它的, en: a document could not be read and may be its own}
*/
WITH published AS MATERIALIZED (
    SELECT projects.unit_id, units.name, units.region_code, projects.year, min(projects.document_id) AS document_id
    FROM projects
    JOIN documents ON documents.id = projects.document_id AND documents.is_current
    JOIN units ON units.id = projects.unit_id
    WHERE projects.phase = 'budget' AND projects.year IS NOT NULL AND units.region_code IS NOT NULL
    GROUP BY projects.unit_id, projects.year
),
latest AS (
    SELECT region_code, year, units FROM (
        SELECT region_code, year, count(*) AS units, max(year) OVER (PARTITION BY region_code) AS last FROM published GROUP BY region_code, year
    ) WHERE year = last
),
judged AS (
    SELECT before.*, latest.year AS this_year, latest.units,
        CASE
            WHEN after.unit_id IS NOT NULL THEN 'published'
            WHEN EXISTS (SELECT 1 FROM rejects WHERE kind = 'document') THEN 'not-all-read'
            ELSE 'missing'
        END AS reason
    FROM latest
    JOIN published AS before ON before.region_code = latest.region_code AND before.year = latest.year - 1
    LEFT JOIN published AS after ON after.unit_id = before.unit_id AND after.year = latest.year
)
SELECT unit_id || '-' || this_year AS subject, document_id, unit_id,
    CASE reason WHEN 'missing' THEN 'failed' WHEN 'published' THEN 'passed' ELSE 'not_applicable' END AS outcome, reason,
    json_object('unit', coalesce(name, unit_id), 'before', year, 'year', this_year, 'others', units) AS details,
    json_array(json_array('unit', 'units', unit_id), json_array('last', 'documents', document_id)) AS evidence
FROM judged
