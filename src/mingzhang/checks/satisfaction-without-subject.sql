/*
title: {zh: 满意度指标未写明对象和比较符号, en: A satisfaction target with neither subject nor sign}
class: form
version: 2
scope: document
tests: {zh: 每一个满意度指标, en: each satisfaction indicator}
looks_for:
  zh: 满意度指标既没有写是谁的满意度，也没有写不低于还是等于，例如“满意度指标：90%”。
  en: "A satisfaction indicator that says neither who is to be satisfied nor how the number compares, such as 满意度指标：90%."
why: {zh: 不写对象，就不知道问谁；不写符号，就不知道 95% 算不算达到。, en: "Without a subject nobody knows whom to ask, and without a sign whether 95% is a success."}
basis:
  zh: 常理：满意度总是某些人的满意度。按我们对财预〔2021〕101号的理解：满意度指标反映服务对象、受益人等的认可程度，不是每个项目都要设。
  en: "Common sense: satisfaction is always somebody's. As we understand 财预〔2021〕101号: these indicators show the approval of recipients, beneficiaries or others concerned, and not every project needs one."
assumptions:
  zh: 名称只有“满意度指标”“服务对象满意度”之类（words.yml 的 names-nobody）算没有写对象；写了对象或者符号之一的不算。没有目标值的由另一种核对列出。
  en: A name such as 满意度指标 or 服务对象满意度 (names-nobody in words.yml) names nobody; either a subject or a sign is enough to pass. Those without a target are listed by another check.
innocent_explanations:
  zh: 项目只有一种服务对象，填表的人以为不必再写；对象写在目标里。
  en: The project serves one kind of people and it seemed needless to say so; they are named in a goal.
reasons:
  neither:
    outcome: failed
    reason: {zh: 没有写对象，也没有比较符号, en: neither subject nor sign}
    summary:
      zh: 有 {n} 个满意度指标未写明对象和比较符号，例如第 {serial} 项“{project}”的“{text}”。
      en: "Satisfaction targets with neither a subject nor a sign: {n}, such as {text} in item {serial}, {project}."
  one-or-both:
    outcome: passed
    reason: {zh: 写了对象或者比较符号, en: it has a subject or a sign}
  no-target:
    outcome: not_applicable
    reason: {zh: 没有目标值，或者没有读懂, en: "it has no target, or was not understood"}
  lines-unread:
    outcome: not_applicable
    reason:
      zh: 表上有没有读懂的栏目，或者这个标题下有没有读懂的内容，看起来没有的可能就在其中
      en: a column of the sheet, or a line under this heading, was not understood, and what seems to be missing may stand in it
*/
WITH judged AS (
    SELECT indicators.*,
        CASE
            WHEN kind IS NULL OR kind = 'missing' THEN 'no-target'
            WHEN comparator IS NULL AND lower(replace(coalesce(name, '满意度'), ' ', '')) IN (SELECT word FROM words WHERE list = 'names-nobody') THEN
                CASE WHEN indicators.id IN (SELECT indicator_id FROM unread_indicators) THEN 'lines-unread' ELSE 'neither' END
            ELSE 'one-or-both'
        END AS reason
    FROM indicators
    WHERE level1 = '满意度指标' OR level2 = '服务对象满意度指标'
)
SELECT judged.id AS subject, judged.document_id, judged.unit_id, project_id,
    CASE reason WHEN 'neither' THEN 'failed' WHEN 'one-or-both' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason,
    json_object('serial', coalesce(serial, projects.position), 'project', coalesce(projects.name, ''), 'text', replace(judged.text, char(10), ' ')) AS details,
    json_array(json_array('indicator', 'indicators', judged.id)) AS evidence
FROM judged
JOIN projects ON projects.id = judged.project_id
