"""What we depend on: `licences` lists under which licences, `audit` tells which of it has known faults.

python tools/supply.py licences | audit
"""

import json
import re
import subprocess
import sys
import venv
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "constraints.txt"
OF_USERS = ROOT / "requirements.txt"
HERE = ROOT / "build" / "audit"
# Licences that would reach over to whoever serves a site; see docs/decisions.md.
REFUSED = re.compile(r"\bA?GPL|Affero|SSPL", re.IGNORECASE)
ALLOWED = re.compile(r"LGPL|Lesser", re.IGNORECASE)


def locked(path: Path) -> list[str]:
    """The names of the packages that a lock holds."""
    return re.findall(r"^([a-z0-9][a-z0-9._-]*)==", path.read_text(encoding="utf-8"), re.MULTILINE)


def licence_of(package: Distribution) -> str:
    """The licence that a package says it has, in a few words."""
    metadata = package.metadata
    if expression := metadata.get_all("License-Expression"):
        return str(expression[0])
    classifiers = [one.rpartition(" :: ")[2] for one in metadata.get_all("Classifier") or [] if "License ::" in one]
    named = "".join(metadata.get_all("License") or []).strip().splitlines()
    return "; ".join(classifiers) or (named[0] if named else "not said")


def licences() -> int:
    """Prints a line for each package that is installed here; 1 when a licence of one that users get is refused."""
    users, refused = set(locked(OF_USERS)), []
    for name in locked(LOCK):
        try:
            package = distribution(name)
        except PackageNotFoundError:  # of another system
            continue
        licence = licence_of(package)
        print(f"{name:28} {package.version:18} {'users' if name in users else 'dev':6} {licence}")
        if name in users and REFUSED.search(ALLOWED.sub("", licence)):
            refused.append(name)
    if refused:
        print(f"refused: {', '.join(refused)}", file=sys.stderr)
    return 1 if refused else 0


def audit() -> int:
    """Asks pip-audit, in an environment of its own; an audit that did not take place is no good one."""
    venv.create(HERE, with_pip=True)
    python = str(HERE / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pip-audit"]
    if subprocess.run(pip, capture_output=True, check=False).returncode != 0:
        print("audit: NOT DONE: pip-audit cannot be installed: no package registry is reached", file=sys.stderr)
        return 2
    command = [python, "-m", "pip_audit", "--progress-spinner", "off", "--disable-pip", "--require-hashes"]
    done = subprocess.run([*command, "-f", "json", "-r", str(LOCK)], capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        print(f"audit: NOT DONE: the list of known faults cannot be reached: {last[0][:300]}", file=sys.stderr)
        return 2
    return told(packages)


def told(packages: list[dict[str, Any]]) -> int:
    """Prints what an audit found; 1 when there are faults, 2 when some packages were not looked up, which pip-audit passes."""
    unknown = [one for one in packages if "skip_reason" in one]
    faults = [(one["name"], one["version"], fault) for one in packages for fault in one.get("vulns", [])]
    for name, version, fault in faults:
        mended = ", ".join(fault["fix_versions"]) or "no version yet"
        print(f"{name} {version}: {fault['id']}, mended in {mended}")
    if unknown:
        why = unknown[0]["skip_reason"]
        print(f"audit: NOT DONE for {len(unknown)} of {len(packages)} packages, the first: {why}", file=sys.stderr)
        return 2
    print(f"audit: {len(packages)} packages, {len(faults)} known faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit({"licences": licences, "audit": audit}[sys.argv[1]]())
