/*
title: {zh: 资金来源相加不等于总额, en: Sources of funds that do not add up to their total}
class: arithmetic
version: 5
scope: document
tests:
  zh: 项目印出资金来源的每一组金额（总额、年初预算、全年预算、执行数；当年与整个项目分开），与同一组的总额相比；各级财政（中央、省、市、县）的资金与总额相比；年度资金与整个项目的资金相比
  en: >-
    each group of amounts for which a project prints sources of funds, levels of government too (total, budget, adjusted budget, spent; the year and
    the whole project apart), against the total of that group; and the money of the year against that of the whole project
looks_for:
  zh: 各资金来源（财政拨款、上年结转、单位资金、其他资金）相加与总额相差，而且差额大于四舍五入所能造成的。
  en: Sources of funds (fiscal, carried over, the unit's own, other) whose sum differs from the total by more than rounding of the printed digits can explain.
why:
  zh: 各来源相加应当就是项目的钱。对不上时，就不知道项目一共用多少钱、其中财政出多少。
  en: The sources together are the project's money. When they and the total disagree, nobody knows how much it is, nor what part is public.
basis: {zh: 算术：总额等于各部分之和。, en: "Arithmetic: a whole is the sum of its parts."}
assumptions:
  zh: >-
    财政拨款、上年结转、单位资金、其他资金是并列的。各部分之和小于总额时，只有表上印着单位资金、其他资金一类的栏（空着也算），才当作来源已经列全；没有这样的栏就不下结论。
    表上没有这样的栏，但同一张表的另一栏里同样几部分正好等于总额的，也当作列全。
    只按中央、省、市、县几级印出来源的，几级相加大于总额就算；小于总额时，要同一份文件里别的项目（两个以上）都正好相等、只有这一个不等，才当作来源已经列全。
    中央资金、财政专户管理资金等来源可能是另一部分，也可能包含在财政拨款里：加上它们正好相等就算相等，否则不下结论，除非其余部分已经超过总额。每个印出的数最多差最后一位的一半。
  en: >-
    Fiscal, carried-over, own and other money are taken to stand side by side. When the parts come to less than the total, all parts are taken to
    be there only if the sheet prints a row such as 其他资金 or 单位资金, blank or not; else nothing is said, unless the same parts are the total
    in another column of the sheet. Where only levels of government are printed, their sum may not be more than the total; that it is less is
    told only where those of two and more other projects of the document add up and all but this one do. Sources such as 中央资金 may be a further part or contained in 财政拨款: if the sum holds with them it holds; else nothing is
    said, unless the other parts are more than the total already. Each printed number may be off by half of its last digit.
innocent_explanations:
  zh: 一个来源包含在另一个来源里（例如上年结转也是财政拨款）；总额或某一部分更新过，另一处没有跟着改；还有一种来源没有印出来。
  en: One source is contained in another (carried-over money that is fiscal too); the total or a part was brought up to date and the other was not; there is a source that is not printed.
reasons:
  exceeds:
    outcome: failed
    reason: {zh: 各部分之和大于总额, en: the parts come to more than the total}
    summary:
      zh: “{name}”的{what}写 {whole:wan}，各资金来源（{parts}）相加为 {sum:wan}，多出 {gap:wan}。哪一边不对，从文件里看不出来。
      en: "{name}: the {what} is stated as {whole:yuan}; its sources ({parts}) add up to {sum:yuan}, {gap:yuan} more. Which side is wrong the document does not tell."
  falls-short:
    outcome: failed
    reason: {zh: 各部分之和小于总额，而且表上没有别的来源, en: "the parts come to less than the total, and the sheet prints no other source"}
    summary:
      zh: “{name}”的{what}写 {whole:wan}，印出的资金来源（{parts}）相加为 {sum:wan}，少 {gap:wan}；表上没有别的来源。哪一边不对，从文件里看不出来。
      en: "{name}: the {what} is stated as {whole:yuan}; the sources printed ({parts}) add up to {sum:yuan}, {gap:yuan} less, and the sheet prints no other. Which side is wrong the document does not tell."
  levels-fall-short:
    outcome: failed
    reason: {zh: 各级财政的资金相加小于总额，同一文件里别的项目都相等, en: "the levels of government come to less than the total, while those of all other projects of the document add up"}
    summary:
      zh: “{name}”的{what}写 {whole:wan}，印出的资金来源（{parts}）相加为 {sum:wan}，少 {gap:wan}；同一份文件里另外 {others} 个项目都正好相等。哪一边不对，从文件里看不出来。
      en: "{name}: the {what} is stated as {whole:yuan}; the sources printed ({parts}) add up to {sum:yuan}, {gap:yuan} less; those of {others} other projects of the document add up exactly. Which side is wrong the document does not tell."
  column-falls-short:
    outcome: failed
    reason: {zh: 各部分之和小于总额，同一张表的另一栏里同样几部分正好相等, en: "the parts come to less than the total, while the same parts add up in another column of the sheet"}
    summary:
      zh: “{name}”的{what}写 {whole:wan}，印出的资金来源（{parts}）相加为 {sum:wan}，少 {gap:wan}；同一张表的另一栏里，同样几项来源正好等于总额。哪一边不对，从文件里看不出来。
      en: "{name}: the {what} is stated as {whole:yuan}; the sources printed ({parts}) add up to {sum:yuan}, {gap:yuan} less; in another column of the sheet the same sources are the total. Which side is wrong the document does not tell."
  year-exceeds-whole:
    outcome: failed
    reason: {zh: 年度资金大于整个项目的资金, en: the money of the year is more than that of the whole project}
    summary:
      zh: “{name}”的年度资金总额是 {year:wan}，比整个项目的资金总额 {whole:wan}多 {gap:wan}。哪一边不对，从文件里看不出来。
      en: "{name}: the money of the year is {year:yuan}, {gap:yuan} more than the {whole:yuan} of the whole project. Which side is wrong the document does not tell."
  year-within-whole:
    outcome: passed
    reason: {zh: 年度资金不大于整个项目的资金, en: the money of the year is not more than that of the whole project}
  equal:
    outcome: passed
    reason: {zh: 各部分之和等于总额, en: the parts add up to the total}
    expression:
      zh: “{name}”的{what}：{parts} = {sum:wan} = 总额
      en: "{name}: {parts} = {sum:yuan} = the whole"
  equal-but-for-rounding:
    outcome: passed
    reason: {zh: 各部分之和与总额的差额在四舍五入的范围内, en: the parts add up to the total but for rounding}
    expression:
      zh: “{name}”的{what}：{parts} = {sum:wan}，总额 {whole:wan}，差额在四舍五入的范围内
      en: "{name}: {parts} = {sum:yuan}, the whole {whole:yuan}, which differ by rounding only"
  equal-with-others:
    outcome: passed
    reason: {zh: 加上表里没有专门一栏的来源，各部分之和等于总额, en: with sources that the tables have no word for the parts add up to the total}
    expression:
      zh: “{name}”的{what}：{parts}，加上其他印出的来源 = {whole:wan} = 总额
      en: "{name}: {parts}, with the other printed sources = {whole:yuan} = the whole"
  whole-missing:
    outcome: not_applicable
    reason: {zh: 没有印出总额, en: no total is printed}
  amount-unread:
    outcome: not_applicable
    reason: {zh: 总额或某一部分没有读出, en: the total or a part was not read}
  other-sources:
    outcome: not_applicable
    reason: {zh: 还有别的来源，看不出是另一部分还是包含在其中, en: "there are other sources, and whether they are further parts or contained in these is not printed"}
  sheet-unread:
    outcome: not_applicable
    reason: {zh: 金额旁边有没有转换的内容，可能少了一部分, en: "something beside the amounts was not converted, so a part may be missing"}
  parts-unknown:
    outcome: not_applicable
    reason: {zh: 只印出一部分来源，看不出是否列全, en: "only some sources are printed, and whether they are all cannot be told"}
*/
WITH whole_rows AS (
    SELECT *, row_number() OVER (PARTITION BY project_id, kind, scope ORDER BY text IS NULL, position) AS place FROM money_parts WHERE source = 'all'
),
-- Parts that the tables have a word for, and the sources beside them that stayed in project_fields; where all of these are levels
-- of government, they are the parts. 地方资金 may hold what stands beside it.
sources AS (
    SELECT *, coalesce(amount_id, field_id) IS NOT NULL AND (amount_id IS NOT NULL OR min(is_level) OVER one AND (count(*) OVER one < 3 OR NOT max(may_hold_others) OVER one)) AS is_part
    FROM (SELECT *,
            source = 'more' AND whole_id IS NOT NULL AND EXISTS (SELECT 1 FROM words WHERE list = 'levels-of-government' AND instr(label, word)) AS is_level,
            EXISTS (SELECT 1 FROM words WHERE list = 'several-levels' AND instr(label, word)) AS may_hold_others
        FROM money_parts WHERE source != 'all')
    WINDOW one AS (PARTITION BY project_id, kind, scope)
),
parts AS (
    SELECT project_id, kind, scope, count(amount_id) = 0 AS by_level,
        sum(is_part) AS parts, count(amount_fen) FILTER (WHERE is_part) AS read_parts,
        sum(amount_fen) FILTER (WHERE is_part) AS sum, sum(step_fen) FILTER (WHERE is_part) AS steps,
        count(field_id) FILTER (WHERE amount_fen IS NOT 0 AND NOT is_part) AS others, count(field_id) FILTER (WHERE amount_fen != 0 AND NOT is_part) AS read_others,
        total(amount_fen) FILTER (WHERE field_id IS NOT NULL AND NOT is_part) AS other_sum,
        json_group_array(text) FILTER (WHERE is_part) AS texts, group_concat(source) FILTER (WHERE is_part) AS which,
        json_group_array(json_array('part', iif(amount_id IS NULL, 'project_fields', 'amounts'), coalesce(amount_id, field_id))) FILTER (WHERE is_part) AS evidence
    FROM (SELECT * FROM sources ORDER BY position) GROUP BY project_id, kind, scope HAVING parts > 0
),
-- Sheets that print a row for whatever other money there is, blank or not: they print all parts.
complete AS (SELECT project_id FROM money_parts WHERE source IN ('own', 'other')),
unread AS (
    SELECT project_id FROM rejects WHERE kind = 'part' AND heading_id IS NULL AND project_id IS NOT NULL AND reason_id NOT IN (SELECT word FROM words WHERE list = 'rejects-without-amounts')
),
judged AS (
    SELECT parts.*, projects.document_id, projects.unit_id, coalesce(projects.name, '') AS name, whole_rows.amount_fen AS whole,
        coalesce(whole_rows.amount_id, whole_rows.field_id, iif(whole_rows.text IS NULL, NULL, projects.id)) AS whole_id,
        CASE WHEN whole_rows.amount_id IS NOT NULL THEN 'amounts' WHEN whole_rows.field_id IS NOT NULL THEN 'project_fields' ELSE 'projects' END AS whole_table,
        sum - whole_rows.amount_fen AS difference,
        CASE
            WHEN whole_rows.text IS NULL THEN 'whole-missing'
            WHEN whole_rows.amount_fen IS NULL OR read_parts < parts THEN 'amount-unread'
            WHEN sum = whole_rows.amount_fen THEN 'equal'
            WHEN 2 * abs(sum - whole_rows.amount_fen) <= steps + whole_rows.step_fen THEN 'equal-but-for-rounding'
            WHEN parts.project_id IN (SELECT project_id FROM unread) THEN 'sheet-unread'
            WHEN sum > whole_rows.amount_fen THEN 'exceeds'
            WHEN others > 0 AND others = read_others AND 2 * abs(sum + other_sum - whole_rows.amount_fen) <= steps + whole_rows.step_fen THEN 'equal-with-others'
            WHEN others > 0 THEN 'other-sources'
            WHEN is_understood = 0 THEN 'sheet-unread'
            WHEN parts.project_id IN (SELECT project_id FROM complete) THEN 'falls-short'
            WHEN by_level THEN 'levels-fall-short'
            ELSE 'parts-unknown'
        END AS found,
        CASE parts.scope WHEN 'whole_project' THEN '整个项目的' ELSE '' END
            || CASE parts.kind WHEN 'total' THEN '资金总额' WHEN 'budget' THEN '年初预算' WHEN 'adjusted' THEN '全年预算' ELSE '执行数' END AS what,
        CASE parts.kind WHEN 'total' THEN 'total' WHEN 'budget' THEN 'budget' WHEN 'adjusted' THEN 'adjusted budget' ELSE 'amount spent' END
            || CASE parts.scope WHEN 'whole_project' THEN ' of the whole project' ELSE '' END AS what_in_english
    FROM parts JOIN projects ON projects.id = parts.project_id
    LEFT JOIN whole_rows ON whole_rows.project_id = parts.project_id AND whole_rows.kind = parts.kind AND whole_rows.scope = parts.scope AND place = 1
),
-- Levels that come to less are told where those of two other projects of the document and more fit, and all but this one do.
weighed AS (
    SELECT *, CASE WHEN found = 'levels-fall-short' AND (fitting < 2 OR fitting < beside) THEN 'parts-unknown'
            WHEN found = 'parts-unknown' AND columns_fitting > 0 THEN 'column-falls-short' ELSE found END AS reason
    FROM (SELECT *, count(*) FILTER (WHERE found LIKE 'equal%' AND parts > 1 AND sum > 0) OVER (PARTITION BY project_id, scope, which) AS columns_fitting,
            count(*) FILTER (WHERE found LIKE 'equal%') OVER same AS fitting, count(*) OVER same - 1 AS beside FROM judged
        WINDOW same AS (PARTITION BY document_id, kind, scope, by_level))
)
SELECT project_id || '-' || kind || '-' || scope AS subject, document_id, unit_id, project_id,
    CASE WHEN reason IN ('exceeds', 'falls-short', 'levels-fall-short', 'column-falls-short') THEN 'failed' WHEN reason LIKE 'equal%' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, whole AS expected_fen, sum AS observed_fen, difference AS difference_fen,
    json_object('name', name, 'what', json_object('zh', what, 'en', what_in_english), 'whole', whole, 'sum', sum, 'gap', abs(difference), 'others', fitting,
        'parts', (SELECT group_concat(value, ' + ') FROM json_each(texts))) AS details,
    iif(whole_id IS NULL, evidence, (SELECT json_group_array(json(one)) FROM (SELECT json_array('whole', whole_table, whole_id) AS one UNION ALL SELECT value FROM json_each(evidence)))) AS evidence
FROM weighed
UNION ALL
-- The money of the year beside that of the whole project, of which it is a part.
SELECT id || '-year-of-whole', document_id, unit_id, id, iif(reason = 'year-exceeds-whole', 'failed', 'passed'), reason, whole, year, year - whole,
    json_object('name', name, 'year', year, 'whole', whole, 'gap', year - whole),
    iif(reason = 'year-exceeds-whole', json_array(json_array('whole', 'amounts', whole_id), json_array('year', 'projects', id)), '[]')
FROM (
    SELECT projects.id, projects.document_id, projects.unit_id, coalesce(projects.name, '') AS name, amounts.id AS whole_id,
        projects.amount_fen AS year, amounts.amount_fen AS whole, iif(2 * (projects.amount_fen - amounts.amount_fen) > projects.step_fen + amounts.step_fen, 'year-exceeds-whole', 'year-within-whole') AS reason
    FROM amounts JOIN projects ON projects.id = amounts.project_id
    WHERE amounts.kind = 'total' AND amounts.source = 'all' AND amounts.scope = 'whole_project' AND projects.amount_fen > 0 AND amounts.amount_fen > 0
)
