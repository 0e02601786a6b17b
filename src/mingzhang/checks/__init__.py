"""The checks: what a disclosure says in one place, compared with what it says in another.

Each check is a .sql file; `definition` reads these files, and `functions` is what their SQL may call. `running` runs them and
stores their results. What several checks read is computed before: `money` (what prices and counts come to), `numbers` (numbers
beside each other) and `words` (whether words name one thing). `doubting` makes questions of accusations that are not
fully read. README.md tells how to write a check.
"""
