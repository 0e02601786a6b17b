"""Take the pictures of the site that README.md shows, with the Chromium of the machine.

python tools/take_pictures.py build/mingzhang.db docs/pictures
"""

import shutil
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from mingzhang.site.charts import chart_path, load_charts

PORT = 8011
SITE = f"http://127.0.0.1:{PORT}"
SHOTS = {
    "search": (f"{SITE}/mingzhang/goals?_search=体检", 1280, 860),
    "search-phone": (f"{SITE}/mingzhang/projects?_search=体检", 390, 844),
    "chart": (
        f"{SITE}{chart_path(next(chart for chart in load_charts() if chart['id'] == 'targets-by-kind'))}",
        1280,
        1000,
    ),
}


def wait_for(server: subprocess.Popen[str]) -> None:
    """Returns when the server answers."""
    assert server.stdout
    server.stdout.readline()
    for _ in range(50):
        try:
            urlopen(SITE, timeout=5).close()
        except OSError:
            continue
        return


def take(database: Path, folder: Path) -> None:
    """Serve the database and write a PNG for each of SHOTS."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "mingzhang", "serve", str(database), "-p", str(PORT)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        wait_for(server)
        with sync_playwright() as playwright:
            executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
            for name, (address, width, height) in SHOTS.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto(address)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(1000)
                page.evaluate("document.querySelector('canvas')?.scrollIntoView({block: 'center'})")
                page.screenshot(path=folder / f"{name}.png")
                page.close()
            browser.close()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
