/*
title: {zh: 几个指标的数字不一致, en: Indicators give numbers that do not fit each other}
class: arithmetic
version: 3
scope: document
yields_to: [goal-contradicts-indicator, goal-contradicts-goal]
tests: {zh: 写了“每期50人”一类的指标和期数，又写了总数的每个项目；写明是合计的指标和别的指标；以“其中”开头的指标和它的总数, en: "each project whose indicators print a count for each of something, how many of it there are, and the total; an indicator that says it is the sum, beside the others; and indicators that begin with 其中, beside their whole"}
looks_for:
  zh: 指标里两个数相乘，不等于另一个指标写的总数，例如 8 期、每期 50 人，总人数却写 480 人次；写“合计”的不是别的指标之和；“其中”的比总数还多。
  en: "Two numbers of indicators that multiply to another total than a third indicator prints: 8 courses of 50 people, and 480 in all; a sum that is not that of the others; a part that is more than its whole."
why: {zh: 几个数不能都做到，考核时也不知道按哪一个算。, en: "They cannot all be met, and when the project is judged nobody knows which counts."}
basis: {zh: 算术：期数 × 每期人数 = 总人数，总数等于各项之和，部分不大于总数。, en: "Arithmetic: courses times people in each is people in all, a whole is the sum of its parts, and no part is more."}
assumptions:
  zh: 相乘的，每一种数在指标里只有一个时才核对；合计的名称里不能有别的指标没有的东西，两个数相差在四分之一以内；几项可能重叠的（女干部、党员）只看单独一项；总数的名称要与相乘的数说同一件事；写“不低于”的总数，只要比乘积大，就只问一句。
  en: Products only where the indicators print one number of each kind, and where the name of the total is of what is multiplied; a sum must name nothing that the others lack and be within a quarter of what they come to; of parts that may overlap (women, party members) only each alone is looked at. A total that is a minimum above the product is a question.
innocent_explanations:
  zh: 各期人数不一样，写的是其中一期的；总数里还有别的活动；有一处是上一年的数，忘了改。
  en: The courses differ in size; the total holds other activities; one of the numbers is last year's.
reasons:
  differs:
    outcome: failed
    reason: {zh: 相乘或者相加的数与写的总数不同, en: the product or sum is not the printed total}
    summary:
      zh: 第 {serial} 项“{project}”：指标“{product}”，另一个指标写“{indicator}”。
      en: "Item {serial}, {project}: the indicators {product}; another says {indicator}."
  stricter:
    outcome: failed
    class: question
    reason: {zh: 总数的下限比相乘的数高, en: the total asks for more than the product}
    summary:
      zh: 第 {serial} 项“{project}”：指标“{product}”，另一个指标写“{indicator}”，比它多，不知道按哪一个考核。
      en: "Item {serial}, {project}: the indicators {product}; another asks for {indicator}, and which counts is not said."
  equal:
    outcome: passed
    reason: {zh: 相乘或者相加的数就是写的总数, en: the product or sum is the printed total}
    expression: {zh: "“{product}” = “{indicator}”", en: "{product} = {indicator}"}
  compatible:
    outcome: passed
    reason: {zh: 相乘的数在写的限度之内, en: the product keeps to the printed bound}
*/
WITH judged AS (
    SELECT same_things.*, projects.unit_id, coalesce(serial, projects.position) AS serial, coalesce(name, '') AS project,
        CASE
            WHEN agrees IN ('equal', 'compatible') THEN agrees
            WHEN agrees = 'stricter' THEN 'stricter'
            WHEN agrees = 'looser' THEN 'compatible'
            ELSE 'differs'
        END AS reason
    FROM same_things
    JOIN projects ON projects.id = same_things.project_id
    WHERE kind = 'indicators'
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE WHEN reason IN ('equal', 'compatible') THEN 'passed' ELSE 'failed' END AS outcome, reason,
    first_quote AS expected, second_quote AS observed,
    json_object('serial', serial, 'project', project, 'product', first_quote, 'indicator', second_quote) AS details,
    json_array(json_array('indicator', 'quantities', first_quantity_id), json_array('total', 'quantities', second_quantity_id)) AS evidence
FROM judged
