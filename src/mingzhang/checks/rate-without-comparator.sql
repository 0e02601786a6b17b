/*
title: {zh: 比率没有比较符号, en: A rate without a sign}
class: form
version: 4
scope: document
tests: {zh: 每一个目标值是百分数（或千分数）的指标, en: each indicator whose target is a percentage (or per mille)}
looks_for:
  zh: 目标值是百分数，却没有写不低于、等于还是不高于，例如“政策知晓率90%”。
  en: A percentage that does not say whether it is a least, an exact or a highest value, such as 政策知晓率90%.
why: {zh: 没有符号，读者不知道高一点或低一点算不算完成。, en: Without a sign nobody knows whether a little more or less is a success.}
basis:
  zh: 常理：没有符号，看不出 90% 是至少、至多还是正好。很多地方的表为此有“指标性质”一栏（≥、＝、≤）。
  en: "Common sense: without a sign nobody can say whether 90% is a minimum, a maximum or exact. Many local forms have a column for it (指标性质)."
assumptions:
  zh: 只写“100%”的虽然很难有别的意思，也照列，因为同样没有印符号。表里标明“定性”的不算，承担比例、贴息率一类本来就是确定的数的（words.yml 的 exact-shares）也不算。
  en: A plain 100% can hardly mean anything else, and is listed all the same, since no sign is printed. What is marked as qualitative (定性) is not, nor are shares that are exact by rule (exact-shares in words.yml).
innocent_explanations: {zh: 填表的人认为“100%”不必再写符号；所用的表没有符号一栏。, en: 100% was taken to need no sign; the form has no column for it.}
reasons:
  no-sign:
    outcome: failed
    reason: {zh: 没有比较符号, en: no sign}
    summary:
      zh: 有 {n} 个比率没有比较符号，例如第 {serial} 项“{project}”的“{text}”。
      en: "Rates without a sign: {n}, such as {text} in item {serial}, {project}."
  sign:
    outcome: passed
    reason: {zh: 有比较符号, en: it has a sign}
  exact-share:
    outcome: not_applicable
    reason: {zh: 按规定承担、拨付的比例，本来就是一个确定的数, en: "a share that is borne or paid by rule, which is exact"}
  marked-qualitative:
    outcome: not_applicable
    reason: {zh: 表里标明是定性指标, en: it is marked as qualitative}
  lines-unread:
    outcome: not_applicable
    reason:
      zh: 表上有没有读懂的栏目，或者这个标题下有没有读懂的内容，看起来没有的可能就在其中
      en: a column of the sheet, or a line under this heading, was not understood, and what seems to be missing may stand in it
*/
WITH judged AS (
    SELECT indicators.*,
        CASE
            WHEN comparator IS NOT NULL THEN 'sign'
            WHEN instr(indicators.text, '定性') OR trim(nature) = '定性' THEN 'marked-qualitative'
            WHEN EXISTS (SELECT 1 FROM words WHERE list = 'exact-shares' AND instr(indicators.text, word)) THEN 'exact-share'
            WHEN indicators.id IN (SELECT indicator_id FROM unread_indicators) THEN 'lines-unread'
            ELSE 'no-sign'
        END AS reason
    FROM indicators
    WHERE kind = 'quantitative' AND base_unit IN ('%', '‰') AND coalesce(unit, '') NOT LIKE '%百分点'
)
SELECT judged.id AS subject, judged.document_id, judged.unit_id, project_id,
    CASE reason WHEN 'no-sign' THEN 'failed' WHEN 'sign' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason,
    json_object('serial', coalesce(serial, projects.position), 'project', coalesce(projects.name, ''), 'text', replace(judged.text, char(10), ' ')) AS details,
    json_array(json_array('rate', 'indicators', judged.id)) AS evidence
FROM judged
JOIN projects ON projects.id = judged.project_id
