"""What a piece of evidence shows: the printed words of its record, its project, and the page and row where it stands."""

from sqlite_utils import Database

# Where the words of a record stand that a finding quotes.
_QUOTES = {
    "projects": "trim(coalesce(name, '') || ' ' || coalesce(amount_text, ''))",
    "goals": "text",
    "indicators": "text",
    "headings": "text",
    "stated_totals": "coalesce(label, '')",
    "amounts": "text",
    "project_fields": "trim(coalesce(label, '') || ' ' || coalesce(text, ''))",
    "documents": "title",
    "units": "trim(code || ' ' || coalesce(name, ''))",
}
_PROJECT_OF = {"projects": "id", "stated_totals": "NULL", "documents": "NULL", "units": "NULL"}


def complete_evidence(database: Database) -> None:
    """Adds to each piece of evidence its printed words, its project, and the page and row where it stands.

    A quantity is the goal or indicator that it stands in, with the characters of the number.
    """
    database.conn.execute(
        "UPDATE finding_evidence SET (table_name, record_id, start_char, end_char) ="
        " (SELECT CASE WHEN goal_id IS NULL THEN 'indicators' ELSE 'goals' END, coalesce(goal_id, indicator_id),"
        " quantities.start_char, quantities.end_char FROM quantities WHERE quantities.id = record_id)"
        " WHERE table_name = 'quantities'"
    )
    for table, quote in _QUOTES.items():
        project = _PROJECT_OF.get(table, "project_id")
        database.conn.execute(
            f"UPDATE finding_evidence SET (quote, project_id) ="
            f" (SELECT nullif({quote}, ''), {project} FROM {table} WHERE {table}.id = record_id)"
            f" WHERE table_name = '{table}'"
        )
    # Characters are those of the quote, in which a field begins with its label.
    database.conn.execute(
        "UPDATE finding_evidence SET (start_char, end_char) = (SELECT start_char + shift, end_char + shift FROM"
        " (SELECT instr(finding_evidence.quote, text) - 1 AS shift FROM project_fields WHERE id = record_id))"
        " WHERE table_name = 'project_fields' AND start_char IS NOT NULL"
    )
    database.conn.execute(
        "UPDATE finding_evidence SET (page, row) = (SELECT cells.page, cells.row FROM spans"
        " JOIN cells ON cells.id = spans.cell_id"
        " WHERE spans.record_id = finding_evidence.record_id AND spans.table_name = finding_evidence.table_name"
        " ORDER BY spans.cell_id LIMIT 1)"
    )
    database.conn.execute(
        "UPDATE finding_evidence SET quote = trim(coalesce(quote, '') || ' ' || coalesce((SELECT substr(cells.text,"
        " spans.start_char + 1, spans.end_char - spans.start_char) FROM spans JOIN cells ON cells.id = spans.cell_id"
        " WHERE spans.record_id = finding_evidence.record_id AND spans.field = 'amount_text'), ''))"
        " WHERE table_name = 'stated_totals'"
    )
