/*
title: {zh: 一个项目分成金额相同的几项, en: One project in parts of equal amounts}
class: question
version: 1
scope: document
tests: {zh: 同一单位里名称只差“一期、二期”一类字的每一组项目, en: each group of projects of a unit whose names differ only in words such as 一期 and 二期}
looks_for: {zh: 名称去掉“一期”“二期”“一标段”“（一）”等字以后相同、金额也相同的几个项目。, en: "Projects of one name, but for 一期, 二期, 一标段, (一) and the like, and of one amount."}
why: {zh: 一件事分成几笔，总共花多少不容易看出来；每一笔也可能因此低于采购、评审的限额。, en: "When one matter is split, what it costs in all is hard to see, and each part may stay below the limits of procurement or review."}
basis: {zh: 常理；按我们的理解，政府采购的规定也不允许把同一项目拆开来规避公开招标。, en: "Common sense; as we understand the rules of public procurement, a project must not be split to avoid open tenders."}
assumptions: {zh: 只看同一份文件、同一单位，金额分文不差的；分期的字在 words.yml 的 words-of-parts。, en: "Only projects of one unit in one document, with the very same amount; the words of parts are words-of-parts in words.yml."}
innocent_explanations: {zh: 确实分期实施，每期工作量一样；按合同分期付款；几处同样的工程。, en: "Phases of equal size; a contract that is paid in equal parts; several works of one kind."}
reasons:
  equal-parts:
    outcome: failed
    reason: {zh: 名称只差分期的字，金额相同, en: the names differ in the part only and the amounts are equal}
    summary:
      zh: “{base}”分成第 {serials:list} 项，名称只差“{parts:list}”，金额都是 {amount:wan}，合计 {total:wan}。
      en: "{base} is split into items {serials:list}, whose names differ in {parts:list} only; each is {amount:yuan}, {total:yuan} in all."
  other-amounts:
    outcome: passed
    reason: {zh: 分期的几项金额不同, en: the parts have different amounts}
*/
WITH parted AS (
    SELECT projects.id, projects.document_id, projects.unit_id, coalesce(serial, projects.position) AS serial, position_of.word AS part,
        replace(name, position_of.word, '') AS base, amount_fen, projects.position
    FROM projects
    JOIN (
        SELECT projects.id AS project_id, words.word, row_number() OVER (PARTITION BY projects.id ORDER BY length(words.word) DESC, words.position) AS place
        FROM projects JOIN words ON words.list = 'words-of-parts' AND instr(projects.name, words.word)
    ) AS position_of ON position_of.project_id = projects.id AND place = 1
    WHERE amount_fen > 0 AND length(replace(name, position_of.word, '')) > 1
),
families AS (
    SELECT document_id, unit_id, base, count(*) AS members FROM parted GROUP BY document_id, unit_id, base HAVING count(*) > 1
),
grouped AS (
    SELECT parted.document_id, parted.unit_id, parted.base, parted.amount_fen, count(*) AS n, count(DISTINCT part) AS parts, min(parted.id) AS first_id,
        json_group_array(serial) AS serials, json_group_array(part) AS names, json_group_array(json_array('part', 'projects', parted.id)) AS evidence
    FROM (SELECT * FROM parted ORDER BY document_id, position) AS parted
    JOIN families ON families.document_id = parted.document_id AND families.unit_id IS parted.unit_id AND families.base = parted.base
    GROUP BY parted.document_id, parted.unit_id, parted.base, parted.amount_fen
)
SELECT first_id AS subject, document_id, unit_id, first_id AS project_id,
    CASE WHEN n > 1 AND parts = n THEN 'failed' ELSE 'passed' END AS outcome,
    CASE WHEN n > 1 AND parts = n THEN 'equal-parts' ELSE 'other-amounts' END AS reason,
    json_object('base', base, 'serials', json(serials), 'parts', json(names), 'amount', amount_fen, 'total', amount_fen * n) AS details,
    CASE WHEN n > 1 AND parts = n THEN evidence ELSE '[]' END AS evidence
FROM grouped
