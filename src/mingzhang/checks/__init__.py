"""What the numbers of a disclosure say about themselves: one .sql file a check, and the few lines that run them.

`definition` reads the files, `functions` is what their SQL may call, `run` stores what they came to. README.md tells how to
write a check.
"""
