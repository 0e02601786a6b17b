/*
title: {zh: 指标类型与指标值不匹配, en: A measure that does not fit its heading}
class: form
version: 1
scope: document
tests: {zh: 每一个有单位或日期的指标, en: each indicator with a unit or a date}
looks_for: {zh: 质量指标用钱来量，数量指标写的是日期，名称是“率”而单位是元，等等。, en: "Money under quality, a date under quantity, a rate (率) in yuan, and the like."}
why:
  zh: 填错标题的指标，汇总和打分时就落在别的类别里；量与名称不合时，不知道要达到什么。
  en: An indicator under another heading is summed up and scored as what it is not; where measure and name do not fit, nobody knows what is to be reached.
basis:
  zh: 按我们对财预〔2021〕101号里各类指标的理解；不合的组合是本项目列的，见 words.yml 的 wrong-heading。
  en: As we understand what 财预〔2021〕101号 means by each kind of indicator; the combinations were listed here, under wrong-heading in words.yml.
assumptions:
  zh: 只列没有疑问的组合。数量指标用百分数不算，因为有的省的标准模板就这样排；社会成本、生态成本怎样量都不算。
  en: Only combinations beyond doubt are listed. Percentages under quantity are not, since official templates have them; neither is any measure of social or ecological cost.
innocent_explanations: {zh: 表格排版时上下错了一行；当地的表另有规定。, en: A line slipped in typesetting; the local form has rules of its own.}
reasons:
  does-not-fit:
    outcome: failed
    reason: {zh: 量与标题或名称不合, en: the measure does not fit the heading or the name}
    summary:
      zh: 有 {n} 个指标的量与所在的标题或名称不合，例如第 {serial} 项“{project}”的{heading}“{text}”。
      en: "Measures that do not fit their heading or name: {n}, such as {text} under {heading} in item {serial}, {project}."
  fits:
    outcome: passed
    reason: {zh: 没有看到不合, en: nothing that does not fit}
*/
WITH measured AS (
    SELECT indicators.*, coalesce(level2, level1) AS heading,
        CASE
            WHEN due_date IS NOT NULL THEN 'date'
            WHEN base_unit = '元' THEN 'money'
            WHEN base_unit IN ('人', '人次') THEN 'people'
            ELSE 'other'
        END AS measure
    FROM indicators
    WHERE due_date IS NOT NULL OR unit IS NOT NULL
),
judged AS (
    SELECT measured.*,
        coalesce(heading || ':' || measure, '') IN (SELECT word FROM words WHERE list = 'wrong-heading')
            OR (measure = 'money' AND (lower(replace(name, ' ', '')) LIKE '%率' OR lower(replace(name, ' ', '')) LIKE '%百分比' OR lower(replace(name, ' ', '')) LIKE '%占比')
                AND NOT EXISTS (SELECT 1 FROM words WHERE list = 'not-a-share-of-money' AND instr(replace(name, ' ', ''), word))) IS TRUE AS does_not_fit
    FROM measured
)
SELECT judged.id AS subject, judged.document_id, judged.unit_id, project_id,
    CASE WHEN does_not_fit THEN 'failed' ELSE 'passed' END AS outcome,
    CASE WHEN does_not_fit THEN 'does-not-fit' ELSE 'fits' END AS reason,
    json_object(
        'serial', coalesce(serial, projects.position), 'project', coalesce(projects.name, ''),
        'heading', coalesce(heading, ''), 'text', replace(judged.text, char(10), ' ')
    ) AS details,
    json_array(json_array('indicator', 'indicators', judged.id)) AS evidence
FROM judged
JOIN projects ON projects.id = judged.project_id
