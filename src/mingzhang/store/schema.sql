-- The tables: the public contract. People write SQL, links and spreadsheets against these names; columns may be added, none
-- renamed. Labels, descriptions and units of all of them are in metadata.yml, in Chinese and in English.
--
-- Ids are ASCII and say where a thing comes from (632221-006-2023-p4-i5). Missing is NULL, never 0 and never ''.
-- `sequence` orders the goals, headings or indicators of a document as printed, which their ids as text do not.
-- Money: amount_fen is the truth; amount_yuan is derived from it for reading.

-- ---- where things come from ------------------------------------------------------------------------------------------

CREATE TABLE regions (
    code TEXT PRIMARY KEY,
    name TEXT,
    parent_code TEXT REFERENCES regions (code)
);

-- A unit that only sheets name has no code, and an id made of its name.
CREATE TABLE units (
    id TEXT PRIMARY KEY,
    code TEXT,
    name TEXT,
    level TEXT NOT NULL CHECK (level IN ('department', 'unit')),
    parent_id TEXT REFERENCES units (id),
    region_code TEXT REFERENCES regions (code)
);

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    title TEXT,
    year INTEGER,
    region_code TEXT REFERENCES regions (code),
    unit_id TEXT REFERENCES units (id),
    file TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    pages INTEGER NOT NULL,
    read_as TEXT NOT NULL CHECK (read_as IN ('text', 'printed', 'picture')),
    read_by TEXT,
    source_url TEXT,
    approved_on TEXT,
    published_on TEXT,
    retrieved_on TEXT,
    supersedes_id TEXT REFERENCES documents (id),
    withdrawn TEXT,
    corrected TEXT,
    made_up TEXT,
    masked INTEGER NOT NULL,
    has_original INTEGER NOT NULL CHECK (has_original IN (0, 1)),
    same_as_id TEXT REFERENCES documents (id),
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1))
);

CREATE TABLE source_tables (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id),
    table_number INTEGER NOT NULL,
    page_from INTEGER NOT NULL,
    page_to INTEGER NOT NULL,
    line_above INTEGER,
    sheet TEXT,
    title TEXT,
    form TEXT,
    phase TEXT CHECK (phase IN ('budget', 'self_evaluation')),
    money_unit INTEGER,
    is_whole INTEGER CHECK (is_whole IN (0, 1)),
    is_understood INTEGER CHECK (is_understood IN (0, 1)),
    why TEXT NOT NULL,
    why_en TEXT NOT NULL,
    continues_id TEXT REFERENCES source_tables (id)
);

-- ---- what was promised -----------------------------------------------------------------------------------------------

CREATE TABLE stated_totals (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id),
    kind TEXT NOT NULL CHECK (kind IN ('total', 'unit', 'repeated', 'subtotal', 'part')),
    unit_id TEXT REFERENCES units (id),
    label TEXT,
    amount_yuan REAL,
    amount_fen INTEGER,
    step_fen INTEGER,
    table_number INTEGER NOT NULL,
    page INTEGER NOT NULL,
    row INTEGER NOT NULL
);

CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id),
    unit_id TEXT REFERENCES units (id),
    region_code TEXT REFERENCES regions (code),
    year INTEGER,
    phase TEXT NOT NULL CHECK (phase IN ('budget', 'self_evaluation')),
    position INTEGER NOT NULL,
    serial TEXT,
    serial_number INTEGER,
    code TEXT,
    name TEXT,
    amount_yuan REAL,
    amount_fen INTEGER,
    step_fen INTEGER,
    amount_text TEXT,
    series_id TEXT,
    period_start TEXT,
    period_end TEXT,
    table_number INTEGER NOT NULL,
    page INTEGER NOT NULL,
    row INTEGER NOT NULL,
    has_results INTEGER NOT NULL CHECK (has_results IN (0, 1)),
    is_understood INTEGER NOT NULL CHECK (is_understood IN (0, 1))
);

-- The one index that is needed while the tables are filled: to find the same project in other documents.
CREATE INDEX projects_series_id ON projects (series_id);

CREATE TABLE amounts (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    kind TEXT NOT NULL CHECK (kind IN ('total', 'budget', 'adjusted', 'spent')),
    source TEXT NOT NULL CHECK (source IN ('all', 'fiscal', 'carried_over', 'own', 'other')),
    scope TEXT NOT NULL CHECK (scope IN ('year', 'whole_project')),
    label TEXT NOT NULL,
    amount_yuan REAL,
    amount_fen INTEGER,
    step_fen INTEGER,
    text TEXT,
    UNIQUE (project_id, kind, source, scope)
);

CREATE TABLE project_fields (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    text TEXT
);

CREATE TABLE goals (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    position INTEGER NOT NULL,
    label TEXT,
    scope TEXT CHECK (scope IN ('year', 'whole_project')),
    text TEXT,
    sequence INTEGER NOT NULL
);

CREATE TABLE headings (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    level INTEGER NOT NULL CHECK (level IN (1, 2)),
    level1 TEXT,
    level2 TEXT,
    text TEXT NOT NULL,
    position INTEGER NOT NULL,
    indicator_count INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    says_none INTEGER NOT NULL CHECK (says_none IN (0, 1))
);

-- document_id, unit_id, region_code, year and phase repeat the project's, level1 and level2 the heading's, so that a
-- million indicators can be faceted without a join (48 ms against 455 ms); a test holds them equal.
CREATE TABLE indicators (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    heading_id TEXT REFERENCES headings (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    unit_id TEXT REFERENCES units (id),
    region_code TEXT REFERENCES regions (code),
    year INTEGER,
    phase TEXT NOT NULL,
    position INTEGER NOT NULL,
    level1 TEXT,
    level2 TEXT,
    name TEXT,
    comparator TEXT CHECK (comparator IN ('≥', '≤', '>', '<', '=')),
    value_text TEXT,
    value NUMERIC,
    unit TEXT,
    base_value NUMERIC,
    base_unit TEXT,
    due_date TEXT,
    due_last_day TEXT,
    due_year_assumed INTEGER CHECK (due_year_assumed IN (0, 1)),
    kind TEXT CHECK (kind IN ('quantitative', 'qualitative', 'date', 'reference', 'missing')),
    scope TEXT CHECK (scope IN ('year', 'whole_project')),
    text TEXT NOT NULL,
    table_number INTEGER NOT NULL,
    page INTEGER NOT NULL,
    row INTEGER NOT NULL,
    actual_text TEXT,
    actual_value NUMERIC,
    weight NUMERIC,
    score NUMERIC,
    deviation_reason TEXT,
    sequence INTEGER NOT NULL,
    nature TEXT
);

-- Points as printed, by what they are for; a cell merged over several indicators counts with the first of them.
CREATE TABLE points (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    position INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('indicator', 'heading', 'indicators', 'execution', 'rate', 'total')),
    label TEXT,
    weight NUMERIC,
    score NUMERIC,
    unplaced NUMERIC,
    weight_counts INTEGER NOT NULL CHECK (weight_counts IN (0, 1)),
    score_counts INTEGER NOT NULL CHECK (score_counts IN (0, 1)),
    weight_rows INTEGER NOT NULL,
    score_rows INTEGER NOT NULL,
    indicator_id TEXT REFERENCES indicators (id),
    heading_id TEXT REFERENCES headings (id),
    weight_field_id TEXT REFERENCES project_fields (id),
    score_field_id TEXT REFERENCES project_fields (id)
);

-- Execution rates as printed, of all money or of one source.
CREATE TABLE rates (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    source TEXT NOT NULL CHECK (source IN ('all', 'fiscal', 'carried_over', 'own', 'other', 'more')),
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    value NUMERIC,
    is_percent INTEGER NOT NULL CHECK (is_percent IN (0, 1)),
    field_id TEXT NOT NULL REFERENCES project_fields (id)
);

-- The rows of money of a sheet, blank ones too, each with the one that it is a part of. An amount that stands in neither
-- amounts nor project_fields is the project's own.
CREATE TABLE money_parts (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    position INTEGER NOT NULL,
    whole_id TEXT REFERENCES money_parts (id),
    kind TEXT NOT NULL CHECK (kind IN ('total', 'budget', 'adjusted', 'spent')),
    source TEXT NOT NULL CHECK (source IN ('all', 'fiscal', 'carried_over', 'own', 'other', 'more')),
    scope TEXT NOT NULL CHECK (scope IN ('year', 'whole_project')),
    label TEXT NOT NULL,
    amount_yuan REAL,
    amount_fen INTEGER,
    step_fen INTEGER,
    text TEXT,
    amount_id TEXT REFERENCES amounts (id),
    field_id TEXT REFERENCES project_fields (id)
);

CREATE TABLE quantities (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    goal_id TEXT REFERENCES goals (id),
    indicator_id TEXT REFERENCES indicators (id),
    role TEXT NOT NULL CHECK (role IN ('count', 'unit_cost', 'total_cost', 'rate', 'date', 'baseline', 'other')),
    subject TEXT,
    per TEXT,
    comparator TEXT,
    value NUMERIC,
    unit TEXT,
    base_value NUMERIC,
    base_unit TEXT,
    text TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    tier TEXT,
    payer TEXT,
    of_year INTEGER,
    is_part INTEGER NOT NULL CHECK (is_part IN (0, 1)),
    part_of_id TEXT REFERENCES quantities (id),
    counted_by_id TEXT REFERENCES quantities (id),
    summed_in_id TEXT REFERENCES quantities (id)
);

-- Each price in a project beside the count that it is multiplied by, for the checks that multiply.
CREATE TABLE prices (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    quantity_id TEXT NOT NULL REFERENCES quantities (id),
    printed_in TEXT NOT NULL,
    per TEXT,
    per_time TEXT,
    comparator TEXT CHECK (comparator IN ('≥', '≤', '=')),
    price_fen INTEGER NOT NULL,
    count NUMERIC,
    least_count NUMERIC,
    definite_counts INTEGER NOT NULL,
    matched_by TEXT CHECK (matched_by IN ('sentence', 'words', 'only')),
    count_quantity_id TEXT REFERENCES quantities (id),
    counted_in TEXT NOT NULL,
    product_fen INTEGER,
    expression TEXT,
    expression_en TEXT
);

-- Two numbers of a project that are of one thing, and how the second agrees with the first.
CREATE TABLE same_things (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    kind TEXT NOT NULL CHECK (kind IN ('goals', 'goal-and-indicator', 'product', 'confirmed', 'indicators', 'perhaps')),
    first_quantity_id TEXT NOT NULL REFERENCES quantities (id),
    second_quantity_id TEXT NOT NULL REFERENCES quantities (id),
    agrees TEXT NOT NULL CHECK (agrees IN ('equal', 'compatible', 'looser', 'margin', 'stricter', 'differs')),
    distance TEXT NOT NULL CHECK (distance IN ('near', 'apart', 'far')),
    first_quote TEXT NOT NULL,
    second_quote TEXT NOT NULL,
    difference_fen INTEGER
);

-- What a goal says the rest of the money goes to, with the costs that it names and the cost targets of that thing.
CREATE TABLE rests (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    rest_quantity_id TEXT NOT NULL REFERENCES quantities (id),
    named_fen INTEGER NOT NULL,
    named_in TEXT NOT NULL,
    capped_fen INTEGER NOT NULL,
    capped_in TEXT NOT NULL
);

-- A share (30%) beside the number that a goal says it comes to, and the number that it is of.
CREATE TABLE shares_of (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('share', 'rate', 'growth')),
    project_id TEXT NOT NULL REFERENCES projects (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    whole_quantity_id TEXT NOT NULL REFERENCES quantities (id),
    rate_quantity_id TEXT NOT NULL REFERENCES quantities (id),
    part_quantity_id TEXT NOT NULL REFERENCES quantities (id),
    wholes INTEGER NOT NULL,
    computed NUMERIC NOT NULL,
    fits INTEGER NOT NULL CHECK (fits IN (0, 1))
);

-- What the prices and counts of a project come to beside its amount, for each project with a price.
CREATE TABLE accounts (
    project_id TEXT PRIMARY KEY REFERENCES projects (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    prices INTEGER NOT NULL,
    terms INTEGER NOT NULL,
    comparator TEXT CHECK (comparator IN ('≥', '≤', '=')),
    products_fen INTEGER,
    others_fen INTEGER NOT NULL,
    rest_fen INTEGER,
    explained_by TEXT CHECK (explained_by IN ('equal', 'rounded', 'with-others', 'over-time', 'alternative', 'other-amount', 'shared')),
    expression TEXT,
    expression_en TEXT,
    is_sure INTEGER NOT NULL CHECK (is_sure IN (0, 1)),
    is_minimum INTEGER NOT NULL CHECK (is_minimum IN (0, 1)),
    is_shared INTEGER NOT NULL CHECK (is_shared IN (0, 1)),
    has_rest INTEGER NOT NULL CHECK (has_rest IN (0, 1)),
    covers_all INTEGER NOT NULL CHECK (covers_all IN (0, 1)),
    said_fen INTEGER,
    said_in_id TEXT REFERENCES quantities (id),
    said_of_all INTEGER NOT NULL CHECK (said_of_all IN (0, 1)),
    stated_in_id TEXT REFERENCES quantities (id),
    stated_products_fen INTEGER,
    stated_expression TEXT,
    stated_expression_en TEXT
);

-- ---- the source, cell by cell ----------------------------------------------------------------------------------------

CREATE TABLE cells (
    id INTEGER PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id),
    page INTEGER NOT NULL,
    table_number INTEGER NOT NULL,
    row INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    text TEXT,
    row_span INTEGER NOT NULL,
    column_span INTEGER NOT NULL,
    marks TEXT,
    recognised TEXT,
    corrected_by TEXT,
    corrected_on TEXT
);

-- Small pictures of cells that were read from a picture, in Base64; a cell has one on each page that it stands on.
CREATE TABLE cell_pictures (
    cell_id INTEGER NOT NULL REFERENCES cells (id),
    position INTEGER NOT NULL,
    webp TEXT NOT NULL,
    PRIMARY KEY (cell_id, position)
) WITHOUT ROWID;

-- `spans` is a view, and these are its parts: the ids of records and the names of fields stand there once, not once a span
-- (store/spans.py).
CREATE TABLE span_records (
    number INTEGER PRIMARY KEY,
    record_id TEXT NOT NULL
);

CREATE TABLE span_origins (
    number INTEGER PRIMARY KEY,
    cell_id INTEGER NOT NULL REFERENCES cells (id),
    record INTEGER NOT NULL REFERENCES span_records (number)
);

CREATE TABLE span_fields (
    number INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,
    field TEXT NOT NULL,
    UNIQUE (table_name, field)
);

-- `field` is a number of span_fields. It is no foreign key, which would get an index that nobody needs.
CREATE TABLE span_pieces (
    origin INTEGER NOT NULL REFERENCES span_origins (number),
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    field INTEGER NOT NULL,
    is_leaf INTEGER NOT NULL CHECK (is_leaf IN (0, 1)),
    PRIMARY KEY (origin, start_char, end_char, field)
) WITHOUT ROWID;

CREATE VIEW spans AS
SELECT span_origins.cell_id, span_pieces.start_char, span_pieces.end_char, span_records.record_id,
    span_fields.field, span_fields.table_name, span_pieces.is_leaf
FROM span_origins
JOIN span_records ON span_records.number = span_origins.record
JOIN span_pieces ON span_pieces.origin = span_origins.number
JOIN span_fields ON span_fields.number = span_pieces.field;

CREATE TABLE rejects (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('document', 'part', 'doubt')),
    file TEXT NOT NULL,
    document_id TEXT REFERENCES documents (id),
    table_number INTEGER,
    page INTEGER,
    row INTEGER,
    "column" INTEGER,
    reason TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    reason_id TEXT NOT NULL,
    text TEXT,
    cell_id INTEGER REFERENCES cells (id),
    start_char INTEGER,
    end_char INTEGER,
    project_id TEXT REFERENCES projects (id),
    heading_id TEXT REFERENCES headings (id)
);

-- ---- what the numbers say about themselves ---------------------------------------------------------------------------

-- The numbers and lists of words that checks go by (src/mingzhang/checks/thresholds.yml, words.yml), so that the SQL of a check
-- runs on this file wherever it is opened.
CREATE TABLE thresholds (
    name TEXT PRIMARY KEY,
    value NUMERIC NOT NULL,
    why TEXT NOT NULL,
    why_en TEXT NOT NULL
);

CREATE TABLE words (
    list TEXT NOT NULL,
    position INTEGER NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (list, position)
);

CREATE TABLE checks (
    id TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    class TEXT NOT NULL CHECK (class IN ('arithmetic', 'question', 'form')),
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    tests TEXT NOT NULL,
    tests_en TEXT NOT NULL,
    description TEXT NOT NULL,
    description_en TEXT NOT NULL,
    why TEXT NOT NULL,
    why_en TEXT NOT NULL,
    basis TEXT NOT NULL,
    basis_en TEXT NOT NULL,
    assumptions TEXT NOT NULL,
    assumptions_en TEXT NOT NULL,
    innocent_explanations TEXT NOT NULL,
    innocent_explanations_en TEXT NOT NULL,
    sql TEXT NOT NULL
);

CREATE TABLE findings (
    id TEXT PRIMARY KEY,
    check_id TEXT NOT NULL REFERENCES checks (id),
    class TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id),
    unit_id TEXT REFERENCES units (id),
    project_id TEXT REFERENCES projects (id),
    summary TEXT NOT NULL,
    summary_en TEXT NOT NULL,
    expected TEXT,
    observed TEXT,
    difference_yuan REAL,
    records INTEGER NOT NULL
);

CREATE TABLE finding_evidence (
    finding_id TEXT NOT NULL REFERENCES findings (id),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    table_name TEXT NOT NULL,
    record_id TEXT NOT NULL,
    project_id TEXT REFERENCES projects (id),
    quote TEXT,
    start_char INTEGER,
    end_char INTEGER,
    page INTEGER,
    row INTEGER,
    PRIMARY KEY (finding_id, position)
);

-- What publishers answer: to a finding, else to the record.
CREATE TABLE replies (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id),
    finding_id TEXT REFERENCES findings (id),
    table_name TEXT,
    record_id TEXT NOT NULL,
    text TEXT NOT NULL,
    author TEXT NOT NULL,
    replied_on TEXT NOT NULL
);

-- Sentences of goals that stand in current documents, two or more, word for word: to look up, not a finding.
CREATE TABLE shared_sentences (
    id TEXT PRIMARY KEY,
    sentence TEXT NOT NULL,
    documents INTEGER NOT NULL,
    projects INTEGER NOT NULL,
    amount_yuan REAL NOT NULL,
    amount_fen INTEGER NOT NULL,
    amounts_unread INTEGER NOT NULL
);

CREATE TABLE check_results (
    check_id TEXT NOT NULL REFERENCES checks (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('passed', 'failed', 'not_applicable')),
    reason TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (check_id, document_id, outcome, reason)
);

CREATE TABLE reconciliations (
    id TEXT PRIMARY KEY,
    check_id TEXT NOT NULL REFERENCES checks (id),
    project_id TEXT REFERENCES projects (id),
    document_id TEXT REFERENCES documents (id),
    expression TEXT NOT NULL,
    expression_en TEXT NOT NULL
);

-- ---- what the site shows at once: made at the end of a build, so that its front page asks for nothing that takes long ----

-- Counts of the current documents: one row for all of them (id `all`), in which there is no money, because amounts of
-- several years and phases are never added up; and one for each year and phase.
CREATE TABLE site_figures (
    id TEXT PRIMARY KEY,
    year INTEGER,
    phase TEXT CHECK (phase IN ('budget', 'self_evaluation')),
    documents INTEGER NOT NULL,
    units INTEGER NOT NULL,
    projects INTEGER NOT NULL,
    goals INTEGER NOT NULL,
    indicators INTEGER NOT NULL,
    findings INTEGER NOT NULL,
    rows_fen INTEGER,
    rows_unread INTEGER,
    documents_stating INTEGER,
    stated_fen INTEGER,
    stated_rows_fen INTEGER,
    latest_on TEXT
);

-- The findings that weigh most, in the order in which the front page names them.
CREATE TABLE notable_findings (
    position INTEGER PRIMARY KEY,
    finding_id TEXT NOT NULL REFERENCES findings (id)
);

-- The site's own charts (src/mingzhang/charts), drawn. svg is NULL where nothing could be drawn.
CREATE TABLE charts (
    id TEXT NOT NULL,
    language TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    labels TEXT NOT NULL,
    data TEXT NOT NULL,
    links TEXT NOT NULL,
    svg TEXT,
    card TEXT,
    PRIMARY KEY (id, language)
);
