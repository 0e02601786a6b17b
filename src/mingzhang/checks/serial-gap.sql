/*
title: {zh: 项目序号缺号或重号, en: A serial number missing or printed twice}
class: form
version: 1
scope: document
tests: {zh: 每一份给项目编了序号的文件, en: each document that numbers its projects}
looks_for: {zh: 序号中间缺了号，或者同一个号用了两次。, en: "A number left out of the row, or used twice."}
why:
  zh: 缺号可能是少公开了一个项目，也可能只是编号的疏忽；从文件里看不出是哪一种。
  en: A missing number may be a project that was left out, or mere oversight; the document does not tell which.
basis: {zh: 常理：序号从 1 起连续编排。, en: "Common sense: serial numbers run on from 1."}
assumptions:
  zh: 序号可以在每个单位、每张表里重新从 1 编起，也可以接着编；同一单位里再从 1 编起也算新的一段。序号里有不是数的（1.1、A1），或者文件有没有转换的内容，就不核对。
  en: Numbers may begin again at 1 for each unit and table, or within one, or run on. Where one is no number (1.1, A1), or part of the document was not converted, nothing is tested.
innocent_explanations:
  zh: 公开时依法略去了涉密项目；合并或删去项目后没有重新编号；号码印错。
  en: A classified project was rightly left out; projects were merged or dropped without numbering the rest again; a misprint.
reasons:
  gap:
    outcome: failed
    reason: {zh: 有缺号或重号, en: a number is missing or used twice}
    summary:
      zh: 项目的序号{what}。
      en: "Serial numbers of the projects: {what}."
  in-order:
    outcome: passed
    reason: {zh: 序号连续, en: the numbers run on}
  not-numbers:
    outcome: not_applicable
    reason: {zh: 序号不全是数, en: not all of them are numbers}
  part-unread:
    outcome: not_applicable
    reason: {zh: 文件里有没有转换的内容，可能少了行, en: "part of the document was not converted, so rows may be missing"}
*/
WITH numbered AS (
    SELECT id, document_id, phase, table_number, unit_id, position, serial, serial_number AS number,
        lag(serial_number) OVER printed AS before,
        table_number IS NOT lag(table_number) OVER printed OR unit_id IS NOT lag(unit_id) OVER printed AS is_elsewhere
    FROM projects
    WHERE serial IS NOT NULL
    WINDOW printed AS (PARTITION BY document_id, phase ORDER BY position)
),
-- A run of numbers begins where they begin anew: at 1, or lower than before in another unit or table.
runs AS (
    SELECT *, sum(before IS NULL OR (number = 1 AND before > 1) OR (is_elsewhere AND number <= before))
        OVER (PARTITION BY document_id, phase ORDER BY position) AS run
    FROM numbered
),
once AS (
    SELECT document_id, phase, run, number, count(*) AS times, min(position) AS position, json_group_array(id) AS ids,
        lag(number, 1, 0) OVER (PARTITION BY document_id, phase, run ORDER BY number) AS lower
    FROM runs
    WHERE number IS NOT NULL
    GROUP BY document_id, phase, run, number
),
wrong AS (
    SELECT document_id, position, ids,
        CASE WHEN number > lower + 1 THEN '缺 ' || (lower + 1) || CASE WHEN number > lower + 2 THEN '—' || (number - 1) ELSE '' END END AS missing,
        CASE WHEN number > lower + 1 THEN (lower + 1) || CASE WHEN number > lower + 2 THEN '–' || (number - 1) ELSE '' END || ' missing' END
            AS missing_in_english,
        CASE WHEN times > 1 THEN number || ' 出现 ' || times || ' 次' END AS repeated,
        CASE WHEN times > 1 THEN number || ' printed ' || times || ' times' END AS repeated_in_english
    FROM once
    WHERE number > lower + 1 OR times > 1
),
listed AS (
    SELECT document_id, group_concat(concat, '，') AS what, group_concat(concat_in_english, ', ') AS what_in_english, json_group_array(ids) AS ids
    FROM (
        SELECT document_id, ids, coalesce(missing || '，' || repeated, missing, repeated) AS concat,
            coalesce(missing_in_english || ', ' || repeated_in_english, missing_in_english, repeated_in_english) AS concat_in_english
        FROM wrong ORDER BY document_id, position
    )
    GROUP BY document_id
),
documents_numbered AS (SELECT document_id, count(number) AS numbers, count(*) AS serials FROM numbered GROUP BY document_id),
judged AS (
    SELECT numbered.document_id,
        CASE
            WHEN numbers < serials THEN 'not-numbers'
            WHEN numbered.document_id IN (SELECT document_id FROM unread_documents) THEN 'part-unread'
            WHEN listed.document_id IS NOT NULL THEN 'gap'
            ELSE 'in-order'
        END AS reason,
        listed.what, listed.what_in_english, listed.ids
    FROM documents_numbered AS numbered
    LEFT JOIN listed ON listed.document_id = numbered.document_id
)
SELECT document_id AS subject, document_id,
    CASE reason WHEN 'gap' THEN 'failed' WHEN 'in-order' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason,
    CASE reason WHEN 'gap' THEN json_object('what', json_object('zh', what, 'en', what_in_english)) ELSE '{}' END AS details,
    CASE reason WHEN 'gap' THEN (
        SELECT json_group_array(json_array('beside', 'projects', one.value))
        FROM json_each(judged.ids) AS places, json_each(places.value) AS one
    ) ELSE '[]' END AS evidence
FROM judged
