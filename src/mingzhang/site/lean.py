"""Datasette imported without what a server needs late or never, for `mingzhang serve`: it starts in a third of the CPU time.

| kept out | part of all imports | comes |
| --- | --- | --- |
| datasette_mcp, with mcp and the types of its protocol | 40% | with the first request to /-/mcp |
| pint, a registry of units for columns with `units` in the metadata | 15% | when it is asked; nothing of ours does |

Read from Datasette 0.65.5: while it is imported, `plugins` loads every plugin that is installed, and `views.base` makes the
registry. Where Datasette has been imported before, as by its own command line or in tests, nothing is kept out.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

MODELS_PLUGIN = "datasette_mcp"
_MODELS_NAME = "mcp"  # of its entry point
_UNITS = "datasette.vendored.pint"

_kept_out: set[str] = set()


def import_datasette() -> None:
    """Imports Datasette and its plugins, with what is kept out kept out."""
    if "datasette.plugins" in sys.modules:
        return
    has_models = find_spec(MODELS_PLUGIN) is not None
    stand_ins = {_UNITS: _units()} | ({MODELS_PLUGIN: ModuleType(MODELS_PLUGIN)} if has_models else {})
    with _in_place(stand_ins):
        import_module("datasette.app")
    if has_models:
        import_module("datasette.plugins").pm.unregister(name=_MODELS_NAME)
        _kept_out.add(MODELS_PLUGIN)


def is_without_models() -> bool:
    """Whether the plugin for language models is installed and was kept out."""
    return MODELS_PLUGIN in _kept_out


def load_models() -> Any:
    """Imports the plugin for language models and registers it as Datasette would have; a second of CPU time, so in a thread."""
    import_module("datasette.plugins").pm.load_setuptools_entrypoints("datasette", _MODELS_NAME)
    _kept_out.discard(MODELS_PLUGIN)
    return import_module(MODELS_PLUGIN)


@contextmanager
def _in_place(stand_ins: dict[str, ModuleType]) -> Iterator[None]:
    """Modules that stand for others while it lasts."""
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            sys.modules.pop(name, None)


class _LateRegistry:
    """A registry of units that is made when it is first asked for anything."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real(), name)

    def __call__(self, *arguments: Any) -> Any:
        return self._real()(*arguments)

    def _real(self) -> Any:
        if "real" not in vars(self):
            vars(self)["real"] = import_module(_UNITS).UnitRegistry()
        return vars(self)["real"]


def _units() -> ModuleType:
    stand_in = ModuleType(_UNITS)
    stand_in.UnitRegistry = _LateRegistry  # type: ignore[attr-defined]
    return stand_in
