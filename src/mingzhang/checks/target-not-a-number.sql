/*
title: {zh: 目标值的比较基数未公开, en: A target compared with a number that is not given}
class: question
version: 2
scope: document
tests: {zh: 每一个带比较符号的指标, en: each indicator with a sign that compares}
looks_for:
  zh: 符号后面不是数：与上一年的实际值相比（≤2022年实际值），或者与一个词相比（≥合格）。
  en: "A sign with no number behind it: compared with the actual value of an earlier year (≤2022年实际值), or with a word (≥合格)."
why:
  zh: 要对照的数不在表里，读者既不知道目标是多少，也无法知道完成了没有。
  en: The number to compare with is not in the form, so that a reader knows neither the target nor whether it was met.
basis: {zh: 常理：带符号的目标要有一个可以对照的数。, en: "Common sense: a sign needs a number to compare with."}
assumptions:
  zh: “=规范”这样用等号接一个词的是定性目标，不算。日期算数。没有印符号、但写着“不低于上年”的也核对。
  en: A word behind an equals sign (=规范) is a qualitative target and no finding. A date is a number here. 不低于上年 counts as a sign.
innocent_explanations:
  zh: 要对照的数在别的公开资料里（统计公报、上年自评）；编表时上一年的数还没有出来。
  en: The number is published elsewhere, in statistics or last year's self-evaluation; it was not known yet when the form was filled in.
reasons:
  earlier-value:
    outcome: failed
    reason: {zh: 与以前的数相比，而那个数没有写, en: compared with an earlier value that is not given}
    summary:
      zh: 第 {serial} 项“{project}”的“{name}”要与“{target}”相比，表里没有写那是多少。
      en: "Item {serial}, {project}: {name} is to be compared with {target}, and the form does not say how much that is."
  no-number:
    outcome: failed
    reason: {zh: 比较符号后面是词，不是数, en: a word behind a sign that compares}
    summary:
      zh: 第 {serial} 项“{project}”的“{name}”写“{sign}{target}”，符号后面不是可以对照的数。
      en: "Item {serial}, {project}: {name} is {sign}{target}, with no number behind the sign."
  number:
    outcome: passed
    reason: {zh: 与一个数或日期相比, en: compared with a number or a date}
  equals-word:
    outcome: passed
    reason: {zh: 等号后面是定性的目标, en: a qualitative target behind an equals sign}
  no-target:
    outcome: not_applicable
    reason: {zh: 没有目标值, en: there is no target}
  not-understood:
    outcome: not_applicable
    reason: {zh: 目标的文字没有读懂, en: the target was not understood}
  lines-unread:
    outcome: not_applicable
    reason:
      zh: 表上有没有读懂的栏目，或者这个标题下有没有读懂的内容，看起来没有的可能就在其中
      en: a column of the sheet, or a line under this heading, was not understood, and what seems to be missing may stand in it
*/
WITH compared AS (
    SELECT indicators.*,
        CASE
            WHEN kind IS NULL THEN 'not-understood'
            WHEN kind = 'missing' THEN 'no-target'
            WHEN kind = 'qualitative' AND comparator = '=' THEN 'equals-word'
            WHEN kind IN ('reference', 'qualitative') AND indicators.id IN (SELECT indicator_id FROM unread_indicators) THEN 'lines-unread'
            WHEN kind = 'reference' THEN 'earlier-value'
            WHEN kind = 'qualitative' THEN 'no-number'
            ELSE 'number'
        END AS reason
    FROM indicators
    WHERE comparator IS NOT NULL OR (kind = 'reference' AND EXISTS (SELECT 1 FROM words WHERE list = 'comparing-words' AND instr(replace(value_text, ' ', ''), word)))
)
SELECT compared.id AS subject, compared.document_id, compared.unit_id, project_id,
    CASE
        WHEN reason IN ('earlier-value', 'no-number') THEN 'failed'
        WHEN reason IN ('number', 'equals-word') THEN 'passed'
        ELSE 'not_applicable'
    END AS outcome,
    reason, compared.text AS observed,
    json_object(
        'serial', coalesce(serial, projects.position), 'project', coalesce(projects.name, ''),
        'name', coalesce(compared.name, compared.text), 'sign', coalesce(comparator, ''), 'target', coalesce(value_text, '')
    ) AS details,
    json_array(json_array('indicator', 'indicators', compared.id)) AS evidence
FROM compared
JOIN projects ON projects.id = compared.project_id
