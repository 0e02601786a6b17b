"""The commands; no logic of their own. Each loads what it needs when it is called, so that --help is there at once."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mingzhang.build_command import build_command, warn_without_contact
from mingzhang.console import DEFAULT_DATABASE, DEFAULT_SOURCE, told_plainly, with_progress
from mingzhang.errors import MingzhangError, Refused
from mingzhang.export import commands
from mingzhang.version import VERSION

if TYPE_CHECKING:
    from mingzhang.readers.sources import Source

DEFAULT_PUBLISHERS = Path("sources.yml")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="mingzhang")
def main() -> None:
    """明账: China's budget-performance disclosures as data that people can search, check and build on.

    \b
    mingzhang build          converts the disclosures below disclosures/ into build/mingzhang.db
    mingzhang serve          shows it at http://127.0.0.1:8001
    mingzhang explain FILE   tells how a document, or each of a folder, is read
    mingzhang collect        fetches new disclosures from the list pages in sources.yml
    mingzhang verify         tells whether the database still says what the disclosures say
    mingzhang diff OLD NEW   tells what changed between two databases
    mingzhang export         writes the database as CSV, Parquet, Excel and Data Package
    mingzhang release DIR    keeps such packages side by side, each under its version
    mingzhang across DIR...  runs checks over packages of many regions at once

    Exit status: 0 when done, 1 when something failed (one line on standard error says what and where), 2 for wrong usage.
    Set MINGZHANG_DEBUG=1 to see where in the program an unexpected failure arose.
    """


@main.command()
@click.argument("database", type=click.Path(path_type=Path), default=DEFAULT_DATABASE)
@click.option(
    "-p", "--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="The port to listen on."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all of them."
)
@click.option(
    "--limits",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your own limits of requests, in place of those of src/mingzhang/site/sql/limits.yml.",
)
@click.option(
    "--workers",
    "processes",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="How many processes answer on the port; all of them together share the limits. One for each core is enough.",
)
@click.option(
    "--access-log", is_flag=True, help="Print a line for each answer, in the common log format, without addresses."
)
@told_plainly
def serve(database: Path, port: int, host: str, limits: Path | None, processes: int, access_log: bool) -> None:
    """Serve DATABASE (build/mingzhang.db) with Datasette until interrupted.

    A database that is renamed into its place is picked up whole. SQL of readers runs in processes of its own, within limits.
    MINGZHANG_CONTACT (mailto:…, https://… or words) is where readers report errors and publishers answer.
    """
    from mingzhang.site.lean import import_datasette

    import_datasette()  # before anything else of it is imported
    from mingzhang.site.server import serve as serve_site  # Datasette takes longer to load than all other commands

    def announce(address: str) -> None:
        """Tells where the site is, and what it lacks."""
        warn_without_contact()
        click.echo(f"{address} (stop with Ctrl+C)")

    if limits:
        os.environ["MINGZHANG_LIMITS"] = str(limits.absolute())  # the processes that run SQL are told by it too
    serve_site(database, port, host, announce, access_log, processes)


@main.command()
@click.argument("place", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page here: of a file, the source with what was recognised in colour; of a folder, the table.",
)
@click.option("--tsv", is_flag=True, help="Of a folder, give the table with tabs, for a spreadsheet.")
@told_plainly
def explain(place: Path, html: Path | None, tsv: bool) -> None:
    """Tell how a FILE, or all files of a FOLDER, are read, and what of them is not understood.

    Of a file: what was not understood, and the word that would help most; then each table: the official form it was
    recognised as and why, what stands in which column, how much was found, its stated totals beside the sum of its projects,
    and what every cell became.

    Of a folder or a ZIP archive, a table: file, form, share of the characters that were read, rejects, the word that would help
    most. A document in an archive is named behind it: attachments.zip/附件1.xlsx.
    """
    from mingzhang.readers.sources import sources_at

    sources = [] if place.is_dir() else sources_at(place)
    if not sources and not place.is_dir():
        raise click.BadParameter(f"Path '{place}' does not exist.", param_hint="'FILE|FOLDER'")
    if tsv and len(sources) == 1:
        raise click.UsageError("--tsv is for a folder")
    lines, page = _explain_file(place, sources[0]) if len(sources) == 1 else _explain_folder(place, tsv)
    for line in lines:
        click.echo(line)
    if html:
        if html.exists() and place.exists() and html.samefile(place):
            raise MingzhangError(f"{html}: is the document itself; name another page with --html")
        html.write_text(page(), encoding="utf-8")
        click.echo(f"\n{html}", err=tsv)


def _explain_file(path: Path, source: "Source") -> tuple[Iterator[str], Callable[[], str]]:
    from mingzhang import pipeline
    from mingzhang.explain.lines import explain as explain_document
    from mingzhang.explain.page import explain_page
    from mingzhang.privacy.publishing import publishing_beside
    from mingzhang.vocabulary import using
    from mingzhang.vocabulary.added import vocabulary_beside
    from mingzhang.vocabulary.reasons import sentence

    words = vocabulary_beside([source.path])
    try:
        document = pipeline.convert(source, words, publishing_beside([source.path]))
    except Refused as refused:
        raise MingzhangError(f"{path}: {sentence(refused.reason, refused.values)}") from None
    with using(words):
        return iter(list(explain_document(document))), lambda: explain_page(document)


def _explain_folder(folder: Path, tsv: bool) -> tuple[Iterator[str], Callable[[], str]]:
    from mingzhang import pipeline
    from mingzhang.explain.folder import as_table, as_tsv
    from mingzhang.explain.page import folder_page

    reports = pipeline.report(folder, with_progress)
    return (as_tsv if tsv else as_table)(reports), lambda: folder_page(folder.name, reports)


@main.command()
@click.argument("sources", type=click.Path(dir_okay=False, path_type=Path), default=DEFAULT_PUBLISHERS)
@told_plainly
def collect(sources: Path) -> None:
    """Fetch new and changed disclosures from the list pages that SOURCES (sources.yml) names.

    Only the hosts in SOURCES are asked, slowly and as their robots.txt has it. Files go below its folder with a sidecar each; a
    changed file supersedes the older one, which is kept. What is behind a script, on another host or in RAR or 7z is named.

    Exit status 1 when a page or a file failed that a later run may get; everything else was fetched.
    """
    from mingzhang import pipeline
    from mingzhang.collect.collecting import collect as collect_from
    from mingzhang.collect.sources_file import read_sources_file

    report = collect_from(read_sources_file(sources), pipeline.document_id_of)
    for line in report.lines():
        click.echo(line)
    if report.failed:
        raise MingzhangError(f"{len(report.failed)} pages or files failed, the first: {report.failed[0]}")


@main.command()
@click.argument("database", type=click.Path(path_type=Path), default=DEFAULT_DATABASE)
@click.argument("sources", nargs=-1, type=click.Path(exists=True, path_type=Path))
@told_plainly
def verify(database: Path, sources: tuple[Path, ...]) -> None:
    """Tell whether DATABASE (build/mingzhang.db) still says what SOURCES (disclosures/) say.

    Checks its keys, checksums, spans and sums, reads the sources again, and compares record by record. Exit status 1, with the
    name of each record that differs, when one character does; also when a source was added, changed or is missing.
    """
    from mingzhang import pipeline
    from mingzhang.export.verifying import verify as problems_of

    def rebuild(places: Iterable[Path], output: Path, charts: bool) -> None:
        """Builds the sources anew, with a bar."""
        pipeline.build(places, output, progress=with_progress, charts=charts)

    problems = list(problems_of(database, sources or [DEFAULT_SOURCE], rebuild))
    for problem in problems:
        click.echo(problem)
    if problems:
        raise MingzhangError(f"{database}: {len(problems)} things differ, the first: {problems[0]}")
    click.echo(f"{database}: undamaged")


@main.command()
@click.argument("packages", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@told_plainly
def across(packages: tuple[Path, ...], language: str) -> None:
    """Run checks that span documents over PACKAGES of many regions at once, with DuckDB, and list what they find.

    PACKAGES are folders that export wrote. Printed with tabs: check, what it is about, document, project, sentence. A build of
    each region runs every check; these are the ones whose SQL DuckDB runs as it stands (docs/scale.md).
    """
    from mingzhang.dataset.across import found_across

    for one in found_across(packages, language):
        click.echo("\t".join(" ".join(str(part or "").split()) for part in one))


for command in (build_command, commands.diff, commands.export, commands.release):
    main.add_command(command)
