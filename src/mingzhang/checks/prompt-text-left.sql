/*
title: {zh: 填表提示文字未删除, en: Instructions of the blank form left in it}
class: form
version: 1
scope: document
tests: {zh: 每一个项目名称、目标、指标和其他栏目的文字, en: "the text of each project name, goal, indicator and other field"}
looks_for: {zh: 填表的提示或占位符：(100字以内)、XX、请填写、指标1：……, en: "Instructions or placeholders: (100字以内), XX, 请填写, 指标1：……"}
why: {zh: 留着提示的地方没有填完，读者看不到本该写在那里的内容。, en: "Where an instruction is left the form was not filled in, and what should stand there is not known."}
basis: {zh: 常理：公开的表是填好的表。, en: "Common sense: what is published is a form that has been filled in."}
assumptions: {zh: 提示和占位符的写法见 words.yml 的 prompts；用别的话写的看不出来。, en: Their patterns are listed under prompts in words.yml; other wording is not seen.}
innocent_explanations:
  zh: XX 是有意隐去的名称；提示是表格模板自带、按规定保留的。
  en: XX stands for a name withheld on purpose; the instruction is part of the template and was kept as required.
reasons:
  left:
    outcome: failed
    reason: {zh: 还有提示或占位符, en: an instruction or placeholder is left}
    summary:
      zh: 有 {n} 处文字还留着表格的提示或占位符，例如第 {serial} 项“{project}”的“{words}”。
      en: "Texts that still hold instructions or placeholders: {n}, such as {words} in item {serial}, {project}."
  none:
    outcome: passed
    reason: {zh: 没有, en: none}
*/
WITH texts AS (
    SELECT 'projects' AS table_name, id, id AS project_id, prompt(name) AS words FROM projects WHERE name IS NOT NULL
    UNION ALL
    SELECT 'goals', id, project_id, prompt(text) FROM goals WHERE text IS NOT NULL
    UNION ALL
    SELECT 'indicators', id, project_id, prompt(text) FROM indicators
    UNION ALL
    SELECT 'project_fields', id, project_id, prompt(text) FROM project_fields WHERE text IS NOT NULL
)
SELECT texts.id AS subject, document_id, unit_id, project_id,
    CASE WHEN words IS NULL THEN 'passed' ELSE 'failed' END AS outcome,
    CASE WHEN words IS NULL THEN 'none' ELSE 'left' END AS reason,
    json_object('serial', coalesce(serial, position), 'project', coalesce(name, ''), 'words', coalesce(words, '')) AS details,
    json_array(json_array('text', table_name, texts.id)) AS evidence
FROM texts
JOIN projects ON projects.id = texts.project_id
