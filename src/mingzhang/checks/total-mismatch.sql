/*
title: {zh: 合计与各行之和不同, en: A stated total differs from the sum of its rows}
class: arithmetic
version: 2
scope: document
after: [duplicate-project]
tests:
  zh: 文件所列的每一个合计（全表、部门、单位），与它下面一级的各行相比
  en: each total that a document states (of everything, of a department, of a unit), against the rows one level below it
looks_for:
  zh: 合计与其下各行金额之和不等，差额超出四舍五入所能解释的范围。
  en: A total that differs from the sum of the amounts below it by more than rounding of the printed digits can explain.
why:
  zh: 合计是读者最先引用的数。合计与各行对不上，就不知道该信哪一个。
  en: A total is the figure that is quoted first. When it and its rows do not agree, nobody knows which to trust.
basis: {zh: 算术：合计等于各行之和。, en: "Arithmetic: a total is the sum of its rows."}
assumptions:
  zh: >-
    每个合计只与紧接的下一级相比：全表合计与各部门，部门与各单位，单位与各项目；以“其中”开头的行不算。每个印出的数最多差最后一位的一半。有金额没有读出、或者有内容没有转换时不核对。
  en: >-
    A total is compared with the level just below it: everything with departments, a department with its units, a unit with its
    projects; rows that begin with 其中 do not count. Each printed number may be off by half of its last digit. Where an
    amount was not read, or something was not converted, nothing is tested.
innocent_explanations:
  zh: 有一行在排版时被重复或遗漏；合计里另有没有公开的项目；合计取自另一个版本的预算。
  en: A row was repeated or left out in typesetting; the total includes projects that are not disclosed; the total comes from another version of the budget.
reasons:
  differs:
    outcome: failed
    reason: {zh: 合计与各行之和不同, en: the total differs from the sum of its rows}
    summary:
      zh: “{label}”写 {stated:wan}，其下{below} {sum:wan}，相差 {gap:wan}。哪一边不对，从文件里看不出来。
      en: "{label} is stated as {stated:yuan}; {below} {sum:yuan}, {gap:yuan} apart. Which side is wrong the document does not tell."
  differs-by-duplicates:
    outcome: failed
    reason: {zh: 合计与各行之和不同，差额正好等于重复列出的行, en: "the total differs from the sum of its rows, by exactly the rows that are listed twice"}
    summary:
      zh: “{label}”写 {stated:wan}，其下 {rows} 行相加为 {sum:wan}，相差 {gap:wan}，正好等于第 {named:list} 项（与第 {twins:list} 项重复）。
      en: "{label} is stated as {stated:yuan}; its {rows} rows add up to {sum:yuan}, {gap:yuan} apart, which is exactly {named:item|items} {named:list} (the same as {twins:item|items} {twins:list})."
  differs-by-struck-rows:
    outcome: failed
    class: question
    reason: {zh: 合计与没有划去的各行之和不同，表里有划去的行, en: "the total differs from the sum of the rows that are not struck out, and the table has struck-out rows"}
    summary:
      zh: “{label}”写 {stated:wan}，其下{below} {sum:wan}，相差 {gap:wan}；表里另有 {struck} 行被划去或看不见，没有计入，合计可能还包括{struck:它|它们}。
      en: "{label} is stated as {stated:yuan}; {below} {sum:yuan}, {gap:yuan} apart. {struck} {struck:row|rows} of the table {struck:is|are} struck out or cannot be seen and {struck:was|were} not counted; the total may still include {struck:it|them}."
  equal:
    outcome: passed
    reason: {zh: 合计等于各行之和, en: the total is the sum of its rows}
    expression:
      zh: “{label}”：{rows} 行{rows:|相加} = {sum:wan} = 所列合计
      en: "{label}: {rows} {rows:row|rows} = {sum:yuan} = the stated total"
  equal-but-for-rounding:
    outcome: passed
    reason: {zh: 合计与各行之和的差额在四舍五入的范围内, en: the total is the sum of its rows but for rounding}
    expression:
      zh: “{label}”：{rows} 行{rows:|相加} = {sum:wan}，所列合计 {stated:wan}，差额在四舍五入的范围内
      en: "{label}: {rows} {rows:row|rows} = {sum:yuan}, stated {stated:yuan}, which differ by rounding only"
  total-unread: {outcome: not_applicable, reason: {zh: 合计的金额没有读出, en: the amount of the total was not read}}
  amount-unread: {outcome: not_applicable, reason: {zh: 有一行的金额没有读出, en: the amount of a row was not read}}
  part-unread: {outcome: not_applicable, reason: {zh: 文件里有没有转换的内容，可能少了行, en: "part of the document was not converted, so rows may be missing"}}
  no-rows: {outcome: not_applicable, reason: {zh: 合计下面没有行, en: there are no rows below the total}}
  extent-unknown: {outcome: not_applicable, reason: {zh: 小计或重复的合计，看不出包括哪些行, en: "a subtotal, or a total printed again; which rows it covers is not printed"}}
*/
WITH RECURSIVE totals AS (
    SELECT stated_totals.*, units.parent_id,
        -- Where a document has several tables with the same total, each has to agree with its own rows.
        CASE WHEN count(*) OVER (PARTITION BY document_id, kind, unit_id) > 1 THEN table_number END AS scope
    FROM stated_totals
    LEFT JOIN units ON units.id = stated_totals.unit_id
    WHERE kind IN ('total', 'unit')
),
-- The rows below each total: totals of units, and projects, each below the nearest total above it.
below AS (
    SELECT lower.document_id, lower.table_number, lower.amount_fen, lower.step_fen, 'stated_totals' AS table_name, lower.id,
        CASE WHEN upper.unit_id IS NULL THEN '' ELSE upper.unit_id END AS above_id
    FROM totals AS lower
    LEFT JOIN totals AS upper ON upper.document_id = lower.document_id AND upper.kind = 'unit' AND upper.unit_id = lower.parent_id
        AND coalesce(upper.scope, lower.table_number) = lower.table_number
    WHERE lower.kind = 'unit'
    UNION ALL
    SELECT projects.document_id, projects.table_number, projects.amount_fen, projects.step_fen, 'projects', projects.id,
        coalesce(
            (SELECT unit_id FROM totals WHERE totals.document_id = projects.document_id AND totals.unit_id = projects.unit_id
                AND coalesce(totals.scope, projects.table_number) = projects.table_number),
            (SELECT totals.unit_id FROM units CROSS JOIN totals ON totals.unit_id = units.parent_id
                WHERE units.id = projects.unit_id AND totals.document_id = projects.document_id
                AND coalesce(totals.scope, projects.table_number) = projects.table_number),
            ''
        )
    FROM projects
),
sums AS (
    SELECT totals.id, totals.document_id, totals.unit_id, totals.amount_fen AS stated, totals.step_fen,
        coalesce(totals.label, '合计') AS label,
        count(below.id) AS rows, count(below.amount_fen) AS read_rows, sum(below.amount_fen) AS sum,
        (totals.step_fen + coalesce(sum(below.step_fen), 0)) / 2 AS allowed,
        sum(below.amount_fen) - totals.amount_fen AS difference, totals.table_number
    FROM totals
    LEFT JOIN below ON below.document_id = totals.document_id
        AND below.above_id = CASE totals.kind WHEN 'total' THEN '' ELSE totals.unit_id END
        AND coalesce(totals.scope, below.table_number) = below.table_number
    GROUP BY totals.id
),
-- The second of each pair that duplicate-project found, below the total that it counts towards.
duplicates AS (
    SELECT sums.id AS total_id, second.id AS second_id, second.amount_fen,
        coalesce(second.serial, second.position) AS named, coalesce(first.serial, first.position) AS twin, first.id AS first_id
    FROM sums
    JOIN totals ON totals.id = sums.id
    JOIN below ON below.document_id = totals.document_id AND below.table_name = 'projects'
        AND below.above_id = CASE totals.kind WHEN 'total' THEN '' ELSE totals.unit_id END
        AND coalesce(totals.scope, below.table_number) = below.table_number
    JOIN projects AS second ON second.id = below.id
    JOIN finding_evidence AS later ON later.table_name = 'projects' AND later.record_id = second.id AND later.role = 'second'
    JOIN findings ON findings.id = later.finding_id AND findings.check_id = 'duplicate-project'
    JOIN finding_evidence AS earlier ON earlier.finding_id = findings.id AND earlier.role = 'first'
    JOIN projects AS first ON first.id = earlier.record_id
    WHERE sums.difference > 0
    GROUP BY sums.id, second.id
    ORDER BY sums.id, second.position
),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY total_id ORDER BY second_id) - 1 AS number, count(*) OVER (PARTITION BY total_id) AS all_of_them
    FROM duplicates
),
-- All of them, and each choice of some: of more than twelve those would be too many (2 ** 12 = 4,096).
chosen (total_id, number, sum, parts, size, all_of_them) AS (
    SELECT total_id, max(number), sum(amount_fen), json_group_array(number), count(*), count(*) FROM numbered GROUP BY total_id
    UNION ALL
    SELECT total_id, number, amount_fen, json_array(number), 1, all_of_them FROM numbered WHERE all_of_them BETWEEN 2 AND 12
    UNION ALL
    SELECT chosen.total_id, numbered.number, sum + amount_fen, json_insert(parts, '$[#]', numbered.number), size + 1, chosen.all_of_them
    FROM chosen JOIN numbered ON numbered.total_id = chosen.total_id AND numbered.number > chosen.number
    WHERE size + 1 < chosen.all_of_them
),
-- The choice that is the difference: all of them, or the only one.
closing AS (
    SELECT sums.id, parts, max(size) AS size FROM sums JOIN chosen ON chosen.total_id = sums.id AND chosen.sum = difference
    GROUP BY sums.id HAVING count(*) = 1 OR max(size) = all_of_them
),
struck_rows AS MATERIALIZED (SELECT document_id, table_number, count(*) AS struck FROM rejects WHERE reason_id = 'row-not-counted' GROUP BY 1, 2),
judged AS (
    SELECT sums.*, closing.parts, struck,
        CASE
            WHEN stated IS NULL THEN 'total-unread'
            WHEN rows = 0 THEN 'no-rows'
            WHEN read_rows < rows THEN 'amount-unread'
            WHEN sums.document_id IN (SELECT document_id FROM unread_documents) THEN 'part-unread'
            WHEN difference = 0 THEN 'equal'
            WHEN abs(difference) <= allowed THEN 'equal-but-for-rounding'
            WHEN closing.parts IS NOT NULL THEN 'differs-by-duplicates'
            WHEN difference < 0 AND struck > 0 THEN 'differs-by-struck-rows'
            ELSE 'differs'
        END AS reason
    FROM sums LEFT JOIN closing ON closing.id = sums.id LEFT JOIN struck_rows USING (document_id, table_number)
)
SELECT id AS subject, document_id, unit_id,
    CASE WHEN reason LIKE 'differs%' THEN 'failed' WHEN reason LIKE 'equal%' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, stated AS expected_fen, sum AS observed_fen, difference AS difference_fen,
    json_object('label', label, 'stated', stated, 'sum', sum, 'rows', rows,
        'below', json(iif(rows = 1, json_object('zh', '的一行写', 'en', 'the one row below it says'), json_object('zh', format(' %d 行相加为', rows), 'en', format('its %d rows add up to', rows)))), 'gap', abs(difference), 'struck', struck,
        'named', (SELECT json_group_array(named) FROM (SELECT named FROM numbered WHERE total_id = judged.id
            AND number IN (SELECT value FROM json_each(parts)) ORDER BY number)),
        'twins', (SELECT json_group_array(twin) FROM (SELECT twin FROM numbered WHERE total_id = judged.id
            AND number IN (SELECT value FROM json_each(parts)) ORDER BY number))
    ) AS details,
    (SELECT json_group_array(json(one)) FROM (
        SELECT json_array('total', 'stated_totals', judged.id) AS one
        UNION ALL SELECT json_array('duplicate', 'projects', second_id) FROM numbered
            WHERE total_id = judged.id AND number IN (SELECT value FROM json_each(parts))
        UNION ALL SELECT json_array('twin', 'projects', first_id) FROM numbered
            WHERE total_id = judged.id AND number IN (SELECT value FROM json_each(parts))
    )) AS evidence
FROM judged
UNION ALL
SELECT id, document_id, unit_id, 'not_applicable', 'extent-unknown', NULL, NULL, NULL, '{}', '[]'
FROM stated_totals WHERE kind IN ('subtotal', 'repeated')
