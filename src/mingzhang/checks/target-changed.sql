/*
title: {zh: 自评表里的目标与预算里的不同, en: A target that differs between budget and self-evaluation}
class: question
version: 1
scope: unit
tests: {zh: 同一项目、同一年度的自评里，在预算里也有的每一个指标, en: each indicator of a self-evaluation that the budget of the same project and year has too}
looks_for:
  zh: 同一指标的目标，在自评表里与预算公开时不同：比较符号、数值、单位、日期，或者文字。
  en: "A target that is another one in the self-evaluation than in the disclosed budget: its sign, number, unit, date or words."
why:
  zh: 自评应当对照年初批复的目标。目标在自评时变了，完成与否就是对着另一个目标说的。
  en: A self-evaluation is to measure against the targets of the budget. When they have changed, what it says was reached is another thing.
basis:
  zh: 财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）第四条：单位自评是对预算批复的项目绩效目标完成情况进行自我评价。
  en: "Rules of the Ministry of Finance (财预〔2020〕10号), article 4: a self-evaluation is of how far the performance goals approved with the budget were reached."
assumptions:
  zh: >-
    两边是同一项目（series_id 相同）、同一年度的现行文件，而且预算里只有一个这样的项目。指标按二级指标（没有时按一级指标）和名称对应，名称在两边都只出现一次才比较；改了名称或删去的指标看不到。
    只在一边印出的比较符号或单位不算不同。整个项目周期的指标不比较。
  en: >-
    Both are of one project (the same series_id) and year, in current documents, with one such project in the budget. Indicators
    go together by level 2 (else level 1) and name, if that stands once on either side; an indicator that was renamed or left out is
    not seen. A sign or unit that only one side prints is no difference. Indicators of the whole project's period are not compared.
innocent_explanations:
  zh: 年中按程序调整过目标；公开的预算是草案，批复时有改动；两张表里同名的指标说的不是一件事。
  en: >-
    The target was changed during the year by the rules; the disclosed budget was a draft; the two indicators have the same name
    and are of different things.
reasons:
  differs:
    outcome: failed
    reason: {zh: 目标不同, en: the targets differ}
    summary:
      zh: “{name}”的“{indicator}”，预算里的目标是 {before}，自评表里是 {after}。
      en: "{name}: {indicator} has the target {before} in the budget and {after} in the self-evaluation."
  same:
    outcome: passed
    reason: {zh: 目标相同, en: the targets are the same}
  target-unread:
    outcome: not_applicable
    reason: {zh: 有一边没有目标，或者没有读懂, en: "one side has no target, or it was not understood"}
  no-counterpart:
    outcome: not_applicable
    reason: {zh: 预算里没有同名的指标, en: the budget has no indicator of this name}
  several-counterparts:
    outcome: not_applicable
    reason: {zh: 同名的指标不止一个，看不出哪个对哪个, en: "several indicators have this name, and which belong together cannot be told"}
  several-budgets:
    outcome: not_applicable
    reason: {zh: 同一年度有几份预算列着这个项目, en: several budgets of the year list the project}
*/
WITH current AS (
    SELECT projects.* FROM projects JOIN documents ON documents.id = projects.document_id
    WHERE documents.is_current AND projects.series_id IS NOT NULL AND projects.year IS NOT NULL
),
pairs AS (
    SELECT after.id AS after_id, max(before.id) AS before_id, count(*) AS budgets, coalesce(after.name, '') AS project_name
    FROM current AS after
    JOIN current AS before ON before.series_id = after.series_id AND before.year = after.year AND before.phase = 'budget'
    WHERE after.phase = 'self_evaluation' GROUP BY after.id
),
keyed AS (
    SELECT indicators.*, coalesce(level2, level1, '') AS level, lower(replace(coalesce(name, ''), ' ', '')) AS folded,
        count(*) OVER (PARTITION BY project_id, coalesce(level2, level1, ''), lower(replace(coalesce(name, ''), ' ', ''))) AS alike,
        CASE
            WHEN kind = 'quantitative' THEN 'number'
            WHEN kind = 'date' THEN 'date'
            WHEN kind IN ('qualitative', 'reference') THEN 'words'
        END AS way,
        coalesce(comparator, '') || coalesce(value_text, '')
            || CASE WHEN unit IS NULL OR instr(coalesce(value_text, ''), unit) THEN '' ELSE unit END AS target
    FROM indicators
    WHERE coalesce(scope, 'year') = 'year'
        AND (project_id IN (SELECT after_id FROM pairs) OR project_id IN (SELECT before_id FROM pairs WHERE budgets = 1))
),
compared AS (
    SELECT pairs.*, after.id, after.document_id, after.unit_id, coalesce(after.name, after.text) AS indicator,
        before.id AS other_id, before.target AS before_target, after.target AS after_target,
        CASE
            WHEN budgets > 1 THEN 'several-budgets'
            WHEN after.alike > 1 OR before.alike > 1 THEN 'several-counterparts'
            WHEN before.id IS NULL OR after.folded = '' THEN 'no-counterpart'
            WHEN before.way IS NULL OR after.way IS NULL THEN 'target-unread'
            WHEN before.way != after.way THEN 'differs'
            WHEN before.comparator != after.comparator THEN 'differs'
            WHEN after.way = 'date' THEN CASE
                WHEN before.due_last_day IS NULL OR after.due_last_day IS NULL THEN 'target-unread'
                WHEN before.due_last_day = after.due_last_day THEN 'same' ELSE 'differs' END
            WHEN after.way = 'words' THEN CASE WHEN lower(replace(before.value_text, ' ', '')) = lower(replace(after.value_text, ' ', '')) THEN 'same' ELSE 'differs' END
            WHEN before.unit IS NULL OR after.unit IS NULL THEN CASE WHEN before.value = after.value THEN 'same' ELSE 'differs' END
            WHEN before.base_value = after.base_value AND before.base_unit = after.base_unit THEN 'same'
            ELSE 'differs'
        END AS reason
    FROM pairs
    JOIN keyed AS after ON after.project_id = pairs.after_id
    LEFT JOIN keyed AS before ON before.project_id = pairs.before_id AND pairs.budgets = 1 AND before.level = after.level
        AND before.folded = after.folded
    GROUP BY after.id
)
SELECT id AS subject, document_id, unit_id, after_id AS project_id,
    CASE reason WHEN 'differs' THEN 'failed' WHEN 'same' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, before_target AS expected, after_target AS observed,
    json_object('name', project_name, 'indicator', indicator, 'before', before_target, 'after', after_target) AS details,
    CASE reason WHEN 'differs' THEN json_array(json_array('after', 'indicators', id), json_array('before', 'indicators', other_id)) ELSE '[]' END AS evidence
FROM compared
