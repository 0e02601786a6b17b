/*
title: {zh: 按比例算出的数不对, en: A share does not come to the number that is printed for it}
class: arithmetic
version: 1
scope: document
tests: {zh: 目标里“按30%抽查，即930户”一类，写了比例又写了结果的每一处, en: "each place in a goal that prints a share and what it comes to, such as 按30%抽查，即930户"}
looks_for: {zh: 总数乘以比例，不等于后面写的数，四舍五入也解释不了。, en: "The whole times the share is not the number printed behind it, and rounding does not explain it."}
why: {zh: 总数、比例和结果三个数，至少有一个不对。, en: "Of whole, share and result at least one is wrong."}
basis: {zh: 算术：总数 × 比例 = 结果。, en: "Arithmetic: whole times share is the result."}
assumptions:
  zh: 比例和结果之间要有“即”“计”“为”，同一句前面要有同一单位的总数；前面有几个同单位的数，有一个对得上就算对，都对不上也不下结论。
  en: 即, 计 or 为 stands between share and result, and a whole in the same unit before them in the sentence; of several wholes one that fits is enough, and where none fits nothing is said.
innocent_explanations:
  zh: 比例是对另一个没有写出的总数说的；比例四舍五入后写得较粗；有一处是上一年的数。
  en: The share is of another whole that is not printed; it was rounded coarsely; one of the numbers is last year's.
reasons:
  differs:
    outcome: failed
    reason: {zh: 总数乘以比例不等于写出的数, en: the whole times the share is not the printed number}
    summary:
      zh: "第 {serial} 项“{project}”：{whole} × {rate} = {computed}，目标写“{part}”。"
      en: "Item {serial}, {project}: {whole} × {rate} = {computed}; the goal says {part}."
  fits:
    outcome: passed
    reason: {zh: 总数乘以比例等于写出的数, en: the whole times the share is the printed number}
    expression:
      zh: "{whole} × {rate} = {part}"
      en: "{whole} × {rate} = {part}"
  whole-unsure:
    outcome: not_applicable
    reason: {zh: 前面有几个数，看不出比例是对哪一个说的, en: "several numbers stand before it, and which one the share is of is not certain"}
*/
WITH judged AS (
    SELECT shares_of.*, projects.unit_id, projects.name, coalesce(serial, projects.position) AS serial,
        whole.text AS whole, rate.text AS rate, part.text AS part,
        rtrim(rtrim(printf('%.4f', computed), '0'), '.') || part.unit AS computed_text,
        CASE WHEN fits THEN 'fits' WHEN wholes > 1 THEN 'whole-unsure' ELSE 'differs' END AS reason
    FROM shares_of
    JOIN projects ON projects.id = shares_of.project_id
    JOIN quantities AS whole ON whole.id = whole_quantity_id
    JOIN quantities AS rate ON rate.id = rate_quantity_id
    JOIN quantities AS part ON part.id = part_quantity_id
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'differs' THEN 'failed' WHEN 'fits' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, computed_text AS expected, part AS observed,
    json_object('serial', serial, 'project', coalesce(name, ''), 'whole', whole, 'rate', rate, 'part', part, 'computed', computed_text) AS details,
    json_array(json_array('whole', 'quantities', whole_quantity_id), json_array('rate', 'quantities', rate_quantity_id),
        json_array('part', 'quantities', part_quantity_id)) AS evidence
FROM judged
