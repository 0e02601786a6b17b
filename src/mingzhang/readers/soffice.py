"""LibreOffice as a converter where it is installed: without window, macros and linked files, and within a time limit."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from mingzhang.errors import Refused

COMMANDS = ("soffice", "libreoffice")
# A start takes some 3 s and a hundred pages some 5; a document that takes this long hangs.
LONGEST_SECONDS = 120
# Macros never run, and what a document links to on other machines is never fetched.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse">
<value>true</value></prop></item>
</oor:items>
"""


def command() -> str | None:
    """The path of LibreOffice, None when it is not installed."""
    return next((path for name in COMMANDS if (path := shutil.which(name))), None)


def convert_with_libreoffice(data: bytes, ending: str, target: str, kind: str) -> bytes:
    """A document in the format of the ending `target`; `ending` is its own, `kind` what people call its format.

    Every conversion has a profile of its own, so that several can run beside each other and beside a person's LibreOffice.
    Raises Refused when LibreOffice is not installed, takes too long, or makes nothing of the document.
    """
    program = command()
    if program is None:
        raise Refused("converter-missing", format=kind, target=target)
    with tempfile.TemporaryDirectory(prefix="mingzhang-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        (folder / f"document.{ending}").write_bytes(data)
        _run([program, *_arguments(folder, ending, target)], kind, target)
        result = folder / "converted" / f"document.{target}"
        if not result.is_file():
            raise Refused("conversion-failed", format=kind, target=target)
        return result.read_bytes()


def _arguments(folder: Path, ending: str, target: str) -> list[str]:
    return [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", target, "--outdir", str(folder / "converted"), str(folder / f"document.{ending}")),
    ]


def _run(arguments: list[str], kind: str, target: str) -> None:
    """Run LibreOffice in a process group of its own and leave nothing of it behind, however it ends."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(arguments, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        process.wait(LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        raise Refused("conversion-too-long", format=kind, target=target, seconds=LONGEST_SECONDS) from None
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
