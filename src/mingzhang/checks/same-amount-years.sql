/*
title: {zh: 金额连续几年分文不差, en: The same amount year after year}
class: question
version: 1
scope: unit
tests: {zh: 三年以上都有预算的每一个项目，金额相同的每一段, en: each run of years with one amount of a project that has budgets of three years or more}
looks_for: {zh: 同一项目的预算金额连续三年以上分文不差（thresholds.yml 的 same-amount-years）。, en: "A project whose budget is the very same for three years in a row or more (same-amount-years in thresholds.yml)."}
why: {zh: 人数、价格一般年年有变，金额一分不变，可能是沿用上年的数，没有重新测算。, en: "Numbers of people and prices mostly change; an amount that does not may have been taken over and not computed anew."}
basis: {zh: 常理：预算按当年的工作量和价格测算。, en: "Common sense: a budget is computed from the work and the prices of its year."}
assumptions:
  zh: 各年的项目按编码，没有编码的按名称对应（series_id），一年里有两个这样的项目时不算；中间缺一年就不算连续。
  en: Projects of the years go together by code or else by name (series_id); a year with two of them does not count, and a year that is missing ends a run.
innocent_explanations: {zh: 合同一签几年，价款固定；按定额或固定标准安排；分年平均支付；上级规定每年一样。, en: "A contract of several years at a fixed price; a fixed rate or quota; equal yearly payments; an amount that is prescribed."}
reasons:
  same:
    outcome: failed
    reason: {zh: 连续三年以上金额相同, en: the same amount for three years or more}
    summary:
      zh: “{name}”{first} 年到 {last} 年连续 {years} 年都是 {amount:wan}。
      en: "{name}: {amount:yuan} in each of the {years} years from {first} to {last}."
  changes:
    outcome: passed
    reason: {zh: 金额有变化, en: the amount changes}
  few-years:
    outcome: not_applicable
    reason: {zh: 有预算的年份不足三年, en: budgets of fewer than three years}
*/
WITH budgets AS MATERIALIZED (
    SELECT min(projects.id) AS id, min(projects.document_id) AS document_id, min(projects.unit_id) AS unit_id, min(projects.name) AS name,
        projects.year, series_id, min(amount_fen) AS amount_fen
    FROM projects
    JOIN documents ON documents.id = projects.document_id AND documents.is_current
    WHERE projects.phase = 'budget' AND series_id IS NOT NULL AND projects.year IS NOT NULL
    GROUP BY series_id, projects.year HAVING count(*) = 1 AND min(amount_fen) > 0
),
-- Years in a row with one amount have the same year minus place.
runs AS (
    SELECT *, year - row_number() OVER (PARTITION BY series_id, amount_fen ORDER BY year) AS run,
        count(*) OVER (PARTITION BY series_id) AS known
    FROM budgets
),
counted AS (
    SELECT series_id, amount_fen, max(known) AS known, count(*) AS years, min(year) AS first, max(year) AS last,
        json_group_array(json_array('amount', 'projects', id)) AS evidence
    FROM (SELECT * FROM runs ORDER BY series_id, amount_fen, run, year)
    GROUP BY series_id, amount_fen, run
),
judged AS (
    SELECT counted.*, budgets.id, budgets.document_id, budgets.unit_id, budgets.name,
        CASE
            WHEN known < (SELECT value FROM thresholds WHERE name = 'same-amount-years') THEN 'few-years'
            WHEN years >= (SELECT value FROM thresholds WHERE name = 'same-amount-years') THEN 'same'
            ELSE 'changes'
        END AS reason
    FROM counted
    JOIN budgets ON budgets.series_id = counted.series_id AND budgets.year = counted.last
)
SELECT id AS subject, document_id, unit_id, id AS project_id,
    CASE reason WHEN 'same' THEN 'failed' WHEN 'changes' THEN 'passed' ELSE 'not_applicable' END AS outcome, reason,
    json_object('name', coalesce(name, ''), 'first', first, 'last', last, 'years', years, 'amount', amount_fen) AS details,
    CASE reason WHEN 'same' THEN evidence ELSE '[]' END AS evidence
FROM judged
