/*
title: {zh: 指标没有目标值, en: An indicator without a target}
class: form
version: 2
scope: document
tests: {zh: 每一个指标, en: each indicator}
looks_for: {zh: 只有名称、没有目标值的指标。, en: Indicators with a name and no target.}
why: {zh: 没有目标值，年底就无法说完成了没有。, en: Without a target nobody can say at the end of the year whether it was reached.}
basis:
  zh: 常理：没有目标值，就没有东西可以对照。按我们对财预〔2021〕101号的理解：指标要有可以衡量的指标值，难以量化的可以用文字写。
  en: "Common sense: without a target there is nothing to compare with. As we understand 财预〔2021〕101号: an indicator has a target that can be measured, in words where numbers will not do."
assumptions:
  zh: 文字没有读懂的指标不核对，因为目标值可能就在没读懂的话里（按时完成）。
  en: Indicators that were not understood are not tested, because a target may be in their words (按时完成).
innocent_explanations: {zh: 目标值在转换或排版时丢失；目标值写在目标的文字里。, en: The target was lost in typesetting or conversion; it stands in the text of a goal.}
reasons:
  no-target:
    outcome: failed
    reason: {zh: 有名称，没有目标值, en: a name and no target}
    summary:
      zh: 有 {n} 个指标只有名称、没有目标值，例如第 {serial} 项“{project}”的“{name}”。
      en: "Indicators with a name and no target: {n}, such as {name} in item {serial}, {project}."
  has-target:
    outcome: passed
    reason: {zh: 有目标值, en: it has a target}
  not-understood:
    outcome: not_applicable
    reason: {zh: 指标的文字没有读懂, en: the indicator was not understood}
  lines-unread:
    outcome: not_applicable
    reason:
      zh: 表上有没有读懂的栏目，或者这个标题下有没有读懂的内容，看起来没有的可能就在其中
      en: a column of the sheet, or a line under this heading, was not understood, and what seems to be missing may stand in it
*/
SELECT indicators.id AS subject, indicators.document_id, indicators.unit_id, project_id,
    CASE WHEN kind IS NULL THEN 'not_applicable' WHEN kind != 'missing' THEN 'passed'
        WHEN indicators.id IN (SELECT indicator_id FROM unread_indicators) THEN 'not_applicable' ELSE 'failed' END AS outcome,
    CASE WHEN kind IS NULL THEN 'not-understood' WHEN kind != 'missing' THEN 'has-target'
        WHEN indicators.id IN (SELECT indicator_id FROM unread_indicators) THEN 'lines-unread' ELSE 'no-target' END AS reason,
    json_object(
        'serial', coalesce(serial, projects.position), 'project', coalesce(projects.name, ''),
        'name', replace(coalesce(indicators.name, indicators.text), char(10), ' ')
    ) AS details,
    json_array(json_array('indicator', 'indicators', indicators.id)) AS evidence
FROM indicators
JOIN projects ON projects.id = indicators.project_id
