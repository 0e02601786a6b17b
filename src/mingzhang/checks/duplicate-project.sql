/*
title: {zh: 疑似重复列报的项目, en: A project listed twice}
class: question
version: 1
scope: document
tests: {zh: 同一份文件、同一单位里金额相同的每一对项目, en: each pair of projects of one unit in one document that have the same amount}
looks_for:
  zh: >-
    金额相同，而且名称去掉全半角、括号和标点后一样的两个项目；或者名称只差一个字（“经费”“资金”一类的字不算）、目标文字几乎一样的两个项目。
  en: >-
    Two projects with the same amount whose names are the same once width, brackets and punctuation are left out; or whose
    names differ in one character, or in the word for money, while their goals are nearly the same.
why:
  zh: 重复的一行会让各行之和大于合计，也让人弄不清这笔钱是一份还是两份。
  en: A row printed twice makes the rows add up to more than the total, and leaves open whether the money is there once or twice.
basis: {zh: 常理：一个项目在一张表里列一次。, en: "Common sense: a project stands in a table once."}
assumptions:
  zh: >-
    只比较同一单位、金额相同的项目。名称只差一个字时，差的字若是用来区分的字（words.yml 的 telling-apart）或数字，或者目标里的数字不同，就当作两件事；超过 200 字的名称，只看是否相同或字序不同。三行以上相同时，每行都与第一行比较。
  en: >-
    Only projects of one unit with one amount are compared. Names that differ in a character that tells things apart (telling-apart
    in words.yml) or in a digit, or whose goals hold different numbers, are two things; a name of more than 200
    characters is compared as a whole or in the order of its characters only. Of three or more alike each is
    compared with the first.
innocent_explanations:
  zh: 单位确有两笔同名同额的支出（例如分两批拨付）；排版时一行被复制了一次，而预算里只有一份。
  en: The unit has in fact two expenses of one name and amount, paid in two parts for instance; or a row was copied in typesetting while the budget holds it once.
reasons:
  same-name:
    outcome: failed
    reason: {zh: 名称、金额都相同, en: same name and same amount}
    summary:
      zh: 第 {first}、{second} 项“{name}”名称相同，金额都是 {amount:wan}。
      en: "Items {first} and {second}, {name}, have the same name and the same amount, {amount:yuan}."
  nearly-same:
    outcome: failed
    reason: {zh: 名称和目标文字几乎相同，金额相同, en: "nearly the same name and goals, the same amount"}
    summary:
      zh: 第 {first} 项“{name}”与第 {second} 项“{other_name}”名称、目标文字都几乎一样，金额都是 {amount:wan}。
      en: "Items {first}, {name}, and {second}, {other_name}, have nearly the same name and goals, and the same amount, {amount:yuan}."
  other-text:
    outcome: passed
    reason: {zh: 名称相近，目标文字不同, en: "names alike, goals different"}
  other-name:
    outcome: passed
    reason: {zh: 金额相同，名称不同, en: "same amount, different names"}
*/
WITH named AS (
    SELECT projects.*, fold(name) AS folded_name,
        (SELECT group_concat(text, '；') FROM (SELECT text FROM goals WHERE project_id = projects.id ORDER BY position)) AS texts
    FROM projects
    WHERE amount_fen > 0 AND fold(name) != ''
),
-- Each project beside the first one with which it shares a key: linear, whatever the document repeats.
keyed AS (
    SELECT named.id,
        first_value(named.id) OVER (
            PARTITION BY document_id, unit_id, phase, amount_fen, near.value ORDER BY position
        ) AS first_id
    FROM named, json_each(near_keys(name)) AS near
),
pairs AS (
    SELECT DISTINCT first.id AS first_id, second.id AS second_id,
        first.folded_name = second.folded_name AS same_name,
        nearly_same_name(first.name, second.name)
            AND text_similarity(coalesce(first.texts, ''), coalesce(second.texts, '')) >= (SELECT value FROM thresholds WHERE name = 'text-similarity')
            AND numbers_in(coalesce(first.texts, '')) = numbers_in(coalesce(second.texts, '')) AS nearly_same
    FROM keyed
    JOIN named AS first ON first.id = keyed.first_id
    JOIN named AS second ON second.id = keyed.id
    WHERE keyed.id != keyed.first_id
),
compared AS (
    SELECT first.id || '-p' || second.position AS subject, second.document_id, second.unit_id,
        -- Of two projects the one whose name comes last, in whatever order they are printed.
        CASE WHEN first.name > second.name THEN first.id ELSE second.id END AS project_id,
        CASE WHEN same_name THEN 'same-name' WHEN nearly_same THEN 'nearly-same' ELSE 'other-text' END AS reason,
        json_object(
            'first', coalesce(first.serial, first.position), 'second', coalesce(second.serial, second.position),
            'name', first.name, 'other_name', second.name, 'amount', first.amount_fen
        ) AS details,
        json_array(json_array('first', 'projects', first.id), json_array('second', 'projects', second.id)) AS evidence,
        1 AS n
    FROM pairs
    JOIN projects AS first ON first.id = pairs.first_id
    JOIN projects AS second ON second.id = pairs.second_id
),
-- All other pairs with the same amount, counted and not listed.
others AS (
    SELECT document_id, sum(number * (number - 1) / 2) AS pairs
    FROM (SELECT document_id, count(*) AS number FROM named GROUP BY document_id, unit_id, phase, amount_fen)
    GROUP BY document_id
)
SELECT subject, document_id, unit_id, project_id,
    CASE reason WHEN 'other-text' THEN 'passed' ELSE 'failed' END AS outcome,
    reason, details, evidence, n
FROM compared
UNION ALL
SELECT document_id, document_id, NULL, NULL, 'passed', 'other-name', '{}', '[]',
    pairs - (SELECT count(*) FROM compared WHERE compared.document_id = others.document_id)
FROM others
WHERE pairs > (SELECT count(*) FROM compared WHERE compared.document_id = others.document_id)
