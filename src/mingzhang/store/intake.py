"""Stores documents one after the other: each gets a slot of numbers for its cells, and none is stored twice."""

from collections import Counter
from collections.abc import Callable

from sqlite_utils import Database

from mingzhang.errors import MingzhangError, Refused
from mingzhang.records import Reject
from mingzhang.store.database import insert
from mingzhang.store.image import load_image
from mingzhang.store.rows import DOCUMENT_SLOTS, TableRow, reject_row
from mingzhang.store.rows_of_document import FinishedDocument
from mingzhang.store.whole import region_rows, settle_units


class Intake:
    """Stores documents and refusals, and remembers regions and units, which are settled over all documents."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.file_by_id: dict[str, str] = {}
        self.file_by_content: dict[str, str] = {}
        self.refused: Counter[str] = Counter()
        self.slots: set[int] = set()
        self.units: list[tuple[int | None, str, TableRow]] = []
        self.regions: set[str] = set()

    def take(self, document: FinishedDocument, in_slot: Callable[[int], FinishedDocument]) -> None:
        """Stores a document, or a note that its content is there already. Raises MingzhangError when another has its id.

        `in_slot` gives it with its cells numbered in another slot, for the day when two documents share one.
        """
        if other := self.file_by_content.get(document.sha256):
            self.refuse(document.file, Refused("same-content", other=other))
            return
        if other := self.file_by_id.get(document.id):
            raise MingzhangError(
                f"{other} and {document.file} have the same id {document.id}: give one of them another"
            )
        slot = self._free_slot(document.slot)
        document = document if slot == document.slot else in_slot(slot)
        self.file_by_id[document.id] = self.file_by_content[document.sha256] = document.file
        self._store(document)

    def refuse(self, file: str, refused: Refused) -> None:
        """Stores that a file was refused, and why."""
        self.refused[file] += 1
        row = reject_row(Reject(refused.reason, refused.values), file, self.refused[file], None, None)
        insert(self.database, "rejects", [row])

    def settle(self) -> None:
        """Stores the regions and units that the documents name, each once."""
        insert(self.database, "regions", region_rows(sorted(self.regions)))
        insert(self.database, "units", settle_units(self.units))

    def _free_slot(self, slot: int) -> int:
        """A slot for cell ids, or the next free one where two documents share it."""
        while slot in self.slots:
            slot = (slot + 1) % DOCUMENT_SLOTS
        self.slots.add(slot)
        return slot

    def _store(self, document: FinishedDocument) -> None:
        if document.region_code:
            self.regions.add(document.region_code)
        self.units += [(document.year, document.id, row) for row in document.units]
        load_image(self.database.conn, document.image)
