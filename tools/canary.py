"""Try the site on the newest pre-release of Datasette, and say how far it comes. It never fails: it is told, not demanded.

python tools/canary.py
"""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / ".venv" / "canary"
PROGRAM = """
import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from mingzhang.pipeline import build
from mingzhang.site.server import open_site

async def first_page(path):
    return await open_site(path).client.get("/")

with TemporaryDirectory() as folder:
    path = Path(folder, "mingzhang.db")
    build([Path("disclosures")], path, charts=False)
    response = asyncio.run(first_page(path))
    assert response.status_code == 200, f"status {response.status_code}"
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """A command with what it says."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def report() -> str:
    """Which Datasette was tried, and what became of the first page."""
    venv.create(HERE, with_pip=True)
    python = str(HERE / "bin" / "python")
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    # The pin on 0.65 is our own: the pre-release goes over it.
    for arguments in (("-e", ".[all,dev]"), ("--pre", "--upgrade", "datasette")):
        done = run(*pip, *arguments)
        if done.returncode != 0:
            return f"canary: not installed: {done.stderr.strip().splitlines()[-1]}"
    version = run(python, "-c", "import importlib.metadata as m; print(m.version('datasette'))").stdout.strip()
    done = run(python, "-c", PROGRAM)
    if done.returncode == 0:
        return f"canary: the first page opens on Datasette {version}"
    said = done.stderr.strip().splitlines()
    ours = [line.strip() for line in said if "mingzhang" in line and line.strip().startswith("File")]
    return "\n".join([f"canary: on Datasette {version} the first page stops", *ours[-1:], said[-1]])


if __name__ == "__main__":
    print(report())
    sys.exit(0)
