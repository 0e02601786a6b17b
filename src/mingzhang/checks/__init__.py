"""The checks: what a disclosure says in one place, compared with what it says in another.

Each check is a .sql file. `definition` reads these files, `functions` is what their SQL may call, `run` runs them and stores
their results. Tables that several checks read (prices, accounts, same_things …) are computed before, each by a module of its
name. README.md tells how to write a check.
"""
