-- What is faceted, filtered or sorted by on the site; foreign keys get theirs besides. Built after the rows are in.
CREATE INDEX documents_year ON documents (year);
CREATE INDEX projects_year ON projects (year);
CREATE INDEX projects_phase ON projects (phase);
CREATE INDEX projects_amount_fen ON projects (amount_fen);
CREATE INDEX projects_amount_yuan ON projects (amount_yuan);
-- With the order in which rows are listed: half of a million indicators are 产出指标, and were all sorted for the first twenty.
CREATE INDEX indicators_year ON indicators (year, sequence);
CREATE INDEX indicators_phase ON indicators (phase, sequence);
CREATE INDEX indicators_level1 ON indicators (level1, sequence);
CREATE INDEX indicators_level2 ON indicators (level2, sequence);
CREATE INDEX indicators_kind ON indicators (kind, sequence);
CREATE INDEX indicators_comparator ON indicators (comparator, sequence);
CREATE INDEX indicators_due_date ON indicators (due_date);
CREATE INDEX indicators_due_last_day ON indicators (due_last_day);
CREATE INDEX indicators_base_unit_base_value ON indicators (base_unit, base_value);
CREATE UNIQUE INDEX goals_sequence ON goals (sequence);
CREATE UNIQUE INDEX headings_sequence ON headings (sequence);
CREATE UNIQUE INDEX indicators_sequence ON indicators (sequence);
CREATE INDEX headings_level1_level2 ON headings (level1, level2);
CREATE INDEX cells_place ON cells (document_id, table_number, page, "row", "column");
CREATE INDEX cells_corrected ON cells (document_id) WHERE corrected_by IS NOT NULL;
CREATE INDEX span_records_record_id ON span_records (record_id);
CREATE INDEX rejects_kind ON rejects (kind);
-- Lists and counts of findings read this alone: 45 ms for the facets of forty thousand, against 600 ms with their texts.
CREATE INDEX findings_class ON findings (class, document_id, check_id, unit_id, difference_yuan, id);
