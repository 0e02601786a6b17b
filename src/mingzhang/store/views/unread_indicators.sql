-- Indicators of a sheet that was not understood, or beside a line that was not: what they seem to lack may stand there.
CREATE VIEW unread_indicators AS
SELECT indicators.id AS indicator_id FROM indicators
JOIN projects ON projects.id = indicators.project_id
WHERE projects.is_understood = 0
    OR indicators.heading_id IN (SELECT heading_id FROM rejects WHERE kind = 'part' AND heading_id IS NOT NULL)
    OR indicators.project_id IN (SELECT project_id FROM rejects WHERE kind = 'part' AND heading_id IS NULL AND project_id IS NOT NULL);
