/*
title: {zh: 必填的标题下面没有指标, en: A required heading with nothing below it}
class: form
version: 2
scope: document
tests: {zh: 表里印出的每一个一级、二级指标标题, en: each printed heading of level 1 or 2}
looks_for:
  zh: 应当填写的标题（一级指标，产出指标下的数量、质量、时效）印在表里，下面却没有指标。
  en: A heading that should be filled in (those of level 1, and quantity, quality and timeliness among outputs) with no indicator below it.
why: {zh: 空着的标题说明这一方面没有定下要求，也可能是漏填。, en: "An empty heading means that nothing is asked for in this respect, or that it was forgotten."}
basis:
  zh: 按我们对财预〔2021〕101号的理解：原则上每个项目都设产出指标和效益指标，产出里数量、质量原则上都设，时效、成本、满意度按项目的情况设。指引供中央预算单位参考试行，地方的表可以另有规定。哪些标题算在内是本项目定的，见 words.yml 的 required-headings。
  en: "As we understand 财预〔2021〕101号: in principle every project has output and benefit indicators, among outputs quantity and quality; timeliness, cost and satisfaction as the project requires. The guidance is for central units, for reference; local forms may have other rules. Which headings count was decided here: required-headings in words.yml."
assumptions:
  zh: 只核对印出来的标题；没有印的不算缺。经济、社会、生态、可持续等各类效益和各类成本按需要选用，空着不算。标题后写“无”“不适用”的算填了。表上有栏目没有读懂，或者同一个一级标题下、还有不知道属于谁的地方有没有读懂的行，就不下结论，因为那一行可能就是指标。
  en: Only printed headings are tested. The kinds of benefits and of cost are optional. 无 or 不适用 behind a heading is an answer. Where a column of the sheet, a line under the same heading of level 1, or a line that stands nobody knows where was not understood, nothing is said, because it may hold the indicator.
innocent_explanations:
  zh: 这个项目确实没有这方面的指标（例如内部事务没有服务对象），只是没有写“无”；表格换行时指标挪到了别的标题下。
  en: The project has none of the kind, having no recipients for instance, and 无 was not written; or the indicator slipped under another heading.
reasons:
  empty:
    outcome: failed
    reason: {zh: 下面没有指标, en: nothing below it}
    summary:
      zh: 有 {n} 个应当填写的标题下面没有指标，例如第 {serial} 项“{project}”的“{heading}”。
      en: "Headings that should be filled in, with nothing below them: {n}, such as {heading} in item {serial}, {project}."
  filled:
    outcome: passed
    reason: {zh: 下面有指标, en: it has indicators}
  says-none:
    outcome: passed
    reason: {zh: 标题后写明没有, en: it is printed that there are none}
  optional:
    outcome: not_applicable
    reason: {zh: 下面没有指标，这个标题按需要选用, en: "nothing below it, and the heading is optional"}
  lines-unread:
    outcome: not_applicable
    reason:
      zh: 下面没有指标，但表上有没有读懂的栏目，或者有可能属于它的内容没有读懂
      en: nothing below it, but a column of the sheet, or a line that may belong to it, was not understood
*/
-- Unread lines with the part of the sheet that they stand in, as far as it is known.
WITH unread AS (
    SELECT rejects.document_id, rejects.project_id, headings.level1
    FROM rejects LEFT JOIN headings ON headings.id = rejects.heading_id
    WHERE rejects.kind = 'part'
),
judged AS (
    SELECT headings.*, projects.document_id, projects.unit_id, projects.name, coalesce(projects.serial, projects.position) AS serial,
        CASE
            WHEN indicator_count > 0 THEN 'filled'
            WHEN says_none THEN 'says-none'
            WHEN coalesce(level2, level1, '') NOT IN (SELECT word FROM words WHERE list = 'required-headings')
                OR (level = 2 AND level2 IS NULL) THEN 'optional'
            WHEN is_understood = 0 OR (headings.project_id, headings.level1) IN (SELECT project_id, level1 FROM unread)
                OR headings.project_id IN (SELECT project_id FROM unread WHERE level1 IS NULL)
                OR projects.document_id IN (SELECT document_id FROM unread WHERE project_id IS NULL) THEN 'lines-unread'
            ELSE 'empty'
        END AS reason
    FROM headings
    JOIN projects ON projects.id = headings.project_id
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'empty' THEN 'failed' WHEN 'filled' THEN 'passed' WHEN 'says-none' THEN 'passed' ELSE 'not_applicable' END
        AS outcome,
    reason, json_object('serial', serial, 'project', coalesce(name, ''), 'heading', text) AS details,
    json_array(json_array('heading', 'headings', id)) AS evidence
FROM judged
