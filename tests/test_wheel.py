"""The package works as an installed wheel, away from the checkout: metadata, vocabulary, SQL, static files and all."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import httpx
import pytest

from tests.conftest import DISCLOSURES, ROOT, Server


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a fresh environment with the wheel installed."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps"]
    build = [sys.executable, "-m", "pip", "wheel", *options, "--no-build-isolation", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True, timeout=300)
    (wheel,) = folder.glob("mingzhang-*.whl")
    environment: Path = folder / "venv"
    venv.create(environment, with_pip=True)
    python: Path = environment / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", *options, str(wheel)], check=True, timeout=300)
    # Its dependencies are those that the tests run with. A .pth file that is found through another is not read, so the
    # editable mingzhang of the checkout stays out of sight.
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([str(python), "-c", where], check=True, capture_output=True, text=True).stdout.strip()
    Path(packages, "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return environment / "bin"


@pytest.mark.slow
def test_an_installed_wheel_builds_and_serves(installed: Path, tmp_path: Path, database: Path) -> None:
    where = subprocess.run(
        [str(installed / "python"), "-c", "import mingzhang; print(mingzhang.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(installed.parent))
    command = [str(installed / "mingzhang"), "build", str(DISCLOSURES), "-o", str(tmp_path / "mingzhang.db")]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "projects 26, goals 78, indicators 294" in result.stdout
    assert (tmp_path / "mingzhang.db").read_bytes() == database.read_bytes()
    server = Server(tmp_path / "mingzhang.db", [str(installed / "mingzhang")])
    try:
        rows = httpx.get(f"{server.url}/mingzhang/projects.json?_search=体检&_shape=array").json()
        assert len(rows) == 2
        page = httpx.get(f"{server.url}/mingzhang/projects").text
        assert "各单位的项目支出" in page
        assert httpx.get(f"{server.url}/-/static-plugins/mingzhang/site.css").status_code == 200
        assert "/mingzhang/targets_by_kind#g.mark=bar" in httpx.get(f"{server.url}/mingzhang").text
    finally:
        server.stop()
