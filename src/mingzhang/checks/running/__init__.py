"""The checks over a database: which are run where, in how many processes, and what came of each."""
