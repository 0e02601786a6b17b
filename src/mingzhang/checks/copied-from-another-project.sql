/*
title: {zh: 疑似套用其他项目的文字, en: Text that may have been taken over from another project}
class: question
version: 3
scope: document
tests: {zh: 同样的话也写在同一份文件另一个项目里的每一个目标和指标, en: each goal and indicator whose text also stands in another project of the document}
looks_for:
  zh: 这句话里有另一个项目名称里的词，而本项目的名称里没有，例如体检项目里写着慰问项目的“慰问政策知晓率”。
  en: A text that holds a word of the other project's name which its own project's name lacks, such as 慰问政策知晓率 (from a project of visits) in a project of medical examinations.
why:
  zh: 照抄而没有改的目标，说的是别的项目的事，年底无法用它衡量这个项目。
  en: A target that was copied without being adapted is about another project, and this one cannot be measured by it.
basis: {zh: 常理：项目的目标和指标说的是这个项目的事。, en: "Common sense: a project's goals and indicators are about that project."}
assumptions:
  zh: >-
    目标逐句比较，指标比较全文，或者比较足够长的名称（目标值可以不同）；标点和全半角不计。各种项目都有的词（工作、管理）、近义的词（补助与补贴）、文件里很多项目名称都有的词不算；本项目自己独有的目标或指标里也用到的词不算；写有这句话的项目里名称有那个词的太少时也不算（thresholds.yml）。看不出来的有：抄来时改了字的；抄自别的文件的；抄来的话里没有原项目名称里的词的；原项目已经改了而抄的没改的。抄的方向是按名称推断的。
  en: >-
    Goals are compared sentence by sentence, indicators by their text, or by their names when these are long, whatever the
    target; punctuation and width aside. Words of all kinds of projects (工作, 管理), near synonyms and words that many
    names of the document have do not count, nor words that the project also uses in texts which are its alone; nor does a word that too few of the projects with the text have
    (thresholds.yml). What cannot be seen is text copied with changes, text from another document, text without a word of the
    name of the project it came from, and text that was changed there since. Which is the copy is inferred from the names.
innocent_explanations:
  zh: 项目名称是简称，项目里本来就有那件事；两个项目合在一起实施；上级给了统一的指标。
  en: The name is short for more, and the project does include it; the two are carried out together; the indicator was prescribed.
reasons:
  anothers-word:
    outcome: failed
    reason: {zh: 有另一个项目名称里的词，本项目名称里没有, en: it holds a word of another project's name that its own lacks}
    summary:
      zh: 第 {serial} 项“{project}”写“{text}”，第 {all_serials:list} 项也写着同样的话；其中的“{word}”是第 {other_serial} 项“{other_project}”名称里的词，本项目的名称里没有。
      en: "Item {serial}, {project}, has {text}, as in {all_serials:item|items} {all_serials:list}; {word} is in the name of item {other_serial}, {other_project}, and not in its own."
  no-foreign-word:
    outcome: passed
    reason: {zh: 同样的话，没有另一个项目特有的词, en: "the same text, with no word that is the other project's alone"}
*/
WITH named AS MATERIALIZED (
    SELECT *, fold(name) AS folded_name, count(*) OVER (PARTITION BY document_id, phase) AS projects
    FROM projects
    WHERE fold(name) != ''
),
keyed AS MATERIALIZED (
    SELECT named.document_id, named.phase, named.id AS project_id, named.position, named.name, 'goals' AS table_name,
        goals.id AS record_id, each.value ->> '$.text' AS text, 'g' || (each.value ->> '$.key') AS key
    FROM goals
    JOIN named ON named.id = goals.project_id
    JOIN json_each(sentences(goals.text)) AS each
    UNION ALL
    SELECT named.document_id, named.phase, named.id, named.position, named.name, 'indicators', indicators.id, indicators.text,
        't' || fold(indicators.text)
    FROM indicators
    JOIN named ON named.id = indicators.project_id
    UNION ALL
    SELECT named.document_id, named.phase, named.id, named.position, named.name, 'indicators', indicators.id, indicators.text,
        'n' || fold(indicators.name)
    FROM indicators
    JOIN named ON named.id = indicators.project_id
    WHERE length(fold(indicators.name)) >= (SELECT value FROM thresholds WHERE name = 'copied-name-length')
),
-- The projects that have each text, once each and numbered from 0 in their order, where there are two or more.
members AS MATERIALIZED (
    SELECT document_id, phase, key, project_id, name, min(table_name) AS table_name, min(record_id) AS record_id,
        row_number() OVER having_it - 1 AS number, count(*) OVER (PARTITION BY document_id, phase, key) AS size
    FROM keyed
    GROUP BY document_id, phase, key, project_id
    WINDOW having_it AS (PARTITION BY document_id, phase, key ORDER BY position)
),
shared AS MATERIALIZED (
    SELECT document_id, phase, key, foreign_words(substr(key, 2), json_group_array(name)) AS words
    FROM (SELECT * FROM members WHERE size > 1 ORDER BY document_id, phase, key, number)
    GROUP BY document_id, phase, key
),
candidates AS MATERIALIZED (
    SELECT shared.document_id, shared.phase, shared.key, project.key AS number, word.key AS rank,
        word.value ->> '$.word' AS word, word.value ->> '$.home' AS home
    FROM shared, json_each(shared.words) AS project, json_each(project.value) AS word
),
-- A word in many names of the document tells nothing.
telling AS MATERIALIZED (
    SELECT document_id, phase, word
    FROM (SELECT DISTINCT document_id, phase, word FROM candidates) AS one
    WHERE (SELECT count(*) FROM named WHERE named.document_id = one.document_id AND named.phase = one.phase
            AND instr(folded_name, word))
        <= max((SELECT value FROM thresholds WHERE name = 'common-word-projects'), (SELECT value FROM thresholds WHERE name = 'common-word-share')
            * (SELECT count(*) FROM projects WHERE projects.document_id = one.document_id AND projects.phase = one.phase))
),
copies AS MATERIALIZED (
    SELECT own.project_id, candidates.document_id, candidates.phase, candidates.key, candidates.word, home.project_id AS home_id,
        home.record_id AS home_record, home.table_name, candidates.rank
    FROM candidates
    JOIN telling USING (document_id, phase, word)
    JOIN members AS own ON own.document_id = candidates.document_id AND own.phase = candidates.phase
        AND own.key = candidates.key AND own.number = candidates.number
    JOIN members AS home ON home.document_id = candidates.document_id AND home.phase = candidates.phase
        AND home.key = candidates.key AND home.number = candidates.home
),
-- A word that the project also uses in a text of its own, which no other project has, is its own.
own_words AS MATERIALIZED (
    SELECT DISTINCT own.project_id, own.word
    FROM (SELECT DISTINCT project_id, word FROM copies) AS own
    JOIN (
        SELECT keyed.project_id, keyed.record_id, group_concat(keyed.key, ' ') AS said
        FROM keyed
        LEFT JOIN shared ON shared.document_id = keyed.document_id AND shared.phase = keyed.phase AND shared.key = keyed.key
        GROUP BY keyed.project_id, keyed.record_id
        HAVING count(shared.key) = 0
    ) AS unshared ON unshared.project_id = own.project_id AND instr(unshared.said, own.word)
),
tested AS (
    SELECT keyed.*, copies.word, copies.home_id, copies.home_record,
        row_number() OVER (
            PARTITION BY keyed.record_id ORDER BY copies.word IS NULL, keyed.key LIKE 'n%', length(copies.word) DESC, copies.rank, keyed.key
        ) AS choice
    FROM keyed
    JOIN shared ON shared.document_id = keyed.document_id AND shared.phase = keyed.phase AND shared.key = keyed.key
    LEFT JOIN copies ON copies.project_id = keyed.project_id AND copies.document_id = keyed.document_id AND copies.phase = keyed.phase
        AND copies.key = keyed.key AND (copies.project_id, copies.word) NOT IN (SELECT project_id, word FROM own_words)
)
SELECT tested.record_id AS subject, tested.document_id, own.unit_id, tested.project_id,
    CASE WHEN word IS NULL THEN 'passed' ELSE 'failed' END AS outcome,
    CASE WHEN word IS NULL THEN 'no-foreign-word' ELSE 'anothers-word' END AS reason,
    json_object(
        'serial', coalesce(own.serial, own.position), 'project', own.name, 'text', replace(tested.text, char(10), ' '), 'word', word,
        'other_serial', coalesce(home.serial, home.position), 'other_project', home.name,
        'all_serials', iif(word IS NULL, NULL, (SELECT json_group_array(serial) FROM (SELECT coalesce(projects.serial, projects.position) AS serial FROM members
            JOIN projects ON projects.id = members.project_id WHERE members.document_id = tested.document_id AND members.phase = tested.phase
            AND members.key = tested.key AND members.project_id != tested.project_id ORDER BY members.number)))
    ) AS details,
    CASE WHEN word IS NULL THEN '[]' ELSE json_array(
        json_array('text', tested.table_name, tested.record_id), json_array('same-text', tested.table_name, tested.home_record),
        json_array('named', 'projects', home.id)
    ) END AS evidence
FROM tested
JOIN projects AS own ON own.id = tested.project_id
LEFT JOIN projects AS home ON home.id = tested.home_id
WHERE choice = 1
