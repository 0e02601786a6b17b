/*
title: {zh: 其余费用超过该项成本指标, en: The rest of the money is more than the target for it}
class: arithmetic
version: 1
scope: document
tests:
  zh: 目标写明“其余费用均用于”某事、成本指标又给那件事定了上限的项目
  en: each project whose goal says what the rest of the money goes to, while a cost target caps that very thing
looks_for:
  zh: 项目金额减去目标里写出的开支，剩下的比成本指标给那件事定的上限还多。
  en: The amount less the costs that the goal names is more than the cost target allows for what the rest goes to.
why: {zh: 按目标要花的钱，按指标不许花，两者不能同时做到。, en: "What the goal says will be spent, the target forbids; both cannot be kept."}
basis: {zh: 算术：金额 − 写出的开支 = 其余。, en: "Arithmetic: the amount less the named costs is the rest."}
assumptions:
  zh: 成本指标的名称去掉“成本”“工作”等字以后，整个写在“其余费用”那句话里，才算说的是同一件事；目标里写的开支按上限全部用足来减，所以其余只会更多。
  en: A cost target is of the rest when its name, without words such as 成本 and 工作, stands in the sentence on the rest. Named costs are taken at their ceilings, so that the rest can only be more.
innocent_explanations:
  zh: 指标只管其余费用中的一部分；金额里还有没有写出的开支；有一处是上一年的数。
  en: The target is of a part of the rest only; the amount holds expenses that are not printed; one of the numbers is last year's.
reasons:
  exceeds:
    outcome: failed
    reason: {zh: 其余的钱多于指标给它的上限, en: the rest is more than the target for it}
    summary:
      zh: "第 {serial} 项“{project}”：金额 {amount:money}减去目标写的 {named:money}，其余 {rest:money}按目标“{quote}”，指标却只给 {capped:money}。"
      en: "Item {serial}, {project}: {amount:yuan} less the {named:yuan} named in the goal leave {rest:yuan} for {quote}; the targets for it allow {capped:yuan}."
  within:
    outcome: passed
    reason: {zh: 其余的钱不多于指标给它的上限, en: the rest is not more than the target for it}
    expression:
      zh: "{amount:wan} − {named:wan} = {rest:wan}，不大于指标的 {capped:wan}"
      en: "{amount:yuan} − {named:yuan} = {rest:yuan}, not above the {capped:yuan} of the targets"
*/
WITH judged AS (
    SELECT rests.*, projects.unit_id, projects.name, coalesce(serial, projects.position) AS serial, amount_fen AS amount,
        amount_fen - named_fen AS rest, quantities.text AS quote,
        CASE WHEN amount_fen - named_fen > capped_fen + step_fen / 2 THEN 'exceeds' ELSE 'within' END AS reason
    FROM rests
    JOIN projects ON projects.id = rests.project_id
    JOIN quantities ON quantities.id = rest_quantity_id
)
SELECT id AS subject, document_id, unit_id, project_id,
    CASE reason WHEN 'exceeds' THEN 'failed' ELSE 'passed' END AS outcome,
    reason, capped_fen AS expected_fen, rest AS observed_fen, rest - capped_fen AS difference_fen,
    json_object('serial', serial, 'project', coalesce(name, ''), 'amount', amount, 'named', named_fen, 'rest', rest, 'capped', capped_fen,
        'quote', quote) AS details,
    (SELECT json_group_array(json(one)) FROM (
        SELECT json_array('amount', 'projects', project_id) AS one
        UNION ALL SELECT json_array('rest', 'quantities', rest_quantity_id)
        UNION ALL SELECT json_array('named', 'quantities', value) FROM json_each(named_in)
        UNION ALL SELECT json_array('target', 'quantities', value) FROM json_each(capped_in)
    )) AS evidence
FROM judged
