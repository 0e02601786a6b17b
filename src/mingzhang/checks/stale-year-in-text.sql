/*
title: {zh: 目标里的年份早于预算年度, en: A goal names a year before the budget year}
class: question
version: 2
scope: document
tests: {zh: 目标里写明的每一个年份, en: each year that a goal names}
looks_for:
  zh: 该写预算年度的地方写着以前的年份，例如 2023 年的表里写“2022年底前完成”。
  en: An earlier year where the budget year must be meant, such as 2022年底前完成 in a form for 2023.
why:
  zh: 多半是沿用上一年的表而没有改到。别的内容有没有按本年改过，也值得问一句。
  en: It is most often left over from last year's form; then it is worth asking whether the rest was brought up to date.
basis: {zh: 常理：年度绩效目标说的是预算年度的事。, en: "Common sense: annual goals are about the budget year."}
assumptions:
  zh: >-
    只看写成“2022年”或带月份的年份。下列情形不算：几年的区间（2021—2025年）、文件和法规的名称与文号、同一分句里说明是回顾的字（结转、实际、截至、较、自…起、考核、批复、尾款等，见 words.yml 的 looks-back-before 和 looks-back-behind）、项目名称里就有的年份、项目起止时间以内的年份、与同一句里后面的预算年度相比或并列的年份（2023年1.2万人次，2024年1.5万人次）、括号里用来对比的年份、名称写明跨几年的项目、早于年度五年以上的年份。所以回顾往事而用词不在表里的句子会被误列，写错年份而恰好有这些字的句子会漏掉。
  en: >-
    Only years printed with 年 or with a month count. Passed over are ranges of years, titles of laws and numbers of documents,
    years beside words that look back in the same clause (looks-back-before and looks-back-behind in words.yml), years that are
    part of the project's name or within its printed period, years that are compared or listed with the budget year behind them in the sentence (2023年1.2万人次，2024年1.5万人次) or stand in a bracket behind a number for comparison, projects named for several years, and years more than five years back. So a sentence that looks back in other words is
    listed, and a wrong year beside one of these words is missed.
innocent_explanations:
  zh: 句子说的是上一年立项、开工或结转的事；项目补付以前年度的款项；文件公布时年度已过。
  en: The sentence is about something approved, begun or carried over from that year; the project pays what was owed then.
reasons:
  earlier-year:
    outcome: failed
    reason: {zh: 写着以前的年份，看不出是在回顾, en: "an earlier year, and nothing says that it looks back"}
    summary:
      zh: 第 {serial} 项“{project}”的目标写“{clause}”，预算年度是 {year} 年。
      en: "Item {serial}, {project}: a goal says {clause}, while the budget year is {year}."
  budget-year:
    outcome: passed
    reason: {zh: 就是预算年度, en: it is the budget year}
  later-year:
    outcome: passed
    reason: {zh: 晚于预算年度, en: a later year}
  looks-back:
    outcome: passed
    reason:
      zh: 以前的年份，但说的是过去的事、几年的区间、文件名称或项目名称
      en: an earlier year that is meant as such, in a range, a title, the project's name or words that look back
  told-already:
    outcome: not_applicable
    reason: {zh: 同一分句里另一个年份已经说明, en: told of another year in the same clause}
  year-unknown:
    outcome: not_applicable
    reason: {zh: 不知道文件的年度, en: the budget year is not known}
*/
WITH named AS (
    SELECT goals.id AS goal_id, projects.*, each.key AS number, each.value ->> '$.year' AS named_year,
        each.value ->> '$.meant' AS meant, each.value ->> '$.clause' AS clause, each.value ->> '$.later' AS later,
        min(each.key) OVER (PARTITION BY goals.id, each.value ->> '$.clause', each.value ->> '$.year' < projects.year) AS first_number
    FROM goals
    JOIN projects ON projects.id = goals.project_id
    JOIN json_each(years_named(goals.text)) AS each
    WHERE goals.text GLOB '*[0-9０-９〇○零一二]*年*' OR goals.text GLOB '*[0-9][/.-][0-9]*'
),
judged AS (
    SELECT named.*,
        CASE
            WHEN year IS NULL THEN 'year-unknown'
            WHEN named_year = year THEN 'budget-year'
            WHEN named_year > year THEN 'later-year'
            WHEN meant != 'plain' OR later >= year OR named_year < year - (SELECT value FROM thresholds WHERE name = 'stale-years')
                OR instr(coalesce(name, ''), named_year) OR named_year >= CAST(substr(period_start, 1, 4) AS INTEGER)
                OR plan_end(coalesce(name, '')) IS NOT NULL THEN 'looks-back'
            WHEN number > first_number THEN 'told-already'
            ELSE 'earlier-year'
        END AS reason
    FROM named
)
SELECT goal_id || '-y' || (number + 1) AS subject, document_id, unit_id, id AS project_id,
    CASE reason WHEN 'earlier-year' THEN 'failed' WHEN 'year-unknown' THEN 'not_applicable' WHEN 'told-already' THEN 'not_applicable' ELSE 'passed' END AS outcome,
    reason, CAST(year AS TEXT) AS expected, CAST(named_year AS TEXT) AS observed,
    json_object('serial', coalesce(serial, position), 'project', coalesce(name, ''), 'clause', clause, 'year', year) AS details,
    json_array(json_array('goal', 'goals', goal_id)) AS evidence
FROM judged
