/*
title: {zh: 预算里的指标，自评表里没有了, en: An indicator of the budget that the self-evaluation lacks}
class: question
version: 1
scope: unit
tests: {zh: 有同一年度自评的项目，预算里的每一个指标, en: "each indicator of a budget whose project has a self-evaluation of the year"}
looks_for: {zh: 预算里有、自评表里没有同名指标的；自评表里另有一个预算里没有、类别和数值都相同的指标时，说明像是改了名称。, en: "An indicator of the budget without one of its name in the self-evaluation. Where that has another of the same kind and target which the budget lacks, it is said that the name seems to have changed."}
why: {zh: 自评里没有了的指标，读者无从知道完成了没有。, en: "Of an indicator that the self-evaluation lacks nobody can tell whether it was reached."}
basis:
  zh: 财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）第四条：单位自评是对预算批复的项目绩效目标完成情况进行自我评价。
  en: "Rules of the Ministry of Finance (财预〔2020〕10号), article 4: a self-evaluation is of how far the performance goals approved with the budget were reached."
assumptions: {zh: 两边是同一项目（series_id 相同）、同一年度的现行文件，各只有一份；名称不计空格和大小写。自评表有没读懂的内容时不下结论。, en: "Both are of one project (the same series_id) and year, in current documents, one of each; names are compared without blanks and case. Where anything of the self-evaluation was not understood nothing is said."}
innocent_explanations: {zh: 年中按程序调整过目标；名称换了说法；公开的是草案；几个指标合成了一个。, en: "The targets were changed by the rules; the name is worded in another way; a draft was published; several indicators were merged."}
reasons:
  dropped:
    outcome: failed
    reason: {zh: 自评表里没有这个指标, en: the self-evaluation lacks the indicator}
    summary:
      zh: “{name}”预算里的指标“{indicator}”在自评表里没有了。
      en: "{name}: the indicator {indicator} of the budget is not in the self-evaluation."
  renamed:
    outcome: failed
    reason: {zh: 像是改了名称, en: its name seems to have changed}
    summary:
      zh: “{name}”预算里的指标“{indicator}”在自评表里没有了，“{other}”与它数值相同，像是改了名称。
      en: "{name}: the indicator {indicator} of the budget is not in the self-evaluation; {other} has the same target and seems to be it under another name."
  kept:
    outcome: passed
    reason: {zh: 自评表里有同名的指标, en: the self-evaluation has an indicator of its name}
  no-name:
    outcome: not_applicable
    reason: {zh: 指标没有读出名称, en: no name was read of the indicator}
  sheet-not-understood:
    outcome: not_applicable
    reason: {zh: 自评表没有读出指标，或者有没读懂的内容，看起来没有的可能就在其中, en: "no indicator of the self-evaluation was read, or something of it was not understood, and what seems to be missing may stand in it"}
*/
WITH current AS MATERIALIZED (
    SELECT projects.id, projects.series_id, projects.year, projects.phase, projects.name FROM projects
    JOIN documents ON documents.id = projects.document_id
    WHERE documents.is_current AND projects.series_id IS NOT NULL AND projects.year IS NOT NULL
),
pairs AS MATERIALIZED (
    SELECT min(id) FILTER (WHERE phase = 'budget') AS before_id, min(id) FILTER (WHERE phase = 'self_evaluation') AS after_id,
        coalesce(min(name), '') AS project_name
    FROM current GROUP BY series_id, year
    HAVING count(*) FILTER (WHERE phase = 'budget') = 1 AND count(*) FILTER (WHERE phase = 'self_evaluation') = 1
),
keyed AS MATERIALIZED (
    SELECT indicators.*, lower(replace(name, ' ', '')) AS folded,
        coalesce(name, '') || CASE WHEN kind = 'qualitative' THEN '：' ELSE coalesce(comparator, '') END || coalesce(value_text, '')
            || CASE WHEN unit IS NULL OR instr(coalesce(value_text, ''), unit) THEN '' ELSE unit END AS printed,
        json_array(coalesce(level2, level1, ''), kind, base_value, base_unit, due_last_day) AS target_key
    FROM indicators
    WHERE project_id IN (SELECT before_id FROM pairs UNION ALL SELECT after_id FROM pairs) AND coalesce(scope, 'year') = 'year'
),
names AS MATERIALIZED (
    SELECT DISTINCT project_id, folded FROM keyed WHERE folded IS NOT NULL
),
-- Indicators of the self-evaluation whose names the budget lacks, by their targets; only one of a target can be meant.
new AS MATERIALIZED (
    SELECT pairs.before_id, after.target_key, min(after.printed) AS printed, min(after.id) AS id
    FROM pairs JOIN keyed AS after ON after.project_id = pairs.after_id
    WHERE (after.base_value IS NOT NULL OR after.due_last_day IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM names WHERE names.project_id = pairs.before_id AND names.folded = after.folded)
    GROUP BY pairs.before_id, after.target_key HAVING count(*) = 1
),
judged AS (
    SELECT pairs.*, before.id, before.document_id, before.unit_id, before.printed, new.id AS new_id, new.printed AS new_printed,
        CASE
            WHEN before.folded IS NULL THEN 'no-name'
            WHEN EXISTS (SELECT 1 FROM names WHERE names.project_id = pairs.after_id AND names.folded = before.folded) THEN 'kept'
            WHEN after_id IN (SELECT project_id FROM unread_projects) OR after_id NOT IN (SELECT project_id FROM names) THEN 'sheet-not-understood'
            WHEN new.id IS NOT NULL THEN 'renamed'
            ELSE 'dropped'
        END AS reason
    FROM pairs
    JOIN keyed AS before ON before.project_id = pairs.before_id
    LEFT JOIN new ON new.before_id = pairs.before_id AND new.target_key = before.target_key
)
SELECT id AS subject, document_id, unit_id, before_id AS project_id,
    CASE reason WHEN 'dropped' THEN 'failed' WHEN 'renamed' THEN 'failed' WHEN 'kept' THEN 'passed' ELSE 'not_applicable' END AS outcome, reason,
    json_object('name', project_name, 'indicator', printed, 'other', new_printed) AS details,
    CASE reason
        WHEN 'dropped' THEN json_array(json_array('indicator', 'indicators', id), json_array('self-evaluation', 'projects', after_id))
        WHEN 'renamed' THEN json_array(json_array('indicator', 'indicators', id), json_array('renamed', 'indicators', new_id))
        ELSE '[]'
    END AS evidence
FROM judged
