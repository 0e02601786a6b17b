/*
title: {zh: 全部项目、全部指标得满分, en: Full points for every indicator of every project}
class: question
version: 1
scope: document
tests: {zh: 有三个以上项目印有得分的自评文件, en: each document with scored self-evaluations of three projects or more}
looks_for: {zh: 一份文件里所有项目的所有指标都得满分（thresholds.yml 的 full-projects）。, en: "A document in which every indicator of every project has full points (full-projects in thresholds.yml)."}
why: {zh: 没有一项扣分的自评，看不出哪里做得好、哪里做得不好。, en: "A self-evaluation without a single point taken off does not say what went well and what did not."}
basis: {zh: 常理：多个项目、几十个指标全部圆满，不常见。, en: "Common sense: that dozens of targets of several projects are all met in full is not common."}
assumptions: {zh: 只看印有分值和得分的指标，执行率的得分也算；有没读懂的内容的文件不下结论。, en: "Only indicators that print weight and score, and the points for the share that was spent; where anything of the document was not understood nothing is said."}
innocent_explanations: {zh: 目标都是容易做到的日常工作；确实都完成了；扣分写在别处。, en: "The targets are everyday work; all of them were met; points were taken off elsewhere."}
reasons:
  all-full:
    outcome: failed
    reason: {zh: 没有一项扣分, en: no point was taken off}
    summary:
      zh: "{projects} 个项目的自评表，各项指标全部得满分，没有一项扣分。"
      en: "Self-evaluations of {projects} {projects:project|projects}: every indicator has full points, none was taken off."
  not-all:
    outcome: passed
    reason: {zh: 有扣分的, en: points were taken off}
  not-understood:
    outcome: not_applicable
    reason: {zh: 有没读懂的内容, en: something was not understood}
  few-projects:
    outcome: not_applicable
    reason: {zh: 印有得分的项目不足三个, en: fewer than three projects print scores}
*/
WITH scored AS (
    SELECT project_id, document_id, score < weight AS is_less FROM indicators
    WHERE phase = 'self_evaluation' AND weight > 0 AND score IS NOT NULL
    UNION ALL
    SELECT project_id, document_id, score < weight FROM points JOIN projects ON projects.id = project_id
    WHERE part IN ('rate', 'execution') AND weight > 0 AND score IS NOT NULL
),
counted AS (
    SELECT document_id, count(DISTINCT project_id) AS projects, max(is_less) AS has_less,
        max(project_id IN (SELECT project_id FROM unread_projects)) AS is_unread
    FROM scored GROUP BY document_id
),
judged AS (
    SELECT counted.*,
        CASE
            WHEN has_less THEN 'not-all'
            WHEN is_unread THEN 'not-understood'
            WHEN counted.projects < (SELECT value FROM thresholds WHERE name = 'full-projects') THEN 'few-projects'
            ELSE 'all-full'
        END AS reason
    FROM counted
)
SELECT document_id AS subject, judged.document_id, documents.unit_id,
    CASE reason WHEN 'all-full' THEN 'failed' WHEN 'not-all' THEN 'passed' ELSE 'not_applicable' END AS outcome, reason,
    json_object('projects', projects) AS details,
    CASE reason WHEN 'all-full' THEN (SELECT json_group_array(json_array('project', 'projects', id)) FROM projects
        WHERE projects.document_id = judged.document_id AND phase = 'self_evaluation') ELSE '[]' END AS evidence
FROM judged
JOIN documents ON documents.id = judged.document_id
