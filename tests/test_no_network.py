"""Building and serving ask no other machine for anything: neither may as much as look up a name."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.conftest import DISCLOSURES, Server, as_installed

# Python imports it before anything else, in workers too.
FORBIDDEN = """
import os, socket

def refused(*arguments, **more):
    with open(os.environ["TOLD_OF_SOCKETS"], "a") as told:
        told.write(repr(arguments) + chr(10))
    raise OSError("no network here")

for name in ("connect", "connect_ex", "sendto", "sendmsg"):
    setattr(socket.socket, name, refused)
for name in ("create_connection", "getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo"):
    setattr(socket, name, refused)
"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file to which every try to reach out is written; processes that are started now may not."""
    (tmp_path / "sitecustomize.py").write_text(FORBIDDEN)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("TOLD_OF_SOCKETS", str(tmp_path / "told"))
    return tmp_path / "told"


def test_a_try_to_reach_out_would_be_seen(told: Path) -> None:
    program = "import socket; socket.create_connection(('example.org', 80))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode != 0
    assert "example.org" in told.read_text()


def test_building_and_serving_reach_out_to_nobody(told: Path, tmp_path: Path) -> None:
    database = tmp_path / "mingzhang.db"
    command = [sys.executable, "-m", "mingzhang", "build", str(DISCLOSURES), "-o", str(database)]
    subprocess.run(command, check=True, capture_output=True, env=as_installed())
    server = Server(database)
    try:
        for path in (
            "",
            "mingzhang/projects?year=2023",
            "mingzhang.json?sql=select+1",
            "mingzhang/projects.xlsx",
            "search?q=体检",
        ):
            assert httpx.get(f"{server.url}/{path}", timeout=60).status_code == 200, path
    finally:
        server.stop()
    assert not told.exists(), told.read_text()
