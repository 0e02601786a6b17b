"""`python -m benchmarks.scale [INDICATORS]`: measures, prints a table and writes JSON. `make bench SIZE=100000` calls it."""

import os
import platform
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks.scale.building import measured_again, measured_build
from benchmarks.scale.figures import as_markdown, lines_of, write_json
from benchmarks.scale.serving import measured_serving
from benchmarks.scale.sources import write_sources
from mingzhang.version import VERSION


@click.command()
@click.argument("indicators", type=click.IntRange(100), default=10_000)
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="A folder for sources and database.")
@click.option("--json", "kept", type=click.Path(dir_okay=False, path_type=Path), help="Where the run is kept.")
@click.option("--markdown", is_flag=True, help="Print the section for benchmarks/RESULTS.md too.")
def main(indicators: int, keep: Path | None, kept: Path | None, markdown: bool) -> None:
    """Measure the build and the site at so many INDICATORS, each figure beside its reference."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        sources, database = folder / "sources", folder / "mingzhang.db"
        printed = write_sources(sources, indicators)
        documents = sum(number for (_, what), number in printed.items() if what == "documents")
        click.echo(f"{documents:,} documents are written; building", err=True)
        figures, _ = measured_build(sources, database, printed)
        figures += measured_again(sources, database, next(one.value for one in figures if one.name == "build") or 0)
        click.echo("built; serving", err=True)
        figures += measured_serving(database)
    about = {
        "indicators": indicators,
        "documents": documents,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "mingzhang": VERSION,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }
    for line in lines_of(figures):
        click.echo(line)
    write_json(kept or Path("build") / f"bench-{indicators}.json", about, figures)
    if markdown:
        said = ", ".join(f"{name} {value}" for name, value in about.items())
        click.echo("\n" + as_markdown(f"{indicators:,} indicators, {about['at']}", said, figures))


main()
