"""The build beside others who load its finished rows."""

import sqlite3
from collections import Counter
from pathlib import Path

from benchmarks.scale.figures import Figure
from benchmarks.scale.measuring import Taken, run
from benchmarks.scale.references import tables_of

Printed = Counter[tuple[str, str]]
_MEDIA = {"txt": "text/%", "xlsx": "%spreadsheetml%", "pdf": "application/pdf"}


def measured_build(folder: Path, database: Path, printed: Printed) -> tuple[list[Figure], dict[str, Taken]]:
    """Figures of a full build and of what came of it."""
    ours = run("mingzhang", "build", str(folder), "-o", str(database))
    loaded = _references(database)
    indicators = sum(number for (_, what), number in printed.items() if what == "indicators")
    figures = [
        Figure("build", "s of CPU", ours.cpu, {name: one.cpu for name, one in loaded.items()}),
        Figure("build, wall", "s", ours.wall, {name: one.wall for name, one in loaded.items()}),
        Figure("build, for 1,000 indicators", "s of CPU", 1000 * ours.cpu / indicators),
        Figure("largest process", "MB", ours.peak, {name: one.peak for name, one in loaded.items()}),
        Figure("all processes together", "MB", ours.together, {name: one.together for name, one in loaded.items()}),
        *_sizes(database, printed, indicators),
        *_truth(database, printed),
    ]
    return figures, loaded


def measured_again(folder: Path, database: Path, full: float) -> list[Figure]:
    """A build after nothing changed, and after one document did: beside the full one."""
    same = run("mingzhang", "build", str(folder), "-o", str(database))
    first = min(folder.rglob("*.txt"))
    sidecar = first.with_name(f"{first.name}.yml")
    before = sidecar.read_bytes()
    sidecar.write_bytes(before + b"retrieved_on: 2026-01-01\n")
    changed = run("mingzhang", "build", str(folder), "-o", str(database))
    sidecar.write_bytes(before)
    return [
        Figure("build again, nothing changed", "s of CPU", same.cpu, {"full build": full}),
        Figure("build again, one document changed", "s of CPU", changed.cpu, {"full build": full}),
    ]


def _references(database: Path) -> dict[str, Taken]:
    folder = database.parent / "references"
    folder.mkdir(exist_ok=True)
    module = "benchmarks.scale.references"
    run("-m", module, "csv", str(database), str(folder))
    hows = {"sqlite-utils and FTS": "sqlite-utils", "executemany": "executemany", "DuckDB read_csv": "duckdb"}
    taken = {name: run("-m", module, how, str(database), str(folder)) for name, how in hows.items()}
    for path in folder.iterdir():
        path.unlink()
    return taken


def _sizes(database: Path, printed: Printed, indicators: int) -> list[Figure]:
    connection = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    rows = sum(connection.execute(f'SELECT count(*) FROM "{one}"').fetchone()[0] for one in tables_of(connection))
    connection.close()
    size = database.stat().st_size
    source = sum(number for (_, what), number in printed.items() if what == "bytes")
    return [
        Figure("rows of all tables", "", rows),
        Figure("database for a row", "bytes", size / rows),
        Figure("database for an indicator", "bytes", size / indicators),
        Figure("database for a byte of source", "bytes", size / source),
    ]


def _truth(database: Path, printed: Printed) -> list[Figure]:
    """What was read, beside what the generator printed, by format."""
    connection = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    figures = []
    for ending, media in _MEDIA.items():
        for what in ("projects", "indicators"):
            sql = f"SELECT count(*) FROM {what} JOIN documents ON documents.id = document_id WHERE media_type LIKE ?"
            (read,) = connection.execute(sql, [media]).fetchone()
            figures.append(Figure(f"{what} read from {ending}", "", read, {"printed": printed[ending, what]}))
    connection.close()
    return figures
