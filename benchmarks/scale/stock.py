"""Datasette as it comes: `python -m benchmarks.scale.stock serve …` without the plugins that are installed here."""

import sys

setattr(sys, "_called_from_test", True)  # noqa: B010 - what Datasette 0.65 asks before it loads plugins

from datasette.cli import cli  # noqa: E402

if __name__ == "__main__":
    cli()
