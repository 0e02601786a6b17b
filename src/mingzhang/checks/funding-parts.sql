/*
title: 资金来源相加不等于总额
title_en: Sources of funds that do not add up to their total
class: arithmetic
version: 1
tests: 项目印出资金来源的每一组金额（总额、年初预算、全年预算、执行数；当年与整个项目分开），与同一组的总额相比
tests_en: >-
  each group of amounts for which a project prints sources of funds (total, budget, adjusted budget, spent; the year and the whole
  project apart), against the total of that group
looks_for: 各资金来源（财政拨款、上年结转、单位资金、其他资金）相加与总额相差，而且差额大于四舍五入所能造成的。
looks_for_en: >-
  Sources of funds (fiscal, carried over, the unit's own, other) whose sum differs from the total by more than rounding of the
  printed digits can explain.
why: 各来源相加应当就是项目的钱。对不上时，就不知道项目一共用多少钱、其中财政出多少。
why_en: The sources together are the project's money. When they and the total disagree, nobody knows how much it is, nor what part is public.
basis: 算术：总额等于各部分之和。
basis_en: "Arithmetic: a whole is the sum of its parts."
assumptions: >-
  财政拨款、上年结转、单位资金、其他资金是并列的。各部分之和小于总额时，只有表上印着单位资金、其他资金一类的栏（空着也算），才当作来源已经列全；没有这样的栏就不下结论。
  中央资金、财政专户管理资金等来源可能是另一部分，也可能包含在财政拨款里：加上它们正好相等就算相等，否则不下结论，除非其余部分已经超过总额。每个印出的数最多差最后一位的一半。
assumptions_en: >-
  Fiscal, carried-over, own and other money are taken to stand side by side. When the parts come to less than the total, all parts
  are taken to be there only if the sheet prints a row such as 其他资金 or 单位资金, blank or not; else nothing is said. Sources such as 中央资金
  may be a further part or contained in 财政拨款: if the sum holds with them it holds; else nothing is said, unless the other parts are
  more than the total already. Each printed number may be off by half of its last digit.
innocent_explanations: 一个来源包含在另一个来源里（例如上年结转也是财政拨款）；总额或某一部分更新过，另一处没有跟着改；还有一种来源没有印出来。
innocent_explanations_en: >-
  One source is contained in another (carried-over money that is fiscal too); the total or a part was brought up to date and the
  other was not; there is a source that is not printed.
reasons:
  exceeds:
    outcome: failed
    zh: 各部分之和大于总额
    en: the parts come to more than the total
    summary: “{name}”的{what}写 {whole:wan}，各资金来源（{parts}）相加为 {sum:wan}，多出 {gap:wan}。哪一边不对，从文件里看不出来。
    summary_en: "{name}: the {what_en} is stated as {whole:yuan}; its sources ({parts}) add up to {sum:yuan}, {gap:yuan} more. Which side is wrong the document does not tell."
  falls-short:
    outcome: failed
    zh: 各部分之和小于总额，而且表上没有别的来源
    en: the parts come to less than the total, and the sheet prints no other source
    summary: “{name}”的{what}写 {whole:wan}，印出的资金来源（{parts}）相加为 {sum:wan}，少 {gap:wan}；表上没有别的来源。哪一边不对，从文件里看不出来。
    summary_en: "{name}: the {what_en} is stated as {whole:yuan}; the sources printed ({parts}) add up to {sum:yuan}, {gap:yuan} less, and the sheet prints no other. Which side is wrong the document does not tell."
  equal:
    outcome: passed
    zh: 各部分之和等于总额
    en: the parts add up to the total
    expression: “{name}”的{what}：{parts} = {sum:wan} = 总额
    expression_en: "{name}: {parts} = {sum:yuan} = the whole"
  equal-but-for-rounding:
    outcome: passed
    zh: 各部分之和与总额的差额在四舍五入的范围内
    en: the parts add up to the total but for rounding
    expression: “{name}”的{what}：{parts} = {sum:wan}，总额 {whole:wan}，差额在四舍五入的范围内
    expression_en: "{name}: {parts} = {sum:yuan}, the whole {whole:yuan}, which differ by rounding only"
  equal-with-others:
    outcome: passed
    zh: 加上表里没有专门一栏的来源，各部分之和等于总额
    en: with sources that the tables have no word for the parts add up to the total
    expression: “{name}”的{what}：{parts}，加上其他印出的来源 = {whole:wan} = 总额
    expression_en: "{name}: {parts}, with the other printed sources = {whole:yuan} = the whole"
  whole-missing:
    outcome: not_applicable
    zh: 没有印出总额
    en: no total is printed
  amount-unread:
    outcome: not_applicable
    zh: 总额或某一部分没有读出
    en: the total or a part was not read
  other-sources:
    outcome: not_applicable
    zh: 还有别的来源，看不出是另一部分还是包含在其中
    en: there are other sources, and whether they are further parts or contained in these is not printed
  sheet-unread:
    outcome: not_applicable
    zh: 金额旁边有没有转换的内容，可能少了一部分
    en: something beside the amounts was not converted, so a part may be missing
  parts-unknown:
    outcome: not_applicable
    zh: 只印出一部分来源，看不出是否列全
    en: only some sources are printed, and whether they are all cannot be told
*/
WITH groups AS (
    SELECT project_id, kind, scope, count(*) AS parts, count(amount_fen) AS read_parts, sum(amount_fen) AS sum,
        sum(step_fen) AS steps
    FROM amounts WHERE source != 'all' GROUP BY project_id, kind, scope
),
-- The annual total of a sheet is the project's own amount.
wholes AS (
    SELECT groups.*, projects.document_id, projects.unit_id, projects.table_number, coalesce(projects.name, '') AS name,
        own.id IS NOT NULL AS is_own,
        CASE WHEN own.id IS NOT NULL THEN own.id WHEN groups.kind = 'total' AND groups.scope = 'year' THEN projects.id END AS whole_id,
        CASE WHEN own.id IS NOT NULL THEN own.amount_fen WHEN groups.kind = 'total' AND groups.scope = 'year' THEN projects.amount_fen END AS whole,
        CASE WHEN own.id IS NOT NULL THEN own.step_fen ELSE projects.step_fen END AS whole_step,
        CASE WHEN own.id IS NOT NULL THEN own.text WHEN groups.kind = 'total' AND groups.scope = 'year' THEN projects.amount_text END AS whole_text
    FROM groups
    JOIN projects ON projects.id = groups.project_id
    LEFT JOIN amounts AS own ON own.project_id = groups.project_id AND own.kind = groups.kind AND own.source = 'all'
        AND own.scope = groups.scope
),
-- Sources that stayed in project_fields: what they add up to as printed, by the column they stand in.
others AS (
    SELECT project_id, substr(field, instr(field, ' ') + 1) AS kind, count(*) AS number,
        count(printed_number(text)) AS read_number, total(printed_number(text)) AS sum
    FROM (SELECT project_id, text, money_field(label) AS field FROM project_fields WHERE project_id IN (SELECT project_id FROM groups))
    WHERE field NOT LIKE 'all %' AND printed_number(text) IS NOT 0.0 GROUP BY 1, 2
),
others_of AS (
    SELECT wholes.project_id, wholes.kind, wholes.scope, sum(others.number) AS number, sum(others.read_number) AS read_number,
        CAST(round(sum(others.sum) * whole / printed_number(whole_text)) AS INTEGER) AS other_sum
    FROM wholes
    JOIN others ON others.project_id = wholes.project_id AND others.kind IN (wholes.kind, 'any')
    GROUP BY wholes.project_id, wholes.kind, wholes.scope
),
-- The cells of each sheet: from its project's first cell to the next project's.
sheets AS (
    SELECT id, document_id, table_number, first_cell,
        coalesce(lead(first_cell) OVER (PARTITION BY document_id ORDER BY first_cell), 9e18) AS next_cell
    FROM (
        SELECT id, document_id, table_number,
            (SELECT min(cell_id) FROM spans WHERE spans.record_id = projects.id AND table_name = 'projects') AS first_cell
        FROM projects WHERE document_id IN (SELECT document_id FROM wholes WHERE sum < whole)
    )
),
-- Those that print a row for whatever other money there is, blank or not: they print all parts.
complete AS (
    SELECT DISTINCT sheets.id FROM sheets
    JOIN cells ON cells.id > sheets.first_cell AND cells.id < sheets.next_cell
        AND cells.document_id = sheets.document_id AND cells.table_number = sheets.table_number
    WHERE sheets.id IN (SELECT project_id FROM wholes WHERE sum < whole) AND length(cells.text) < 40 AND money_source(cells.text) IN ('own', 'other')
),
-- Those with something not read among their amounts, or a row of cells beside them.
places AS (
    SELECT amounts.project_id, min(spans.cell_id) - 8 AS first_cell, max(spans.cell_id) + 8 AS last_cell
    FROM amounts JOIN spans ON spans.record_id = amounts.id
    WHERE amounts.project_id IN (SELECT project_id FROM wholes WHERE sum != whole) GROUP BY amounts.project_id
),
unread AS (
    SELECT DISTINCT places.project_id FROM places
    JOIN rejects ON rejects.cell_id >= places.first_cell AND rejects.cell_id <= places.last_cell
    WHERE rejects.kind = 'part' AND rejects.reason_id NOT IN (SELECT word FROM words WHERE list = 'rejects-without-amounts')
),
judged AS (
    SELECT wholes.*, sum - whole AS difference,
        CASE
            WHEN whole_text IS NULL THEN 'whole-missing'
            WHEN whole IS NULL OR read_parts < parts THEN 'amount-unread'
            WHEN sum = whole THEN 'equal'
            WHEN 2 * abs(sum - whole) <= steps + whole_step THEN 'equal-but-for-rounding'
            WHEN wholes.project_id IN (SELECT project_id FROM unread) THEN 'sheet-unread'
            WHEN sum > whole THEN 'exceeds'
            WHEN number = read_number AND 2 * abs(sum + other_sum - whole) <= steps + whole_step THEN 'equal-with-others'
            WHEN number > 0 THEN 'other-sources'
            WHEN wholes.project_id IN (SELECT id FROM complete) THEN 'falls-short'
            ELSE 'parts-unknown'
        END AS reason
    FROM wholes
    LEFT JOIN others_of ON others_of.project_id = wholes.project_id AND others_of.kind = wholes.kind AND others_of.scope = wholes.scope
),
named AS (
    SELECT judged.*,
        CASE scope WHEN 'whole_project' THEN '整个项目的' ELSE '' END
            || CASE kind WHEN 'total' THEN '资金总额' WHEN 'budget' THEN '年初预算' WHEN 'adjusted' THEN '全年预算' ELSE '执行数' END AS what,
        CASE kind WHEN 'total' THEN 'total' WHEN 'budget' THEN 'budget' WHEN 'adjusted' THEN 'adjusted budget' ELSE 'amount spent' END
            || CASE scope WHEN 'whole_project' THEN ' of the whole project' ELSE '' END AS what_en
    FROM judged
)
SELECT project_id || '-' || kind || '-' || scope AS subject, document_id, unit_id, project_id,
    CASE
        WHEN reason IN ('exceeds', 'falls-short') THEN 'failed'
        WHEN reason IN ('equal', 'equal-but-for-rounding', 'equal-with-others') THEN 'passed'
        ELSE 'not_applicable'
    END AS outcome,
    reason, wan_yuan(whole) AS expected, wan_yuan(sum) AS observed, difference AS difference_fen,
    json_object('name', name, 'what', what, 'what_en', what_en, 'whole', whole, 'sum', sum, 'gap', abs(difference),
        'parts', (SELECT group_concat(text, ' + ') FROM (SELECT text FROM amounts WHERE amounts.project_id = named.project_id
            AND amounts.kind = named.kind AND amounts.scope = named.scope AND source != 'all' ORDER BY amounts.rowid))) AS details,
    (SELECT json_group_array(json(one)) FROM (
        SELECT json_array('whole', CASE WHEN is_own THEN 'amounts' ELSE 'projects' END, whole_id) AS one WHERE whole_id IS NOT NULL
        UNION ALL SELECT one FROM (
            SELECT json_array('part', 'amounts', id) AS one FROM amounts WHERE amounts.project_id = named.project_id
                AND amounts.kind = named.kind AND amounts.scope = named.scope AND source != 'all' ORDER BY amounts.rowid
        )
    )) AS evidence
FROM named
