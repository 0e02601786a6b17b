/*
title: {zh: 多个项目的目标文字雷同, en: One goal sentence in three projects or more}
class: form
version: 1
scope: document
tests: {zh: 一份文件里目标的每一句话, en: each sentence of the goals of a document}
looks_for:
  zh: 一份文件里，三个以上的项目写着一字不差的同一句目标（全半角、标点不计）。
  en: A sentence that stands word for word in the goals of three projects or more of a document, width and punctuation aside.
why:
  zh: 各个项目做的事不同，同一句话就说明不了其中任何一个项目的钱要换来什么。
  en: Projects differ. A sentence that fits all of them does not say what the money of any one of them is to bring about.
basis:
  zh: 常理：目标说的是一个项目要做成什么，项目不同，话也应当不同。财预〔2021〕101号把绩效目标说成项目预期的产出和效果，以及成本控制要求。
  en: "Common sense: a goal says what one project is to achieve, so that different projects have different ones. 财预〔2021〕101号 calls a goal the output and effect that are expected of a project, and the control of its cost."
assumptions:
  zh: 句子到句号、分号、叹号、问号或行末为止；太短的不算（thresholds.yml 的 shortest-sentence）。只改了几个字的句子看不出来。金额是写有这些句子的各项目的金额，一个项目只算一次。
  en: A sentence ends at 。 ； ！ ？ or with its line; very short ones do not count (shortest-sentence in thresholds.yml). A sentence of which a few characters were changed is not seen. The money is that of the projects with such sentences, each counted once.
innocent_explanations:
  zh: 几个项目确实是同一类事，由同一套人员和办法保障；上级规定了统一的表述；一笔钱分成几个项目列示。
  en: The projects are of one kind and run by the same people; the wording was prescribed; one sum is listed as several projects.
reasons:
  repeated:
    outcome: failed
    reason: {zh: 写在三个以上的项目里, en: it stands in three projects or more}
    summary:
      zh: 有 {n} 句目标写在三个以上的项目里，涉及 {covered} 个项目、{amount:wan}{unread}；最多的一句写在 {projects} 个项目里：“{sentence}”。
      en: "Goal sentences in three projects or more: {n}, in {covered} projects with {amount:yuan} in all{unread}; the most frequent, in {projects} projects, is {sentence}."
  own:
    outcome: passed
    reason: {zh: 只写在一两个项目里, en: it stands in one or two projects}
*/
WITH said AS MATERIALIZED (
    SELECT projects.document_id, projects.phase, projects.id AS project_id, goals.id AS goal_id, goals.sequence,
        goals.id || '-s' || (each.key + 1) AS sentence_id, each.value ->> '$.text' AS sentence, each.value ->> '$.key' AS fingerprint
    FROM goals
    JOIN projects ON projects.id = goals.project_id
    JOIN json_each(sentences(goals.text)) AS each
),
counted AS MATERIALIZED (
    SELECT document_id, phase, fingerprint, count(DISTINCT project_id) AS projects, min(sequence) AS sequence,
        count(DISTINCT project_id) >= (SELECT value FROM thresholds WHERE name = 'boilerplate-projects') AS is_repeated
    FROM said
    GROUP BY document_id, phase, fingerprint
),
-- The projects with such sentences and their money, each once.
covered AS MATERIALIZED (
    SELECT projects.document_id, count(*) AS projects, coalesce(sum(amount_fen), 0) AS amount, count(*) - count(amount_fen) AS unread
    FROM projects
    WHERE id IN (SELECT project_id FROM said JOIN counted USING (document_id, phase, fingerprint) WHERE is_repeated)
    GROUP BY projects.document_id
),
judged AS (
    SELECT counted.*, min(said.sentence_id) AS sentence_id, said.sentence,
        CASE WHEN is_repeated THEN json_group_array(json_array('sentence', 'goals', goal_id)) ELSE '[]' END AS evidence
    FROM counted
    JOIN said USING (document_id, phase, fingerprint)
    GROUP BY counted.document_id, counted.phase, counted.fingerprint
)
SELECT sentence_id AS subject, document_id,
    CASE WHEN is_repeated THEN 'failed' ELSE 'passed' END AS outcome,
    CASE WHEN is_repeated THEN 'repeated' ELSE 'own' END AS reason,
    CASE WHEN is_repeated THEN json_object(
        'sentence', first_value(sentence) OVER most, 'projects', first_value(judged.projects) OVER most,
        'covered', covered.projects, 'amount', covered.amount,
        'unread', json(iif(covered.unread = 0, '""', json_object('zh', '（另有 ' || covered.unread || ' 个项目的金额没有读出）',
            'en', ' (the amounts of ' || covered.unread || ' more were not read)')))
    ) ELSE '{}' END AS details,
    evidence
FROM judged
LEFT JOIN covered USING (document_id)
WINDOW most AS (PARTITION BY document_id ORDER BY judged.projects DESC, sequence)
