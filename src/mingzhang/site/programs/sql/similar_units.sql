-- Units that have the characters of a short form in their names, in this order: 退役军人局 for 退役军人事务局.
SELECT units.id, units.code, units.name
FROM units
WHERE :pattern <> '%%' AND escape_fts(replace(units.name, ' ', '')) LIKE :pattern
ORDER BY length(units.name), units.id
LIMIT :most
