"""Take the pictures of the site that README.md shows, with the Chromium of the machine.

python tools/take_pictures.py build/mingzhang.db docs/pictures build/demo.db
"""

import io
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from PIL import Image  # reportlab, which the tests need, brings it
from playwright.sync_api import sync_playwright

PORT = 8011
SITE = f"http://127.0.0.1:{PORT}"
DESKTOP, PHONE = (1280, 860), (360, 740)
# A picture of the whole of a long page would be larger than what is said by it.
COLOURS = 64
LARGEST_PICTURE, LARGEST_OF_ALL = 1_000_000, 1_500_000

# The finding that the front page would show first: what does not add up, the largest first.
FINDING = """SELECT findings.id, finding_evidence.record_id, findings.document_id FROM findings
JOIN finding_evidence ON finding_evidence.finding_id = findings.id AND finding_evidence.position = 1
ORDER BY findings.class = 'arithmetic' DESC, abs(findings.difference_yuan) DESC, findings.id LIMIT 1"""

# The two departments with the most money, which may be of two counties.
DEMO_UNITS = """SELECT documents.unit_id FROM projects JOIN documents ON documents.id = projects.document_id
JOIN units ON units.id = documents.unit_id AND units.level = 'department'
GROUP BY 1 ORDER BY sum(projects.amount_fen) DESC, 1 LIMIT 2"""


def addresses(database: Path) -> dict[str, str]:
    """The main pages, by the names of their pictures."""
    with sqlite3.connect(database) as connection:
        project = connection.execute("SELECT id FROM projects ORDER BY amount_fen DESC, id LIMIT 1").fetchone()[0]
        found = connection.execute(
            "SELECT id FROM projects WHERE name LIKE '%体检%' ORDER BY id DESC LIMIT 1"
        ).fetchone()
        finding, record, document = connection.execute(FINDING).fetchone()
        chart = connection.execute(
            "SELECT id FROM charts WHERE svg IS NOT NULL ORDER BY id <> 'largest-projects', id LIMIT 1"
        ).fetchone()[0]
    return {
        "front": "/",
        "search": f"/search?q={quote('体检')}",
        "project": f"/project/{quote(found[0] if found else project)}",
        "finding": f"/finding/{quote(finding)}",
        "source": f"/source/{quote(document)}?record={quote(record)}#marked",
        "table": "/mingzhang/project_list",
        "chart": f"/chart/{quote(chart)}",
        "about": "/about",
    }


def demo_addresses(database: Path) -> dict[str, str]:
    """Pages that show years, units and regions, by the names of their pictures."""
    with sqlite3.connect(database) as connection:
        units = [row[0] for row in connection.execute(DEMO_UNITS)]
    return {
        "demo-front": "/",
        "demo-ranking": "/ranking/units",
        "demo-compare": "/compare?" + "&".join(f"unit={quote(unit)}" for unit in units),
        "demo-years": f"/unit/{quote(units[0])}/years",
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


def write(picture: bytes, path: Path) -> None:
    """Writes a PNG with a palette: text on paper needs few colours, and takes a third of the room."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def take(database: Path, folder: Path, pages: dict[str, str], screens: dict[str, tuple[int, int]]) -> None:
    """Serve the database and write a PNG of each page on each screen, whose names end the names of the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "mingzhang", "serve", str(database), "-p", str(PORT)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        wait_for(server)
        with sync_playwright() as playwright:
            executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
            for suffix, (width, height) in screens.items():
                context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": height})
                page = context.new_page()
                for name, address in pages.items():
                    page.goto(SITE + address, wait_until="networkidle")
                    write(page.screenshot(), folder / f"{name}{suffix}.png")
                context.close()
            browser.close()
    finally:
        server.terminate()
        server.wait()


def main(database: Path, folder: Path, demo: Path) -> None:
    """All pictures: of the founding disclosure and of made-up ones, on a desktop and on a phone.

    Exits with a word when a picture, or all of them, are larger than a repository should hold.
    """
    screens = {"": DESKTOP, "-phone": PHONE}
    take(database, folder, addresses(database), screens)
    take(demo, folder, demo_addresses(demo), screens)
    sizes = {path.name: path.stat().st_size for path in sorted(folder.glob("*.png"))}
    for name, size in sizes.items():
        print(f"{size:>9,}  {name}")
    if max(sizes.values()) > LARGEST_PICTURE or sum(sizes.values()) > LARGEST_OF_ALL:
        sys.exit(f"the pictures are too large: {sum(sizes.values()):,} bytes in all")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
