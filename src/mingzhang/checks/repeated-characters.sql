/*
title: {zh: 文字重复, en: Characters written twice in a row}
class: form
version: 1
scope: document
tests: {zh: 每一个项目名称、目标和指标的文字, en: "the text of each project name, goal and indicator"}
looks_for:
  zh: 两个以上的汉字连着写了两遍（慰问慰问），或者不会叠用的一个字写了两遍（及及、的的）。
  en: Two or more Chinese characters written twice in a row (慰问慰问), or one that is not ordinarily doubled (及及, 的的).
why: {zh: 这样的重复说明校对时漏看了，附近的数字也值得再核对一遍。, en: "Such a slip escaped proofreading, so that the numbers beside it are worth a second look."}
basis: {zh: 常理：公开的文字应当经过校对。, en: "Common sense: published texts are proofread."}
assumptions:
  zh: 只看紧挨着的汉字；平常的叠用和碰巧挨着的字（项目目标、以及及时、研究研究）见 words.yml 的 ordinary-doubling。
  en: Only Chinese characters side by side count. What ordinary language doubles, and words that happen to meet, are listed under ordinary-doubling in words.yml.
innocent_explanations:
  zh: 两个词碰巧挨在一起；转换或排版时重复；专有名称本来如此。
  en: Two words happen to meet; it was doubled in conversion or typesetting; it is part of a proper name.
reasons:
  doubled:
    outcome: failed
    reason: {zh: 有文字重复, en: characters written twice in a row}
    summary:
      zh: 有 {n} 处文字里的字连着写了两遍，例如第 {serial} 项“{project}”的“{characters}”。
      en: "Texts with characters written twice in a row: {n}, such as {characters} in item {serial}, {project}."
  none:
    outcome: passed
    reason: {zh: 没有, en: none}
*/
WITH texts AS (
    SELECT 'projects' AS table_name, id, id AS project_id, repetition(name) AS characters FROM projects WHERE name IS NOT NULL
    UNION ALL
    SELECT 'goals', id, project_id, repetition(text) FROM goals WHERE text IS NOT NULL
    UNION ALL
    SELECT 'indicators', id, project_id, repetition(text) FROM indicators
)
SELECT texts.id AS subject, document_id, unit_id, project_id,
    CASE WHEN characters IS NULL THEN 'passed' ELSE 'failed' END AS outcome,
    CASE WHEN characters IS NULL THEN 'none' ELSE 'doubled' END AS reason,
    json_object('serial', coalesce(serial, position), 'project', coalesce(name, ''), 'characters', coalesce(characters, '')) AS details,
    json_array(json_array('text', table_name, texts.id)) AS evidence
FROM texts
JOIN projects ON projects.id = texts.project_id
