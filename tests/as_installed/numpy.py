"""On the path of the processes of tests before the real one: a user of mingzhang has no numpy (see tests/conftest.py)."""

raise ImportError("a user has no numpy")
