"""A server starts without what only some requests need, and has it when it is asked; what builds databases it never needs."""

import subprocess
import sys

SCRIPT = """
import sys
from mingzhang.site import lean
lean.import_datasette()
import mingzhang.site.serving.application
print("mcp" in sys.modules, "datasette.vendored.pint" in sys.modules, lean.is_without_models(), "sqlite_utils" in sys.modules)
from datasette.views.base import ureg
print(ureg("3 kilometer").to("meter").magnitude)
lean.load_models()
from datasette.plugins import pm
print("mcp" in sys.modules, pm.get_plugin("mcp").__name__, lean.is_without_models())
"""


def test_language_models_and_units_come_when_they_are_asked_for() -> None:
    told = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["False False True False", "3000.0", "True datasette_mcp False"]
