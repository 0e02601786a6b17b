"""Documents into the database, one after the other: each gets its slot of numbers, and none is taken twice."""

from collections import Counter

from sqlite_utils import Database

from mingzhang.errors import MingzhangError, Refused
from mingzhang.records import Document, Reject
from mingzhang.store.database import insert
from mingzhang.store.rows import DOCUMENT_SLOTS, TableRow, TableRows, reject_row, slot_of
from mingzhang.store.rows_of_document import rows_of
from mingzhang.store.whole import region_rows, settle_units


class Intake:
    """Stores documents and refusals, and keeps what has to be settled over all of them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.file_by_id: dict[str, str] = {}
        self.file_by_content: dict[str, str] = {}
        self.refused: Counter[str] = Counter()
        self.slots: set[int] = set()
        self.units: list[tuple[int | None, str, TableRow]] = []
        self.regions: set[str] = set()

    def take(self, document: Document) -> None:
        """Store a document, or that its content is there already. Raises MingzhangError when another has its id."""
        if other := self.file_by_content.get(document.sha256):
            self.refuse(document.file, Refused("same-content", other=other))
            return
        if other := self.file_by_id.get(document.id):
            raise MingzhangError(
                f"{other} and {document.file} have the same id {document.id}: give one of them another"
            )
        rows = rows_of(document, self._free_slot(document.id))
        self.file_by_id[document.id] = self.file_by_content[document.sha256] = document.file
        self._store(document, rows)

    def refuse(self, file: str, refused: Refused) -> None:
        """Store that a file was not taken, and why."""
        self.refused[file] += 1
        row = reject_row(Reject(refused.reason, refused.values), file, self.refused[file], None, None)
        insert(self.database, "rejects", [row])

    def settle(self) -> None:
        """Store the regions and units that the documents name, each once."""
        insert(self.database, "regions", region_rows(sorted(self.regions)))
        insert(self.database, "units", settle_units(self.units))

    def _free_slot(self, document_id: str) -> int:
        """The document's slot for cell ids, or the next free one where two documents share it."""
        slot = slot_of(document_id)
        while slot in self.slots:
            slot = (slot + 1) % DOCUMENT_SLOTS
        self.slots.add(slot)
        return slot

    def _store(self, document: Document, rows: TableRows) -> None:
        if document.region_code:
            self.regions.add(document.region_code)
        self.units += [(document.year, document.id, row) for row in rows.pop("units", [])]
        for table, table_rows in rows.items():
            insert(self.database, table, table_rows)
