/*
title: {zh: 各项与总数不符, en: Parts do not fit their whole}
class: arithmetic
version: 10
scope: document
tests: {zh: 目标里每一个用“其中”、括号、冒号分开写的总数，每一个写明是前面几项“合计”的数，和几年的总数与每年的数, en: "each number of a goal that is split up behind 其中, a bracket or a colon, each that is said to be the sum (合计) of those before it, and of each year beside all years"}
looks_for:
  zh: 其中一项比总数还大；或者几项相加超过总数；或者写了“其他”、应当写全的几项相加不到总数；或者合计不等于前面几项相加；或者每年的数乘以年数，不等于几年的总数。
  en: "A part is larger than its whole; or the parts together are; or parts that end in 其他, and so are all, come to less; or a sum is not that of the numbers before it; or the number of each year times the years is not that of all years."
why: {zh: 总数和各项不能都对，考核时不知道按哪一个算。, en: "Whole and parts cannot all hold, and when the project is judged nobody knows which counts."}
basis: {zh: 算术：部分不大于整体，各项之和不大于总数。, en: "Arithmetic: a part is not more than its whole, nor are disjoint parts together."}
assumptions:
  zh: 几项说的是人，而且用“女”“党员”“困难”等会重叠的字分开（words.yml 的 overlapping-parts）时，可以加起来超过总数，不核对；总数写“不低于”的，只看有没有一项写反；没有写“其他”的，不到总数不算。每年的数只在一句里写明是几年、只有一个总数、各年没有说不一样时乘以年数，项目总目标也看；差得很远的不算。相差一半以上、又不像笔误的（thresholds.yml 里 numbers-apart），只问不说。
  en: Parts of people that may overlap (women, party members and the like, overlapping-parts in words.yml) may add up to more and are not tested. Where the whole is a minimum, more is no contradiction; where no part is 其他, less is none. A number of each year is multiplied by the years only in a sentence that says how many they are, prints one total and says nothing of unlike years, also in goals of the whole project; far apart, nothing is said. More than numbers-apart in thresholds.yml apart, and like no slip, it is a question.
innocent_explanations:
  zh: 几项之间有重叠（一个人算了两次）；总数只算其中一类；有一处是上一年的数，忘了改。
  en: The parts overlap; the whole counts one kind only; one of the numbers is last year's.
reasons:
  part-above-whole:
    outcome: failed
    reason: {zh: 其中一项大于总数, en: a part is larger than its whole}
    summary:
      zh: "第 {serial} 项“{project}”：总数写“{whole}”，其中一项写“{largest}”，比总数还大。"
      en: "Item {serial}, {project}: the whole is {whole}, and a part of it {largest}, which is more."
  parts-above-whole:
    outcome: failed
    reason: {zh: 各项相加大于总数, en: the parts come to more than their whole}
    summary:
      zh: "第 {serial} 项“{project}”：总数写“{whole}”，其中各项 {terms} = {sum}{unit}，比总数多 {gap}{unit}。"
      en: "Item {serial}, {project}: the whole is {whole}; its parts {terms} = {sum}{unit}, {gap}{unit} more."
  parts-below-whole:
    outcome: failed
    reason: {zh: 写全的各项相加小于总数, en: all parts come to less than their whole}
    summary:
      zh: "第 {serial} 项“{project}”：总数写“{whole}”，其中各项连同“其他” {terms} = {sum}{unit}，比总数少 {gap}{unit}。"
      en: "Item {serial}, {project}: the whole is {whole}; all its parts {terms} = {sum}{unit}, {gap}{unit} less."
  sum-differs:
    outcome: failed
    reason: {zh: 合计不等于各项相加, en: a sum is not that of its parts}
    summary:
      zh: "第 {serial} 项“{project}”：各项 {terms} = {sum}{unit}，总数却写“{whole}”，相差 {gap}{unit}。"
      en: "Item {serial}, {project}: the parts {terms} = {sum}{unit}; their sum is given as {whole}, {gap}{unit} apart."
  far-apart:
    outcome: failed
    class: question
    reason: {zh: 各项相加与总数相差很大, en: the parts and their whole are far apart}
    summary:
      zh: "第 {serial} 项“{project}”：写有“{whole}”和几项 {terms}（相加为 {sum}{unit}），这几项是不是它的各项，请对照原文。"
      en: "Item {serial}, {project}: {whole} is printed with {terms} (together {sum}{unit}); whether these are its parts the original must tell."
  years-differ:
    outcome: failed
    reason: {zh: 每年的数乘以年数，不等于几年的总数, en: the number of each year times the years is not that of all years}
    summary:
      zh: "第 {serial} 项“{project}”：目标写“{quote}”，{each} × {years} 年 = {computed}，总数却写“{total}”。"
      en: "Item {serial}, {project}: the goal says {quote}; {each} × {years} years = {computed}, and the total is given as {total}."
  equal:
    outcome: passed
    reason: {zh: 各项相加等于总数, en: the parts come to their whole}
    expression:
      zh: "{terms} = {sum}{unit} = “{whole}”"
      en: "{terms} = {sum}{unit} = {whole}"
  not-all-parts:
    outcome: not_applicable
    reason: {zh: 没有写全各项，不到总数不算, en: not all parts are printed}
  may-overlap:
    outcome: not_applicable
    reason: {zh: 各项可能重叠，或者总数、各项只写了限度, en: "the parts may overlap, or are bounds"}
*/
WITH parts AS (
    SELECT quantities.*, coalesce(part_of_id, summed_in_id) AS whole_id,
        -- 2名、9名、31名，共42名。其中3名: what is said of the sum is no further number of its list.
        coalesce(summed_in_id = coalesce(part_of_id, summed_in_id), 0) AS is_summed,
        -- What is told apart by type (经营管理型, 专业生产型) is of one type only.
        EXISTS (SELECT 1 FROM words WHERE list = 'overlapping-parts' AND instr(coalesce(subject, ''), word))
            AND substr(coalesce(subject, ''), -1) NOT IN ('型', '类', '级', '档') AS overlaps,
        EXISTS (SELECT 1 FROM words WHERE list = 'qualities-of-parts' AND instr(coalesce(subject, ''), word)) AS is_quality,
        EXISTS (SELECT 1 FROM words WHERE list = 'other-parts' AND instr(coalesce(subject, ''), word) = 1) AS is_rest,
        EXISTS (SELECT 1 FROM words WHERE list = 'ordinary-parts' AND instr(coalesce(subject, ''), word) = 1) AS is_ordinary
    FROM quantities
    JOIN goals ON goals.id = quantities.goal_id
    WHERE coalesce(part_of_id, summed_in_id) IS NOT NULL AND typeof(base_value) IN ('integer', 'real') AND (role IN ('count', 'other', 'total_cost') OR role = 'baseline' AND summed_in_id IS NOT NULL
            OR role = 'unit_cost' AND summed_in_id IS NOT NULL AND part_of_id IS NULL)
    ORDER BY start_char
),
sums AS (
    SELECT whole.id, whole.project_id, whole.goal_id, whole.role, whole.comparator, whole.base_value AS whole_value,
        whole.base_unit, whole.value AS printed_value, whole.per, 
        -- As it is printed: 河道64公里, 96个村; the number alone where other words stand between.
        CASE WHEN substr(whole.subject, -1) IN ('内', '对', '为', '将', '从', '于') THEN whole.text
            WHEN instr(goals.text, whole.subject || whole.text) THEN whole.subject || whole.text
            WHEN instr(goals.text, whole.text || whole.subject) THEN whole.text || whole.subject ELSE whole.text END AS whole,
        count(*) AS n, min(parts.summed_in_id IS NOT NULL) AS is_sum, min(parts.part_of_id IS NULL) AS is_behind, sum(parts.base_value) AS sum, max(parts.base_value) AS largest_value, max(is_rest) AS has_rest, max(is_ordinary) AS has_ordinary,
        is_summed, max(overlaps) AND whole.base_unit IN ('人', '人次') OR max(is_quality) AND min(is_quality) = 0 AS overlaps,
        max(coalesce(parts.comparator, '=') IN ('≤', '<')) AS has_ceiling, count(DISTINCT parts.unit) AS units,
        count(DISTINCT coalesce(parts.per, '')) AS pers, max(parts.per IS NOT NULL) AS has_per,
        max(parts.payer IS NOT NULL) AS has_payer, whole.payer AS whole_payer, sum(parts.value) AS printed_sum, min(parts.unit) AS unit, min(whole.unit) AS whole_unit,
        group_concat(printf('%s', parts.value), ' + ') AS terms, json_group_array(parts.id) AS part_ids,
        (SELECT CASE WHEN instr(goals.text, one.subject || one.text) THEN one.subject || one.text ELSE one.text END
            FROM parts AS one WHERE one.whole_id = whole.id AND one.is_summed = parts.is_summed ORDER BY one.base_value DESC LIMIT 1) AS largest
    FROM parts
    JOIN quantities AS whole ON whole.id = parts.whole_id
    JOIN goals ON goals.id = whole.goal_id
    WHERE typeof(whole.base_value) IN ('integer', 'real')
    GROUP BY whole.id, is_summed
),
judged AS (
    SELECT *,
        CASE
            -- Of a price per head a part may be that of all (县级补助320万元), and rounded units cannot be added.
            WHEN role = 'unit_cost' AND (largest_value > whole_value OR has_payer) THEN 'may-overlap'
            -- 中央已下达120万元，省级88万元，县级80万元: what one level pays is no part of what another pays.
            WHEN has_payer AND whole_payer IS NOT NULL THEN 'may-overlap'
            WHEN is_sum AND n < 2 THEN 'not-all-parts'
            WHEN units > 1 AND abs(sum - whole_value) > 1e-6 THEN 'may-overlap'
            WHEN abs(sum - whole_value) < 1e-6 THEN 'equal'
            -- 奖金分别为3000元、2000元和1500元，合计10.35万元: prices, and what they come to with counts.
            WHEN is_sum AND unit != whole_unit AND abs(sum - whole_value) > 1e-6 THEN 'may-overlap'
            WHEN has_ceiling AND sum > whole_value OR coalesce(comparator, '=') IN ('≥', '>') AND sum > whole_value THEN 'may-overlap'
            -- Parts that overlap come to less together, never to more; a bracket (含女干部90人) need not hold all.
            WHEN is_sum AND (NOT overlaps OR is_behind AND whole_value > sum) THEN 'sum-differs'
            WHEN largest_value > whole_value THEN 'part-above-whole'
            WHEN sum > whole_value AND overlaps THEN 'may-overlap'
            WHEN sum > whole_value THEN 'parts-above-whole'
            -- 重点企业40家、一般企业120家 are all where they come near to their whole.
            WHEN has_ordinary AND n > 1 AND sum * 1.25 > whole_value AND coalesce(comparator, '=') NOT IN ('≤', '<') THEN 'parts-below-whole'
            WHEN has_rest AND coalesce(comparator, '=') NOT IN ('≤', '<') THEN 'parts-below-whole'
            ELSE 'not-all-parts'
        END AS found
    FROM sums
),
weighed AS (
    SELECT *, iif(found IN ('sum-differs', 'part-above-whole', 'parts-above-whole', 'parts-below-whole')
        AND NOT near_as_sum(iif(found = 'part-above-whole', largest_value, sum), whole_value), 'far-apart', found) AS reason
    FROM judged
)
SELECT weighed.id || iif(NOT is_summed AND EXISTS (SELECT 1 FROM quantities WHERE summed_in_id = weighed.id), '-of', '') AS subject, projects.document_id, projects.unit_id, weighed.project_id,
    CASE WHEN reason = 'equal' THEN 'passed' WHEN reason IN ('not-all-parts', 'may-overlap') THEN 'not_applicable' ELSE 'failed' END AS outcome,
    reason, whole AS expected, printf('%.10g', printed_sum) || unit AS observed,
    CASE base_unit WHEN '元' THEN CAST(round((sum - whole_value) * 100) AS INTEGER) END AS difference_fen,
    json_object('serial', coalesce(serial, projects.position), 'project', coalesce(name, ''), 'whole', whole, 'largest', largest,
        'terms', terms, 'sum', printf('%.10g', printed_sum), 'unit', coalesce(' ' || unit, ''),
        'gap', printf('%.10g', abs(printed_sum - whole_value * printed_sum / sum))) AS details,
    (SELECT json_group_array(json(one)) FROM (
        SELECT json_array('whole', 'quantities', weighed.id) AS one
        UNION ALL
        SELECT json_array('part', 'quantities', value) FROM json_each(part_ids)
    )) AS evidence
FROM weighed
JOIN projects ON projects.id = weighed.project_id
UNION ALL
SELECT id || '-years', document_id, unit_id, id, 'failed', 'years-differ', wrong ->> 'total', wrong ->> 'computed',
    CAST(round((wrong ->> 'gap') * 100) AS INTEGER),
    json_object('serial', coalesce(serial, position), 'project', coalesce(name, ''), 'quote', wrong ->> 'quote', 'each', wrong ->> 'each',
        'years', wrong ->> 'years', 'total', wrong ->> 'total', 'computed', wrong ->> 'computed'),
    json_array(json_array('goal', 'goals', (SELECT goals.id FROM goals WHERE goals.project_id = over_years.id AND instr(goals.text, wrong ->> 'quote') LIMIT 1)))
FROM (
    SELECT projects.*, wrong_all_years((SELECT group_concat(goals.text, char(10)) FROM goals WHERE goals.project_id = projects.id)) AS wrong
    FROM projects
    WHERE id IN (SELECT project_id FROM goals WHERE instr(goals.text, '年') AND length(goals.text) < 2000)
) AS over_years
WHERE wrong <> ''
