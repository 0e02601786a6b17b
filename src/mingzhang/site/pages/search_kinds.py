"""The kinds of things that the search finds: for each the SQL of its hits and of what is shown of them."""

from mingzhang.dictionary.languages import select_texts

# For each kind: what its hits are ordered, counted and narrowed by. `hit` gives the rowids that the index finds.
CANDIDATES = {
    "units": """
        SELECT 'units' AS kind, found.rowid, found.name, found.code, NULL AS weight, NULL AS class, NULL AS amount,
            NULL AS year, found.region_code AS region, found.id AS unit, NULL AS level
        FROM hit CROSS JOIN units AS found ON found.rowid = hit.rowid
    """,
    "regions": """
        SELECT 'regions' AS kind, found.rowid, found.name, found.code, NULL AS weight, NULL AS class, NULL AS amount,
            NULL AS year, found.code AS region, NULL AS unit, NULL AS level
        FROM hit CROSS JOIN regions AS found ON found.rowid = hit.rowid
    """,
    "projects": """
        SELECT 'projects' AS kind, found.rowid, found.name, found.code, found.amount_fen AS weight, NULL AS class,
            found.amount_fen AS amount, found.year, found.region_code AS region, found.unit_id AS unit, NULL AS level
        FROM hit CROSS JOIN projects AS found ON found.rowid = hit.rowid
    """,
    "findings": """
        SELECT 'findings' AS kind, found.rowid, NULL AS name, NULL AS code, abs(found.difference_yuan) AS weight, found.class,
            projects.amount_fen AS amount, documents.year, documents.region_code AS region, found.unit_id AS unit, NULL AS level
        FROM hit CROSS JOIN findings AS found ON found.rowid = hit.rowid
        CROSS JOIN documents ON documents.id = found.document_id
        LEFT JOIN projects ON projects.id = found.project_id
    """,
    "documents": """
        SELECT 'documents' AS kind, found.rowid, found.title AS name, found.id AS code, NULL AS weight, NULL AS class,
            NULL AS amount, found.year, found.region_code AS region, found.unit_id AS unit, NULL AS level
        FROM hit CROSS JOIN documents AS found ON found.rowid = hit.rowid
    """,
    "checks": """
        SELECT 'checks' AS kind, found.rowid, found.title AS name, found.id AS code, NULL AS weight, found.class,
            NULL AS amount, NULL AS year, NULL AS region, NULL AS unit, NULL AS level
        FROM hit CROSS JOIN checks AS found ON found.rowid = hit.rowid
    """,
    "goals": """
        SELECT 'goals' AS kind, found.rowid, NULL AS name, NULL AS code, NULL AS weight, NULL AS class,
            projects.amount_fen AS amount, projects.year, projects.region_code AS region, projects.unit_id AS unit,
            NULL AS level
        FROM hit CROSS JOIN goals AS found ON found.rowid = hit.rowid
        CROSS JOIN projects ON projects.id = found.project_id
    """,
    "indicators": """
        SELECT 'indicators' AS kind, found.rowid, NULL AS name, NULL AS code, NULL AS weight, NULL AS class,
            projects.amount_fen AS amount, found.year, found.region_code AS region, found.unit_id AS unit, found.level1 AS level
        FROM hit CROSS JOIN indicators AS found ON found.rowid = hit.rowid
        CROSS JOIN projects ON projects.id = found.project_id
    """,
}

_BELONGS_TO = """
    projects.id AS project_id, projects.name AS project, projects.amount_fen, projects.year, projects.phase,
    units.name AS unit, documents.id AS document_id, documents.title AS document, documents.is_current
"""
DETAILS = {
    "units": """
        SELECT units.rowid, units.id, units.name AS text, units.code, units.level, regions.name AS region,
            parent.name AS parent FROM units
        LEFT JOIN regions ON regions.code = units.region_code LEFT JOIN units AS parent ON parent.id = units.parent_id
        WHERE units.rowid IN ({rowids})
    """,
    "regions": """
        SELECT regions.rowid, regions.code AS id, regions.name AS text, regions.code, parent.name AS parent FROM regions
        LEFT JOIN regions AS parent ON parent.code = regions.parent_code WHERE regions.rowid IN ({rowids})
    """,
    "projects": f"""
        SELECT projects.rowid, projects.name AS text, projects.code, {_BELONGS_TO} FROM projects
        JOIN documents ON documents.id = projects.document_id LEFT JOIN units ON units.id = projects.unit_id
        WHERE projects.rowid IN ({{rowids}})
    """,
    "findings": f"""
        SELECT findings.rowid, findings.id, {select_texts("findings.summary")}, findings.difference_yuan, findings.class,
            {_BELONGS_TO.replace("projects.year", "documents.year")} FROM findings
        JOIN documents ON documents.id = findings.document_id
        LEFT JOIN projects ON projects.id = findings.project_id LEFT JOIN units ON units.id = findings.unit_id
        WHERE findings.rowid IN ({{rowids}})
    """,
    "documents": """
        SELECT documents.rowid, documents.id, coalesce(documents.title, documents.file) AS text, documents.year,
            documents.published_on, documents.is_current, units.name AS unit, regions.name AS region FROM documents
        LEFT JOIN units ON units.id = documents.unit_id LEFT JOIN regions ON regions.code = documents.region_code
        WHERE documents.rowid IN ({rowids})
    """,
    "checks": "SELECT rowid, * FROM checks WHERE rowid IN ({rowids})",
    "goals": f"""
        SELECT goals.rowid, goals.id, goals.label, goals.text, {_BELONGS_TO} FROM goals
        JOIN projects ON projects.id = goals.project_id
        JOIN documents ON documents.id = projects.document_id LEFT JOIN units ON units.id = projects.unit_id
        WHERE goals.rowid IN ({{rowids}})
    """,
    "indicators": f"""
        SELECT indicators.rowid, indicators.id, indicators.level1, indicators.level2, indicators.name, indicators.text,
            {_BELONGS_TO} FROM indicators
        JOIN projects ON projects.id = indicators.project_id
        JOIN documents ON documents.id = projects.document_id LEFT JOIN units ON units.id = projects.unit_id
        WHERE indicators.rowid IN ({{rowids}})
    """,
}
GOALS_OF = "SELECT project_id, text FROM goals WHERE project_id IN ({ids}) ORDER BY sequence"

# Kinds that are called something, and that have pages of their own at this address.
PAGES = {"units": "unit", "regions": "region", "documents": "document", "checks": "check"}

# The list of all hits of a kind, to be sorted, filtered and downloaded, and what its columns are called there.
LISTS = {
    "projects": ("project_list", {"year": "year", "region": "region_code", "unit": "unit_id"}, "amount_yuan"),
    "findings": ("finding_list", {"year": "year", "region": "region_code", "unit": "unit_id"}, "amount_yuan"),
    "indicators": (
        "indicator_list",
        {"year": "year", "region": "region_code", "unit": "unit_id", "level": "level1"},
        "project_amount_yuan",
    ),
    "units": ("units", {"region": "region_code", "unit": "id"}, None),
    "regions": ("regions", {"region": "code"}, None),
    "documents": ("documents", {"year": "year", "region": "region_code", "unit": "unit_id"}, None),
    "checks": ("checks", {}, None),
    "goals": ("goals", {}, None),
}
