"""The whole way of `mingzhang collect`, on one page.

sources.yml ──► Finder: list pages ──► pages ──► Candidate ──► download aside ──► new | changed | as it was
                                                                    └──► file + sidecar + .collected.json
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from mingzhang.collect.asking import Client, new_client
from mingzhang.collect.clock import Clock
from mingzhang.collect.downloads import FetchedFile, download, unfinished_path
from mingzhang.collect.errors import NotReachable
from mingzhang.collect.filenames import document_ending, document_stem, free_path, safe_name
from mingzhang.collect.finding import Candidate, Finder, validators
from mingzhang.collect.report import Report
from mingzhang.collect.sidecars import pin_id, put_aside, write_sidecar
from mingzhang.collect.sources_file import Publisher, SourcesFile
from mingzhang.collect.state import Fetched, State, load_state, locked
from mingzhang.errors import Refused
from mingzhang.readers import html


def collect(sources: SourcesFile, id_of: Callable[[Path], str], clock: Clock | None = None) -> Report:
    """Fetches what the publishers of sources.yml have published that is not in its folder yet, and tells what came of it.

    `id_of` tells the id that a build gives to a file; a changed file refers to the older one by it. Raises MingzhangError when
    the folder cannot be used.
    """
    clock = clock or Clock()
    report = Report()
    with locked(sources.folder):
        state = load_state(sources.folder)
        client = new_client(sources.hosts, sources.wait, sources.contact, clock)
        try:
            for publisher in sources.publishers:
                _Collector(sources, publisher, client, state, report, clock.today(), id_of).run()
        finally:
            client.close()
            state.save()
    report.requests = client.requests
    return report


@dataclass(slots=True)
class _Collector:
    """Takes what one publisher has."""

    sources: SourcesFile
    publisher: Publisher
    client: Client
    state: State
    report: Report
    today: date
    id_of: Callable[[Path], str]

    @property
    def folder(self) -> Path:
        """Where the files of this publisher are kept."""
        return self.sources.folder / safe_name(self.publisher.name)

    def run(self) -> None:
        """Takes each file that the publisher's pages lead to; what failed goes into the report."""
        finder = Finder(self.client, self.publisher, self.state, self.report)
        present: set[str] = set()
        for candidate in finder.candidates():
            present.add(candidate.address)
            try:
                self._take(candidate)
            except NotReachable as problem:
                if problem.is_gone:
                    present.discard(candidate.address)
                self._tell(candidate, problem)
            except Refused as refused:
                self.report.failed.append(f"{candidate.address}: its sidecar cannot be read ({refused.reason})")
            self.state.save()
        if finder.is_complete:
            self._note_what_is_gone(present)

    def _tell(self, candidate: Candidate, problem: NotReachable) -> None:
        known = self.state.documents.get(candidate.address)
        if problem.is_gone and known:
            self._note_gone(candidate.address, known)
            return
        where = self.report.not_reachable if problem.is_final else self.report.failed
        where.append(f"{candidate.text} ({candidate.address}): {problem}")

    def _note_what_is_gone(self, present: set[str]) -> None:
        for address, known in self.state.documents.items():
            if known.publisher == self.publisher.name and address not in present:
                self._note_gone(address, known)

    def _note_gone(self, address: str, known: Fetched) -> None:
        if known.gone_since is None:
            known.gone_since = self.today.isoformat()
            self.report.gone.append(f"{known.file} ({address}); the file is kept")

    def _take(self, candidate: Candidate) -> None:
        known = self.state.documents.get(candidate.address)
        is_kept = known is not None and (self.sources.folder / known.file).is_file()
        if known is not None and is_kept and self._is_left_alone(known, candidate):
            got = None
        elif candidate.content is not None:
            got = self._saved_page(candidate)
        else:
            asked = validators(known) if known and is_kept else {}
            parts, largest = self.state.parts, self.sources.largest
            got = download(self.client, candidate.address, self.folder, largest, parts, asked)
        if got is None or (known is not None and is_kept and _same(known, got)):
            self._note_unchanged(known, got)
            return
        _hold_to_document(candidate, got)
        self._keep(candidate, got, known if is_kept else None)

    def _is_left_alone(self, known: Fetched, candidate: Candidate) -> bool:
        """Whether nothing needs to be asked: an unchanged page; a file whose server tells no version, fetched not long ago."""
        if candidate.content is not None:
            return candidate.content.status == 304
        if validators(known):
            return False
        again = date.fromisoformat(known.checked_on) + timedelta(days=self.sources.ask_again_after)
        return self.today < again

    def _note_unchanged(self, known: Fetched | None, got: FetchedFile | None) -> None:
        if got:
            got.part.unlink(missing_ok=True)
        if known:
            known.gone_since = None
            if got:
                known.checked_on = self.today.isoformat()
                known.etag, known.last_modified = got.etag, got.last_modified
        self.report.unchanged += 1

    def _saved_page(self, candidate: Candidate) -> FetchedFile:
        assert candidate.content
        self.folder.mkdir(parents=True, exist_ok=True)
        part, content = unfinished_path(self.folder, candidate.address), candidate.content.content
        part.write_bytes(content)
        headers = candidate.content.headers
        sha256 = hashlib.sha256(content).hexdigest()
        etag, modified = headers.get("etag"), headers.get("last-modified")
        return FetchedFile(part, sha256, len(content), etag, modified, "text/html", "")

    def _keep(self, candidate: Candidate, fetched: FetchedFile, older: Fetched | None) -> None:
        """Gives a download its name and its sidecar. The file that it supersedes, if any, stays where it is."""
        twin = next((one for one in self.state.documents.values() if one.sha256 == fetched.sha256), None)
        if twin and (self.sources.folder / twin.file).is_file():
            self._remember(candidate, fetched, twin.file, older)
            fetched.part.unlink()
            self.report.new.append(f"{candidate.address}: the same bytes as {twin.file}, kept once")
            return
        if older and fetched.sha256 in [one["sha256"] for one in older.earlier]:
            fetched.part.unlink()
            problem = f"is again as it was before {older.file}; settle by hand which counts"
            self.report.failed.append(f"{candidate.address}: {problem}")
            return
        path = self._path(candidate, fetched, older)
        is_archive = older is not None and older.file.lower().endswith(".zip")
        superseded = pin_id(self.sources.folder / older.file, self.id_of) if older and not is_archive else None
        write_sidecar(path, self._sidecar(candidate, fetched, superseded), candidate.address)
        fetched.part.replace(path)
        file = path.relative_to(self.sources.folder).as_posix()
        self._remember(candidate, fetched, file, older)
        if older and is_archive:
            kept = put_aside(self.sources.folder / older.file)
            self.report.changed.append(
                f"{file} takes the place of an archive that is kept as {kept.name} ({candidate.address})"
            )
        elif older:
            self.report.changed.append(f"{file} supersedes {older.file} ({candidate.address})")
        else:
            self.report.new.append(f"{file} ({candidate.address})")

    def _path(self, candidate: Candidate, got: FetchedFile, older: Fetched | None) -> Path:
        ending = _ending(candidate, got) or "bin"
        if older:
            stem = safe_name(f"{Path(older.file).stem.partition('（')[0]}（{self.today.isoformat()}）")
        else:
            stem = document_stem(candidate.text, candidate.title)
        return free_path(self.folder, stem, ending, set())

    def _sidecar(self, candidate: Candidate, got: FetchedFile, superseded: str | None) -> dict[str, str | None]:
        return {
            "region": self.publisher.region,
            "title": candidate.title or candidate.text,
            "source_url": candidate.page if candidate.page not in self.publisher.lists else candidate.address,
            "published_on": candidate.published_on,
            "retrieved_on": self.today.isoformat(),
            "sha256": got.sha256,
            "supersedes": superseded,
        }

    def _remember(self, candidate: Candidate, got: FetchedFile, file: str, older: Fetched | None) -> None:
        earlier = [*older.earlier, {"file": older.file, "sha256": older.sha256}] if older else []
        self.state.documents[candidate.address] = Fetched(
            publisher=self.publisher.name,
            page=candidate.page,
            file=file,
            sha256=got.sha256,
            size=got.size,
            retrieved_on=self.today.isoformat(),
            checked_on=self.today.isoformat(),
            etag=got.etag,
            last_modified=got.last_modified,
            mark=_mark_of_page(self.sources.folder / file) if candidate.content else None,
            earlier=earlier,
        )


def _ending(candidate: Candidate, got: FetchedFile) -> str | None:
    if candidate.content is not None:
        return "html"
    return document_ending(candidate.address, got.file_name, candidate.text, media_type=got.media_type)


def _hold_to_document(candidate: Candidate, got: FetchedFile) -> None:
    """Raises NotReachable when a server sent nothing, or a page of its own (an error, a login) in place of a file: no table."""
    if not got.size:
        got.part.unlink()
        raise NotReachable("the server sent an empty file")
    beginning = got.part.read_bytes()[:1_000_000]
    if candidate.content is None and html.recognises(beginning) and b"<table" not in beginning.lower():
        got.part.unlink()
        raise NotReachable("the server sent a web page without a table in place of the file")


def _same(known: Fetched, got: FetchedFile) -> bool:
    return known.sha256 == got.sha256 or (known.mark is not None and known.mark == _mark_of_page(got.part))


def _mark_of_page(path: Path) -> str | None:
    """A checksum of what the tables of a page say: pages count their visitors, and a new count is no new version."""
    try:
        grids = html.read(path.read_bytes()).grids
    except Refused:
        return None
    texts = [[[cell.text for cell in row] for row in grid.rows] for grid in grids]
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest() if texts else None
