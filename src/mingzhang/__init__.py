"""明账 mingzhang: China's budget-performance disclosures as data. `pipeline` is the module to read first.

For Python: `read(path)` gives the records of a file, `build(sources, output)` a database, `open(database)` its rows and frames
(docs/python.md). They are loaded when they are first used, so that a command loads nothing that it does not need.
"""

from importlib import import_module
from importlib.metadata import version
from typing import Any

__version__ = version("mingzhang")

_OFFERED = {
    "Data": ("mingzhang.api", "Data"),
    "MingzhangError": ("mingzhang.errors", "MingzhangError"),
    "build": ("mingzhang.api", "build_database"),
    "open": ("mingzhang.api", "open_data"),
    "read": ("mingzhang.api", "read_document"),  # the room `read`, once it is loaded, may be called to the same end
}


def __getattr__(name: str) -> Any:
    """What the package offers, loaded when it is first asked for."""
    if name not in _OFFERED:
        raise AttributeError(f"module 'mingzhang' has no attribute {name!r}")
    module, found = _OFFERED[name]
    return getattr(import_module(module), found)


def __dir__() -> list[str]:
    return sorted({*globals(), *_OFFERED})
