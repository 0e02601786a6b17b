-- Projects of which something was not understood: what seems to be missing may stand there.
CREATE VIEW unread_projects AS
SELECT id AS project_id FROM projects WHERE is_understood = 0
UNION SELECT project_id FROM rejects WHERE kind = 'part' AND project_id IS NOT NULL;
