/*
title: {zh: 同一事项的单价远高于其他单位, en: A price far above that of other units for the same thing}
class: question
version: 1
scope: whole
tests: {zh: 同一地区、同一年度至少四个单位都写有的同一事项、同一计价单位的每一个单价, en: "each price that at least four units of a region print in one year for the same thing, per the same unit"}
looks_for: {zh: 单价在中位数的三倍以上（thresholds.yml 的 outlier-factor、outlier-units）。, en: "A price of three times the median or more (outlier-factor and outlier-units in thresholds.yml)."}
why: {zh: 同一事项，一个单位的单价是其他单位的几倍，应当有说明。, en: "Where one unit pays several times what others pay for the same thing, there should be a reason."}
basis: {zh: 常理：同一年同一事项的单价应当相近。, en: "Common sense: one thing costs about the same in one year."}
assumptions: {zh: 是不是同一事项按印出的名称判断，一字不差、计价单位相同（每人每月与每人每年不比）；名称不足两个字的不算；每个单位取最高的一个。规格、质量不同看不出来。, en: "The same thing is what has the same printed name and is priced per the same unit (a month is not compared with a year); names of one character do not count, and of each unit the highest price. Other makes and qualities are not seen."}
innocent_explanations: {zh: 规格、服务内容或工作时间不同；包含社会保险、税费；单位写错（万元写成元）。, en: "Another make, service or working time; insurance and taxes are included; a unit of money was misprinted."}
reasons:
  far-above:
    outcome: failed
    reason: {zh: 在中位数的三倍以上, en: three times the median or more}
    summary:
      zh: “{name}”的{subject}单价是 {price:money}，是同一地区 {units} 个单位中位数 {median:money}的 {times} 倍。
      en: "{name}: the price of {subject} is {price:yuan}, {times} times the median of {units} units of the region, {median:yuan}."
  alike:
    outcome: passed
    reason: {zh: 与其他单位相近, en: not far from other units}
  few-units:
    outcome: not_applicable
    reason: {zh: 写有这个价钱的单位太少, en: too few units print such a price}
*/
WITH named AS MATERIALIZED (
    SELECT prices.id, prices.project_id, prices.document_id, projects.unit_id, coalesce(projects.name, '') AS name, prices.quantity_id, price_fen,
        quantities.subject, json_array(projects.region_code, projects.year, prices.per, prices.per_time, lower(replace(quantities.subject, ' ', ''))) AS thing,
        coalesce(projects.unit_id, projects.document_id) AS unit
    FROM prices
    JOIN quantities ON quantities.id = prices.quantity_id
    JOIN projects ON projects.id = prices.project_id AND projects.phase = 'budget' AND projects.year IS NOT NULL
    JOIN documents ON documents.id = projects.document_id AND documents.is_current
    WHERE length(quantities.subject) > 1 AND prices.per IS NOT NULL AND price_fen > 0
),
-- Of each unit the highest price of a thing.
highest AS (
    SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY thing, unit ORDER BY price_fen DESC, id) AS place FROM named) WHERE place = 1
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY thing ORDER BY price_fen, id) AS rank, count(*) OVER (PARTITION BY thing) AS units FROM highest
),
-- With the median of each thing beside its prices, in one pass (of rank times two one is units or one more): a join would look through all prices for each of them.
judged AS (
    SELECT *,
        CASE
            WHEN units < (SELECT value FROM thresholds WHERE name = 'outlier-units') THEN 'few-units'
            WHEN price_fen >= median * (SELECT value FROM thresholds WHERE name = 'outlier-factor') THEN 'far-above'
            ELSE 'alike'
        END AS reason
    FROM (SELECT *, max(CASE WHEN rank * 2 IN (units, units + 1) THEN price_fen END) OVER (PARTITION BY thing) AS median FROM ranked)
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'far-above' THEN 'failed' WHEN 'alike' THEN 'passed' ELSE 'not_applicable' END AS outcome,
    reason, median AS expected_fen, price_fen AS observed_fen, price_fen - median AS difference_fen,
    json_object('name', name, 'subject', subject, 'price', price_fen, 'median', median, 'units', units,
        'times', rtrim(rtrim(printf('%.1f', price_fen * 1.0 / median), '0'), '.')) AS details,
    CASE reason WHEN 'far-above' THEN json_array(json_array('price', 'quantities', quantity_id)) ELSE '[]' END AS evidence
FROM judged
