/*
title: {zh: 金额与上年相差悬殊, en: An amount several times that of the year before}
class: question
version: 1
scope: unit
tests: {zh: 上一年也有预算的每一个项目, en: each project that had a budget the year before}
looks_for:
  zh: 同一项目的预算金额是上一年的三倍以上，或者不到上一年的三分之一，而且相差十万元以上（thresholds.yml 的 jump-factor、jump-least-fen）。
  en: A budget of three times that of the year before or more, or of less than a third, at least 100,000 yuan apart (jump-factor and jump-least-fen in thresholds.yml).
why: {zh: 同一件事的钱一年里变了几倍，公众有理由知道是为什么。, en: "When the money for one matter multiplies within a year, the public may ask why."}
basis: {zh: 常理：同一件事的花费大致相近；增减大的应当有说明。, en: "Common sense: one matter costs about as much each year, and a large change has a reason."}
assumptions:
  zh: 两年的项目按编码，没有编码的按名称对应（series_id），一年里有两个这样的项目时不比较。只看现行文件里的预算，不管物价。
  en: Projects of two years go together by code or else by name (series_id); where a year has two of them nothing is compared. Only budgets of current documents; prices of things are not considered.
innocent_explanations:
  zh: 上一年只安排了几个月；工程进入主体施工或收尾；政策提标扩面；几个项目合并或拆分；名称相同、内容换了；有一年的单位（元、万元）写错。
  en: The year before it ran for a few months only; works began or ended; more people or a higher rate by policy; projects were merged or split; the name stayed and the content changed; a unit of money was misprinted in one year.
reasons:
  rose:
    outcome: failed
    reason: {zh: 是上一年的三倍以上, en: three times the year before or more}
    summary:
      zh: “{name}”{year} 年 {after:wan}，是 {year_before} 年 {before:wan}的 {times} 倍。
      en: "{name}: {after:yuan} in {year}, {times} times the {before:yuan} of {year_before}."
  fell:
    outcome: failed
    reason: {zh: 不到上一年的三分之一, en: less than a third of the year before}
    summary:
      zh: “{name}”{year} 年 {after:wan}，{year_before} 年 {before:wan}，减少了 {share}%。
      en: "{name}: {after:yuan} in {year} and {before:yuan} in {year_before}, {share}% less."
  tenfold:
    outcome: failed
    reason: {zh: 正好是上一年的十倍、百倍，或者十分之一、百分之一, en: exactly ten or a hundred times the year before or a tenth of it}
    summary:
      zh: “{name}”{year} 年 {after:wan}，{year_before} 年 {before:wan}，相差正好 {tenfold} 倍，像是单位或小数点写错了。
      en: "{name}: {after:yuan} in {year} and {before:yuan} in {year_before}, exactly {tenfold} times apart; a unit or a decimal point may have slipped."
  alike:
    outcome: passed
    reason: {zh: 与上一年相差不大, en: not far from the year before}
  amount-unread:
    outcome: not_applicable
    reason: {zh: 有一年的金额没有读出, en: the amount of one of the years was not read}
  no-year-before:
    outcome: not_applicable
    reason: {zh: 没有这个项目上一年的预算, en: there is no budget of the project for the year before}
*/
WITH budgets AS MATERIALIZED (
    SELECT projects.id, projects.document_id, projects.unit_id, projects.name, projects.year, series_id, amount_fen
    FROM projects
    JOIN documents ON documents.id = projects.document_id AND documents.is_current
    WHERE projects.phase = 'budget' AND series_id IS NOT NULL AND projects.year IS NOT NULL
),
single AS MATERIALIZED (
    SELECT min(id) AS id, min(document_id) AS document_id, min(unit_id) AS unit_id, min(name) AS name, year, series_id, min(amount_fen) AS amount_fen
    FROM budgets GROUP BY series_id, year HAVING count(*) = 1
),
pairs AS (
    SELECT *, lag(id) OVER series AS other_id, lag(amount_fen) OVER series AS before_fen, lag(year) OVER series AS other_year
    FROM single
    WINDOW series AS (PARTITION BY series_id ORDER BY year)
),
judged AS (
    SELECT *, max(amount_fen, before_fen) * 1.0 / nullif(min(amount_fen, before_fen), 0) AS ratio,
        (SELECT value FROM thresholds WHERE name = 'jump-factor') AS factor, (SELECT value FROM thresholds WHERE name = 'jump-least-fen') AS least,
        CASE
            WHEN other_year IS NULL OR other_year != year - 1 THEN 'no-year-before'
            WHEN amount_fen IS NULL OR before_fen IS NULL OR min(amount_fen, before_fen) <= 0 THEN 'amount-unread'
            ELSE 'known'
        END AS state
    FROM pairs
),
named AS (
    SELECT *,
        CASE
            WHEN state != 'known' THEN state
            WHEN ratio < factor OR abs(amount_fen - before_fen) < least THEN 'alike'
            WHEN ratio IN (10, 100, 1000, 10000) THEN 'tenfold'
            WHEN amount_fen > before_fen THEN 'rose'
            ELSE 'fell'
        END AS reason
    FROM judged
)
SELECT id AS subject, document_id, unit_id, id AS project_id,
    CASE WHEN reason IN ('rose', 'fell', 'tenfold') THEN 'failed' WHEN reason = 'alike' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, before_fen AS expected_fen, amount_fen AS observed_fen, amount_fen - before_fen AS difference_fen,
    json_object('name', coalesce(name, ''), 'year', year, 'year_before', year - 1, 'after', amount_fen, 'before', before_fen,
        'times', rtrim(rtrim(printf('%.2f', ratio), '0'), '.'), 'tenfold', CAST(ratio AS INTEGER),
        'share', printf('%.1f', 100.0 * (before_fen - amount_fen) / before_fen)) AS details,
    CASE WHEN reason IN ('rose', 'fell', 'tenfold') THEN json_array(json_array('after', 'projects', id), json_array('before', 'projects', other_id)) ELSE '[]' END AS evidence
FROM named
