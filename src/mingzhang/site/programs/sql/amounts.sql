-- Further money of projects: what was planned, adjusted and spent, by source.
SELECT id, project_id, kind AS what, source, scope, amount_fen, amount_yuan, text AS printed
FROM amounts WHERE project_id IN (SELECT value FROM json_each(:projects))
ORDER BY project_id, scope, source <> 'all', source, kind
