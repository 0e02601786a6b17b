"""Libraries that not every installation has: each belongs to an extra of the package, which is named when it is missing."""

import importlib
from typing import Any

from mingzhang.errors import Refused


def imported(module: str, extra: str) -> Any:
    """The module of that name. Raises Refused, with the extra to install, when it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise Refused("extra-missing", extra=extra) from None
