/*
title: {zh: 公开晚于批复后二十日, en: Published more than twenty days after approval}
class: question
version: 1
scope: document
tests: {zh: 批复日期和公开日期都知道的每一份预算文件, en: each budget of which the days of approval and of publication are both known}
looks_for: {zh: 公开日期在批复之后第二十日以后。, en: "A day of publication later than the twentieth day after approval."}
why: {zh: 法律规定二十日内公开；公开晚了，公众就晚知道。, en: "The law sets twenty days; what is published later the public learns later."}
basis: {zh: "《预算法》第十四条：经本级政府财政部门批复的部门预算、决算及报表，应当在批复后二十日内由各部门向社会公开。", en: "Budget Law (预算法), article 14: departments publish their budgets and accounts within twenty days after the finance department has approved them."}
assumptions: {zh: 两个日期都来自文件旁边的说明（approved_on、published_on），不从文件里猜。, en: "Both days come from the sidecar beside the document (approved_on, published_on); none is guessed from the document."}
innocent_explanations: {zh: 先在别处公开过，这是再次发布的日期；改正后重新发布；批复分了几次。, en: "It was published elsewhere before and this is a later posting; it was corrected and posted again; approval came in several parts."}
reasons:
  late:
    outcome: failed
    reason: {zh: 晚于二十日, en: later than twenty days}
    summary:
      zh: “{title}”{approved} 批复，{published} 公开，是批复后的第 {days} 天，法律规定二十日内。
      en: "{title}: approved on {approved} and published on {published}, {days} days later; the law gives twenty."
  in-time:
    outcome: passed
    reason: {zh: 在二十日内, en: within twenty days}
  dates-unknown:
    outcome: not_applicable
    reason: {zh: 不知道批复日期或公开日期, en: the day of approval or of publication is not known}
*/
WITH dated AS (
    SELECT *, CAST(julianday(published_on) - julianday(approved_on) AS INTEGER) AS days FROM documents
),
judged AS (
    SELECT *, CASE WHEN days IS NULL THEN 'dates-unknown' WHEN days > 20 THEN 'late' ELSE 'in-time' END AS reason FROM dated
)
SELECT id AS subject, id AS document_id, unit_id,
    CASE reason WHEN 'late' THEN 'failed' WHEN 'in-time' THEN 'passed' ELSE 'not_applicable' END AS outcome, reason,
    json_object('title', coalesce(title, id), 'approved', approved_on, 'published', published_on, 'days', days) AS details,
    json_array(json_array('document', 'documents', id)) AS evidence
FROM judged
