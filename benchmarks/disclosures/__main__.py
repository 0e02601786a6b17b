"""`python -m benchmarks.disclosures FOLDER --indicators 10000` writes disclosures to convert and check."""

from collections import Counter
from pathlib import Path

import click

from benchmarks.disclosures import write


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--indicators", default=10_000, show_default=True, help="At least so many.")
@click.option("--seed", default=1, show_default=True, help="Another seed gives other disclosures.")
def main(folder: Path, indicators: int, seed: int) -> None:
    """Write made-up disclosures and their sidecars below FOLDER, and say what they hold."""
    written = write(folder, indicators, seed)
    forms = Counter(disclosure.form for disclosure in written)
    click.echo(", ".join(f"{number} {form}" for form, number in sorted(forms.items())))
    projects = sum(len(disclosure.truth.projects) for disclosure in written)
    click.echo(f"{projects} projects, {sum(disclosure.truth.indicators for disclosure in written)} indicators")
    faults = Counter(fault.check for disclosure in written for fault in disclosure.truth.faults)
    for check, number in sorted(faults.items()):
        click.echo(f"{check}: {number}")


main()
