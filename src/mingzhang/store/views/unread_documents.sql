-- Documents of which rows with amounts may be missing, because a part of them was not converted: no total is compared with its rows.
CREATE VIEW unread_documents AS
SELECT document_id FROM rejects
WHERE kind = 'part' AND document_id IS NOT NULL AND reason_id NOT IN (SELECT word FROM words WHERE list = 'rejects-without-amounts')
UNION SELECT document_id FROM source_tables WHERE is_whole = 0;
