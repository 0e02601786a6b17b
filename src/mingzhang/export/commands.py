"""The commands for what others build on: what changed, packages, releases."""

from datetime import UTC, datetime
from pathlib import Path

import click

from mingzhang.console import DEFAULT_DATABASE, told_plainly

DEFAULT_PACKAGE = Path("build/package")
_REASONS_SHOWN = 20


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "form", flag_value="json", help="As JSON, every record with its fields.")
@click.option("--atom", "form", flag_value="atom", help="As an entry of an Atom feed, dated by the file NEW.")
@told_plainly
def diff(old: Path, new: Path, form: str | None) -> None:
    """Tell what changed from the database OLD to the database NEW.

    First the published numbers that have changed, each with the reason (a new document, a correction, a better reading); then
    documents that were added or removed; then, of documents in both, every record and field.
    """
    from mingzhang.export.differing import differences
    from mingzhang.export.telling import as_atom_entry, as_json, as_lines, changed_at

    found = differences(old, new)
    if form == "json":
        click.echo(as_json(found))
    elif form == "atom":
        click.echo(as_atom_entry(found, changed_at(new)))
    else:
        for line in as_lines(found):
            click.echo(line)


@click.command()
@click.argument("database", type=click.Path(path_type=Path), default=DEFAULT_DATABASE)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=DEFAULT_PACKAGE,
    show_default=True,
    help="The folder to write. A package that is there is replaced when the new one is whole.",
)
@told_plainly
def export(database: Path, output: Path) -> None:
    """Write DATABASE (build/mingzhang.db) as a package that a data repository accepts.

    CSV of every table, datapackage.json (Data Package 2, Table Schema), Parquet where DuckDB is installed, one Excel workbook,
    the database itself and SHA256SUMS. The same database gives the same bytes.
    """
    from mingzhang.export.packing import export as write_package

    package = write_package(database, output)
    for note in package.notes:
        click.echo(f"note: {note}", err=True)
    rows = sum(package.rows.values())
    click.echo(
        f"{output}: version {package.version}, {len(package.rows)} tables, {rows} rows, content {package.content}"
    )


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("database", type=click.Path(path_type=Path), default=DEFAULT_DATABASE)
@click.option(
    "--address", help="Where FOLDER is published, https://…; remembered in its catalogue, named in citations."
)
@click.option(
    "--date", "released_on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the release; today if not said."
)
@told_plainly
def release(folder: Path, database: Path, address: str | None, released_on: datetime | None) -> None:
    """Add DATABASE (build/mingzhang.db) to the releases in FOLDER, under the version that its changes ask for.

    Major: a column is gone, or ids are made otherwise. Minor: documents were added or removed, or columns added. Patch: read
    otherwise. Each version is a package of its own and stays as it is; catalogue.json and catalogue.atom list them all. When
    nothing changed, nothing is written.
    """
    from mingzhang.export.releasing import release as add_release

    made = add_release(folder, database, (released_on or datetime.now(UTC)).date(), address)
    if made is None:
        click.echo(f"{folder}: nothing has changed since the last release")
        return
    for reason in made.reasons[:_REASONS_SHOWN]:
        click.echo(reason)
    if len(made.reasons) > _REASONS_SHOWN:
        click.echo(f"and {len(made.reasons) - _REASONS_SHOWN} more, all in {folder / 'catalogue.json'}")
    click.echo(f"{folder / made.version}: {made.level} release, content {made.content}")
