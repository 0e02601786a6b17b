/*
title: {zh: 没有写明满意度是怎样得出的, en: Nothing says how satisfaction was found out}
class: form
version: 1
scope: document
tests: {zh: 自评表里印有完成值的每一个满意度指标, en: each satisfaction indicator of a self-evaluation with an actual value}
looks_for: {zh: 满意度有完成值，而整张自评表没有提到问卷、调查、回访、测评等（words.yml 的 survey-words）。, en: "An actual value for satisfaction in a sheet that names no questionnaire, survey, call-back or the like (survey-words in words.yml)."}
why: {zh: 满意度要问了人才知道。没有写问了多少人、怎么问的，这个数就无法核对。, en: "Satisfaction is known by asking. Where nothing says who was asked and how, nobody can verify the number."}
basis: {zh: 常理；表格本身没有要求写调查办法。, en: "Common sense; the form itself does not ask how it was found out."}
assumptions: {zh: 看项目的目标、完成情况、指标、原因和其他栏目里的字；有没读懂的内容的自评表不下结论。, en: "The words of goals, results, indicators, reasons and other fields of the project are looked at; where anything of the sheet was not understood nothing is said."}
innocent_explanations: {zh: 做过调查，写在自评报告或别的材料里；表格没有地方写。, en: "There was a survey, which is told of in a report; the form has no place for it."}
reasons:
  no-survey:
    outcome: failed
    reason: {zh: 没有提到调查, en: no survey is named}
    summary:
      zh: 有 {n} 个满意度指标写了完成值，没有写明是怎样得出的，例如“{name}”的“{indicator}”{actual}。
      en: "Satisfaction indicators with an actual value and no word of how it was found out: {n}, such as {indicator} of {name}, {actual}."
  survey:
    outcome: passed
    reason: {zh: 提到了调查, en: a survey is named}
  sheet-not-understood:
    outcome: not_applicable
    reason: {zh: 有没读懂的内容, en: something was not understood}
*/
WITH satisfied AS MATERIALIZED (
    SELECT indicators.id, indicators.document_id, indicators.unit_id, project_id, coalesce(projects.name, '') AS name, coalesce(indicators.name, text) AS indicator, actual_text
    FROM indicators JOIN projects ON projects.id = indicators.project_id
    WHERE indicators.phase = 'self_evaluation' AND actual_value IS NOT NULL
        AND (coalesce(level1, '') LIKE '%满意度%' OR coalesce(level2, '') LIKE '%满意度%')
),
texts AS (
    SELECT project_id, text FROM goals
    UNION ALL SELECT project_id, coalesce(label, '') || coalesce(text, '') FROM project_fields
    UNION ALL SELECT project_id, text || coalesce(actual_text, '') || coalesce(deviation_reason, '') FROM indicators WHERE phase = 'self_evaluation'
),
surveyed AS MATERIALIZED (
    SELECT DISTINCT project_id FROM texts
    WHERE project_id IN (SELECT project_id FROM satisfied) AND EXISTS (SELECT 1 FROM words WHERE list = 'survey-words' AND instr(texts.text, word))
),
judged AS (
    SELECT *,
        CASE
            WHEN project_id IN (SELECT project_id FROM surveyed) THEN 'survey'
            WHEN project_id IN (SELECT project_id FROM unread_projects) THEN 'sheet-not-understood'
            ELSE 'no-survey'
        END AS reason
    FROM satisfied
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'no-survey' THEN 'failed' WHEN 'survey' THEN 'passed' ELSE 'not_applicable' END AS outcome, reason,
    json_object('name', name, 'indicator', indicator, 'actual', actual_text) AS details,
    CASE reason WHEN 'no-survey' THEN json_array(json_array('indicator', 'indicators', id)) ELSE '[]' END AS evidence
FROM judged
