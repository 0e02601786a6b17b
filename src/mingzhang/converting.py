"""One file to a document, and the files of a build to finished rows: those kept by an earlier one, or converted now.

    source ──► bytes ──read──► Reading ──mask, interpret──► Document ──► finished rows

No file needs another, so they are converted in processes of their own, or by the workers of an executor.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from mingzhang.cluster import Elsewhere
from mingzhang.errors import MingzhangError, Refused, is_of_memory
from mingzhang.forms.coverage import prove
from mingzhang.interpret import interpret, sha256_of
from mingzhang.keeping import Converted, Kept, digest_of
from mingzhang.privacy.beside import masked_replies, masked_sidecar, places_in_name
from mingzhang.privacy.masking import Hiding, mask
from mingzhang.privacy.people_file import personal_rows
from mingzhang.privacy.publishing import BY_DEFAULT, Publishing
from mingzhang.readers import picture, read
from mingzhang.readers.corrections import with_corrections
from mingzhang.readers.printed.pages import MOST_PAGES
from mingzhang.readers.sources import (
    LARGEST_BYTES,
    Source,
    bytes_of,
    corrections_beside,
    corrections_of,
    printable,
    replies_of,
    sidecar_of,
)
from mingzhang.records import Document, Reading, Reject, Sidecar
from mingzhang.store.rows import NUMBERS_IN_DOCUMENT
from mingzhang.store.rows_of_document import FinishedDocument, finished
from mingzhang.vocabulary import PROJECT, Vocabulary, using
from mingzhang.workers import MEGABYTE, Budget, Workers


def convert(source: Source, words: Vocabulary = PROJECT, publishing: Publishing = BY_DEFAULT) -> Document:
    """Reads one file as a document, by the given vocabulary, with personal data masked. No other file is needed.

    Raises Refused, with the reason, when it cannot be a document.
    """
    with using(words):
        return _convert(source, publishing)


def _convert(source: Source, publishing: Publishing) -> Document:
    try:
        sidecar, data = sidecar_of(source), bytes_of(source)
    except OSError as error:
        raise Refused("file-unreadable", problem=error.strerror or type(error).__name__) from None
    sha256 = sha256_of(data)
    if sidecar.sha256 and sidecar.sha256.lower() != sha256:
        raise Refused("sidecar-checksum", expected=sidecar.sha256.lower()[:8], sha256=sha256[:8])
    masked = mask(_corrected(read(data), source), publishing.masked_in(source.name), publishing.texts)
    sidecar, beside = masked_sidecar(sidecar, masked.hiding)
    document = interpret(masked.reading, sidecar, source.name, sha256)
    personal = (*masked.places, *beside, *places_in_name(source.name))
    document = replace(document, personal=personal, may_be_served=publishing.hands_on(source.name))
    document = _answered(document, source, masked.hiding)
    if (number := len(document.reading.cells())) > NUMBERS_IN_DOCUMENT:
        raise Refused("too-many-cells", number=number, limit=NUMBERS_IN_DOCUMENT)
    prove(document)
    return document


def _corrected(reading: Reading, source: Source) -> Reading:
    """A reading with the corrections by hand beside its source; where they cannot be had, a reject says so."""
    file = printable(corrections_beside(source.path).name)
    try:
        data = corrections_of(source)
        return with_corrections(reading, data, file) if data is not None else reading
    except Refused as refused:
        reject = Reject(refused.reason, refused.values)
    except OSError as error:
        reject = Reject("corrections-broken", {"file": file, "problem": error.strerror or type(error).__name__})
    return replace(reading, rejects=(*reading.rejects, reject))


def _answered(document: Document, source: Source, hiding: Hiding) -> Document:
    """Adds the publisher's replies to a document, masked as it is. One that cannot be read is rejected; the document stays."""
    try:
        replies, places = masked_replies(replies_of(source), hiding)
        return replace(document, replies=replies, personal=(*document.personal, *places))
    except Refused as refused:
        return replace(document, rejects=(*document.rejects, Reject(refused.reason, refused.values)))
    except OSError as error:
        problem = {"problem": error.strerror or type(error).__name__}
        return replace(document, rejects=(*document.rejects, Reject("reply-broken", problem)))


def converted(source: Source, words: Vocabulary, publishing: Publishing) -> Converted | Refused:
    """Converts one file to finished rows, or to the reason why it is refused, in a worker process; the result can be pickled.

    An unexpected exception refuses this file alone.
    """
    try:
        document = convert(source, _warmed(words), publishing)
        return Converted(finished(document), personal_rows(document))
    except Refused as refused:
        return refused
    except (MingzhangError, MemoryError):
        raise
    except Exception as error:
        if is_of_memory(error):
            raise MemoryError from error
        return Refused("internal-error", problem=f"{type(error).__name__}: {error}")


_SECONDS_A_PICTURE = 30  # of CPU time: a full page takes 7 to 10
_PICTURE = re.compile(rb"/Subtype\s*/Image")

_LEAST_FORM = (
    "单位编码\t单位及项目名称\t金额 (万元)\t绩效目标\t绩效指标\n1\t甲\t5.00\t目标一：乙\t1. 人数≥3人\n".encode()
)


@lru_cache(maxsize=4)
def _warmed(words: Vocabulary) -> Vocabulary:
    """The same words whenever a process gets an equal copy of them, with what is derived from them by the first document.

    Workers that are forked after a call here have both from the start, and the dictionary of columns with them.
    """
    with using(words):
        finished(interpret(read(_LEAST_FORM), Sidecar(), "", ""))
    return words


def budget_of(source: Source) -> Budget:
    """The budget for converting a file: it grows with its size, and with the number of pictures in it, which may be scans."""
    try:
        size = source.path.stat().st_size
        pictures = _pictures_in(source.path)
    except OSError:
        size = pictures = 0
    return Budget(seconds=60 + 60 * size / MEGABYTE + _SECONDS_A_PICTURE * pictures)


def _pictures_in(path: Path) -> int:
    """How many pictures a file holds: in a PDF what describes them stands uncompressed; a TIFF may hold one for each page."""
    if not path.is_file():  # to open a pipe would wait for whoever writes into it
        return 0
    with path.open("rb") as file:
        data = file.read(LARGEST_BYTES) if (beginning := file.read(12))[:5] == b"%PDF-" else b""
    if picture.recognises(beginning):
        return picture.pages_in(path)
    return min(len(_PICTURE.findall(data)), MOST_PAGES)


def _converted_elsewhere(work: Callable[[Source], Converted | Refused], source: Source) -> Converted | Refused:
    """Converts a file on another machine. Raises MingzhangError when that machine does not have it."""
    if not source.path.exists():
        raise MingzhangError(f"{source.path}: a worker does not see it; the folder must be there under the same path")
    return work(source)


class Conversions:
    """The files of a build as finished rows, in the order of the sources; to be used in a `with`, which begins the workers.

    What `kept` has of a file is taken while nothing has changed that it comes from; what is converted anew is kept there.
    """

    def __init__(self, sources: Sequence[Source], words: Vocabulary, publishing: Publishing, kept: Kept) -> None:
        self._words, self._publishing, self._kept = words, publishing, kept
        self._work = partial(converted, words=_warmed(words), publishing=publishing)
        self._keys = {source: key for source in sources if kept.is_used and (key := self._key(source))}
        self._changed = [source for source in sources if self._keys.get(source) not in kept]
        self._known: dict[str, bytes] = {}

    @contextmanager
    def begun(self, workers: int, executor: Executor | None) -> Iterator[Callable[[Source], Converted | Refused]]:
        """A function that gives the rows of the next source, or why it is refused, while so many workers convert."""
        with self._who(workers, executor) as results:
            yield lambda source: self._result(source, results)

    def in_slot(self, source: Source, slot: int) -> FinishedDocument:
        """The rows of a source with its cells numbered in another slot."""
        return finished(convert(source, self._words, self._publishing), slot)

    @property
    def known(self) -> Mapping[str, bytes]:
        """Document -> a digest of what its rows come from, of the documents that were given so far and are kept."""
        return self._known

    def _key(self, source: Source) -> bytes | None:
        return digest_of(source, self._words, self._publishing)

    def _who(
        self, workers: int, executor: Executor | None
    ) -> Workers[Source, Converted | Refused] | Elsewhere[Source, Converted | Refused]:
        if executor is None:
            return Workers(self._work, self._changed, workers, budget_of)
        return Elsewhere(partial(_converted_elsewhere, self._work), self._changed, executor)

    def _result(
        self,
        source: Source,
        results: Workers[Source, Converted | Refused] | Elsewhere[Source, Converted | Refused],
    ) -> Converted | Refused:
        known = self._keys.get(source)
        if known is not None and known in self._kept:
            found: Converted | Refused = self._kept.found(known) or self._work(source)
        else:
            found = results.next()()
            if isinstance(found, Converted) and known is not None and known == self._key(source):
                self._kept.keep(known, found)
        if isinstance(found, Converted) and known is not None:
            self._known[found.document.id] = known
        return found
