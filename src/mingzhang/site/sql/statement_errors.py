"""Which errors of SQLite say that a statement, or a value in it, cannot be: only these can be the mistake of whoever asked.

All others say that a file, a lock, a disk or memory failed, or that this program did something wrong.
"""

import sqlite3

# https://www.sqlite.org/rescode.html. 8 (SQLITE_READONLY) in full: its extended codes are about files.
_OF_STATEMENTS = frozenset(
    {
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_TOOBIG,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_RANGE,
    }
)
# What Python's sqlite3 says before SQLite is asked; such errors have no code.
_OF_STATEMENTS_BY_PYTHON = ("You can only execute one statement at a time", "the query contains a null character")
_OF_VALUES_BY_PYTHON = (
    "Incorrect number of bindings supplied",
    "You did not supply a value for binding",
    "Error binding parameter",
    "Python int too large to convert to SQLite INTEGER",
)
# How SQLite begins to tell that a statement cannot be prepared, whatever values it gets.
_NOT_PREPARED = ("no such ", "near ", "incomplete input", "ambiguous column name", "wrong number of arguments")


class ReadyQueryFailed(Exception):
    """SQLite could not run a ready query, whose SQL is ours. Datasette would take the error itself for one of a reader's."""

    def __init__(self, error: sqlite3.DatabaseError) -> None:
        super().__init__(str(error))
        self.error = error


def is_of_statement(error: BaseException) -> bool:
    """Whether an error says that a statement, or a value in it, cannot be."""
    if is_of_values(error):
        return True
    if not isinstance(error, sqlite3.Error | sqlite3.Warning):
        return False
    code = getattr(error, "sqlite_errorcode", None)
    return str(error).startswith(_OF_STATEMENTS_BY_PYTHON) if code is None else code in _OF_STATEMENTS


def is_of_values(error: BaseException) -> bool:
    """Whether an error is of values alone, and says so itself: their number, their type, their size."""
    return isinstance(error, sqlite3.Error | OverflowError) and str(error).startswith(_OF_VALUES_BY_PYTHON)


def is_not_prepared(error: BaseException) -> bool:
    """Whether an error is of a statement that cannot be prepared, so that no value is the cause."""
    return str(error).startswith(_NOT_PREPARED)
