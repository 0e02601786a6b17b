/*
title: {zh: 时效指标没有写完成时间, en: No date among the timeliness indicators}
class: form
version: 3
scope: document
tests: {zh: 每一个有时效指标（或印有这个标题）的项目, en: each project with timeliness indicators (时效指标) or at least their heading}
looks_for:
  zh: 时效指标里没有一个写到什么时候：没有日期，也没有“年底前”“每月10日前”“全年”“90天内”之类的话。
  en: "Timeliness indicators none of which says by when: no date, and no words for one (年底前, 每月10日前, 全年, 90天)."
why:
  zh: 时效指标回答的是何时完成。只写“及时率100%”，到年底就无从对照。
  en: Timeliness says by when. With nothing but "timely 100%" there is nothing to hold the result against.
basis:
  zh: 常理：写明什么时候完成，才能对照。按我们对财预〔2021〕101号的理解：时效指标反映是否及时，按项目的实际情况设置，并不要求每个项目都有。
  en: "Common sense: only a stated time can be compared with. As we understand 财预〔2021〕101号: timeliness indicators show whether something is done in time, and are set where they suit the project; not every project must have them."
assumptions:
  zh: 用文字写的时间、时长和周期都算写了时间，写在指标名称里的时长（24小时修复率）也算；写在别的标题下或指标说明里的日期也算。时效指标的文字一个也没有读懂的项目不核对。不看目标里的日期。
  en: Times in words, durations and rhythms (each month) count as a time, also a duration in the name of an indicator (24小时修复率), and so does a date under another heading or in the remarks on an indicator. A project none of whose timeliness indicators was understood is not tested. Dates in goals are not looked at.
innocent_explanations:
  zh: 项目按月或按需要支付，没有一个完成日；时间写在目标或实施方案里。
  en: Payments are made monthly or as the need arises, so that there is no one date; the date stands in the goals or in a plan of its own.
reasons:
  no-date:
    outcome: failed
    reason: {zh: 时效指标里没有写时间, en: no timeliness indicator says by when}
    summary:
      zh: 有 {n} 个项目的时效指标没有写什么时候完成，例如第 {serial} 项“{project}”。
      en: "Projects without a date among their timeliness indicators: {n}, such as item {serial}, {project}."
  date-given:
    outcome: passed
    reason: {zh: 时效指标写有时间, en: a timeliness indicator says by when}
  date-elsewhere:
    outcome: passed
    reason: {zh: 日期写在别的标题下或指标的说明里, en: a date stands under another heading or in the remarks on an indicator}
  no-timeliness:
    outcome: not_applicable
    reason: {zh: 没有时效指标，也没有印这个标题, en: "there are no timeliness indicators, and no heading for them"}
  no-indicators:
    outcome: not_applicable
    reason: {zh: 项目没有指标, en: the project has no indicators}
  sheet-not-understood:
    outcome: not_applicable
    reason: {zh: 表上有没有读懂的栏目或内容，看起来没有的可能就在其中, en: "a column or line of the sheet was not understood, and what seems to be missing may stand in it"}
*/
WITH times AS (
    SELECT project_id, count(*) AS indicators,
        sum(level2 = '时效指标') AS timeliness,
        max(level2 = '时效指标' AND (
            due_date IS NOT NULL OR names_a_time(coalesce(value_text, text)) OR names_a_day(coalesce(name, ''))
            OR name GLOB '*[0-9０-９]小时*' OR name GLOB '*[0-9０-９]分钟*' OR name GLOB '*[0-9０-９]*工作日*'
            OR name GLOB '*[0-9０-９]天*' OR name GLOB '*[0-9０-９]日内*'
        )) AS says_when,
        max(due_date IS NOT NULL) AS has_date
    FROM indicators
    GROUP BY project_id
),
judged AS (
    SELECT projects.*,
        CASE
            WHEN times.project_id IS NULL THEN 'no-indicators'
            WHEN times.says_when THEN 'date-given'
            WHEN coalesce(times.timeliness, 0) = 0
                AND NOT EXISTS (SELECT 1 FROM headings WHERE project_id = projects.id AND level2 = '时效指标')
                THEN 'no-timeliness'
            WHEN times.has_date THEN 'date-elsewhere'
            WHEN EXISTS (SELECT 1 FROM project_fields WHERE project_id = projects.id
                AND label IN (SELECT word FROM words WHERE list = 'indicator-remarks') AND names_a_day(text)) THEN 'date-elsewhere'
            WHEN projects.id IN (SELECT project_id FROM unread_projects) THEN 'sheet-not-understood'
            ELSE 'no-date'
        END AS reason
    FROM projects
    LEFT JOIN times ON times.project_id = projects.id
)
SELECT id AS subject, document_id, unit_id, id AS project_id,
    CASE reason
        WHEN 'no-date' THEN 'failed' WHEN 'date-given' THEN 'passed' WHEN 'date-elsewhere' THEN 'passed'
        ELSE 'not_applicable'
    END AS outcome,
    reason, json_object('serial', coalesce(serial, position), 'project', coalesce(name, '')) AS details,
    CASE reason WHEN 'no-date' THEN (SELECT json_group_array(json(one)) FROM (
        SELECT json_array('project', 'projects', judged.id) AS one
        UNION ALL SELECT * FROM (SELECT json_array('timeliness', 'indicators', indicators.id) FROM indicators
            WHERE project_id = judged.id AND level2 = '时效指标' ORDER BY position)
    )) ELSE '[]' END AS evidence
FROM judged
