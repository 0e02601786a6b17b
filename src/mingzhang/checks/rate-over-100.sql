/*
title: {zh: 比率高于 100%, en: A share above 100%}
class: question
version: 1
scope: document
tests: {zh: 指标和目标里每一个用百分数写的比率, en: each percentage in an indicator or a goal}
looks_for: {zh: 完成率、覆盖率、合格率、满意度等整体中的一部分，写得高于 100%。, en: "A share of a whole (completed, covered, up to standard, satisfied) that is above 100%."}
why:
  zh: 整体中的一部分不会多于整体。多半是数字或单位写错，读者不知道目标究竟是多少。
  en: A share cannot be more than the whole. A digit or unit is likely to be wrong, and the target is then not known.
basis: {zh: 算术：部分不大于整体。, en: "Arithmetic: a part is not more than its whole."}
assumptions:
  zh: 名称里有 words.yml 的 shares 里的字，才算整体中的一部分；有 may-exceed-100 里的字（增长率、投资完成率、收入等）就不算。没有读出数的不核对。
  en: A rate is a share when its name holds a word listed under shares in words.yml, and none listed under may-exceed-100 (growth, investment, revenue). What was not read as a number is not tested.
innocent_explanations:
  zh: 计划本来就打算超额完成，比率以原计划为分母；名称虽像比率，其实是与上一年相比。
  en: More than the plan is intended, and the rate is in terms of the plan; or it is in truth a comparison with the year before.
reasons:
  above-100:
    outcome: failed
    reason: {zh: 高于 100%, en: above 100%}
    summary:
      zh: 第 {serial} 项“{project}”写“{text}”，高于 100%。
      en: "Item {serial}, {project}: {text} is above 100%."
  share:
    outcome: passed
    reason: {zh: 不高于 100%, en: not above 100%}
  may-exceed:
    outcome: not_applicable
    reason: {zh: 高于 100%，但这个比率本来可以高于 100%，或者看不出是不是部分占整体, en: "above 100%, and this rate rightly may be, or it does not say that it is a share"}
  doubtful:
    outcome: failed
    reason: {zh: 高于 100%，像是识别文字时把“≥”认成了“2”（292%）, en: "above 100%, likely a ≥ that text recognition made a 2 of (292%)"}
    summary:
      zh: 第 {serial} 项“{project}”写“{text}”，高于 100%；像是识别文字时把“≥”认成了“2”，要看原件才能断定。
      en: "Item {serial}, {project}: {text} is above 100%; it looks like a ≥ that text recognition made a 2 of, which only the original can tell."
*/
WITH rates AS (
    SELECT indicators.id, project_id, 'indicators' AS table_name, coalesce(name, '') AS name, text, indicators.id AS record_id,
        base_value,
        base_value > 100 AND EXISTS (SELECT 1 FROM rejects WHERE rejects.document_id = indicators.document_id
            AND reason_id = 'sign-read-as-2' AND rejects.text IN (indicators.text, value_text)) AS is_doubtful
    FROM indicators
    WHERE base_unit = '%' AND value IS NOT NULL
    UNION ALL
    SELECT quantities.id, quantities.project_id, 'goals', coalesce(subject, ''),
        substr(goals.text, max(1, start_char - 11), min(start_char, 12) + end_char - start_char), goals.id, base_value, 0
    FROM quantities
    JOIN goals ON goals.id = quantities.goal_id
    WHERE quantities.role = 'rate' AND base_unit = '%' AND base_value IS NOT NULL
),
judged AS (
    SELECT rates.*,
        CASE
            WHEN base_value <= 100 THEN 'share'
            WHEN EXISTS (SELECT 1 FROM words WHERE list = 'may-exceed-100' AND instr(replace(coalesce(nullif(name, ''), text), ' ', ''), word)) OR NOT EXISTS (SELECT 1 FROM words WHERE list = 'shares' AND instr(replace(name || text, ' ', ''), word)) THEN 'may-exceed'
            WHEN is_doubtful THEN 'doubtful'
            ELSE 'above-100'
        END AS reason
    FROM rates
)
SELECT judged.id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'above-100' THEN 'failed' WHEN 'doubtful' THEN 'failed' WHEN 'share' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, '≤100%' AS expected, base_value || '%' AS observed,
    json_object('serial', coalesce(serial, position), 'project', coalesce(projects.name, ''), 'text', replace(judged.text, char(10), ' ')) AS details,
    json_array(json_array('rate', table_name, record_id)) AS evidence
FROM judged
JOIN projects ON projects.id = judged.project_id
