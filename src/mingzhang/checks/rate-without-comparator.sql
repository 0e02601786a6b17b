/*
title: 比率没有比较符号
title_en: A rate without a sign
class: form
version: 1
tests: 每一个目标值是百分数（或千分数）的指标
tests_en: each indicator whose target is a percentage (or per mille)
looks_for: 目标值是百分数，却没有写不低于、等于还是不高于，例如“政策知晓率90%”。
looks_for_en: A percentage that does not say whether it is a least, an exact or a highest value, such as 政策知晓率90%.
why: 没有符号，读者不知道高一点或低一点算不算完成。
why_en: Without a sign nobody knows whether a little more or less is a success.
basis: 常理：没有符号，看不出 90% 是至少、至多还是正好。很多地方的表为此有“指标性质”一栏（≥、＝、≤）。
basis_en: "Common sense: without a sign nobody can say whether 90% is a minimum, a maximum or exact. Many local forms have a column for it (指标性质)."
assumptions: 只写“100%”的虽然很难有别的意思，也照列，因为同样没有印符号。表里标明“定性”的不算。
assumptions_en: A plain 100% can hardly mean anything else, and is listed all the same, since no sign is printed. What is marked as qualitative (定性) is not.
innocent_explanations: 填表的人把“100%”当作等号；所用的表没有符号一栏。
innocent_explanations_en: 100% was taken to need no sign; the form has no column for it.
reasons:
  no-sign:
    outcome: failed
    zh: 没有比较符号
    en: no sign
    summary: 有 {n} 个比率没有比较符号，例如第 {serial} 项“{project}”的“{text}”。
    summary_en: "Rates without a sign: {n}, such as {text} in item {serial}, {project}."
  sign:
    outcome: passed
    zh: 有比较符号
    en: it has a sign
  marked-qualitative:
    outcome: not_applicable
    zh: 表里标明是定性指标
    en: it is marked as qualitative
*/
WITH judged AS (
    SELECT indicators.*,
        CASE
            WHEN comparator IS NOT NULL THEN 'sign'
            WHEN instr(indicators.text, '定性')
                OR EXISTS (SELECT 1 FROM project_fields JOIN spans ON spans.record_id = project_fields.id
                    JOIN cells ON cells.id = spans.cell_id
                    WHERE project_fields.project_id = indicators.project_id AND trim(project_fields.text) = '定性'
                    AND cells.table_number = indicators.table_number AND cells.page = indicators.page
                    AND cells.row = indicators.row) THEN 'marked-qualitative'
            ELSE 'no-sign'
        END AS reason
    FROM indicators
    WHERE kind = 'quantitative' AND base_unit IN ('%', '‰')
)
SELECT judged.id AS subject, judged.document_id, judged.unit_id, project_id,
    CASE reason WHEN 'no-sign' THEN 'failed' WHEN 'sign' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason,
    json_object('serial', coalesce(serial, projects.position), 'project', coalesce(projects.name, ''), 'text', replace(judged.text, char(10), ' ')) AS details,
    json_array(json_array('rate', 'indicators', judged.id)) AS evidence
FROM judged
JOIN projects ON projects.id = judged.project_id
