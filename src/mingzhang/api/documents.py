"""From a file to records, and from files to a database."""

from collections.abc import Iterable
from concurrent.futures import Executor
from pathlib import Path

from mingzhang import pipeline
from mingzhang.errors import MingzhangError, Refused
from mingzhang.privacy.publishing import publishing_beside
from mingzhang.readers.sources import source_of
from mingzhang.records import Document
from mingzhang.summary import Summary
from mingzhang.vocabulary.added import vocabulary_beside
from mingzhang.vocabulary.reasons import sentence


def read_document(path: str | Path) -> Document:
    """A disclosure as records: its forms, with projects, goals, indicators and amounts, each with the spans it was read from.

    Its sidecar, and the words and rules of publishing beside it, are taken as a build takes them. Raises MingzhangError, with
    the reason, when it is no disclosure that can be read.
    """
    place = Path(path)
    try:
        return pipeline.convert(source_of(place), vocabulary_beside([place]), publishing_beside([place]))
    except Refused as refused:
        raise MingzhangError(f"{place}: {sentence(refused.reason, refused.values)}") from None


def build_database(
    sources: str | Path | Iterable[str | Path], output: str | Path, executor: Executor | None = None
) -> Summary:
    """Builds a database of files and folders, as `mingzhang build` does; what was not converted is in the summary's rejects.

    Documents are converted in processes of this machine, or by an executor: any of `concurrent.futures`, or `get_executor()` of
    a client of Dask. Its workers must have the same version of mingzhang, and see the same folders. The result is the same.

    Raises MingzhangError when nothing can be built; what was at `output` then stays as it was.
    """
    places = [sources] if isinstance(sources, str | Path) else list(sources)
    for place in map(Path, places):
        if not place.exists():
            raise MingzhangError(f"{place}: no such file or folder")
    return pipeline.build([Path(place) for place in places], Path(output), executor=executor)
