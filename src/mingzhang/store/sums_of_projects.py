"""What projects come to, by year and phase: the statement, for all projects ahead and for those of a list when it is asked."""

SUMS = "sums_of_projects"
ALL_PROJECTS = "SELECT id FROM projects"

# The middle amount is that of the one or two rows in the middle of those whose amount was read.
_STATEMENT = """
WITH chosen AS MATERIALIZED (SELECT DISTINCT "{column}" AS project_id FROM ({sql})),
money AS (
    SELECT projects.year, projects.phase, documents.is_current, projects.amount_fen,
        row_number() OVER (
            PARTITION BY projects.year, projects.phase, documents.is_current, projects.amount_fen IS NULL
            ORDER BY projects.amount_fen
        ) AS place,
        count(projects.amount_fen) OVER (PARTITION BY projects.year, projects.phase, documents.is_current) AS known
    FROM chosen JOIN projects ON projects.id = chosen.project_id
    JOIN documents ON documents.id = projects.document_id
)
SELECT year, phase, is_current, CAST(count(*) AS INTEGER) AS projects, CAST(count(amount_fen) AS INTEGER) AS known,
    CAST(sum(amount_fen) AS INTEGER) AS sum_fen,
    CAST(avg(amount_fen) FILTER (
        WHERE amount_fen IS NOT NULL AND place IN ((known + 1) / 2, (known + 2) / 2)
    ) AS REAL) AS median_fen
FROM money GROUP BY year, phase, is_current ORDER BY year DESC, phase
"""


def sums_of_projects(sql: str, column: str = "id") -> str:
    """The statement for the projects whose ids another statement gives in a column: a row a year, phase and currency.

    Amounts are in fen; `median_fen` is the mean of two amounts where their number is even.
    """
    return _STATEMENT.format(sql=sql, column=column)
