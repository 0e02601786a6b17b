"""明账 mingzhang: China's budget-performance disclosures as data. `pipeline` is the module to read first.

For Python: `read(path)` gives the records of a file, `build(sources, output)` a database, `open(database)` its rows and frames
(docs/python.md). They are loaded when they are first used, so that a command loads nothing that it does not need.
"""

from importlib import import_module
from typing import Any

# What the package offers. No room bears one of these names, for Python would put the room in the place of the function.
OFFERED = {
    "Data": ("mingzhang.api", "Data"),
    "MingzhangError": ("mingzhang.errors", "MingzhangError"),
    "__version__": ("mingzhang.version", "VERSION"),
    "build": ("mingzhang.api", "build_database"),
    "open": ("mingzhang.api", "open_data"),
    "read": ("mingzhang.api", "read_document"),
}


def __getattr__(name: str) -> Any:
    """What the package offers, loaded when it is first asked for."""
    if name not in OFFERED:
        raise AttributeError(f"module 'mingzhang' has no attribute {name!r}")
    module, offered = OFFERED[name]
    return getattr(import_module(module), offered)


def __dir__() -> list[str]:
    return sorted({*globals(), *OFFERED})
