"""The command `build`: what goes together, what is told of it. Like every command it loads what it needs when it is called."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mingzhang.console import (
    DEFAULT_DATABASE,
    DEFAULT_SOURCE,
    stages_shown,
    told_and_gone_on,
    told_plainly,
    with_progress,
)
from mingzhang.errors import MingzhangError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from mingzhang.dataset.writing import Chunk
    from mingzhang.summary import Summary

REJECTS_SHOWN = 20
SMALL_GROUPS_SHOWN = 10


_HELP = """Convert disclosures into a database.

SOURCES are files, or folders in which every file is a disclosure; without any, disclosures/ is taken. A file x.txt.yml
beside x.txt (its sidecar) says what the document cannot: id, region, title, year, source_url, approved_on,
published_on, retrieved_on, sha256, supersedes, withdrawn, corrected, made_up.

What cannot be converted, a file or a part of one, is named with page and row, and is in the table rejects; the rest is
built.

What a document came to is kept beside the database (a file .mingzhang.db.kept, which may be deleted), so that the next
build reads only documents that changed, by their content; the result is the same, byte by byte.

With --cluster the documents are read by the workers of a Dask scheduler (pip install 'mingzhang[cluster]'), which must have
this version of mingzhang and see SOURCES under the same path. A worker that is lost costs a repetition.

Identity, bank card and mobile numbers are masked (█) before anything is stored, unless publish.yml beside the disclosures
says otherwise; telephones of offices and names are kept unless it says mask. Where personal data is printed, and where so
few people are named that they could be recognised, is listed in full in a file beside the database (.people.tsv), which
is not published.

For many regions: --dataset writes what was read, by any number of machines, as a dataset that DuckDB, Spark, Trino and
ClickHouse read; --from DATASET --region 63 makes the database of a region from it, the same as from its documents.

The files themselves are kept beside the database (.originals), named by their checksums, and the site hands them on; not
those in which something is masked, not those that were withdrawn, and none where publish.yml says originals: link.
"""


@click.command("build", help=_HELP)
@click.argument("sources", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DEFAULT_DATABASE,
    show_default=True,
    help="The database to write. What is there is replaced only when the new one is whole.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="How many processes read documents and run checks; one for each core unless said otherwise. The result is the same.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Convert documents on a Dask cluster (tcp://host:8786). The result is the same.",
)
@click.option("--fresh", is_flag=True, help="Read every document again, and not only those that changed.")
@click.option("--watch", is_flag=True, help="Go on, and build again whenever a disclosure changes, until interrupted.")
@click.option("--strict", is_flag=True, help="Exit with 1, and replace nothing, when anything was not converted.")
@click.option(
    "--dataset",
    "made",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write no database but the rows of all documents as Parquet, by year and region, into this folder.",
)
@click.option(
    "--from",
    "dataset",
    type=click.Path(file_okay=False, path_type=Path),
    help="Take the rows of the documents from such a folder; SOURCES then only give the files themselves.",
)
@click.option("--region", default="", help="With --from: only regions whose codes begin so (63, 6322, 632221).")
@told_plainly
def build_command(
    sources: tuple[Path, ...],
    output: Path,
    workers: int | None,
    cluster: str | None,
    fresh: bool,
    watch: bool,
    strict: bool,
    made: Path | None,
    dataset: Path | None,
    region: str,
) -> None:
    """Builds a database or a dataset, as the options say; `_HELP` tells its user how."""
    others: dict[str, object] = {"--cluster": cluster, "--watch": watch, "--fresh": fresh, "--strict": strict}
    _hold_together(made, dataset, region, others)
    if dataset:
        _build_from(dataset, region, list(sources), output, workers, strict)
        return
    places = list(sources) or _default_places()
    if made:
        with _executor(cluster) as executor:
            _write_dataset(places, made, workers, executor)
        return
    for _ in _rounds(places, watch):
        with told_and_gone_on() if watch else nullcontext(), _executor(cluster) as executor:
            _build_once(places, output, workers, executor, fresh, strict)


def _default_places() -> list[Path]:
    """The folder that is taken where none is named. Raises MingzhangError when it is not there."""
    if not DEFAULT_SOURCE.is_dir():
        raise MingzhangError(f"{DEFAULT_SOURCE}/ is not in this folder: name the disclosures: mingzhang build SOURCES")
    return [DEFAULT_SOURCE]


def _rounds(places: list[Path], watch: bool) -> Iterable[object]:
    """One round of building, or one for each change below the places, without end."""
    from mingzhang.keeping.watching import changes

    return changes(places) if watch else [None]


@contextmanager
def _executor(cluster: str | None) -> "Iterator[Executor | None]":
    if cluster is None:
        yield None
        return
    from mingzhang.cluster import executor_of_cluster

    with executor_of_cluster(cluster) as executor:
        yield executor


def _hold_together(made: Path | None, dataset: Path | None, region: str, others: dict[str, object]) -> None:
    """Raises UsageError when options do not go together."""
    chosen, without = (
        ("--from", ("--cluster", "--watch", "--fresh"))
        if dataset
        else ("--dataset", ("--watch", "--fresh", "--strict"))
    )
    if dataset and made:
        raise click.UsageError("--from and --dataset do not go together")
    if region and not dataset:
        raise click.UsageError("--region is for --from")
    if region and not (region.isascii() and region.isdigit() and len(region) <= 6):
        raise click.UsageError(f"--region takes a code of GB/T 2260 or its beginning (63, 6322, 632221), not {region}")
    if (dataset or made) and (wrong := [name for name in without if others[name]]):
        raise click.UsageError(f"{chosen} and {wrong[0]} do not go together")


def _write_dataset(places: list[Path], folder: Path, workers: int | None, executor: "Executor | None") -> None:
    from mingzhang.dataset.writing import write_dataset
    from mingzhang.privacy.people_file import write_people_file
    from mingzhang.summary import describe_personal
    from mingzhang.vocabulary.reasons import sentence

    def showing(chunks: "list[Chunk]") -> "Iterator[Chunk]":
        """The chunks, with a bar that counts their files."""
        return with_progress(chunks, lambda chunk: len(chunk.sources))

    summary = write_dataset(places, folder, workers, showing, executor)
    for one in summary.refused[:REJECTS_SHOWN]:
        click.echo(f"document: {one.file}: {sentence(one.reason, one.values)}", err=True)
    if (more := len(summary.refused) - REJECTS_SHOWN) > 0:
        click.echo(f"and {more} more files, all in dataset.json", err=True)
    people_file = write_people_file(folder, summary.personal, [])
    if summary.personal:
        click.echo(f"note: {describe_personal(summary.personal)}; all are listed in {people_file}", err=True)
    counts = ", ".join(f"{table} {summary.rows[table]}" for table in ("documents", "projects", "goals", "indicators"))
    click.echo(f"{folder}: {counts}, files refused {len(summary.refused)}")


def _build_from(
    dataset: Path, region: str, places: list[Path], output: Path, workers: int | None, strict: bool
) -> None:
    from mingzhang import pipeline
    from mingzhang.store.originals import originals_beside

    originals = originals_beside(output) if places else None
    with stages_shown():
        summary = pipeline.build_from(
            dataset, output, region, strict, workers, with_progress, originals=originals, places=places
        )
    _tell(summary, output)


def _build_once(
    places: list[Path], output: Path, workers: int | None, executor: "Executor | None", fresh: bool, strict: bool
) -> None:
    from mingzhang import pipeline
    from mingzhang.keeping import kept_beside
    from mingzhang.store.originals import originals_beside

    kept = None if fresh else kept_beside(output)
    with stages_shown():
        summary = pipeline.build(
            places,
            output,
            strict,
            workers,
            with_progress,
            kept=kept,
            originals=originals_beside(output),
            executor=executor,
        )
    _tell(summary, output)


def _tell(summary: "Summary", output: Path) -> None:
    """Prints what was built, and writes the list of places of personal data and the checksum beside it."""
    from mingzhang.privacy.people_file import write_people_file
    from mingzhang.store.identity import keep_checksum
    from mingzhang.summary import describe, describe_personal, describe_small_group

    for reject in summary.rejects[:REJECTS_SHOWN]:
        click.echo(f"{reject['kind']}: {describe(reject)}", err=True)
    if len(summary.rejects) > REJECTS_SHOWN:
        click.echo(f"and {len(summary.rejects) - REJECTS_SHOWN} more, all in the table rejects", err=True)
    people_file = write_people_file(output, summary.personal, summary.small_groups)
    if summary.personal:
        click.echo(f"note: {describe_personal(summary.personal)}; all are listed in {people_file}", err=True)
    for group in summary.small_groups[:SMALL_GROUPS_SHOWN]:
        click.echo(f"note: {describe_small_group(group)}", err=True)
    if (more := len(summary.small_groups) - SMALL_GROUPS_SHOWN) > 0:
        click.echo(f"note: and {more} more projects name so few people; all are listed in {people_file}", err=True)
    for note in summary.notes:
        click.echo(f"note: {note}", err=True)
    keep_checksum(output)
    warn_without_contact()
    counts = ", ".join(f"{table.replace('_', ' ')} {number}" for table, number in summary.counts.items())
    click.echo(f"{output}: {counts}, rejects {len(summary.rejects)}")


def warn_without_contact() -> None:
    """Says on standard error that nobody is named to whom readers report errors, where that is so."""
    from mingzhang.dictionary.metadata_file import NO_CONTACT, contact

    if contact() is None:
        click.echo(f"warning: {NO_CONTACT}", err=True)
