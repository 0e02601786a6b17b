"""Forms of one row a project, or one row an indicator."""
