-- Units by a part of their name, by a name that holds theirs (中共门源县委组织部), or by code; and those below them. `escape_fts` folds
-- width, case and traditional characters, so that every way of writing a name finds it.
WITH RECURSIVE
asked (name) AS (SELECT trim(escape_fts(replace(:unit, ' ', '')), '"')),
wanted (id, depth) AS (
    SELECT units.id, 0 FROM units, asked
    WHERE units.code = trim(:unit) OR units.id = trim(:unit)
        OR instr(escape_fts(replace(units.name, ' ', '')), asked.name)
        OR (length(units.name) > 3 AND instr(asked.name, trim(escape_fts(replace(units.name, ' ', '')), '"')))
    UNION
    SELECT units.id, wanted.depth + 1 FROM units JOIN wanted ON units.parent_id = wanted.id WHERE wanted.depth < 5
)
SELECT DISTINCT units.id, units.code, units.name, units.level, units.region_code, units.parent_id
FROM units JOIN wanted ON wanted.id = units.id
WHERE trim(:unit) <> ''
ORDER BY units.level, units.id
